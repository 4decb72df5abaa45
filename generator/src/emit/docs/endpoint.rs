//! The page of an endpoint.

use super::fields::{self, Fields};
use super::json;
use super::outcome::outcome_facts;
use super::page::{Page, group_of, href};
use super::prose::{Links, line, no_links, prose};
use crate::emit::snippet;
use crate::model::{Api, Endpoint, Example, Field, Kind, ResultCode, Status, Version, advice};
use maud::{Markup, html};
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
    page.write(&html! {
        div class="narrow" {
            (head(&page, api, endpoint, &links))
            (tables(version, endpoint, &links))
            (results(endpoint, &links))
            (examples(api, version, endpoint))
        }
    })
}

fn head(page: &Page<'_>, api: &Api, endpoint: &Endpoint, links: Links<'_>) -> Markup {
    html! {
        div class="crumb" {
            a href=(page.to(&format!("{}/index.html", api.name))) { (api.title) }
            span { (group_of(endpoint)) }
            @if endpoint.kind == Kind::Notification {
                span class="tag" { "notification: the wallet calls you" }
            }
        } "\n"
        h1 { (endpoint.last_segment()) } "\n"
        div class="route" { b { "POST" } span { (route(api, endpoint)) } } "\n"
        div class="prose" {
            (prose(&endpoint.summary, links))
            @if let Some(doc) = &endpoint.doc { (prose(doc, links)) }
        } "\n"
        @if let Some(why) = &endpoint.deprecated {
            div class="note" { (prose(&format!("Deprecated: {why}"), links)) } "\n"
        }
        @if endpoint.partial {
            p class="note" { "The wallet's documentation of this endpoint was incomplete." } "\n"
        }
        (facts(api, endpoint, links))
    }
}

/// The URL path. For a notification, a note that the merchant chooses the URL.
fn route(api: &Api, endpoint: &Endpoint) -> String {
    match endpoint.kind {
        Kind::Call => api.url_path(endpoint),
        Kind::Notification => "to the URL that you have registered".to_owned(),
    }
}

fn facts(api: &Api, endpoint: &Endpoint, links: Links<'_>) -> Markup {
    let facts = outcome_facts(endpoint, api);
    html! {
        @if !facts.is_empty() {
            dl class="facts" { "\n"
                @for (term, text) in facts {
                    div { dt { (term) } " " dd { (line(&text, links)) } } "\n"
                }
            } "\n"
        }
    }
}

fn section(id: &str, title: &str, content: &Markup) -> Markup {
    html! {
        section class="section" id=(id) { h2 { (title) } "\n" (content) } "\n"
    }
}

fn tables(version: &Version, endpoint: &Endpoint, links: Links<'_>) -> Markup {
    let mut fields = Fields { version, links, shown: BTreeMap::new(), table: "request" };
    let request = match endpoint.request.as_slice() {
        [] => html! { p class="muted" { "No fields." } },
        own => fields.list(own, ""),
    };
    fields.table = "response";
    let result = "Every response also has `result`, with `resultStatus`, `resultCode` and `resultMessage`.";
    let response = html! {
        div class="prose" { (prose(result, links)) }
        @if !endpoint.response.is_empty() { (fields.list(&endpoint.response, "")) }
    };
    html! { (section("request", "Request", &request)) (section("response", "Response", &response)) }
}

fn results(endpoint: &Endpoint, links: Links<'_>) -> Markup {
    let list = html! {
        ul class="codes" { "\n" @for result in &endpoint.results { (code(endpoint, result, links)) } }
    };
    html! { @if !endpoint.results.is_empty() { (section("results", "Result codes", &list)) } }
}

fn code(endpoint: &Endpoint, result: &ResultCode, links: Links<'_>) -> Markup {
    let letter = result.status.letter();
    html! {
        li id=(fields::anchor("code", &result.code)) {
            div { span class={ "status " (letter) } title=(word(result.status)) { (letter) } }
            div {
                b { (result.code) } " "
                div { (line(result.doc.as_deref().unwrap_or_default(), links)) }
                div class="todo" { (line(&advice(endpoint, result), links)) }
            }
        } "\n"
    }
}

fn word(status: Status) -> &'static str {
    match status {
        Status::Success => "success",
        Status::Accepted => "accepted",
        Status::Failed => "failed",
        Status::Unknown => "unknown",
    }
}

fn examples(api: &Api, version: &Version, endpoint: &Endpoint) -> Markup {
    let all = html! {
        @for one in &endpoint.examples {
            article class="example" { h3 { (one.name) } (example(api, version, endpoint, one)) } "\n"
        }
    };
    html! { @if !endpoint.examples.is_empty() { (section("examples", "Examples", &all)) } }
}

fn example(api: &Api, version: &Version, endpoint: &Endpoint, example: &Example) -> Markup {
    let request = example.request.as_ref().filter(|_| example.breaks.is_none());
    html! {
        @if let Some(why) = &example.breaks {
            div class="note" {
                (prose(&format!("This example from the wallet breaks the wallet's own tables: {why}"), &no_links))
            }
        }
        div class="pair" {
            (body("Request", example.request.as_ref(), &endpoint.request, version))
            (body("Response", example.response.as_ref(), &endpoint.response, version))
        }
        @if let Some(snippet) = request.and_then(|body| snippet(api, version, endpoint, body)) {
            details class="rust" { summary { "In Rust" } (listing(&snippet)) }
        }
    }
}

fn body(title: &str, body: Option<&Value>, table: &[Field], version: &Version) -> Markup {
    html! {
        @if let Some(body) = body {
            div { h4 { (title) } (listing(&json::pretty(body, table, version))) }
        }
    }
}

fn listing(text: &str) -> Markup {
    html! { pre tabindex="0" { code { (text.trim_end()) } } "\n" }
}
