use super::*;
use pulldown_cmark::Options;

#[test]
fn words_links_and_code() {
    let table: &[(&str, &[&str])] = &[
        ("One\ntwo.\n\n- a\n  b\n- c", &["One two.", "", "- a b", "- c"]),
        ("a\n\n1. b\n   - c\n2. d\n\ne", &["a", "", "1. b", "   - c", "2. d", "", "e"]),
        ("- a\n\n  b", &["- a", "", "  b"]),
        ("```rust\nfn main() {}\n```", &["```text", "fn main() {}", "```"]),
        ("    indented()", &["```text", "indented()", "```"]),
        ("- x\n\n  ```\n  y\n  ```", &["- x", "", "  ```text", "  y", "  ```"]),
        ("# Title\ntext", &["**Title**", "", "text"]),
        ("> said", &["said"]),
        ("a <i> `<b>` [x] ` odd", &[r"a \<i> `<b>` \[x\] \` odd"]),
        ("See https://a.example/b.", &["See <https://a.example/b>."]),
        ("(url=https://a.example/b_c*)", &[r"(url=<https://a.example/b_c>\*)"]),
        ("https://a.example/<id>", &[r"<https://a.example/>\<id>"]),
        ("[the docs](https://a.example/a_b \"T\")", &["[the docs](https://a.example/a_b)"]),
        ("[x](other.html) ![y](https://a.example/z.png)", &["x y"]),
        ("<https://a.example/b>", &["<https://a.example/b>"]),
        ("[a](https://a.example/?x=1&amp;y=(2))", &[r"[a](https://a.example/?x=1\&y=%282%29)"]),
        ("a **b** *c* `d`", &["a **b** *c* `d`"]),
        (
            "snake_case and 2 * 3 and a &lt; b, AT&T, x=1&y=2.",
            &[r"snake_case and 2 * 3 and a \< b, AT&T, x=1&y=2."],
        ),
        ("&amp;lt; & &amp;", &[r"\&lt; & \&"]),
        ("- \n- a", &["- a"]),
        ("\\# a\n\n\\- b\n\n1\\. c\n\n\\+", &["\\# a", "", "\\- b", "", "1\\. c", "", "\\+"]),
        ("", &[]),
    ];
    for (text, lines) in table {
        assert_eq!(markdown(text), *lines, "{text}");
    }
}

#[test]
fn code_of_anything() {
    let table =
        [("a", "`a`"), ("a`b", "`` a`b ``"), ("`", "`` ` ``"), ("``", "``` `` ```"), (" a ", "`  a  `")];
    for (text, span) in table {
        assert_eq!(code(text), span);
        let events: Vec<_> = Parser::new(span).collect();
        assert!(events.contains(&Event::Code(text.into())), "{events:?}");
    }
}

/// What may be in a page, with the options and the search for items by which rustdoc reads it.
fn check(text: &str) {
    let page = markdown(text).join("\n");
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS;
    let mut find = |_: pulldown_cmark::BrokenLink<'_>| Some(("an item".into(), "".into()));
    let parser = Parser::new_with_broken_link_callback(&page, options, Some(&mut find));
    let mut quiet = 0;
    let mut words = String::new();
    for event in TextMergeStream::new(parser) {
        let is_allowed = match &event {
            Event::Start(Tag::Link { dest_url, .. }) => {
                quiet += 1;
                dest_url.starts_with("https://") || dest_url.starts_with("http://")
            }
            Event::Start(Tag::CodeBlock(kind)) => {
                quiet += 1;
                matches!(kind, CodeBlockKind::Fenced(language) if &**language == "text")
            }
            Event::End(TagEnd::Link | TagEnd::CodeBlock) => {
                quiet -= 1;
                true
            }
            Event::Start(Tag::Paragraph | Tag::List(_) | Tag::Item | Tag::Strong | Tag::Emphasis)
            | Event::End(_)
            | Event::SoftBreak => true,
            Event::Code(code) => {
                words.push_str(code);
                true
            }
            // rustdoc warns of bare addresses.
            Event::Text(text) => {
                words.push_str(text);
                let address = text.find("://").and_then(|at| text[at + 3..].chars().next());
                quiet > 0 || !(text.contains("http") && address.is_some_and(char::is_alphanumeric))
            }
            _ => false,
        };
        assert!(is_allowed, "{event:?}\n{text:?}\n{page}");
    }
    let said =
        |text: &str| text.chars().filter(|c| !c.is_whitespace() && !c.is_control()).collect::<String>();
    let mut meant = String::new();
    for event in markdown::events(text) {
        if let Event::Text(text) | Event::Code(text) = event {
            meant.push_str(&text);
        }
    }
    // An address is encoded where it is shown.
    if !page.contains('%') {
        assert_eq!(said(&words), said(&meant), "{text:?}\n{page}");
    }
}

#[test]
fn a_page_holds_words_and_links_only() {
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
        "[Foo]: x\n\n[Foo] [`Bar`] [a::b]\n\n[^1]: note\n\ntext[^1]",
        "| a | b |\n|---|---|\n| 1 | 2 |",
        "- [ ] task\n- [x] done",
        "Vec<String> and ~~gone~~ and <https://a.example/b`c>",
        "a\n===\n\nb\n---\n\n***",
        "x*\u{a0}*y **a***b* *a**b*",
    ] {
        check(text);
    }
}

/// Random numbers that are the same in every run.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, limit: usize) -> usize {
        // Marsaglia's xorshift.
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % (limit as u64)).expect("a small number")
    }
}

#[test]
fn random_text_holds_words_and_links_only() {
    const PARTS: &[&str] = &[
        "a",
        "b c",
        " ",
        "  ",
        "\n",
        "\n\n",
        "    ",
        "\t",
        "*",
        "**",
        "_",
        "`",
        "``",
        "```",
        "~",
        "~~~",
        "[",
        "]",
        "](",
        ")",
        "(",
        "!",
        "<",
        ">",
        "</b>",
        "<b>",
        "<!--",
        "-->",
        "https://a.example",
        "http://b.example/x_y",
        "www.c.example",
        "://",
        "- ",
        "* ",
        "+ ",
        "1. ",
        "2) ",
        "# ",
        "> ",
        "---",
        "===",
        "|",
        "|---|---|",
        "[x]",
        "[x]: y",
        "[^1]",
        "[^1]: z",
        "[ ] ",
        "\\",
        "&",
        "&lt;",
        "&#60;",
        "&#91;",
        "\u{a0}",
        "é",
        "{#id}",
        ":",
        "\u{7}",
        "\r\n",
        "<https://d.example>",
        "javascript:",
        "Vec<T>",
        "![",
        "\"",
        "'",
        "word word word word word word word word word word word word word word word word",
    ];
    let mut numbers = Numbers(0x9E37_79B9_7F4A_7C15);
    for _ in 0..20_000 {
        let length = 1 + numbers.below(14);
        let text: String = (0..length).map(|_| PARTS[numbers.below(PARTS.len())]).collect();
        check(&text);
    }
}
