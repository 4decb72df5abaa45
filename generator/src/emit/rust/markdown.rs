//! The Markdown of specs for rustdoc: paragraphs, lists, emphasis, code, and links to the web. Whatever else rustdoc would
//! run as code, take for HTML, or look for as an item, is text.

use crate::emit::markdown;
use pulldown_cmark::{CodeBlockKind, CowStr, Event, Parser, Tag, TagEnd, TextMergeStream};

/// How long a line of docs may get, without its indentation.
const WIDTH: usize = 100;

/// The lines of a text.
pub(super) fn markdown(text: &str) -> Vec<String> {
    let mut page = Page::default();
    for event in markdown::events(text) {
        page.add(event);
    }
    page.end_paragraph();
    page.lines
}

/// Text in a code span, whatever is in it.
pub(super) fn code(text: &str) -> String {
    let text: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    let fence = "`".repeat(longest_run(&text, '`') + 1);
    let is_padded = text.starts_with(' ') && text.ends_with(' ') && !text.trim().is_empty();
    if text.starts_with('`') || text.ends_with('`') || fence.len() > 1 || is_padded {
        format!("{fence} {text} {fence}")
    } else {
        format!("{fence}{text}{fence}")
    }
}

/// Lines so far, and the block that is being written.
#[derive(Default)]
struct Page<'a> {
    lines: Vec<String>,
    /// The lists around it, each with the number of its next item.
    lists: Vec<Option<u64>>,
    /// The markers of the items that have no line yet: they stand in the same one.
    markers: String,
    /// How far the lines of the items around it are indented.
    indents: Vec<usize>,
    /// The next block is set off by a blank line.
    is_apart: bool,
    in_code: bool,
    inline: Vec<Event<'a>>,
}

impl<'a> Page<'a> {
    fn add(&mut self, event: Event<'a>) {
        match event {
            Event::Start(Tag::Heading { .. }) => {
                self.end_paragraph();
                self.inline.push(Event::Start(Tag::Strong));
            }
            Event::End(TagEnd::Heading(_)) => {
                self.inline.push(Event::End(TagEnd::Strong));
                self.end_paragraph();
            }
            Event::Start(Tag::List(first)) => {
                self.end_paragraph();
                self.is_apart = self.lists.is_empty() || (self.is_apart && !self.markers.is_empty());
                self.lists.push(first);
            }
            Event::End(TagEnd::List(_)) => {
                self.end_paragraph();
                self.lists.pop();
                self.is_apart = true;
            }
            Event::Start(Tag::Item) => self.begin_item(),
            Event::End(TagEnd::Item) => self.end_item(),
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(_) | CodeBlockKind::Indented)) => {
                self.end_paragraph();
                self.in_code = true;
            }
            Event::End(TagEnd::CodeBlock) => self.end_code(),
            Event::Start(Tag::Paragraph | Tag::BlockQuote(_))
            | Event::End(TagEnd::Paragraph | TagEnd::BlockQuote(_))
            | Event::Rule => self.end_paragraph(),
            inline => self.inline.push(inline),
        }
    }

    fn begin_item(&mut self) {
        self.end_paragraph();
        let marker = match self.lists.last_mut() {
            Some(Some(number)) => {
                *number = number.saturating_add(1);
                format!("{}. ", number.saturating_sub(1).min(999_999_999))
            }
            _ => "- ".to_owned(),
        };
        self.indents.push(marker.len());
        self.markers.push_str(&marker);
    }

    fn end_item(&mut self) {
        self.end_paragraph();
        // An item without a word is left out.
        let own = self.indents.pop().unwrap_or_default();
        self.markers.truncate(self.markers.len().saturating_sub(own));
        self.is_apart = false;
    }

    fn end_paragraph(&mut self) {
        let inline = std::mem::take(&mut self.inline);
        let text = paragraph(&inline);
        // Three backticks at the start of a line begin a block of code, unless others follow in the same line.
        let is_one_line = text.contains("```");
        if !text.is_empty() {
            self.block(if is_one_line { vec![text] } else { wrapped(&text) });
        }
    }

    /// A block of code, which rustdoc neither runs nor colours.
    fn end_code(&mut self) {
        self.in_code = false;
        let inline = std::mem::take(&mut self.inline);
        let text: String =
            inline.iter().map(|event| if let Event::Text(text) = event { text } else { "" }).collect();
        let fence = "`".repeat(longest_run(&text, '`').max(2) + 1);
        let visible = |c: char| if c.is_control() && c != '\t' { ' ' } else { c };
        let lines =
            text.lines().map(|line| line.chars().map(visible).collect::<String>().trim_end().to_owned());
        let block = std::iter::once(format!("{fence}text")).chain(lines).chain([fence.clone()]);
        self.block(block.collect());
    }

    fn block(&mut self, block: Vec<String>) {
        if self.is_apart && !self.lines.is_empty() {
            self.lines.push(String::new());
        }
        self.is_apart = true;
        let around: usize = self.indents.iter().sum();
        for line in block {
            let markers = std::mem::take(&mut self.markers);
            let indent = if line.is_empty() { 0 } else { around.saturating_sub(markers.len()) };
            let line = format!("{}{markers}{line}", " ".repeat(indent));
            self.lines.push(line);
        }
    }
}

