//! What stands in a column of types: `String(64)`, `Array<Goods>`, `Amount object`.

use super::fold::fold;
use super::limits::{Length, Unit, length};
use super::ranges::Range;
use super::sized::sized;
use super::times::is_epoch;
use super::words::{BaseType, Presence, base_type, presence};

/// The nesting of types that is followed.
const MAX_DEPTH: usize = 8;

/// Longer texts are no types.
const MAX_TEXT: usize = 200;

/// A type, as a page has it.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum PageType {
    Base(BaseType),
    /// One of the wallet's own types.
    Named(String),
    /// `None` where the page does not say what is in it.
    List(Option<Box<PageType>>),
    Map(Option<Box<PageType>>),
}

impl PageType {
    fn is_number(&self) -> bool {
        matches!(self, Self::Base(BaseType::Integer | BaseType::Decimal))
    }
}

/// A type, and what else its cell says.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct TypeText {
    pub(super) ty: PageType,
    pub(super) length: Option<Length>,
    /// The smallest and the greatest value of a number.
    pub(super) range: Option<Range>,
    pub(super) presence: Option<Presence>,
    /// What of it was not understood.
    pub(super) rest: Option<String>,
}

/// Reads a type with what stands beside it. `None` where it is none.
pub(super) fn type_text(text: &str) -> Option<TypeText> {
    if text.len() > MAX_TEXT {
        return None;
    }
    let folded = fold(&super::document::plain(text)).replace('\n', " ");
    let (words, presence) = without_presence(&folded);
    let mut found =
        TypeText { ty: PageType::Base(BaseType::Text), length: None, range: None, presence, rest: None };
    let words = words.trim().trim_matches([',', ';', '|', '-', ':']).trim();
    let Some((words, size)) = sized(words) else {
        found.ty = outer(words, &mut found)?;
        return Some(found);
    };
    found.ty = outer(words.trim(), &mut found)?;
    match &found.ty {
        ty if ty.is_number() => found.range = Some(size.range()),
        PageType::List(_) | PageType::Map(_) => found.length = Some(size.length(Unit::Items)),
        _ => found.length = Some(size.length(Unit::Characters)),
    }
    Some(found)
}

/// Takes `REQUIRED` and its like off the end or the beginning.
fn without_presence(text: &str) -> (String, Option<Presence>) {
    let mut words: Vec<&str> = text.split_whitespace().collect();
    let mut found = None;
    let is_mark = |word: &&str| {
        presence(word).filter(|_| {
            word.trim_matches(['(', ')', '[', ']', ',', '|']).len() > 1
                || *word == "*"
                || matches!(*word, "M" | "O" | "C" | "(M)" | "(O)" | "(C)" | "[M]" | "[O]" | "[C]")
        })
    };
    while words.len() > 1 {
        let (Some(first), Some(last)) = (words.first(), words.last()) else { break };
        if let Some(mark) = is_mark(last) {
            found = Some(mark);
            words.pop();
        } else if let Some(mark) = is_mark(first) {
            found = Some(mark);
            words.remove(0);
        } else {
            break;
        }
    }
    (words.join(" "), found)
}

/// A type with what is in parentheses behind it.
fn outer(text: &str, found: &mut TypeText) -> Option<PageType> {
    if let Some(ty) = plain(text, 0) {
        return Some(ty);
    }
    if let Some(item) = text.strip_suffix("[]").filter(|item| item.contains('(')) {
        let item = outer(item, found)?;
        found.length = found.length.map(|limit| Length { of: Unit::Characters, ..limit });
        return Some(PageType::List(Some(Box::new(item))));
    }
    let open = text.find(['(', '['])?;
    let close = text.rfind([')', ']']).filter(|close| *close > open)?;
    let before = text.get(..open)?.trim();
    let inside = text.get(open + 1..close)?.trim();
    let behind = text.get(close + 1..)?.trim();
    let word = if behind.is_empty() { before.to_owned() } else { format!("{before} {behind}") };
    let ty = plain(&word, 0).or_else(|| match base_type(before) {
        Some(BaseType::List) => plain(inside, 0).map(|item| PageType::List(Some(Box::new(item)))),
        Some(BaseType::Object) => plain(inside, 0),
        _ => None,
    })?;
    let ty = refined(ty, inside, found);
    // `List<String(20)>`: it is the item that has a length.
    let of_item = before.contains('<');
    found.length =
        found.length.map(|limit| Length { of: if of_item { Unit::Characters } else { limit.of }, ..limit });
    Some(ty)
}

