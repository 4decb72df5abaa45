//! From XML into the same values as JSON.
//!
//! Wallets' documents say "JSON or XML", and none of them publishes a schema or a sample. So this is the plain reading:
//!
//! - an element's name is a field's name; the name of the root does not matter, nor do attributes and name spaces;
//! - an element with only text is a scalar, without the white space around it; numbers and booleans are read from text;
//! - an empty element is nothing, as `null` and `""` are in JSON;
//! - an element with elements in it is an object or a map, and text beside them is ignored;
//! - a list is its element repeated (once, too), or one element around items that all have one name.
//!
//! DTDs are refused, and with them all entities but the five that XML itself has.

#[cfg(test)]
mod tests;
mod tree;

use std::collections::BTreeMap;

use self::tree::Element;
pub(crate) use self::tree::declared_charset;
use super::{
    Decode, Decoded, FieldMut, Fields, Items, Problem, ReadError, Violation,
    deviations::{Deviations, Mode, Step},
    json::read_text,
};

/// The problem with what is not read, so that the stack does not overflow.
const TOO_DEEP: Problem = Problem::Form { expected: "fewer objects within each other" };

/// Reads what a wallet sent as XML. Whatever breaks the spec is noted and, if it can be, kept.
///
/// # Errors
/// [`ReadError::NotXml`] only.
pub fn from_xml<T: Decode>(xml: &[u8]) -> Result<(T, Vec<Violation>), ReadError> {
    let mut value = T::empty();
    let violations = from_xml_into(&mut value, xml, false)?;
    Ok((value, violations))
}

/// Like [`from_xml`], but fills a value in place. `replaced`: U+FFFD stands for bytes that were not text.
pub(crate) fn from_xml_into(
    value: &mut dyn Decode,
    xml: &[u8],
    replaced: bool,
) -> Result<Vec<Violation>, ReadError> {
    let text = std::str::from_utf8(xml)
        .map_err(|error| ReadError::NotXml(format!("not UTF-8 at byte {}", error.valid_up_to())))?;
    let root = tree::parse(text).map_err(|error| ReadError::NotXml(error.to_string()))?;
    let mut deviations = Deviations::new(Mode::Lenient);
    // Nothing inside of the root is an object without fields, and not nothing: as `{}` is in JSON.
    if root.is_empty() {
        let decoded = value.object(&mut Object::new(&root, &mut deviations));
        deviations.record(value, decoded);
    } else if !fill(value, &[&root], &mut deviations) {
        deviations.add(Problem::Missing);
    }
    // The position is not known: it may be in an element that is not read.
    if replaced {
        deviations.add(Problem::NotText);
    }
    Ok(deviations.found())
}

/// Fills a value with all elements of its name. Says whether anything came.
fn fill(value: &mut dyn Decode, elements: &[&Element], deviations: &mut Deviations) -> bool {
    match elements {
        [element] if element.is_empty() => {
            value.null();
            false
        }
        [element] if !value.is_list() => one(value, element, deviations),
        [element] if wraps_items(value, element) => {
            list(value, &element.children.iter().collect::<Vec<_>>(), deviations).1
        }
        elements if value.is_list() => list(value, elements, deviations).1,
        elements => repeated(value, elements, deviations),
    }
}

fn one(value: &mut dyn Decode, element: &Element, deviations: &mut Deviations) -> bool {
    if element.children.is_empty() {
        return read_text(value, element.text.trim(), deviations);
    }
    let place = deviations.place();
    let decoded = match deviations.go_deeper() {
        true => value.object(&mut Object::new(element, deviations)),
        false => Decoded::Unfit(TOO_DEEP),
    };
    deviations.return_to(place);
    deviations.record(value, decoded)
}

/// An element that comes again where one is documented. Any JSON takes it as a list; of anything else, the last counts.
fn repeated(value: &mut dyn Decode, elements: &[&Element], deviations: &mut Deviations) -> bool {
    if let (true, present) = list(value, elements, deviations) {
        return present;
    }
    let mut present = 0;
    for element in elements {
        present += usize::from(fill(value, &[element], deviations));
    }
    if present > 1 {
        deviations.add(Problem::Repeated);
    }
    present > 0
}

