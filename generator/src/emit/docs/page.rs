//! What all pages have around their content.

use crate::emit::MARKER;
use crate::model::{Api, Endpoint, Kind};
use maud::{DOCTYPE, Markup, PreEscaped, html};

/// The sign in the corner, as paths of an SVG: a signature on its line.
const ICON: &[&str] = &["M3 17c3-9 6-12 7.5-10.5S9 15 11 15s3-4 4-4 0 4 2 4 3-1.5 4-3", "M3 21h18"];

/// An API with more endpoints lists at the side only those of one group, or its pages would grow with its square.
const MOST_AT_THE_SIDE: usize = 120;

/// A page to be written.
pub(super) struct Page<'a> {
    /// Below the output folder: `claro/v1/payments/pay.html`.
    pub(super) path: &'a str,
    /// What it is made from.
    pub(super) source: &'a str,
    /// In the browser's title bar.
    pub(super) title: &'a str,
    /// The API whose endpoints are at the side.
    pub(super) api: Option<&'a Api>,
    /// The endpoint that it is about.
    pub(super) endpoint: Option<&'a Endpoint>,
}

impl Page<'_> {
    /// The whole page around its content. Line breaks are where they help to compare pages line by line.
    pub(super) fn write(&self, content: &Markup) -> String {
        let marker = format!("<!-- {MARKER} from {}; do not edit. -->\n", comment(self.source));
        let page = html! {
            (DOCTYPE) (PreEscaped(marker))
            html lang="en" {
                head { "\n" (self.head()) } "\n"
                body data-root=(self.root()) { "\n"
                    a class="skip" href="#main" { "Skip to content" } "\n"
                    header class="top" { (self.top()) } "\n"
                    div class="shell" { "\n"
                        nav class="side" aria-label="Endpoints" { "\n" (self.side()) } "\n"
                        main id="main" tabindex="-1" { "\n" (content) } "\n"
                    } "\n"
                } "\n"
            } "\n"
        };
        allowed(&page.into_string())
    }

    /// From here to another page.
    pub(super) fn to(&self, path: &str) -> String {
        format!("{}{path}", self.root())
    }

    /// From here to the page of the output folder.
    fn root(&self) -> String {
        "../".repeat(self.path.matches('/').count())
    }

    fn head(&self) -> Markup {
        html! {
            meta charset="utf-8"; "\n"
            title { (self.title) } "\n"
            meta name="viewport" content="width=device-width, initial-scale=1"; "\n"
            meta name="color-scheme" content="light dark"; "\n"
            meta name="referrer" content="no-referrer"; "\n"
            link rel="icon" href="data:,"; "\n"
            link rel="stylesheet" href=(self.to("style.css")); "\n"
            script src=(self.to("theme.js")) {} "\n"
            @for deferred in ["index.js", "search.js"] {
                script src=(self.to(deferred)) defer {} "\n"
            }
        }
    }

    fn top(&self) -> Markup {
        html! {
            a class="brand" href=(self.to("index.html")) {
                svg viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2"
                    stroke-linecap="round" stroke-linejoin="round" aria-hidden="true" {
                    @for path in ICON { path d=(path) {} }
                }
                "Countersign " span { "reference" }
            }
            div class="space" {}
            button id="theme" class="quiet little" type="button" hidden { "Theme: system" }
        }
    }

    fn side(&self) -> Markup {
        html! {
            div hidden {
                label class="sr" for="find" { "Search endpoints, fields and result codes" }
                input class="find" id="find" type="search" autocomplete="off" placeholder="Search, or press /";
                p class="small muted" id="told" role="status" {}
            } "\n"
            ul class="hits" id="hits" hidden {} "\n"
            div class="all" id="all" {
                @if let Some(api) = self.api { (self.endpoints(api)) }
            }
        }
    }

    fn endpoints(&self, api: &Api) -> Markup {
        let all: usize = api.versions.iter().map(|version| version.endpoints.len()).sum();
        let shown = api.versions.iter().flat_map(|version| &version.endpoints).filter(|endpoint| {
            let near = self.endpoint.is_some_and(|own| group_of(own) == group_of(endpoint));
            all <= MOST_AT_THE_SIDE || near
        });
        let shown: Vec<&Endpoint> = shown.collect();
        html! {
            h2 { a href=(self.to(&format!("{}/index.html", api.name))) { (api.title) } } "\n"
            @for group in shown.chunk_by(|one, next| group_of(one) == group_of(next)) {
                h3 { @if let [first, ..] = group { (group_of(first)) } }
                ul { "\n" @for endpoint in group { (self.entry(api, endpoint)) } } "\n"
            }
        }
    }

    fn entry(&self, api: &Api, endpoint: &Endpoint) -> Markup {
        let here = self.endpoint.is_some_and(|own| std::ptr::eq(own, endpoint));
        html! {
            li {
                a href=(self.to(&href(api, endpoint))) aria-current=[here.then_some("page")] {
                    span { (endpoint.last_segment()) }
                    @if endpoint.kind == Kind::Notification { span class="tag" { "notification" } }
                }
            } "\n"
        }
    }
}

/// `v1/payments`.
pub(super) fn group_of(endpoint: &Endpoint) -> String {
    [&[endpoint.version.as_str()], endpoint.groups().as_slice()].concat().join("/")
}

/// A text that cannot end the comment that it is in.
fn comment(text: &str) -> String {
    text.chars()
        .map(|c| if matches!(c, '<' | '>') || c.is_control() { '_' } else { c })
        .collect::<String>()
        .replace("--", "__")
}

/// The page of an endpoint, seen from the output folder.
pub(super) fn href(api: &Api, endpoint: &Endpoint) -> String {
    format!("{}/{}/{}.html", api.name, endpoint.version, endpoint.path)
}

/// A page in which characters that HTML does not allow are replaced; no library for templates does.
fn allowed(page: &str) -> String {
    let forbidden =
        |c: &char| c.is_control() && !matches!(c, '\n' | '\t') || matches!(c, '\u{fffe}' | '\u{ffff}');
    page.chars().map(|c| if forbidden(&c) { '\u{fffd}' } else { c }).collect()
}
