//! The pages that lead to the others.

use super::page::{Page, group_of, href};
use super::prose::{no_links, prose};
use crate::diagnostics::count;
use crate::model::{Api, Endpoint, Kind};
use maud::{Markup, html};

/// All APIs.
pub(super) fn of_all(apis: &[Api]) -> String {
    let page =
        Page { path: "index.html", source: "specs", title: "API reference", api: None, endpoint: None };
    page.write(&html! {
        div class="narrow" {
            h1 { "API reference" }
            div class="prose" {
                p { "Every request is signed, and every response is verified before it is read." }
            }
            ul class="apis" { "\n" @for api in apis { (card(&page, api)) } }
        }
    })
}

fn card(page: &Page<'_>, api: &Api) -> Markup {
    let endpoints = api.versions.iter().map(|version| version.endpoints.len()).sum();
    let versions: Vec<&str> = api.versions.iter().map(|version| version.name.as_str()).collect();
    html! {
        li {
            a href=(page.to(&format!("{}/index.html", api.name))) {
                b { (api.title) }
                span { (count(endpoints, "endpoint")) ", " (versions.join(", ")) }
            }
        } "\n"
    }
}

/// The endpoints of an API.
pub(super) fn of_api(api: &Api) -> String {
    let path = format!("{}/index.html", api.name);
    let source = format!("specs/{}", api.name);
    let page = Page { path: &path, source: &source, title: &api.title, api: Some(api), endpoint: None };
    page.write(&html! {
        div class="narrow" {
            div class="crumb" { a href=(page.to("index.html")) { "API reference" } } "\n"
            h1 { (api.title) } "\n"
            div class="prose" { @if let Some(doc) = &api.doc { (prose(doc, &no_links)) } } "\n"
            (groups(&page, api))
        }
    })
}

fn groups(page: &Page<'_>, api: &Api) -> Markup {
    let all = || api.versions.iter().flat_map(|version| &version.endpoints);
    let mut groups: Vec<String> = Vec::new();
    for group in all().map(group_of) {
        if !groups.contains(&group) {
            groups.push(group);
        }
    }
    html! {
        @for group in groups {
            section class="section" {
                h2 { (group) }
                ul class="endpoints" { "\n"
                    @for endpoint in all().filter(|endpoint| group_of(endpoint) == group) {
                        (entry(page, api, endpoint))
                    }
                }
            } "\n"
        }
    }
}

fn entry(page: &Page<'_>, api: &Api, endpoint: &Endpoint) -> Markup {
    html! {
        li {
            a href=(page.to(&href(api, endpoint))) {
                code { (endpoint.last_segment()) }
                span {
                    (endpoint.summary)
                    @if endpoint.kind == Kind::Notification { " (notification)" }
                }
            }
        } "\n"
    }
}
