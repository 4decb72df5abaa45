//! Docs: the spec's own words, and the facts.

use proc_macro2::TokenStream;
use pulldown_cmark::{Event, Parser};
use quote::quote;

use crate::model::{Comparison, Field, TextLimits, Type};

/// `#[doc]` attributes, one for each line.
pub(super) fn attributes(lines: &[String]) -> TokenStream {
    let lines = lines.iter().map(|line| if line.is_empty() { String::new() } else { format!(" {line}") });
    quote! { #(#[doc = #lines])* }
}

/// A paragraph or more, and what follows, with blank lines between them.
pub(super) fn paragraphs<'a>(parts: impl IntoIterator<Item = Option<&'a str>>) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for text in parts.into_iter().flatten() {
        if !lines.is_empty() {
            lines.push(String::new());
        }
        lines.extend(markdown(text));
    }
    lines
}

/// The spec's Markdown, for rustdoc: words and links, but nothing that rustdoc would run as code or take for HTML.
pub(super) fn markdown(text: &str) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    // A line of one paragraph continues the one before, so that a list item never spills into the next line.
    let mut open = false;
    for line in text.lines().map(str::trim) {
        let starts_item = line.starts_with("- ") || line.starts_with("* ");
        match lines.last_mut() {
            Some(last) if open && !line.is_empty() && !starts_item => {
                last.push(' ');
                *last += line;
            }
            _ => lines.push(line.to_owned()),
        }
        open = !line.is_empty();
    }
    while lines.last().is_some_and(String::is_empty) {
        lines.pop();
    }
    lines.iter().flat_map(|line| wrapped(&safe(line))).collect()
}

/// How long a line of docs may get, without its indentation.
const WIDTH: usize = 100;

/// A long line as several, none of which begins with what Markdown would take for a list, a heading or a quotation.
fn wrapped(line: &str) -> Vec<String> {
    let indent = if line.starts_with("- ") || line.starts_with("* ") { "  " } else { "" };
    let mut lines = vec![String::new()];
    for word in line.split(' ') {
        let begins_nothing = word.starts_with(|c: char| c.is_alphabetic() || c == '`' || c == '(');
        let begins_nothing = begins_nothing && !word.starts_with("```");
        match lines.last_mut() {
            Some(last) if last.is_empty() => last.push_str(word),
            Some(last) if !begins_nothing || last.chars().count() + 1 + word.chars().count() <= WIDTH => {
                last.push(' ');
                last.push_str(word);
            }
            _ => lines.push(format!("{indent}{word}")),
        }
    }
    lines
}

/// One line, with what is not plain text escaped outside of `code`.
fn safe(line: &str) -> String {
    let line: String = line.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    let line = line.trim();
    // What will be escaped neither begins nor ends anything. Places stay the same.
    let plain = line.replace(['<', '[', ']', '~'], "(");
    let (mut safe, mut end) = (String::new(), 0);
    for (event, range) in Parser::new(&plain).into_offset_iter() {
        let code = line.get(range.clone()).unwrap_or_default();
        // Three backticks would begin a block of code, were the line wrapped there.
        if matches!(event, Event::Code(_)) && !code.starts_with("```") {
            safe += &escape(line.get(end..range.start).unwrap_or_default());
            safe += code;
            end = range.end;
        }
    }
    safe + &escape(line.get(end..).unwrap_or_default())
}

fn escape(text: &str) -> String {
    let mut escaped = String::new();
    for word in text.split_inclusive(' ') {
        let bare = word.trim_end_matches([' ', '.', ',', ';', ')', ':']);
        if (bare.starts_with("https://") || bare.starts_with("http://"))
            && !bare.contains(['<', '>', '`', '\\'])
        {
            escaped += &format!("<{bare}>{}", &word[bare.len()..]);
            continue;
        }
        let mut characters = word.chars();
        while let Some(c) = characters.next() {
            if matches!(c, '<' | '[' | ']' | '~' | '`') {
                escaped.push('\\');
            }
            escaped.push(c);
            // The spec itself escapes what follows: a second backslash would undo that.
            if c == '\\' {
                escaped.extend(characters.next());
            }
        }
    }
    escaped
}

/// Doc and facts of a field, in one paragraph where the doc is one.
pub(super) fn field(field: &Field) -> Vec<String> {
    let deprecated = field.deprecated.as_deref().map(|why| format!("Deprecated: {why}"));
    let mut lines = paragraphs([field.doc.as_deref(), deprecated.as_deref()]);
    if lines.iter().any(|line| line.is_empty() || line.starts_with(['-', '*'])) {
        lines.push(String::new());
    }
    lines.extend(markdown(&facts(field)));
    lines
}

/// `` `partnerId`, required, at most 32 characters. ``
pub(super) fn facts(field: &Field) -> String {
    let mut facts = vec![code(&field.name)];
    if field.required {
        facts.push("required".to_owned());
    }
    if !field.required_when.is_empty() {
        facts.push(format!("required when {}", code(&Comparison::spelled(&field.required_when))));
    }
    if let Some(words) = &field.condition {
        facts.push(format!("needed when {}", words.trim_end_matches('.')));
    }
    if field.one_of.is_some() {
        facts.push("one of its group is required".to_owned());
    }
    facts.extend(limits(&field.ty));
    facts.extend(unseen(field));
    facts.extend(text_limits(&field.written));
    if field.json_text {
        facts.push("as JSON inside a text".to_owned());
    }
    if field.quoted {
        facts.push("written as text".to_owned());
    }
    if field.nullable {
        facts.push("may be `null`".to_owned());
    }
    if let Some(default) = &field.default {
        facts.push(format!("{} when left out", code(default)));
    }
    if field.sensitive {
        facts.push("hidden in `Debug`".to_owned());
    }
    facts.join(", ") + "."
}

