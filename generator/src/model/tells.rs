//! How the answer to an inquiry says how another call ended.

use super::{Enum, Field, Shape, Type, Version};

/// `tells` of an endpoint.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Tells {
    /// The field that says it: `paymentStatus`, or `paymentResult.resultStatus` for one inside another.
    pub status: String,
    /// Its values that say that the call took effect.
    pub success: Vec<String>,
    /// Its values that say that the call did not take effect, and never will.
    pub failure: Vec<String>,
    /// Result codes with status F that say that the wallet knows no such call.
    pub not_found: Vec<String>,
}

/// What the status of an answer can be.
#[derive(Debug)]
pub enum Told<'a> {
    /// Any text.
    Text,
    /// One of these.
    Listed(&'a Enum),
}

/// Why a path of names leads to no status.
#[derive(Debug)]
pub enum Astray<'a> {
    /// There is no field of this name; these there are.
    Unknown(&'a str, Vec<&'a str>),
    /// The field of this name is no object, so nothing is inside of it.
    NoObject(&'a str),
    /// The last field is no text.
    NoText(&'a str),
}

/// What the field that `status` names can hold; `response` are the fields of the answer.
///
/// # Errors
/// When it names no text.
pub fn told_by<'a>(
    status: &'a str,
    response: &'a [Field],
    version: &'a Version,
) -> Result<Told<'a>, Astray<'a>> {
    let mut fields = response;
    let mut names = status.split('.').peekable();
    while let Some(name) = names.next() {
        let Some(field) = fields.iter().find(|field| field.name == name) else {
            return Err(Astray::Unknown(name, fields.iter().map(|field| field.name.as_str()).collect()));
        };
        let is_last = names.peek().is_none();
        let shape = match &field.ty {
            Type::Named(named) => version.type_named(named).map(|definition| &definition.shape),
            _ => None,
        };
        match (shape, &field.ty) {
            _ if field.json_text => {
                return Err(if is_last { Astray::NoText(name) } else { Astray::NoObject(name) });
            }
            (Some(Shape::Enum(values)), _) if is_last => return Ok(Told::Listed(values)),
            (_, Type::Text(_)) if is_last => return Ok(Told::Text),
            (Some(Shape::Object(inner)), _) if !is_last => fields = inner,
            _ if is_last => return Err(Astray::NoText(name)),
            _ => return Err(Astray::NoObject(name)),
        }
    }
    Err(Astray::Unknown(status, Vec::new()))
}