/// Says whether the value takes lists, and whether anything came.
fn list(value: &mut dyn Decode, elements: &[&Element], deviations: &mut Deviations) -> (bool, bool) {
    let place = deviations.place();
    let mut items = List { elements, at: 0, deviations };
    let (decoded, at) = (value.list(&mut items), items.at);
    deviations.return_to(place);
    if at == 0 && matches!(decoded, Decoded::Unfit(_)) {
        return (false, false);
    }
    (true, deviations.record(value, decoded))
}

/// Whether what is in the one element of a list are items, and not the fields of a single item.
fn wraps_items(list: &mut dyn Decode, element: &Element) -> bool {
    let Some((first, rest)) = element.children.split_first() else { return false };
    if rest.iter().any(|child| child.name != first.name) {
        return false;
    }
    let mut probe = Probe { name: &first.name, asked: Asked::Nothing };
    let decoded = list.object(&mut probe);
    match probe.asked {
        Asked::ThatField => false,
        Asked::OtherFields | Asked::Nothing => true,
        // Text takes an object reluctantly; a map does not, and with one entry it looks like a list of one item.
        Asked::Entries => !matches!(decoded, Decoded::Fits) || !rest.is_empty(),
    }
}

/// Finds out what a value wants of an object, and gives it nothing.
struct Probe<'a> {
    /// The name of what came.
    name: &'a str,
    asked: Asked,
}

enum Asked {
    Nothing,
    ThatField,
    OtherFields,
    Entries,
}

impl Fields for Probe<'_> {
    fn fill(&mut self, fields: &mut [FieldMut<'_>]) -> Decoded {
        let has_it = fields.iter().any(|(name, _)| *name == self.name);
        self.asked = if has_it { Asked::ThatField } else { Asked::OtherFields };
        Decoded::Fits
    }
    fn next_entry(&mut self, _: &mut dyn Decode) -> Option<String> {
        self.asked = Asked::Entries;
        None
    }
    fn conceal(&mut self) {}
}

struct Object<'a, 'n> {
    by_name: BTreeMap<&'a str, Vec<&'a Element>>,
    deviations: &'n mut Deviations,
}

impl<'a, 'n> Object<'a, 'n> {
    fn new(element: &'a Element, deviations: &'n mut Deviations) -> Self {
        let mut by_name: BTreeMap<&str, Vec<&Element>> = BTreeMap::new();
        for child in &element.children {
            by_name.entry(&child.name).or_default().push(child);
        }
        Self { by_name, deviations }
    }
}

impl Object<'_, '_> {
    /// Keeps the elements that no field has taken, if they are kept.
    fn rest(&mut self, rest: &mut dyn Decode) {
        while let Some((name, elements)) = self.by_name.pop_first() {
            let Some((value, _)) = rest.additional(name) else { return };
            self.deviations.enter(Step::Key(name.to_owned()));
            fill(value, &elements, self.deviations);
            self.deviations.leave();
        }
    }
}

impl Fields for Object<'_, '_> {
    fn fill(&mut self, fields: &mut [FieldMut<'_>]) -> Decoded {
        if !self.deviations.open_fields(fields.len()) {
            return Decoded::Unfit(TOO_DEEP);
        }
        for (name, value) in fields.iter_mut() {
            self.deviations.enter(Step::Field(name));
            let elements = self.by_name.remove(name);
            let came = elements.is_some_and(|elements| fill(*value, &elements, self.deviations));
            if !came && value.is_required() {
                self.deviations.add(Problem::Missing);
            }
            self.deviations.leave();
        }
        if let Some((_, rest)) = fields.iter_mut().find(|(name, _)| name.is_empty()) {
            self.rest(*rest);
        }
        Decoded::Fits
    }
    fn next_entry(&mut self, value: &mut dyn Decode) -> Option<String> {
        let (name, elements) = self.by_name.pop_first()?;
        self.deviations.enter(Step::Key(name.to_owned()));
        fill(value, &elements, self.deviations);
        self.deviations.leave();
        Some(name.to_owned())
    }
    fn conceal(&mut self) {
        self.deviations.conceal();
    }
}

struct List<'a, 'n> {
    elements: &'a [&'a Element],
    at: usize,
    deviations: &'n mut Deviations,
}

impl Items for List<'_, '_> {
    fn next_item(&mut self, item: &mut dyn Decode) -> bool {
        let Some(element) = self.elements.get(self.at) else { return false };
        self.deviations.enter(Step::Item(self.at));
        fill(item, &[element], self.deviations);
        self.deviations.leave();
        self.at += 1;
        true
    }
    fn conceal(&mut self) {
        self.deviations.conceal();
    }
}
