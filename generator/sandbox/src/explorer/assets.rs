//! The files of the page.

use countersign_codegen::emit::reference::{BASE_CSS, THEME_JS};
use std::sync::LazyLock;

const CSS: &str = "text/css; charset=utf-8";
const JS: &str = "text/javascript; charset=utf-8";

/// What the explorer and the reference share, and what only the explorer has.
static STYLE: LazyLock<String> =
    LazyLock::new(|| format!("{BASE_CSS}\n{}", include_str!("assets/explorer.css")));

macro_rules! scripts {
    ($path:expr; $($name:literal),*) => {
        match $path {
            $(concat!("/-/", $name) => Some(include_str!(concat!("assets/", $name))),)*
            _ => None,
        }
    };
}

/// The type and the text of a file.
pub(super) fn find(path: &str) -> Option<(&'static str, &'static str)> {
    match path {
        "/" => Some(("text/html; charset=utf-8", include_str!("assets/index.html"))),
        "/-/style.css" => Some((CSS, STYLE.as_str())),
        "/-/chevron.svg" => Some(("image/svg+xml", include_str!("assets/chevron.svg"))),
        "/-/icon.svg" => Some(("image/svg+xml", include_str!("assets/icon.svg"))),
        "/-/theme.js" => Some((JS, THEME_JS)),
        _ => script(path).map(|text| (JS, text)),
    }
}

fn script(path: &str) -> Option<&'static str> {
    scripts!(path; "app.js", "checker.js", "controls.js", "dom.js", "endpoint.js", "faults.js", "fold.js", "form.js", "json.js",
        "prose.js", "received.js", "reference.js", "result.js", "server.js", "side.js")
}