/// A paragraph in one line. Where emphasis would not be read as it was meant, it is left out.
fn paragraph(inline: &[Event<'_>]) -> String {
    let text = written(inline, true);
    let is_plain = !inline.iter().any(is_emphasis);
    if is_plain || shape(TextMergeStream::new(Parser::new(&text))) == shape(inline.iter().cloned()) {
        return text;
    }
    written(inline, false)
}

fn is_emphasis(event: &Event<'_>) -> bool {
    matches!(event, Event::Start(Tag::Strong | Tag::Emphasis) | Event::End(TagEnd::Strong | TagEnd::Emphasis))
}

/// A paragraph as text, to tell whether two are read as the same.
fn shape<'a>(events: impl Iterator<Item = Event<'a>>) -> String {
    let mut shape = String::new();
    for event in events {
        match event {
            Event::Start(Tag::Paragraph) | Event::End(TagEnd::Paragraph) => {}
            Event::Text(text) | Event::Code(text) => shape.push_str(&text),
            Event::SoftBreak | Event::HardBreak => shape.push(' '),
            other => shape.push_str(match other {
                Event::Start(Tag::Strong) => "\0(strong",
                Event::Start(Tag::Emphasis) => "\0(em",
                Event::Start(Tag::Link { .. }) => "\0(link",
                Event::End(_) => "\0)",
                _ => "\0?",
            }),
        }
    }
    shape.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn written(inline: &[Event<'_>], with_emphasis: bool) -> String {
    let mut text = String::new();
    // Where the text of a link begins, and where it leads.
    let mut link: Option<(usize, CowStr<'_>)> = None;
    for event in inline {
        match event {
            Event::Text(words) => text.push_str(&escaped(words, text.trim().is_empty())),
            Event::Code(words) if !words.trim().is_empty() => text.push_str(&code(words)),
            Event::Code(words) => text.push_str(&escaped(words, text.trim().is_empty())),
            Event::SoftBreak | Event::HardBreak => text.push(' '),
            Event::Start(Tag::Link { dest_url, .. }) => link = Some((text.len(), dest_url.clone())),
            Event::End(TagEnd::Link) => {
                if let Some((start, target)) = link.take() {
                    let words = text.split_off(start);
                    text.push_str(&linked(&words, &target));
                }
            }
            Event::Start(Tag::Strong) | Event::End(TagEnd::Strong) if with_emphasis => text.push_str("**"),
            Event::Start(Tag::Emphasis) | Event::End(TagEnd::Emphasis) if with_emphasis => text.push('*'),
            _ => {}
        }
    }
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn linked(words: &str, target: &str) -> String {
    let encoded = |c: char| match c {
        '<' | '>' | '`' | '"' | '\\' | '[' | ']' | '(' | ')' | '|' | '*' | '~' => {
            format!("%{:02X}", u32::from(c))
        }
        c if c.is_whitespace() || c.is_control() => "%20".to_owned(),
        c => c.to_string(),
    };
    let address: String = target.chars().map(encoded).collect();
    let own = escaped(target, false);
    if words.trim().is_empty() {
        return String::new();
    }
    if words == own {
        return format!("<{address}>");
    }
    // What looks like an entity would be read as one.
    format!("[{words}]({})", address.replace('&', "\\&"))
}

/// Words, of which nothing is read as more than words.
fn escaped(words: &str, is_start: bool) -> String {
    let mut text = String::new();
    let mut before = None;
    for (at, c) in words.char_indices() {
        let c = if c.is_control() { ' ' } else { c };
        let rest = words.get(at + c.len_utf8()..).unwrap_or_default();
        let after = rest.chars().next();
        let is_in_word = |side: Option<char>| side.is_some_and(char::is_alphanumeric);
        let is_blank = |side: Option<char>| side.is_some_and(char::is_whitespace);
        let is_special = match c {
            '\\' | '`' | '<' | '[' | ']' | '~' => true,
            '*' => (is_start && text.is_empty()) || !(is_blank(before) && is_blank(after)),
            '_' => !(is_in_word(before) && is_in_word(after)),
            '&' => begins_entity(rest),
            '#' | '>' | '+' | '-' => is_start && text.is_empty(),
            '.' | ')' => is_start && !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit()),
            _ => false,
        };
        if is_special {
            text.push('\\');
        }
        // A leading blank is no beginning: what follows it may be a marker.
        if !(is_start && text.is_empty() && c.is_whitespace()) {
            text.push(c);
        }
        before = Some(c);
    }
    text
}

/// Whether what follows a `&` could make an entity of it, such as `&lt;`.
fn begins_entity(rest: &str) -> bool {
    let of_name = |c: char| c.is_ascii_alphanumeric() || c == '#';
    rest.trim_start_matches(of_name).chars().next().is_none_or(|end| end == ';')
}

/// A long line as several, none of which begins with what Markdown would take for a list, a heading or a quotation.
fn wrapped(line: &str) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in line.split(' ') {
        let begins_nothing = word.starts_with(|c: char| c.is_alphabetic() || c == '`' || c == '(');
        match lines.last_mut() {
            Some(last) if last.is_empty() => last.push_str(word),
            Some(last) if !begins_nothing || last.chars().count() + 1 + word.chars().count() <= WIDTH => {
                last.push(' ');
                last.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

fn longest_run(text: &str, of: char) -> usize {
    text.split(|c| c != of).map(str::len).max().unwrap_or_default()
}

#[cfg(test)]
mod tests;
