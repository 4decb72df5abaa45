//! How the unknown outcome of one call is settled by another.

use super::{Api, Endpoint, Field, Kind, Type};

/// A call whose unknown outcome can be settled without anybody writing code for it.
#[derive(Debug)]
pub struct Settling<'a> {
    /// The endpoint that is asked.
    pub inquiry: &'a Endpoint,
    /// The fields of its request that are taken over from the call's own.
    pub carried: Vec<&'a str>,
}

/// Why it takes somebody to settle it.
#[derive(Debug)]
pub enum Unsettled<'a> {
    /// The spec does not say how the endpoint's answer is to be read.
    Silent(&'a Endpoint),
    /// One of these fields is needed to ask, and the call has none of them, or has other types for them.
    NotCarried(&'a Endpoint, Vec<&'a Field>),
    /// The question would not name what tells this call from another one: its idempotency key.
    NotByKey(&'a Endpoint),
}

/// How the endpoint that `settled_by` names is asked about a call. `None` when it names no call.
#[must_use]
pub fn settling<'a>(call: &'a Endpoint, api: &'a Api) -> Option<Result<Settling<'a>, Unsettled<'a>>> {
    let (_, inquiry) = api.endpoint(call.settled_by.as_ref()?)?;
    (call.kind == Kind::Call && inquiry.kind == Kind::Call).then(|| settled(call, inquiry))
}

fn settled<'a>(call: &'a Endpoint, inquiry: &'a Endpoint) -> Result<Settling<'a>, Unsettled<'a>> {
    if inquiry.tells.is_none() {
        return Err(Unsettled::Silent(inquiry));
    }
    let is_carried = |field: &&Field| has(call, field, inquiry);
    if let Some(lacking) = needs(inquiry).into_iter().find(|need| !need.iter().any(is_carried)) {
        return Err(Unsettled::NotCarried(inquiry, lacking));
    }
    let needed = inquiry.request.iter().filter(|field| field.required || field.one_of.is_some());
    let carried: Vec<&str> = needed.filter(is_carried).map(|field| field.name.as_str()).collect();
    let key = &call.idempotency_key;
    if !key.is_empty() && !key.iter().any(|name| carried.contains(&name.as_str())) {
        return Err(Unsettled::NotByKey(inquiry));
    }
    Ok(Settling { inquiry, carried })
}

/// What the inquiry's request must have: of each of these, one field.
fn needs(inquiry: &Endpoint) -> Vec<Vec<&Field>> {
    let mut needs: Vec<Vec<&Field>> = Vec::new();
    for field in inquiry.request.iter().filter(|field| field.required || field.one_of.is_some()) {
        let group = |need: &&mut Vec<&Field>| {
            let first = need.first().filter(|first| !first.required);
            !field.required && first.is_some_and(|first| first.one_of == field.one_of)
        };
        match needs.iter_mut().find(group) {
            Some(need) => need.push(field),
            None => needs.push(vec![field]),
        }
    }
    needs
}

/// Whether the call's request has a field of that name, and of that kind. Limits may differ: wallets print different ones.
fn has(call: &Endpoint, wanted: &Field, inquiry: &Endpoint) -> bool {
    // Versions share no types, even when these have the same name.
    let shared = |ty: &Type| call.version == inquiry.version || super::named(ty).is_none();
    call.request.iter().filter(|field| field.name == wanted.name).any(|field| {
        let same_form = (field.quoted, field.json_text) == (wanted.quoted, wanted.json_text);
        same_form && shared(&field.ty) && same_kind(&field.ty, &wanted.ty)
    })
}

fn same_kind(a: &Type, b: &Type) -> bool {
    match (a, b) {
        (Type::Text(_) | Type::Url(_), Type::Text(_) | Type::Url(_)) => true,
        (Type::Integer { .. }, Type::Integer { .. }) => true,
        _ => a == b,
    }
}
