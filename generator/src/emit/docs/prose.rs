//! The Markdown of specs as HTML: paragraphs, lists, `code` and addresses. Everything else is text.

use super::html::Html;

/// Where the names of endpoints lead, from the page that is written.
pub(super) type Links<'a> = &'a dyn Fn(&str) -> Option<String>;

/// No name leads anywhere.
pub(super) fn no_links(_: &str) -> Option<String> {
    None
}

/// A part of a text: a paragraph, or a list.
enum Block {
    Paragraph(String),
    List(Vec<String>),
}

/// All of a text.
pub(super) fn write(html: &mut Html, text: &str, links: Links<'_>) {
    for block in blocks(text) {
        match block {
            Block::Paragraph(words) => html.element("p", &[], |html| line(html, &words, links)),
            Block::List(items) => html.element("ul", &[], |html| {
                items.iter().for_each(|item| html.element("li", &[], |html| line(html, item, links)));
            }),
        }
    }
}

fn blocks(text: &str) -> Vec<Block> {
    let mut blocks = Vec::new();
    // A line continues what is before it, unless that was closed by an empty line.
    let mut open = false;
    for written in text.lines().map(str::trim) {
        let item = written.strip_prefix("- ").or_else(|| written.strip_prefix("* "));
        match (item, blocks.last_mut()) {
            _ if written.is_empty() => {}
            (Some(item), Some(Block::List(items))) => items.push(item.to_owned()),
            (Some(item), _) => blocks.push(Block::List(vec![item.to_owned()])),
            (None, Some(Block::Paragraph(words))) if open => {
                words.push(' ');
                words.push_str(written);
            }
            (None, Some(Block::List(items))) if open => {
                if let Some(last) = items.last_mut() {
                    last.push(' ');
                    last.push_str(written);
                }
            }
            (None, _) => blocks.push(Block::Paragraph(written.to_owned())),
        }
        open = !written.is_empty();
    }
    blocks
}

/// One line: words, `code`, and addresses of the web.
pub(super) fn line(html: &mut Html, text: &str, links: Links<'_>) {
    // A backtick that is not closed is a backtick.
    let parts: Vec<&str> = text.split('`').collect();
    if parts.len().is_multiple_of(2) {
        return addresses(html, text);
    }
    for (at, part) in parts.into_iter().enumerate() {
        match (at % 2, links(part)) {
            (0, _) => addresses(html, part),
            (_, Some(href)) => html.element("a", &[("href", &href)], |html| html.words("code", &[], part)),
            _ => html.words("code", &[], part),
        }
    }
}

fn addresses(html: &mut Html, text: &str) {
    for word in text.split_inclusive(' ') {
        let bare = word.trim_end_matches([' ', '.', ',', ';', ')', ':']);
        let begins = ["https://", "http://"].iter().any(|scheme| bare.starts_with(scheme));
        if begins {
            html.words("a", &[("href", bare), ("rel", "noreferrer")], bare);
            html.text(word.strip_prefix(bare).unwrap_or_default());
        } else {
            html.text(word);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn html(text: &str) -> String {
        let mut html = Html::default();
        write(&mut html, text, &|name| (name == "v1/pay").then(|| "pay.html".to_owned()));
        html.finish()
    }

    #[test]
    fn paragraphs_lists_code_and_addresses() {
        assert_eq!(html("One\ntwo.\n\nThree."), "<p>One two.</p>\n<p>Three.</p>\n");
        assert_eq!(html("- a\n  b\n- c"), "<ul><li>a b</li>\n<li>c</li>\n</ul>\n");
        assert_eq!(html("a `b` c"), "<p>a <code>b</code> c</p>\n");
        assert_eq!(html("`v1/pay`"), "<p><a href=\"pay.html\"><code>v1/pay</code></a></p>\n");
        assert_eq!(
            html("See https://a.example/b."),
            "<p>See <a href=\"https://a.example/b\" rel=\"noreferrer\">https://a.example/b</a>.</p>\n"
        );
    }

    #[test]
    fn the_rest_is_text() {
        assert_eq!(html("<script> ` odd"), "<p>&lt;script&gt; ` odd</p>\n");
        assert_eq!(html("`<b>` [x](javascript:y)"), "<p><code>&lt;b&gt;</code> [x](javascript:y)</p>\n");
    }
}
