//! What all pages have around their content.

use super::html::Html;
use crate::emit::MARKER;
use crate::model::{Api, Endpoint, Kind};

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
    /// The whole page around its content.
    pub(super) fn write(&self, content: impl FnOnce(&mut Html)) -> String {
        let mut html = Html::default();
        html.element("html", &[("lang", "en")], |html| {
            html.element("head", &[], |html| self.head(html));
            let root = self.root();
            html.element("body", &[("data-root", &root)], |html| {
                html.words("a", &[("class", "skip"), ("href", "#main")], "Skip to content");
                html.element("header", &[("class", "top")], |html| self.top(html));
                html.element("div", &[("class", "shell")], |html| {
                    html.element("nav", &[("class", "side"), ("aria-label", "Endpoints")], |html| {
                        self.side(html)
                    });
                    html.element("main", &[("id", "main"), ("tabindex", "-1")], content);
                });
            });
        });
        format!(
            "<!DOCTYPE html><!-- {MARKER} from {}; do not edit. -->\n{}",
            comment(self.source),
            html.finish()
        )
    }

    /// From here to another page.
    pub(super) fn to(&self, path: &str) -> String {
        format!("{}{path}", self.root())
    }

    /// From here to the page of the output folder.
    fn root(&self) -> String {
        "../".repeat(self.path.matches('/').count())
    }

    fn head(&self, html: &mut Html) {
        html.empty("meta", &[("charset", "utf-8")]);
        html.words("title", &[], self.title);
        html.empty("meta", &[("name", "viewport"), ("content", "width=device-width, initial-scale=1")]);
        html.empty("meta", &[("name", "color-scheme"), ("content", "light dark")]);
        html.empty("link", &[("rel", "icon"), ("href", "data:,")]);
        html.empty("link", &[("rel", "stylesheet"), ("href", &self.to("style.css"))]);
        for script in ["theme.js", "index.js", "search.js"] {
            let defer: &[(&str, &str)] = if script == "theme.js" { &[] } else { &[("defer", "defer")] };
            let source = self.to(script);
            html.words("script", &[&[("src", source.as_str())], defer].concat(), "");
        }
    }

    fn top(&self, html: &mut Html) {
        html.element("a", &[("class", "brand"), ("href", &self.to("index.html"))], |html| {
            let attributes = [
                ("viewBox", "0 0 24 24"),
                ("fill", "none"),
                ("stroke", "currentColor"),
                ("stroke-width", "2"),
                ("stroke-linecap", "round"),
                ("stroke-linejoin", "round"),
                ("aria-hidden", "true"),
            ];
            html.element("svg", &attributes, |html| {
                ICON.iter().for_each(|path| html.words("path", &[("d", path)], ""))
            });
            html.text("Countersign ");
            html.words("span", &[], "reference");
        });
        html.words("div", &[("class", "space")], "");
        let theme = [("id", "theme"), ("class", "quiet little"), ("type", "button"), ("hidden", "hidden")];
        html.words("button", &theme, "Theme: system");
    }

    fn side(&self, html: &mut Html) {
        html.element("div", &[("hidden", "hidden")], |html| {
            html.words(
                "label",
                &[("class", "sr"), ("for", "find")],
                "Search endpoints, fields and result codes",
            );
            let find = [
                ("class", "find"),
                ("id", "find"),
                ("type", "search"),
                ("autocomplete", "off"),
                ("placeholder", "Search, or press /"),
            ];
            html.empty("input", &find);
            html.words("p", &[("class", "small muted"), ("id", "told"), ("role", "status")], "");
        });
        html.words("ul", &[("class", "hits"), ("id", "hits"), ("hidden", "hidden")], "");
        html.element("div", &[("class", "all"), ("id", "all")], |html| {
            if let Some(api) = self.api {
                self.endpoints(html, api);
            }
        });
    }

    fn endpoints(&self, html: &mut Html, api: &Api) {
        html.element("h2", &[], |html| {
            let index = self.to(&format!("{}/index.html", api.name));
            html.words("a", &[("href", &index)], &api.title);
        });
        let all: usize = api.versions.iter().map(|version| version.endpoints.len()).sum();
        let mut group = String::new();
        let shown = api.versions.iter().flat_map(|version| &version.endpoints).filter(|endpoint| {
            let near = self.endpoint.is_some_and(|own| group_of(own) == group_of(endpoint));
            all <= MOST_AT_THE_SIDE || near
        });
        let mut lists: Vec<(String, Vec<&Endpoint>)> = Vec::new();
        for endpoint in shown {
            let own = group_of(endpoint);
            if own != group || lists.is_empty() {
                group.clone_from(&own);
                lists.push((own, Vec::new()));
            }
            if let Some((_, list)) = lists.last_mut() {
                list.push(endpoint);
            }
        }
        for (group, endpoints) in lists {
            html.words("h3", &[], &group);
            html.element("ul", &[], |html| {
                endpoints.iter().for_each(|endpoint| self.entry(html, api, endpoint))
            });
        }
    }

    fn entry(&self, html: &mut Html, api: &Api, endpoint: &Endpoint) {
        let target = self.to(&href(api, endpoint));
        let here = self.endpoint.is_some_and(|own| std::ptr::eq(own, endpoint));
        let current: &[(&str, &str)] = if here { &[("aria-current", "page")] } else { &[] };
        html.element("li", &[], |html| {
            html.element("a", &[&[("href", target.as_str())], current].concat(), |html| {
                html.words("span", &[], endpoint.last_segment());
                if endpoint.kind == Kind::Notification {
                    html.words("span", &[("class", "tag")], "notification");
                }
            });
        });
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
