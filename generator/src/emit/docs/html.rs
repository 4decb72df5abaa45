//! HTML that is well-formed and escaped however it is put together.

/// A page, or a part of one. Every element is closed, and text is text.
#[derive(Debug, Default)]
pub(super) struct Html {
    text: String,
}

/// Names and values of attributes.
pub(super) type Attributes<'a> = &'a [(&'a str, &'a str)];

/// What begins a line of its own, so that a page can be compared line by line.
const BLOCKS: &[&str] = &[
    "article", "body", "dd", "details", "div", "dl", "dt", "footer", "h1", "h2", "h3", "h4", "head",
    "header", "html", "li", "main", "nav", "ol", "p", "pre", "script", "section", "summary", "title", "ul",
];

impl Html {
    /// An element with something inside.
    pub(super) fn element(&mut self, name: &str, attributes: Attributes<'_>, inside: impl FnOnce(&mut Self)) {
        self.open(name, attributes);
        self.text.push('>');
        inside(self);
        self.text.push_str("</");
        self.text.push_str(name);
        self.text.push('>');
        if BLOCKS.contains(&name) {
            self.text.push('\n');
        }
    }

    /// An element that holds a text.
    pub(super) fn words(&mut self, name: &str, attributes: Attributes<'_>, text: &str) {
        self.element(name, attributes, |inside| inside.text(text));
    }

    /// An element that can hold nothing: `<meta ...>`.
    pub(super) fn empty(&mut self, name: &str, attributes: Attributes<'_>) {
        self.open(name, attributes);
        self.text.push_str("/>\n");
    }

    /// Text.
    pub(super) fn text(&mut self, text: &str) {
        escape(&mut self.text, text);
    }

    /// The page's text.
    pub(super) fn finish(self) -> String {
        self.text
    }

    fn open(&mut self, name: &str, attributes: Attributes<'_>) {
        self.text.push('<');
        self.text.push_str(name);
        for (attribute, value) in attributes {
            self.text.push_str(&format!(" {attribute}=\""));
            escape(&mut self.text, value);
            self.text.push('"');
        }
    }
}

/// Characters that HTML does not allow are replaced.
fn escape(out: &mut String, text: &str) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\n' | '\t' => out.push(c),
            c if c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}') => out.push('\u{fffd}'),
            c => out.push(c),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_and_attributes_are_escaped() {
        let mut html = Html::default();
        html.words("a", &[("title", "\"><script>")], "<b> & '\u{0}\u{1b}");
        assert_eq!(
            html.finish(),
            "<a title=\"&quot;&gt;&lt;script&gt;\">&lt;b&gt; &amp; &#39;\u{fffd}\u{fffd}</a>"
        );
    }

    #[test]
    fn elements_are_closed() {
        let mut html = Html::default();
        html.element("ul", &[], |list| list.words("li", &[], "one"));
        html.empty("meta", &[("charset", "utf-8")]);
        assert_eq!(html.finish(), "<ul><li>one</li>\n</ul>\n<meta charset=\"utf-8\"/>\n");
    }
}
