//! The page of an endpoint.

use super::fields::{self, Fields};
use super::page::{Page, group_of, href};
use super::prose::{Links, line, no_links, prose};
use crate::emit::reference::{outcome_facts, pretty, where_the_result_is};
use crate::emit::snippet;
use crate::model::{Api, Endpoint, Example, Field, Kind, ResultCode, Version, advice};
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
        @if let Some(why) = &endpoint.not_callable {
            div class="note" { (prose(&format!("A generated client cannot call it: {why}"), links)) } "\n"
        }
        @if endpoint.no_sandbox_path {
            p class="note" {
                "The wallet's sandbox does not have it: a client id that begins with " code { "SANDBOX_" } " cannot call it."
            } "\n"
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
    let mut fields = Fields { version, links, shown: BTreeMap::new(), table: "headers" };
    let headers = html! {
        div class="prose" { (prose("They are not signed. Each is set on the call.", links)) }
        (fields.list(&endpoint.headers, ""))
    };
    fields.table = "request";
    let request = html! {
        @match endpoint.request.as_slice() {
            [] => p class="muted" { "No fields." },
            own => (fields.list(own, "")),
        }
        @if endpoint.additional_request { p class="muted" { (ADDITIONAL) } }
    };
    fields.table = "response";
    let response = html! {
        div class="prose" { (prose(&where_the_result_is(endpoint), links)) }
        @if !endpoint.response.is_empty() { (fields.list(&endpoint.response, "")) }
        @if endpoint.additional_response { p class="muted" { (ADDITIONAL) } }
    };
    html! {
        @if !endpoint.headers.is_empty() { (section("headers", "Headers", &headers)) }
        (section("request", "Request", &request)) (section("response", "Response", &response))
    }
}

const ADDITIONAL: &str = "There may be further fields: not all of them are known.";

fn results(endpoint: &Endpoint, links: Links<'_>) -> Markup {
    let list = |results: &[ResultCode]| {
        html! { ul class="codes" { "\n" @for result in results { (code(endpoint, result, links)) } } }
    };
    let of_fields = "Codes of other fields than the result. None of them decides how the call ended.";
    html! {
        @if !endpoint.results.is_empty() {
            (section("results", "Result codes", &list(&endpoint.results)))
        }
        @if !endpoint.field_results.is_empty() {
            (section("field-results", "Codes of other fields", &html! {
                div class="prose" { (prose(of_fields, links)) }
                (list(&endpoint.field_results))
            }))
        }
    }
}

fn code(endpoint: &Endpoint, result: &ResultCode, links: Links<'_>) -> Markup {
    let letter = result.status.letter();
    html! {
        li id=(code_anchor(result)) {
            div { span class={ "status " (letter) } title=(result.status.word()) { (letter) } }
            div {
                b { (result.code) } " "
                @if let Some(field) = &result.field { span class="type" { "of " code { (field) } } " " }
                div { (line(result.doc.as_deref().unwrap_or_default(), links)) }
                @if result.field.is_none() {
                    div class="todo" { (line(&advice(endpoint, result), links)) }
                }
            }
        } "\n"
    }
}

/// The id of a code on its page.
fn code_anchor(result: &ResultCode) -> String {
    match &result.field {
        Some(field) => fields::anchor("code", &format!("{field}.{}", result.code)),
        None => fields::anchor("code", &result.code),
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
            div { h4 { (title) } (listing(&pretty(body, table, version))) }
        }
    }
}

fn listing(text: &str) -> Markup {
    html! { pre tabindex="0" { code { (text.trim_end()) } } "\n" }
}
