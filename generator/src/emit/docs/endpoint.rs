//! The page of an endpoint.

use super::fields::{self, Fields};
use super::html::Html;
use super::outcome::outcome_facts;
use super::page::{Page, href};
use super::{json, prose};
use crate::emit::snippet;
use crate::model::{Api, Endpoint, Example, Kind, Status, Version, advice};
use serde_json::Value;
use std::collections::BTreeMap;

pub(super) fn page(api: &Api, version: &Version, endpoint: &Endpoint) -> String {
    let path = href(api, endpoint);
    let id = endpoint.address();
    let page = Page {
        path: &path,
        source: &format!("specs/{}/{id}.yaml", api.name),
        title: &format!("{id} - {}", api.title),
        api: Some(api),
        endpoint: Some(endpoint),
    };
    let links = |name: &str| Some(page.to(&href(api, api.endpoint(name)?.1)));
    page.write(|html| {
        html.element("div", &[("class", "narrow")], |html| {
            head(html, &page, api, endpoint, &links);
            tables(html, version, endpoint, &links);
            results(html, endpoint, &links);
            examples(html, api, version, endpoint);
        });
    })
}

fn head(html: &mut Html, page: &Page<'_>, api: &Api, endpoint: &Endpoint, links: prose::Links<'_>) {
    html.element("div", &[("class", "crumb")], |html| {
        html.words("a", &[("href", &page.to(&format!("{}/index.html", api.name)))], &api.title);
        html.words("span", &[], super::page::group_of(endpoint).as_str());
        if endpoint.kind == Kind::Notification {
            html.words("span", &[("class", "tag")], "notification: the wallet calls you");
        }
    });
    html.words("h1", &[], endpoint.last_segment());
    html.element("div", &[("class", "route")], |html| {
        html.words("b", &[], "POST");
        html.words("span", &[], &route(api, endpoint));
    });
    html.element("div", &[("class", "prose")], |html| {
        prose::write(html, &endpoint.summary, links);
        endpoint.doc.iter().for_each(|doc| prose::write(html, doc, links));
    });
    if let Some(why) = &endpoint.deprecated {
        html.element("p", &[("class", "note")], |html| {
            prose::line(html, &format!("Deprecated: {why}"), links)
        });
    }
    if endpoint.partial {
        html.words("p", &[("class", "note")], "The wallet's documents of this endpoint were not complete.");
    }
    facts(html, api, endpoint, links);
}

/// Behind the host. Where a notification is sent is for its receiver to say.
fn route(api: &Api, endpoint: &Endpoint) -> String {
    match endpoint.kind {
        Kind::Call => {
            let suffix = &api.dialect.path_suffix;
            format!("{}/{}/{}{suffix}", api.base_path, endpoint.version, endpoint.path)
        }
        Kind::Notification => "to the address that you have given".to_owned(),
    }
}

fn facts(html: &mut Html, api: &Api, endpoint: &Endpoint, links: prose::Links<'_>) {
    let facts = outcome_facts(endpoint, api);
    if facts.is_empty() {
        return;
    }
    html.element("dl", &[("class", "facts")], |html| {
        for (term, text) in facts {
            html.element("div", &[], |html| {
                html.words("dt", &[], term);
                html.element("dd", &[], |html| prose::line(html, &text, links));
            });
        }
    });
}

fn section(html: &mut Html, id: &str, title: &str, content: impl FnOnce(&mut Html)) {
    html.element("section", &[("class", "section"), ("id", id)], |html| {
        html.words("h2", &[], title);
        content(html);
    });
}

fn tables(html: &mut Html, version: &Version, endpoint: &Endpoint, links: prose::Links<'_>) {
    let mut fields = Fields { version, links, shown: BTreeMap::new(), table: "request" };
    section(html, "request", "Request", |html| match endpoint.request.as_slice() {
        [] => html.words("p", &[("class", "muted")], "No fields."),
        own => fields.list(html, own, ""),
    });
    fields.table = "response";
    section(html, "response", "Answer", |html| {
        let result = "Every answer has `result` as well: `resultStatus`, `resultCode` and `resultMessage`.";
        html.element("p", &[("class", "prose")], |html| prose::line(html, result, links));
        if !endpoint.response.is_empty() {
            fields.list(html, &endpoint.response, "");
        }
    });
}

fn results(html: &mut Html, endpoint: &Endpoint, links: prose::Links<'_>) {
    if endpoint.results.is_empty() {
        return;
    }
    section(html, "results", "Result codes", |html| {
        html.element("ul", &[("class", "codes")], |html| {
            for result in &endpoint.results {
                html.element("li", &[("id", &fields::anchor("code", &result.code))], |html| {
                    let letter = result.status.letter();
                    let class = format!("status {letter}");
                    html.element("div", &[], |html| {
                        html.words("span", &[("class", &class), ("title", word(result.status))], letter);
                    });
                    html.element("div", &[], |html| {
                        html.words("b", &[], &result.code);
                        let doc = result.doc.as_deref().unwrap_or_default();
                        html.element("div", &[], |html| prose::line(html, doc, links));
                        let advice = advice(endpoint, result);
                        html.element("div", &[("class", "todo")], |html| prose::line(html, &advice, links));
                    });
                });
            }
        });
    });
}

fn word(status: Status) -> &'static str {
    match status {
        Status::Success => "success",
        Status::Accepted => "accepted",
        Status::Failed => "failed",
        Status::Unknown => "unknown",
    }
}

fn examples(html: &mut Html, api: &Api, version: &Version, endpoint: &Endpoint) {
    if endpoint.examples.is_empty() {
        return;
    }
    section(html, "examples", "Examples", |html| {
        for example in &endpoint.examples {
            html.element("article", &[("class", "example")], |html| {
                html.words("h3", &[], &example.name);
                one(html, api, version, endpoint, example);
            });
        }
    });
}

fn one(html: &mut Html, api: &Api, version: &Version, endpoint: &Endpoint, example: &Example) {
    if let Some(why) = &example.breaks {
        let text = format!("This example of the wallet breaks its own tables: {why}");
        html.element("p", &[("class", "note")], |html| prose::line(html, &text, &prose::no_links));
    }
    let body = |html: &mut Html, title: &str, body: &Option<Value>, table: &[_]| {
        if let Some(body) = body {
            html.element("div", &[], |html| {
                html.words("h4", &[], title);
                code(html, &json::pretty(body, table, version));
            });
        }
    };
    html.element("div", &[("class", "pair")], |html| {
        body(html, "Request", &example.request, &endpoint.request);
        body(html, "Answer", &example.response, &endpoint.response);
    });
    let request = example.request.as_ref().filter(|_| example.breaks.is_none());
    if let Some(snippet) = request.and_then(|body| snippet(api, version, endpoint, body)) {
        html.element("details", &[("class", "rust")], |html| {
            html.words("summary", &[], "In Rust");
            code(html, &snippet);
        });
    }
}

fn code(html: &mut Html, text: &str) {
    html.element("pre", &[("tabindex", "0")], |html| html.words("code", &[], text.trim_end()));
}
