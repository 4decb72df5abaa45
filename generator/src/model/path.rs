//! Paths of names that lead to a field: `paymentResult.resultStatus`.

use super::{Endpoint, Enum, Field, FlatResult, Shape, Type, Version};

/// The target of a path.
#[derive(Debug, Clone, Copy)]
pub enum Place<'a> {
    /// A field of the tables.
    Field(&'a Field),
    /// Somewhere inside JSON whose fields the spec does not list.
    Json,
    /// A part of the result, which every response has.
    Result,
}

/// Why a path leads nowhere.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PathError<'a> {
    /// There is no field of this name; these there are.
    Unknown(&'a str, Vec<&'a str>),
    /// The field of this name is no object, so nothing is inside of it.
    NoObject(&'a str),
    /// The last field is an object, a list or a map.
    NoValue(&'a str),
    /// The last field is neither a text nor an enum.
    NoText(&'a str),
    /// The last field is no list of objects.
    NoList(&'a str),
}

/// The values that a status field can hold.
#[derive(Debug)]
pub enum StatusField<'a> {
    /// Any text.
    Text,
    /// One of these.
    Listed(Vec<&'a str>),
}

/// The parts of `result`.
const RESULT: &[&str] = &["resultStatus", "resultCode", "resultMessage"];

/// The words of `resultStatus`.
const STATUSES: &[&str] = &["S", "A", "F", "U"];

/// A table of fields that paths begin at.
#[derive(Debug, Clone, Copy)]
pub struct Table<'a> {
    /// The fields.
    pub fields: &'a [Field],
    /// The version whose types they have.
    pub version: &'a Version,
    result: ResultPaths<'a>,
}

/// Where a table has the parts of a result besides its fields.
#[derive(Debug, Clone, Copy)]
enum ResultPaths<'a> {
    /// Nowhere: it is no response.
    None,
    /// In the object `result`.
    InObject,
    /// Beside the fields.
    Flat(&'a FlatResult),
}

impl<'a> Table<'a> {
    /// The fields of a request, or of a response without its `result`.
    #[must_use]
    pub fn request(fields: &'a [Field], version: &'a Version) -> Self {
        Self { fields, version, result: ResultPaths::None }
    }

    /// The fields of an endpoint's response, and the parts of its result.
    #[must_use]
    pub fn response(endpoint: &'a Endpoint, version: &'a Version) -> Self {
        let result = endpoint.flat_result.as_ref().map_or(ResultPaths::InObject, ResultPaths::Flat);
        Self { fields: &endpoint.response, version, result }
    }

    /// Returns the target of a path.
    ///
    /// # Errors
    /// A name in it is unknown, or is not that of an object.
    pub fn at<'p>(&self, path: &'p str) -> Result<Place<'a>, PathError<'p>>
    where
        'a: 'p,
    {
        match (self.result, path.split_once('.')) {
            (ResultPaths::InObject, Some(("result", part))) => {
                let known = RESULT.contains(&part);
                return if known {
                    Ok(Place::Result)
                } else {
                    Err(PathError::Unknown(part, RESULT.to_vec()))
                };
            }
            (ResultPaths::Flat(flat), None) if flat.names().contains(&path) => return Ok(Place::Result),
            _ => {}
        }
        let mut fields = self.fields;
        let mut names = path.split('.').peekable();
        while let Some(name) = names.next() {
            let Some(field) = fields.iter().find(|field| field.name == name) else {
                return Err(PathError::Unknown(
                    name,
                    fields.iter().map(|field| field.name.as_str()).collect(),
                ));
            };
            if names.peek().is_none() {
                return Ok(Place::Field(field));
            }
            match (&field.ty, object(&field.ty, self.version)) {
                (&Type::JSON, _) => return Ok(Place::Json),
                (_, Some(inner)) => fields = inner,
                _ => return Err(PathError::NoObject(name)),
            }
        }
        Err(PathError::Unknown(path, Vec::new()))
    }

    /// What the status field at a path can hold.
    ///
    /// # Errors
    /// It leads nowhere, or to what is no text.
    pub fn status_at<'p>(&self, path: &'p str) -> Result<StatusField<'a>, PathError<'p>>
    where
        'a: 'p,
    {
        let field = match self.at(path)? {
            Place::Field(field) => field,
            Place::Result => return Ok(self.words_at(path)),
            Place::Json => return Ok(StatusField::Text),
        };
        match (&field.ty, enumeration(&field.ty, self.version)) {
            _ if field.json_text => Err(PathError::NoText(last(path))),
            (_, Some(values)) => {
                Ok(StatusField::Listed(values.values.iter().map(|value| value.value.as_str()).collect()))
            }
            (Type::Text(_) | &Type::JSON, _) => Ok(StatusField::Text),
            _ => Err(PathError::NoText(last(path))),
        }
    }

    /// What a part of the result can hold: its status is one of a few words.
    fn words_at(&self, path: &str) -> StatusField<'a> {
        match self.result {
            ResultPaths::Flat(flat) if flat.status == path => {
                StatusField::Listed(flat.statuses.iter().map(|(word, _)| word.as_str()).collect())
            }
            ResultPaths::InObject if path == "result.resultStatus" => StatusField::Listed(STATUSES.to_vec()),
            _ => StatusField::Text,
        }
    }

    /// The fields of an entry of the list at a path.
    ///
    /// # Errors
    /// It leads nowhere, or to what is no list of objects.
    pub fn entries_at<'p>(&self, path: &'p str) -> Result<Self, PathError<'p>>
    where
        'a: 'p,
    {
        let listed = match self.at(path)? {
            Place::Field(Field { ty: Type::List { items, .. }, .. }) => object(items, self.version),
            _ => None,
        };
        let fields = listed.ok_or(PathError::NoList(last(path)))?;
        Ok(Self::request(fields, self.version))
    }

    /// The field at a path, if it holds one value that can be compared: a text, a number, a boolean.
    ///
    /// # Errors
    /// It leads nowhere, or to what is no such value.
    pub fn value_at<'p>(&self, path: &'p str) -> Result<Place<'a>, PathError<'p>>
    where
        'a: 'p,
    {
        let place = self.at(path)?;
        match place {
            Place::Field(field) if !is_scalar(&field.ty, self.version) => Err(PathError::NoValue(last(path))),
            _ => Ok(place),
        }
    }

    /// Whether what a path leads to is not to be shown: a field on the way is sensitive, or one inside of its end.
    #[must_use]
    pub fn is_sensitive_at(&self, path: &str) -> bool {
        let mut fields = Some(self.fields);
        for name in path.split('.') {
            let Some(field) = fields.and_then(|fields| fields.iter().find(|field| field.name == name)) else {
                return false;
            };
            if field.sensitive {
                return true;
            }
            fields = object(&field.ty, self.version);
        }
        fields.is_some_and(|inner| inner.iter().any(|field| field.sensitive))
    }
}

/// Whether a value is a text, a number or a boolean; of `json` it may be.
#[must_use]
pub fn is_scalar(ty: &Type, version: &Version) -> bool {
    match ty {
        Type::List { .. } | Type::Map { .. } => false,
        Type::Named(_) => object(ty, version).is_none(),
        _ => true,
    }
}

/// The fields of a named object.
fn object<'a>(ty: &Type, version: &'a Version) -> Option<&'a [Field]> {
    match shape(ty, version)? {
        Shape::Object(fields) => Some(fields),
        Shape::Enum(_) => None,
    }
}

fn enumeration<'a>(ty: &Type, version: &'a Version) -> Option<&'a Enum> {
    match shape(ty, version)? {
        Shape::Enum(values) => Some(values),
        Shape::Object(_) => None,
    }
}

fn shape<'a>(ty: &Type, version: &'a Version) -> Option<&'a Shape> {
    let Type::Named(name) = ty else { return None };
    version.type_named(name).map(|definition| &definition.shape)
}

fn last(path: &str) -> &str {
    path.rsplit('.').next().unwrap_or(path)
}
