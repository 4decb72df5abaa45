//! The Markdown of specs: CommonMark, and addresses of the web as links.
//!
//! A text can bring neither HTML nor an address that runs code: raw HTML is shown as text, and of images and of links to
//! anything but the web only the words are left.

use pulldown_cmark::{Event, HeadingLevel, LinkType, Parser, Tag, TagEnd, TextMergeStream};

/// The events of a text, without those by which it could do more on a page than be read.
pub(super) fn events(text: &str) -> Vec<Event<'_>> {
    let mut events = Vec::new();
    // In code blocks and links, nothing becomes a link.
    let mut linkable = true;
    for event in TextMergeStream::new(harmless(text)) {
        match event {
            Event::Text(text) if linkable => with_links(&mut events, &text),
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

/// A link, as the parser has it.
pub(super) fn link(target: String, content: Event<'_>) -> [Event<'_>; 3] {
    let tag =
        Tag::Link { link_type: LinkType::Autolink, dest_url: target.into(), title: "".into(), id: "".into() };
    [Event::Start(tag), content, Event::End(TagEnd::Link)]
}

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
    SCHEMES.iter().any(|scheme| text.strip_prefix(scheme).is_some_and(|rest| !rest.is_empty()))
}

const SCHEMES: [&str; 2] = ["https://", "http://"];

/// A text, with the addresses in it as links. CommonMark has links only in `<>` or `[]`.
fn with_links(events: &mut Vec<Event<'_>>, text: &str) {
    let mut rest = text;
    while let Some(at) = SCHEMES.iter().filter_map(|scheme| rest.find(scheme)).min() {
        let (before, found) = rest.split_at(at);
        let end = found.find(|c: char| c.is_whitespace() || c.is_control() || c == '<' || c == '>');
        let word = found.get(..end.unwrap_or(found.len())).unwrap_or(found);
        let address = word.trim_end_matches(['.', ',', ';', ')', ':', '\'', '"', '!', '?', '*']);
        let (address, is_link) = if is_address(address) { (address, true) } else { (word, false) };
        events.extend((!before.is_empty()).then(|| owned(before)));
        if is_link {
            events.extend(link(address.to_owned(), owned(address)));
        } else {
            events.push(owned(address));
        }
        rest = found.get(address.len()..).unwrap_or_default();
    }
    if !rest.is_empty() {
        events.push(owned(rest));
    }
}

fn owned(text: &str) -> Event<'static> {
    Event::Text(text.to_owned().into())
}