/// What stands in parentheses says more about the type, its length, or its presence.
fn refined(ty: PageType, inside: &str, found: &mut TypeText) -> PageType {
    if let Some(limit) = length(inside).filter(|_| !ty.is_number()) {
        found.length = Some(limit);
        return ty;
    }
    if let Some(mark) = presence(inside) {
        found.presence = Some(mark);
        return ty;
    }
    let lower = inside.to_lowercase();
    let within = plain(inside, 0);
    match (&ty, within) {
        (PageType::Base(BaseType::Text), Some(PageType::Base(base)))
            if matches!(base, BaseType::Url | BaseType::DateTime | BaseType::Date | BaseType::Enum) =>
        {
            PageType::Base(base)
        }
        (PageType::Base(BaseType::Text), _) if lower.contains("iso 8601") || lower.contains("iso8601") => {
            PageType::Base(BaseType::DateTime)
        }
        (PageType::Base(BaseType::DateTime), _) if is_epoch(inside) => PageType::Base(BaseType::Integer),
        (PageType::Base(BaseType::DateTime | BaseType::Date), _)
            if ["yyyy", "aaaa", "iso", "rfc"].iter().any(|word| lower.contains(word)) =>
        {
            ty
        }
        (PageType::Base(BaseType::Integer), _) if lower.starts_with("int") => ty,
        (PageType::Base(BaseType::Decimal), _) if matches!(lower.as_str(), "double" | "float") => ty,
        (PageType::Base(BaseType::Object), Some(named)) => named,
        (PageType::Named(_), Some(PageType::Base(BaseType::Object | BaseType::Enum))) => ty,
        (PageType::List(None), Some(item)) => PageType::List(Some(Box::new(item))),
        _ => {
            found.rest = Some(inside.to_owned());
            ty
        }
    }
}

fn plain(text: &str, depth: usize) -> Option<PageType> {
    let text = text.trim();
    if depth > MAX_DEPTH || text.is_empty() {
        return None;
    }
    if let Some(base) = base_type(text) {
        return Some(match base {
            BaseType::List => PageType::List(None),
            BaseType::Map => PageType::Map(None),
            base => PageType::Base(base),
        });
    }
    generic(text, depth)
        .or_else(|| Some(PageType::List(Some(Box::new(plain(text.strip_suffix("[]")?, depth + 1)?)))))
        .or_else(|| either(text, depth))
        .or_else(|| in_words(text, depth))
        .or_else(|| is_type_name(text).then(|| PageType::Named(text.to_owned())))
}

/// `Array<String>`.
fn generic(text: &str, depth: usize) -> Option<PageType> {
    let (name, rest) = text.split_once('<')?;
    let inside = rest.trim().strip_suffix('>')?;
    let of = |text: &str| plain(text, depth + 1).map(Box::new);
    match base_type(name.trim())? {
        BaseType::List => Some(PageType::List(Some(of(inside)?))),
        BaseType::Map => Some(PageType::Map(Some(of(after_comma(inside))?))),
        BaseType::Object => plain(inside, depth + 1),
        BaseType::Text => match plain(inside, depth + 1) {
            Some(PageType::Base(base @ (BaseType::Url | BaseType::DateTime | BaseType::Date))) => {
                Some(PageType::Base(base))
            }
            _ => Some(PageType::Base(BaseType::Text)),
        },
        base => Some(PageType::Base(base)),
    }
}

/// What stands behind the comma of `String, Array<A, B>`.
fn after_comma(text: &str) -> &str {
    let mut depth = 0_usize;
    for (at, c) in text.char_indices() {
        match c {
            '<' => depth += 1,
            '>' => depth = depth.saturating_sub(1),
            ',' if depth == 0 => return text.get(at + 1..).unwrap_or_default(),
            _ => {}
        }
    }
    text
}

/// `String/Datetime`: the one that says more.
fn either(text: &str, depth: usize) -> Option<PageType> {
    let (first, second) = text.split_once('/').or_else(|| text.split_once('|'))?;
    let (first, second) = (plain(first, depth + 1)?, plain(second, depth + 1)?);
    let text = PageType::Base(BaseType::Text);
    Some(if first == text { second } else { first })
}

