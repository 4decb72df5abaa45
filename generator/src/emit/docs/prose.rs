//! The Markdown of specs as HTML.

use crate::emit::markdown;
use maud::{Markup, PreEscaped};
use pulldown_cmark::{Event, Tag, TagEnd, html};

/// Where the names of endpoints lead, from the page that is written.
pub(super) type Links<'a> = &'a dyn Fn(&str) -> Option<String>;

/// No name leads anywhere.
pub(super) fn no_links(_: &str) -> Option<String> {
    None
}

/// A text as blocks: paragraphs, lists and so on.
pub(super) fn prose(text: &str, links: Links<'_>) -> Markup {
    written(events(text, links))
}

/// A text inside a paragraph or cell. If it is a single paragraph, it comes without `<p>`.
pub(super) fn line(text: &str, links: Links<'_>) -> Markup {
    let mut events = events(text, links);
    let paragraphs = events.iter().filter(|event| matches!(event, Event::Start(Tag::Paragraph))).count();
    if let [Event::Start(Tag::Paragraph), .., Event::End(TagEnd::Paragraph)] = events.as_slice()
        && paragraphs == 1
    {
        events.pop();
        events.remove(0);
    }
    written(events)
}

fn written(events: Vec<Event<'_>>) -> Markup {
    let mut text = String::new();
    html::push_html(&mut text, events.into_iter());
    PreEscaped(text)
}

fn events<'a>(text: &'a str, links: Links<'_>) -> Vec<Event<'a>> {
    let mut events = Vec::new();
    // Links do not nest.
    let mut in_link = false;
    for event in markdown::events(text) {
        match event {
            Event::Code(name) => match links(&name).filter(|_| !in_link) {
                Some(target) => events.extend(markdown::link(target, Event::Code(name))),
                None => events.push(Event::Code(name)),
            },
            event => {
                match event {
                    Event::Start(Tag::Link { .. }) => in_link = true,
                    Event::End(TagEnd::Link) => in_link = false,
                    _ => {}
                }
                events.push(event);
            }
        }
    }
    events
}

#[cfg(test)]
mod tests {
    use super::*;

    fn html(text: &str) -> String {
        prose(text, &|name| (name == "v1/pay").then(|| "pay.html".to_owned())).into_string()
    }

    #[test]
    fn paragraphs_lists_code_and_addresses() {
        assert_eq!(html("One\ntwo.\n\nThree."), "<p>One\ntwo.</p>\n<p>Three.</p>\n");
        assert_eq!(html("- a\n  b\n- c"), "<ul>\n<li>a\nb</li>\n<li>c</li>\n</ul>\n");
        assert_eq!(html("a `b` **c**"), "<p>a <code>b</code> <strong>c</strong></p>\n");
        assert_eq!(html("# a"), "<h4>a</h4>\n");
        assert_eq!(html("`v1/pay`"), "<p><a href=\"pay.html\"><code>v1/pay</code></a></p>\n");
        let link = "<a href=\"https://a.example/b\">https://a.example/b</a>";
        assert_eq!(html("See https://a.example/b."), format!("<p>See {link}.</p>\n"));
        assert_eq!(html("See <https://a.example/b>."), format!("<p>See {link}.</p>\n"));
        assert_eq!(
            html("[`v1/pay` https://b.example](https://a.example/?x=1&y=2)"),
            "<p><a href=\"https://a.example/?x=1&amp;y=2\"><code>v1/pay</code> https://b.example</a></p>\n"
        );
    }

    #[test]
    fn one_paragraph_needs_no_element_of_its_own() {
        let line = |text| line(text, &no_links).into_string();
        assert_eq!(line("a `b`"), "a <code>b</code>");
        assert_eq!(line(""), "");
        assert_eq!(line("a\n\nb"), "<p>a</p>\n<p>b</p>\n");
        assert_eq!(line("- a"), "<ul>\n<li>a</li>\n</ul>\n");
    }

    #[test]
    fn html_is_text() {
        assert_eq!(html("<script> ` odd"), "<p>&lt;script&gt; ` odd</p>\n");
        assert_eq!(html("a <b onclick='x'>b</b>"), "<p>a &lt;b onclick='x'&gt;b&lt;/b&gt;</p>\n");
        assert_eq!(html("`<b>` <!-- x -->"), "<p><code>&lt;b&gt;</code> &lt;!-- x --&gt;</p>\n");
        assert_eq!(html("    <b>"), "<pre><code>&lt;b&gt;</code></pre>\n");
        assert_eq!(
            html("<div>\n<img src=x onerror=y>\n</div>\n\nafter"),
            "<p>&lt;div&gt;\n&lt;img src=x onerror=y&gt;\n&lt;/div&gt;\n</p>\n<p>after</p>\n"
        );
        assert_eq!(
            html("```\"><script>\nx\n```"),
            "<pre><code class=\"language-&quot;&gt;&lt;script&gt;\">x\n</code></pre>\n"
        );
    }

    #[test]
    fn only_addresses_of_the_web_are_links() {
        for text in [
            "[x](javascript:y)",
            "[x](JavaScript:y)",
            "[x](java&#115;cript:y)",
            "[x](<\tjavascript:y>)",
            "[x](data:text/html,y)",
            "[x](other.html)",
            "[x](//a.example)",
            "[x][y]\n\n[y]: javascript:y",
            "![x](https://a.example/b.png)",
            "![x](javascript:y)",
            "[![x](https://a.example/b.png)](javascript:y)",
        ] {
            assert_eq!(html(text), "<p>x</p>\n", "{text}");
        }
        assert_eq!(html("<javascript:y>"), "<p>javascript:y</p>\n");
        assert_eq!(html("<y@a.example>"), "<p>y@a.example</p>\n");
    }

    #[test]
    fn quotes_end_no_attribute() {
        let attack = "https://a.example/\"onclick=\"y";
        let href = "https://a.example/%22onclick=%22y";
        assert_eq!(html(attack), format!("<p><a href=\"{href}\">{attack}</a></p>\n"));
        assert_eq!(
            html("[x](<https://a.example/\"'> '\"onclick=\"y')"),
            "<p><a href=\"https://a.example/%22&#x27;\" title=\"&quot;onclick=&quot;y\">x</a></p>\n"
        );
    }
}
