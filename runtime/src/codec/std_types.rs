//! The standard library's types as fields.

use std::collections::BTreeMap;

use super::{Decode, Decoded, Encode, Fields, Items, Number, Problem, View, number::NoInteger};

impl Encode for bool {
    fn encode(&self, visit: &mut dyn FnMut(View<'_>)) {
        visit(View::Boolean(*self));
    }
}

impl Decode for bool {
    fn empty() -> Self {
        false
    }
    fn boolean(&mut self, value: bool) -> Decoded {
        *self = value;
        Decoded::Fits
    }
    fn text(&mut self, text: &str) -> Decoded {
        match text.parse() {
            Ok(value) => self.boolean(value),
            Err(_) => Decoded::Unfit(Problem::expected("a boolean", "text")),
        }
    }
}

impl Encode for i64 {
    fn encode(&self, visit: &mut dyn FnMut(View<'_>)) {
        visit(View::Integer(*self));
    }
}

impl Decode for i64 {
    fn empty() -> Self {
        0
    }
    fn number(&mut self, number: Number<'_>) -> Decoded {
        match integer(number, i64::MIN, i64::MAX) {
            Ok(number) => {
                *self = number;
                Decoded::Fits
            }
            Err(problem) => Decoded::Unfit(problem),
        }
    }
    fn text(&mut self, text: &str) -> Decoded {
        Number::parse(text)
            .map_or(Decoded::Unfit(Problem::expected("an integer", "text")), |number| self.number(number))
    }
}

/// Converts a number to an integer within the range.
pub(crate) fn integer(number: Number<'_>, min: i64, max: i64) -> Result<i64, Problem> {
    match number.integer() {
        Ok(integer) if min <= integer && integer <= max => Ok(integer),
        Err(NoInteger::Fraction) => Err(Problem::expected("an integer", "a number with a fraction")),
        Ok(_) | Err(NoInteger::Range) => {
            Err(Problem::OutOfRange { min, max, number: Some(shortened(number.as_str())) })
        }
    }
}

/// Shortens a number for an error: it may be as long as the message.
fn shortened(digits: &str) -> String {
    const MAX: usize = 64;
    match digits.get(..MAX) {
        Some(start) if digits.len() > MAX => format!("{start}..."),
        _ => digits.to_owned(),
    }
}

impl<T: Encode> Encode for Option<T> {
    fn encode(&self, visit: &mut dyn FnMut(View<'_>)) {
        match self {
            Some(value) => value.encode(visit),
            None => visit(View::Absent),
        }
    }
    fn is_absent(&self) -> bool {
        self.is_none()
    }
}

impl<T: Decode> Decode for Option<T> {
    fn empty() -> Self {
        None
    }
    fn is_required(&self) -> bool {
        false
    }
    fn is_list(&self) -> bool {
        T::empty().is_list()
    }
    fn takes_null(&self) -> bool {
        T::empty().takes_null()
    }
    fn null(&mut self) {
        *self = Some(T::empty()).filter(Decode::takes_null);
    }
    fn text(&mut self, text: &str) -> Decoded {
        self.insert(T::empty()).text(text)
    }
    fn boolean(&mut self, value: bool) -> Decoded {
        self.insert(T::empty()).boolean(value)
    }
    fn number(&mut self, number: Number<'_>) -> Decoded {
        self.insert(T::empty()).number(number)
    }
    fn object(&mut self, source: &mut dyn Fields) -> Decoded {
        self.insert(T::empty()).object(source)
    }
    fn list(&mut self, items: &mut dyn Items) -> Decoded {
        self.insert(T::empty()).list(items)
    }
}

/// A field of its owner's own type, which would have no size without the box.
impl<T: Encode> Encode for Box<T> {
    fn encode(&self, visit: &mut dyn FnMut(View<'_>)) {
        (**self).encode(visit);
    }
    fn is_absent(&self) -> bool {
        (**self).is_absent()
    }
}

impl<T: Decode> Decode for Box<T> {
    fn empty() -> Self {
        Self::new(T::empty())
    }
    fn is_required(&self) -> bool {
        (**self).is_required()
    }
    fn null(&mut self) {
        (**self).null();
    }
    fn text(&mut self, text: &str) -> Decoded {
        (**self).text(text)
    }
    fn object(&mut self, source: &mut dyn Fields) -> Decoded {
        (**self).object(source)
    }
    // Of a text that is not JSON inside: a list or a scalar in the place of the object.
    fn list(&mut self, items: &mut dyn Items) -> Decoded {
        (**self).list(items)
    }
    fn number(&mut self, number: Number<'_>) -> Decoded {
        (**self).number(number)
    }
    fn boolean(&mut self, value: bool) -> Decoded {
        (**self).boolean(value)
    }
}

impl<T: Encode> Encode for Vec<T> {
    fn encode(&self, visit: &mut dyn FnMut(View<'_>)) {
        visit(View::List(&mut self.iter().map(|item| item as &dyn Encode)));
    }
}

#[inline(never)]
fn push_empty<T: Decode>(items: &mut Vec<T>) {
    items.push(T::empty());
}

/// One value where a list is documented: wallets write both.
fn only<T: Decode>(items: &mut Vec<T>, fill: impl FnOnce(&mut T) -> Decoded) -> Decoded {
    items.clear();
    push_empty(items);
    let decoded = items.last_mut().map_or(Decoded::Fits, fill);
    if matches!(decoded, Decoded::Unfit(_)) {
        items.clear();
    }
    decoded
}

impl<T: Decode> Decode for Vec<T> {
    fn empty() -> Self {
        Self::new()
    }
    fn is_list(&self) -> bool {
        true
    }
    fn null(&mut self) {
        self.clear();
    }
    fn list(&mut self, items: &mut dyn Items) -> Decoded {
        self.clear();
        loop {
            // In its place at once: items of a type that contains itself would fill the stack.
            push_empty(self);
            if !self.last_mut().is_some_and(|item| items.next_item(item)) {
                self.pop();
                return Decoded::Fits;
            }
        }
    }
    fn object(&mut self, source: &mut dyn Fields) -> Decoded {
        only(self, |item| item.object(source))
    }
    fn text(&mut self, text: &str) -> Decoded {
        only(self, |item| item.text(text))
    }
}

impl<T: Encode> Encode for BTreeMap<String, T> {
    fn encode(&self, visit: &mut dyn FnMut(View<'_>)) {
        visit(View::Map(&mut self.iter().map(|(key, value)| (key.as_str(), value as &dyn Encode))));
    }
}

impl<T: Decode> Decode for BTreeMap<String, T> {
    fn empty() -> Self {
        Self::new()
    }
    fn null(&mut self) {
        self.clear();
    }
    fn object(&mut self, source: &mut dyn Fields) -> Decoded {
        self.clear();
        let mut repeated = false;
        loop {
            let mut value = Box::<T>::empty();
            let Some(key) = source.next_entry(&mut *value) else { break };
            repeated |= self.insert(key, *value).is_some();
        }
        if repeated { Decoded::Deviates(Problem::Repeated) } else { Decoded::Fits }
    }
}
