//! The Markdown of specs as HTML: CommonMark, and addresses of the web as links.
//!
//! A text can bring neither HTML nor an address that runs code: raw HTML is shown as text, and of images and of links to
//! anything but the web only the words are left.

use maud::{Markup, PreEscaped};
use pulldown_cmark::{Event, HeadingLevel, LinkType, Parser, Tag, TagEnd, TextMergeStream, html};

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
    // In code blocks and links, nothing becomes a link.
    let mut linkable = true;
    for event in TextMergeStream::new(harmless(text)) {
        match event {
            Event::Text(text) if linkable => addresses(&mut events, &text),
            Event::Code(name) => match links(&name).filter(|_| linkable) {
                Some(target) => link(&mut events, target, Event::Code(name)),
                None => events.push(Event::Code(name)),
            },
            event => {
                match event {
                    Event::Start(Tag::Link { .. } | Tag::CodeBlock(_)) => linkable = false,
                    Event::End(TagEnd::Link | TagEnd::CodeBlock) => linkable = true,
                    _ => {}
                }
                events.push(event);
            }
        }
    }
    events
}

/// The events of a text, without those by which it could do more on a page than be read.
fn harmless(text: &str) -> impl Iterator<Item = Event<'_>> {
    // Links do not nest.
    let mut in_link = false;
    Parser::new(text).filter_map(move |event| match event {
        Event::Html(raw) | Event::InlineHtml(raw) => Some(Event::Text(raw)),
        Event::Start(Tag::HtmlBlock) => Some(Event::Start(Tag::Paragraph)),
        Event::End(TagEnd::HtmlBlock) => Some(Event::End(TagEnd::Paragraph)),
        // A page has headings of its own, of which these are below.
        Event::Start(Tag::Heading { id, classes, attrs, .. }) => {
            Some(Event::Start(Tag::Heading { level: HeadingLevel::H4, id, classes, attrs }))
        }
        Event::End(TagEnd::Heading(_)) => Some(Event::End(TagEnd::Heading(HeadingLevel::H4))),
        Event::Start(Tag::Image { .. }) | Event::End(TagEnd::Image) => None,
        Event::Start(Tag::Link { ref dest_url, .. }) => {
            in_link = is_address(dest_url);
            in_link.then_some(event)
        }
        Event::End(TagEnd::Link) => std::mem::take(&mut in_link).then_some(event),
        event => Some(event),
    })
}

/// An address of the web, as opposed to `javascript:` and files.
fn is_address(text: &str) -> bool {
    ["https://", "http://"].iter().any(|scheme| text.starts_with(scheme))
}

/// Words, with the addresses among them as links. CommonMark has links only in `<>` or `[]`.
fn addresses(events: &mut Vec<Event<'_>>, text: &str) {
    for word in text.split_inclusive(' ') {
        let bare = word.trim_end_matches([' ', '.', ',', ';', ')', ':']);
        let rest = if is_address(bare) {
            link(events, bare.to_owned(), owned(bare));
            word.strip_prefix(bare).unwrap_or_default()
        } else {
            word
        };
        events.push(owned(rest));
    }
}

fn link<'a>(events: &mut Vec<Event<'a>>, target: String, content: Event<'a>) {
    let tag =
        Tag::Link { link_type: LinkType::Autolink, dest_url: target.into(), title: "".into(), id: "".into() };
    events.extend([Event::Start(tag), content, Event::End(TagEnd::Link)]);
}

fn owned(text: &str) -> Event<'static> {
    Event::Text(text.to_owned().into())
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