/// What the wallet's table did not show of a field, in words.
pub(crate) fn unseen(field: &Field) -> Vec<String> {
    let length = field.unseen.max_length.then_some("length not stated by the wallet's table");
    let required = field.unseen.required.then_some("whether it is required not stated by the wallet's table");
    length.into_iter().chain(required).map(str::to_owned).collect()
}

/// What a type allows, in words.
pub(crate) fn limits(ty: &Type) -> Vec<String> {
    match ty {
        Type::Text(limits) => text_limits(limits),
        Type::Url(limits) => [vec!["a URL".to_owned()], text_limits(limits)].concat(),
        Type::Integer { min: Some(min), max: Some(max) } => vec![format!("from {min} to {max}")],
        Type::Integer { min: Some(min), max: None } => vec![format!("at least {min}")],
        Type::Integer { min: None, max: Some(max) } => vec![format!("at most {max}")],
        Type::List { items, max } => {
            let count = max.map(|max| format!("at most {max} items"));
            count.into_iter().chain(limits(items).into_iter().map(|limit| format!("each {limit}"))).collect()
        }
        Type::Map { values, keys } => {
            let named = (!keys.is_empty()).then(|| {
                format!("with the keys {}", keys.iter().map(|key| code(key)).collect::<Vec<_>>().join(", "))
            });
            named
                .into_iter()
                .chain(limits(values).into_iter().map(|limit| format!("each value {limit}")))
                .collect()
        }
        Type::Integer { min: None, max: None } | Type::Primitive(_) | Type::Named(_) => Vec::new(),
    }
}

fn text_limits(limits: &TextLimits) -> Vec<String> {
    let mut words = Vec::new();
    match (limits.min, limits.max) {
        (0, Some(max)) => words.push(format!("at most {max} characters")),
        (0, None) => {}
        (min, Some(max)) => words.push(format!("from {min} to {max} characters")),
        (min, None) => words.push(format!("at least {min} characters")),
    }
    if let Some(pattern) = &limits.pattern {
        words.push(format!("matching {}", code(pattern)));
    }
    if !limits.forbidden_chars.is_empty() {
        let characters: Vec<String> = limits.forbidden_chars.chars().map(|c| code(&c.to_string())).collect();
        words.push(format!("without {}", characters.join(" ")));
    }
    words
}

/// Text in a code span, whatever is in it.
pub(super) fn code(text: &str) -> String {
    let text: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    if text.contains('`') { format!("`` {text} ``") } else { format!("`{text}`") }
}

#[cfg(test)]
mod tests {
    use super::*;
    use pulldown_cmark::{Options, Tag};

    #[test]
    fn markdown_holds_nothing_that_is_run_or_taken_for_html() {
        assert_eq!(markdown("One\ntwo.\n\n- a\n  b\n- c"), ["One two.", "", "- a b", "- c"]);
        assert_eq!(markdown("```\nfn main() {}\n```"), [r"\`\`\` fn main() {} \`\`\`"]);
        assert_eq!(markdown("    indented()"), ["indented()"]);
        assert_eq!(markdown("~~~ x"), [r"\~\~\~ x"]);
        assert_eq!(markdown("<script> `<b>` [x] ` odd"), [r"\<script> `<b>` \[x\] \` odd"]);
        assert_eq!(markdown("<b> `<b>`"), [r"\<b> `<b>`"]);
        assert_eq!(markdown("See https://a.example/b."), ["See <https://a.example/b>."]);
    }

    /// By the parser that rustdoc uses.
    #[test]
    fn a_markdown_parser_finds_no_html_code_block_or_link_in_it() {
        let words = "word ".repeat(25);
        for text in [
            &format!("``` {words} ```"),
            &format!("- ``` {words} ```"),
            &format!("{words}``` {words} ```"),
            &format!("`` {words} ``` {words} ``"),
            "<script>x</script> <!-- x --> <b",
            "<div>\n<b>\n</div>\n\n<pre>",
            "- <b onclick=x>\n  - b\n\n      fn main() {}\n",
            "```\nx\n```\n~~~\nx\n~~~\n\n    x",
            "a\n    x\n\tx",
            "`<b>` ` <b>",
            "``<b>` <i>`",
            "`` a ` <b> ``` c",
            r"\<b> \\<b> \\\<b> \`<b>` \[x](y) \\[x](y)",
            r"a \",
            "[x](javascript:y) ![x](y) [x] [x][y]\n\n[y]: z",
            "<javascript:y> <y@a.example> https://a.example/<script> https://a.example/`b`",
        ] {
            let lines = markdown(text).join("\n");
            for event in Parser::new_ext(&lines, Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES) {
                let harmless = match &event {
                    Event::Html(_) | Event::InlineHtml(_) => false,
                    Event::Start(Tag::Link { dest_url, .. }) => dest_url.starts_with("https://"),
                    Event::Start(Tag::CodeBlock(_) | Tag::HtmlBlock | Tag::Image { .. }) => false,
                    _ => true,
                };
                assert!(harmless, "{event:?} in {lines}");
            }
        }
    }
}
