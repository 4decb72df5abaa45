//! From XML text to a tree of elements.

use quick_xml::{
    Reader,
    errors::{Error, IllFormedError},
    escape::resolve_predefined_entity,
    events::{BytesRef, Event},
};
use std::fmt;

/// How deep elements may be nested, as in JSON.
const MAX_DEPTH: usize = 128;
/// How many elements there may be: what a tree of them takes is many times the length of its text.
const MAX_ELEMENTS: usize = 100_000;

/// An element with what is in it. Its attributes are not kept.
#[derive(Default)]
pub(super) struct Element {
    /// Its name without a name space's prefix.
    pub(super) name: Box<str>,
    /// All texts in it, joined. Line ends are `\n`.
    pub(super) text: String,
    pub(super) children: Vec<Element>,
}

impl Element {
    /// Whether nothing is in it but white space.
    pub(super) fn is_empty(&self) -> bool {
        self.children.is_empty() && self.text.trim().is_empty()
    }
}

/// The charset that a document names itself: `<?xml version="1.0" encoding="GBK"?>`.
pub(crate) fn declared_charset(document: &[u8]) -> Option<String> {
    let mut reader = Reader::from_reader(document);
    match reader.read_event() {
        Ok(Event::Decl(declaration)) => {
            declaration.encoding()?.ok().map(|name| String::from_utf8_lossy(&name).into_owned())
        }
        _ => None,
    }
}

/// What is wrong with a document, and where. It holds nothing of the text.
#[derive(Debug)]
pub(super) struct XmlError {
    what: &'static str,
    /// In bytes; `None` at the end of the document.
    position: Option<u64>,
}

impl fmt::Display for XmlError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.what)?;
        self.position.map_or(Ok(()), |position| write!(f, " at byte {position}"))
    }
}

/// Reads the one element that a document is.
///
/// # Errors
/// A syntax error and its position, without any of the text.
pub(super) fn parse(text: &str) -> Result<Element, XmlError> {
    let mut reader = Reader::from_str(text);
    let mut tree = Tree::default();
    loop {
        let read = match reader.read_event() {
            Ok(Event::Eof) => return tree.root().map_err(|what| XmlError { what, position: None }),
            Ok(event) => tree.add(&event),
            Err(error) => Err(what(&error)),
        };
        read.map_err(|what| XmlError { what, position: Some(reader.buffer_position()) })?;
    }
}

/// The elements read so far.
#[derive(Default)]
struct Tree {
    root: Option<Element>,
    /// The elements that are not closed yet, each in the one before it.
    open: Vec<Element>,
    elements: usize,
}

type Read = Result<(), &'static str>;

impl Tree {
    fn add(&mut self, event: &Event<'_>) -> Read {
        match event {
            Event::Start(tag) => self.open(tag.local_name().into_inner()),
            Event::Empty(tag) => {
                self.open(tag.local_name().into_inner())?;
                self.close()
            }
            Event::End(_) => self.close(),
            Event::Text(text) => self.text(&text.xml10_content().map_err(|_| NOT_UTF_8)?),
            Event::CData(text) => self.text(&text.xml10_content().map_err(|_| NOT_UTF_8)?),
            Event::GeneralRef(reference) => self.reference(reference),
            Event::DocType(_) => Err("a DTD, which is not read,"),
            Event::Decl(_) | Event::PI(_) | Event::Comment(_) | Event::Eof => Ok(()),
        }
    }

    fn open(&mut self, name: &[u8]) -> Read {
        self.elements += 1;
        if self.open.is_empty() && self.root.is_some() {
            return Err("a second element outside of the first");
        }
        if self.open.len() >= MAX_DEPTH {
            return Err("an element nested more than 128 deep");
        }
        if self.elements > MAX_ELEMENTS {
            return Err("more than 100,000 elements");
        }
        let name = std::str::from_utf8(name).map_err(|_| NOT_UTF_8)?;
        if name.is_empty() {
            return Err("an element without a name");
        }
        self.open.push(Element { name: name.into(), ..Element::default() });
        Ok(())
    }

    /// The reader compares the names.
    fn close(&mut self) -> Read {
        let element = self.open.pop().ok_or("an end without a start")?;
        match self.open.last_mut() {
            Some(parent) => parent.children.push(element),
            None => self.root = Some(element),
        }
        Ok(())
    }

    fn text(&mut self, text: &str) -> Read {
        match self.open.last_mut() {
            Some(element) => element.text += text,
            None if text.trim().is_empty() => {}
            None => return Err("text outside of the element"),
        }
        Ok(())
    }

    /// `&lt;` or `&#60;`.
    fn reference(&mut self, reference: &BytesRef<'_>) -> Read {
        let entity = "an entity that is none of XML's five, or no character,";
        if let Some(character) = reference.resolve_char_ref().map_err(|_| entity)? {
            return self.text(character.encode_utf8(&mut [0; 4]));
        }
        let name = reference.decode().map_err(|_| NOT_UTF_8)?;
        self.text(resolve_predefined_entity(&name).ok_or(entity)?)
    }

    fn root(self) -> Result<Element, &'static str> {
        match self.root {
            _ if !self.open.is_empty() => Err("an element is not closed at the end"),
            Some(root) => Ok(root),
            None => Err("there is no element"),
        }
    }
}

const NOT_UTF_8: &str = "text that is not UTF-8";

/// The reader's own texts quote the message.
fn what(error: &Error) -> &'static str {
    match error {
        Error::Syntax(_) => "something that is not closed",
        Error::IllFormed(IllFormedError::MismatchedEndTag { .. }) => "an end of another element",
        Error::IllFormed(IllFormedError::UnmatchedEndTag(_)) => "an end without a start",
        Error::IllFormed(IllFormedError::UnclosedReference) => "an `&` without its `;`",
        Error::Encoding(_) => NOT_UTF_8,
        _ => "something malformed",
    }
}
