//! The pages that lead to the others.

use super::html::Html;
use super::page::{Page, group_of, href};
use super::prose;
use crate::diagnostics::count;
use crate::model::{Api, Kind};

/// All APIs.
pub(super) fn of_all(apis: &[Api]) -> String {
    let page =
        Page { path: "index.html", source: "specs", title: "API reference", api: None, endpoint: None };
    page.write(|html| {
        html.element("div", &[("class", "narrow")], |html| {
            html.words("h1", &[], "API reference");
            html.element("div", &[("class", "prose")], |html| {
                html.words(
                    "p",
                    &[],
                    "Every request is signed, and every answer is verified before it is read.",
                );
            });
            html.element("ul", &[("class", "apis")], |html| {
                apis.iter().for_each(|api| card(html, &page, api))
            });
        });
    })
}

fn card(html: &mut Html, page: &Page<'_>, api: &Api) {
    let endpoints = api.versions.iter().map(|version| version.endpoints.len()).sum();
    let versions: Vec<&str> = api.versions.iter().map(|version| version.name.as_str()).collect();
    html.element("li", &[], |html| {
        let index = page.to(&format!("{}/index.html", api.name));
        html.element("a", &[("href", &index)], |html| {
            html.words("b", &[], &api.title);
            html.words("span", &[], &format!("{}, {}", count(endpoints, "endpoint"), versions.join(", ")));
        });
    });
}

/// The endpoints of an API.
pub(super) fn of_api(api: &Api) -> String {
    let path = format!("{}/index.html", api.name);
    let source = format!("specs/{}", api.name);
    let page = Page { path: &path, source: &source, title: &api.title, api: Some(api), endpoint: None };
    page.write(|html| {
        html.element("div", &[("class", "narrow")], |html| {
            html.element("div", &[("class", "crumb")], |html| {
                html.words("a", &[("href", &page.to("index.html"))], "API reference");
            });
            html.words("h1", &[], &api.title);
            html.element("div", &[("class", "prose")], |html| {
                api.doc.iter().for_each(|doc| prose::write(html, doc, &prose::no_links));
            });
            groups(html, &page, api);
        });
    })
}

fn groups(html: &mut Html, page: &Page<'_>, api: &Api) {
    let mut groups: Vec<String> = Vec::new();
    let all = || api.versions.iter().flat_map(|version| &version.endpoints);
    for group in all().map(group_of) {
        if !groups.contains(&group) {
            groups.push(group);
        }
    }
    for group in groups {
        html.element("section", &[("class", "section")], |html| {
            html.words("h2", &[], &group);
            html.element("ul", &[("class", "endpoints")], |html| {
                for endpoint in all().filter(|endpoint| group_of(endpoint) == group) {
                    let notification =
                        if endpoint.kind == Kind::Notification { " (notification)" } else { "" };
                    html.element("li", &[], |html| {
                        html.element("a", &[("href", &page.to(&href(api, endpoint)))], |html| {
                            html.words("code", &[], endpoint.last_segment());
                            html.words("span", &[], &format!("{}{notification}", endpoint.summary));
                        });
                    });
                }
            });
        });
    }
}