/// `Amount object`, `array of strings`, `lista de objetos`.
fn in_words(text: &str, depth: usize) -> Option<PageType> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let of = |words: &[&str]| plain(&words.join(" "), depth + 1);
    match words.as_slice() {
        [list, "of" | "de" | "OF", rest @ ..] if base_type(list) == Some(BaseType::List) => {
            let item = of(rest).filter(|item| !matches!(item, PageType::Named(_)));
            let singular = || rest.join(" ").strip_suffix('s').and_then(|one| plain(one, depth + 1));
            let plural = || {
                rest.join(" ")
                    .strip_suffix("es")
                    .and_then(|one| plain(one, depth + 1))
                    .filter(|one| !matches!(one, PageType::Named(_)))
            };
            let kept = || of(rest);
            let base = singular().filter(|one| !matches!(one, PageType::Named(_)));
            let item = item.or(base).or_else(plural).or_else(kept)?;
            Some(PageType::List(Some(Box::new(item))))
        }
        [first, second] => match (base_type(first), base_type(second)) {
            (Some(BaseType::Json), Some(_)) | (Some(BaseType::Text), Some(BaseType::Json)) => {
                Some(PageType::Base(BaseType::Json))
            }
            (_, Some(BaseType::List)) => Some(PageType::List(Some(Box::new(of(&[*first])?)))),
            (Some(BaseType::List), _) => Some(PageType::List(Some(Box::new(of(&[*second])?)))),
            (None, Some(BaseType::Object | BaseType::Enum)) => of(&[*first]),
            (Some(BaseType::Object), None) => of(&[*second]),
            (Some(BaseType::Text), Some(base)) => Some(PageType::Base(base)),
            _ => None,
        },
        [rest @ .., last] if rest.len() == 2 && base_type(last) == Some(BaseType::Object) => of(rest),
        _ => None,
    }
}

/// A capital letter, then letters and digits: the way types are named.
pub(super) fn is_type_name(text: &str) -> bool {
    text.len() <= 64
        && text.starts_with(|c: char| c.is_ascii_uppercase())
        && text.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
        && (text.len() > 1 && text.chars().any(|c| c.is_ascii_lowercase()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use PageType::{Base, List, Map, Named};

    fn list(ty: PageType) -> PageType {
        List(Some(Box::new(ty)))
    }

    #[test]
    fn types() {
        let table = [
            ("String", Base(BaseType::Text)),
            ("String/Datetime", Base(BaseType::DateTime)),
            ("string<uri>", Base(BaseType::Url)),
            ("String (date-time)", Base(BaseType::DateTime)),
            ("Array<Goods>", list(Named("Goods".to_owned()))),
            ("Array&lt;Goods&gt;", list(Named("Goods".to_owned()))),
            ("List<Map<String, String>>", list(Map(Some(Box::new(Base(BaseType::Text)))))),
            ("Goods[]", list(Named("Goods".to_owned()))),
            ("array of strings", list(Base(BaseType::Text))),
            ("Array of Goods", list(Named("Goods".to_owned()))),
            ("lista de cadenas", list(Base(BaseType::Text))),
            ("Amount object REQUIRED", Named("Amount".to_owned())),
            ("Object (Amount)", Named("Amount".to_owned())),
            ("`BigDecimal`", Base(BaseType::Decimal)),
            ("integer(int64)", Base(BaseType::Integer)),
            ("object", Base(BaseType::Object)),
            ("Array", List(None)),
            ("Fecha", Base(BaseType::Date)),
        ];
        for (text, expected) in table {
            let text = text.replace("&lt;", "<").replace("&gt;", ">");
            assert_eq!(type_text(&text).map(|found| found.ty), Some(expected), "{text}");
        }
        for text in ["", "where the guests sit", "in the dining room", "Note: none"] {
            assert_eq!(type_text(text), None, "{text}");
        }
    }

    #[test]
    fn what_stands_beside_a_type() {
        let found = type_text("String(4,096) M").expect("a type");
        assert_eq!(found.length.and_then(|length| length.max), Some(4096));
        assert_eq!(found.presence, Some(Presence::Required));
        for text in ["List<String(20)>", "String(20)[]"] {
            let found = type_text(text).expect("a type");
            assert_eq!(found.ty, list(Base(BaseType::Text)), "{text}");
            assert_eq!(
                found.length.map(|length| (length.max, length.of)),
                Some((Some(20), Unit::Characters))
            );
        }
        let found = type_text("Decimal(20,4)").expect("a type");
        assert_eq!((found.length, found.rest.as_deref()), (None, Some("20,4")));
        assert_eq!(type_text("Integer(10)").and_then(|found| found.rest).as_deref(), Some("10"));
        assert_eq!(
            type_text("Integer (Optional)").and_then(|found| found.presence),
            Some(Presence::Optional)
        );
    }
}
