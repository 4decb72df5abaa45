//! The standard library's types as fields.

use std::collections::BTreeMap;

use super::{Decode, Encode, Fields, Items, Number, Problem, Taken, View, number::NoInteger};

impl Encode for bool {
    fn show(&self, look: &mut dyn FnMut(View<'_>)) {
        look(View::Boolean(*self));
    }
}

impl Decode for bool {
    fn empty() -> Self {
        false
    }
    fn boolean(&mut self, value: bool) -> Taken {
        *self = value;
        Taken::Yes
    }
    fn text(&mut self, text: &str) -> Taken {
        match text.parse() {
            Ok(value) => self.boolean(value),
            Err(_) => Taken::No(Problem::expected("a boolean", "text")),
        }
    }
}

impl Encode for i64 {
    fn show(&self, look: &mut dyn FnMut(View<'_>)) {
        look(View::Integer(*self));
    }
}

impl Decode for i64 {
    fn empty() -> Self {
        0
    }
    fn number(&mut self, number: Number<'_>) -> Taken {
        match integer(number, i64::MIN, i64::MAX) {
            Ok(number) => {
                *self = number;
                Taken::Yes
            }
            Err(problem) => Taken::No(problem),
        }
    }
    fn text(&mut self, text: &str) -> Taken {
        Number::parse(text)
            .map_or(Taken::No(Problem::expected("an integer", "text")), |number| self.number(number))
    }
}

/// The integer that a number is, if it is in the range.
pub(crate) fn integer(number: Number<'_>, min: i64, max: i64) -> Result<i64, Problem> {
    match number.integer() {
        Ok(integer) if min <= integer && integer <= max => Ok(integer),
        Err(NoInteger::Fraction) => Err(Problem::expected("an integer", "a number with a fraction")),
        Ok(_) | Err(NoInteger::Range) => {
            Err(Problem::OutOfRange { min, max, number: Some(shortened(number.as_str())) })
        }
    }
}

/// A number may be as long as the message.
fn shortened(digits: &str) -> String {
    const MAX: usize = 64;
    match digits.get(..MAX) {
        Some(start) if digits.len() > MAX => format!("{start}..."),
        _ => digits.to_owned(),
    }
}

impl<T: Encode> Encode for Option<T> {
    fn show(&self, look: &mut dyn FnMut(View<'_>)) {
        match self {
            Some(value) => value.show(look),
            None => look(View::Absent),
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
    fn null(&mut self) {
        *self = None;
    }
    fn text(&mut self, text: &str) -> Taken {
        self.insert(T::empty()).text(text)
    }
    fn boolean(&mut self, value: bool) -> Taken {
        self.insert(T::empty()).boolean(value)
    }
    fn number(&mut self, number: Number<'_>) -> Taken {
        self.insert(T::empty()).number(number)
    }
    fn object(&mut self, source: &mut dyn Fields) -> Taken {
        self.insert(T::empty()).object(source)
    }
    fn list(&mut self, items: &mut dyn Items) -> Taken {
        self.insert(T::empty()).list(items)
    }
}

impl<T: Encode> Encode for Vec<T> {
    fn show(&self, look: &mut dyn FnMut(View<'_>)) {
        look(View::List(&mut self.iter().map(|item| item as &dyn Encode)));
    }
}

/// One value where a list is documented: wallets write both.
fn only<T: Decode>(items: &mut Vec<T>, fill: impl FnOnce(&mut T) -> Taken) -> Taken {
    items.clear();
    let mut item = T::empty();
    let taken = fill(&mut item);
    if !matches!(taken, Taken::No(_)) {
        items.push(item);
    }
    taken
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
    fn list(&mut self, items: &mut dyn Items) -> Taken {
        self.clear();
        loop {
            let mut item = T::empty();
            if !items.next_item(&mut item) {
                return Taken::Yes;
            }
            self.push(item);
        }
    }
    fn object(&mut self, source: &mut dyn Fields) -> Taken {
        only(self, |item| item.object(source))
    }
    fn text(&mut self, text: &str) -> Taken {
        only(self, |item| item.text(text))
    }
}

impl<T: Encode> Encode for BTreeMap<String, T> {
    fn show(&self, look: &mut dyn FnMut(View<'_>)) {
        look(View::Map(&mut self.iter().map(|(key, value)| (key.as_str(), value as &dyn Encode))));
    }
}

impl<T: Decode> Decode for BTreeMap<String, T> {
    fn empty() -> Self {
        Self::new()
    }
    fn null(&mut self) {
        self.clear();
    }
    fn object(&mut self, source: &mut dyn Fields) -> Taken {
        self.clear();
        let mut repeated = false;
        loop {
            let mut value = T::empty();
            let Some(key) = source.next_entry(&mut value) else { break };
            repeated |= self.insert(key, value).is_some();
        }
        if repeated { Taken::But(Problem::Repeated) } else { Taken::Yes }
    }
}
