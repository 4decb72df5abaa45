//! How the outcome of a call is found out by asking another endpoint, with every field looked up.

use super::{
    Api, Endpoint, Field, FieldPair, IdempotencyKey, Ids, Inquiry, Kind, Place, SettledBy, Status,
    StatusMapping, Table, Type, Version, is_money, is_scalar,
};

/// A call whose outcome the client can find out.
#[derive(Debug)]
pub struct Settling<'a> {
    /// The endpoint that is asked.
    pub inquiry: &'a Endpoint,
    /// The fields that it is asked by: (the inquiry's request, the call's).
    pub ask: Vec<FieldPair>,
    /// The ids by which it names the call: (the inquiry's response, the call's request).
    pub ids: Ids,
    /// Amounts that have to be equal: (the inquiry's response, or the entry in it; the call's request).
    pub money: Vec<FieldPair>,
    /// The status field, and the meaning of its values.
    pub status: &'a StatusMapping,
    /// `settled_by` as the spec has it.
    pub rules: &'a SettledBy,
}

/// Why the client cannot find it out.
#[derive(Debug)]
pub enum Unsettled<'a> {
    /// The spec names no `status`.
    Silent(&'a Endpoint),
    /// One of these fields is needed to ask, and nothing fills it.
    NotFilled(&'a Endpoint, Vec<&'a Field>),
    /// The response lacks these ids of the call; all of them if there are none.
    Unnamed(&'a Endpoint, Vec<&'a str>),
}

/// The call that ends another one, and the fields that its request takes from the other's: (its own, the call's).
#[derive(Debug)]
pub struct Closing<'a> {
    /// The endpoint.
    pub endpoint: &'a Endpoint,
    /// The fields.
    pub fields: Vec<FieldPair>,
}

/// How the endpoint that `settled_by` names is asked about a call. `None` when it names no call.
#[must_use]
pub fn settling<'a>(call: &'a Endpoint, api: &'a Api) -> Option<Result<Settling<'a>, Unsettled<'a>>> {
    let rules = call.settled_by.as_ref()?;
    let (own, _) = api.endpoint(&call.address())?;
    let (version, inquiry) = api.endpoint(&rules.endpoint)?;
    (call.kind == Kind::Call && inquiry.kind == Kind::Call)
        .then(|| settled(call, own, inquiry, version, rules))
}

fn settled<'a>(
    call: &'a Endpoint,
    own: &'a Version,
    inquiry: &'a Endpoint,
    version: &'a Version,
    rules: &'a SettledBy,
) -> Result<Settling<'a>, Unsettled<'a>> {
    let ask = asked(call, inquiry, rules);
    if let Some(lacking) = unfilled(inquiry, &ask) {
        return Err(Unsettled::NotFilled(inquiry, lacking));
    }
    let Some(status) = &rules.status else { return Err(Unsettled::Silent(inquiry)) };
    let response = Table::response(inquiry, version);
    let ids =
        named(call, own, &response, &ask, rules).map_err(|lacking| Unsettled::Unnamed(inquiry, lacking))?;
    let table =
        rules.entry.as_ref().and_then(|entry| response.entries_at(&entry.list).ok()).unwrap_or(response);
    Ok(Settling { inquiry, ask, ids, money: money(call, own, &table), status, rules })
}

/// How the endpoint that `closed_by` names is called. `None` when it names no call, or nothing fills its request.
#[must_use]
pub fn closing<'a>(call: &'a Endpoint, api: &'a Api) -> Option<Result<Closing<'a>, Vec<&'a Field>>> {
    let (_, endpoint) = api.endpoint(call.closed_by.as_ref()?)?;
    if endpoint.kind != Kind::Call {
        return None;
    }
    let fields = carried(call, endpoint);
    Some(match unfilled(endpoint, &fields) {
        Some(lacking) => Err(lacking),
        None => Ok(Closing { endpoint, fields }),
    })
}

/// The ids of a request that the response has under the same names.
#[must_use]
pub fn response_ids<'a>(call: &'a Endpoint, version: &Version) -> Vec<&'a str> {
    let response = Table::response(call, version);
    let ids = call.request.iter().filter(|field| is_id(field, call) && may_name(field, version));
    ids.map(|field| field.name.as_str()).filter(|name| names_by(&response, name)).collect()
}

/// Marks each endpoint that a `settled_by` names as read-only, and collects the meaning of its response.
pub fn mark_inquiries(api: &mut Api) {
    let calls = api.versions.iter().flat_map(|version| &version.endpoints);
    let settled = calls.filter_map(|call| Some((call.clone(), call.settled_by.clone()?)));
    let settled: Vec<(Endpoint, SettledBy)> = settled.filter(|(call, _)| call.kind == Kind::Call).collect();
    for endpoint in api.versions.iter_mut().flat_map(|version| &mut version.endpoints) {
        let address = endpoint.address();
        let about: Vec<&(Endpoint, SettledBy)> =
            settled.iter().filter(|(_, rules)| rules.endpoint == address).collect();
        if endpoint.kind == Kind::Call && !about.is_empty() {
            endpoint.read_only = true;
            endpoint.inquiry = inquiry(endpoint, &about);
        }
    }
}

/// Whether a call may change what another call made, as a cancellation does: it has no money of its own, or the inquiry is
/// not asked by its own ids, or is asked about another call by the same ones.
#[must_use]
pub fn changes_another(call: &Endpoint, inquiry: &Endpoint, rules: &SettledBy, api: &Api) -> bool {
    let Some((version, _)) = api.endpoint(&call.address()) else { return true };
    let has_money = call.request.iter().any(|field| is_money(field, version));
    let ask = asked(call, inquiry, rules);
    !has_money || !is_asked_by_own(call, inquiry, &ask) || shares_its_ids(call, inquiry, &ask, api)
}

/// Whether an inquiry that is asked by these fields is asked about this call: by a field of its key, and of an `all` key
/// every other field comes back.
pub(super) fn is_asked_by_own(call: &Endpoint, inquiry: &Endpoint, ask: &[FieldPair]) -> bool {
    let is_asked = |key: &String| ask.iter().any(|(_, own)| own == key);
    let comes_back = |key: &String| inquiry.response.iter().any(|field| field.name == *key);
    let key = &call.idempotency_key;
    let is_named = || key.fields().iter().all(|field| is_asked(field) || comes_back(field));
    key.fields().iter().any(is_asked) && (matches!(key, IdempotencyKey::Any(_)) || is_named())
}

/// Whether the inquiry is asked about another call with money in the same way, and its response has no amount of this
/// one: a refund whose key is the id of the payment.
fn shares_its_ids(call: &Endpoint, inquiry: &Endpoint, ask: &[FieldPair], api: &Api) -> bool {
    let has_amount = |(own, _): (&Version, _), (version, _): (&Version, _)| {
        !shared_money(&call.request, own, &Table::response(inquiry, version)).is_empty()
    };
    let places = api.endpoint(&call.address()).zip(api.endpoint(&inquiry.address()));
    if places.is_some_and(|(own, asked)| has_amount(own, asked)) {
        return false;
    }
    let others =
        api.versions.iter().flat_map(|version| version.endpoints.iter().map(move |one| (version, one)));
    others.filter(|(_, other)| other.address() != call.address()).any(|(version, other)| {
        let rules = other.settled_by.as_ref().filter(|rules| rules.endpoint == inquiry.address());
        let has_money = || other.request.iter().any(|field| is_money(field, version));
        rules.is_some_and(|rules| *asked(other, inquiry, rules) == *ask && has_money())
    })
}

fn inquiry(endpoint: &Endpoint, about: &[&(Endpoint, SettledBy)]) -> Option<Inquiry> {
    let mut with_status =
        about.iter().filter_map(|(call, rules)| Some((call, rules, rules.status.as_ref()?)));
    let own = |(call, rules, _): &(&Endpoint, &SettledBy, &StatusMapping)| {
        let named = |key: &String| asked(call, endpoint, rules).iter().any(|(_, own)| own == key);
        rules.entry.is_none() && call.idempotency_key.fields().iter().any(named)
    };
    let all: Vec<_> = with_status.by_ref().collect();
    let (_, _, status) = all.iter().max_by_key(|entry| (own(entry), entry.2.failure.len()))?;
    let mut not_found: Vec<String> =
        about.iter().flat_map(|(_, rules)| rules.not_found.codes.iter().cloned()).collect();
    not_found.sort();
    not_found.dedup();
    Some(Inquiry { status: (*status).clone(), not_found })
}

/// The fields that the inquiry is asked by: those of the same name, and those that `ask` adds or replaces.
#[must_use]
pub fn asked(call: &Endpoint, inquiry: &Endpoint, rules: &SettledBy) -> Vec<FieldPair> {
    let mut pairs = carried(call, inquiry);
    pairs.retain(|(theirs, _)| rules.ask.iter().all(|(named, _)| named != theirs));
    pairs.extend(rules.ask.iter().cloned());
    let place = |name: &str| inquiry.request.iter().position(|field| field.name == name);
    pairs.sort_by_key(|(theirs, _)| place(theirs));
    pairs
}

/// The required and `one_of` fields of another request that have the name and the type of a field of this one.
fn carried(call: &Endpoint, other: &Endpoint) -> Vec<FieldPair> {
    let needed = other.request.iter().filter(|field| field.required || field.one_of.is_some());
    let same = needed.filter(|wanted| {
        let own = call.request.iter().find(|field| field.name == wanted.name);
        own.is_some_and(|own| goes_into(own, &call.version, wanted, &other.version))
    });
    same.map(|field| (field.name.clone(), field.name.clone())).collect()
}

/// The fields of which one is needed, and none is filled.
fn unfilled<'a>(other: &'a Endpoint, filled: &[FieldPair]) -> Option<Vec<&'a Field>> {
    let is_filled = |field: &&Field| filled.iter().any(|(theirs, _)| *theirs == field.name);
    needs(other).into_iter().find(|need| !need.iter().any(is_filled))
}

/// Groups of fields. A request must have one field of each.
fn needs(endpoint: &Endpoint) -> Vec<Vec<&Field>> {
    let mut needs: Vec<Vec<&Field>> = Vec::new();
    for field in endpoint.request.iter().filter(|field| field.required || field.one_of.is_some()) {
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

/// Whether the value of one field may be sent in another. Limits may differ: wallets print different ones.
#[must_use]
pub fn goes_into(own: &Field, own_version: &str, wanted: &Field, version: &str) -> bool {
    // Versions share no types, even when these have the same name.
    let shared = own_version == version || super::named(&wanted.ty).is_none();
    let same_form = (own.quoted, own.json_text) == (wanted.quoted, wanted.json_text);
    same_form && shared && same_kind(&own.ty, &wanted.ty)
}

fn same_kind(a: &Type, b: &Type) -> bool {
    match (a, b) {
        (Type::Text(_) | Type::Url(_), Type::Text(_) | Type::Url(_)) => true,
        (Type::Integer { .. }, Type::Integer { .. }) => true,
        _ => a == b,
    }
}

/// The ids by which the response names the call; else those that it lacks.
fn named<'a>(
    call: &'a Endpoint,
    own: &Version,
    response: &Table<'_>,
    ask: &[FieldPair],
    rules: &SettledBy,
) -> Result<Ids, Vec<&'a str>> {
    let by_entry =
        |name: &str| rules.entry.iter().flat_map(|entry| &entry.equal).any(|(_, request)| request == name);
    let ids: Vec<&str> = own_ids(call, own);
    let (in_entry, rest): (Vec<&str>, Vec<&str>) = ids.iter().partition(|name| by_entry(name));
    let named =
        |name: &str| ask.iter().find(|(_, own)| own == name).map_or(name, |(theirs, _)| theirs).to_owned();
    let pairs = rest.iter().map(|name| (named(name), (*name).to_owned()));
    let pairs: Vec<FieldPair> = pairs.filter(|(theirs, _)| names_by(response, theirs)).collect();
    let lacking: Vec<&str> =
        rest.into_iter().filter(|name| pairs.iter().all(|(_, own)| own != name)).collect();
    let any = matches!(call.idempotency_key, IdempotencyKey::Any(_));
    let enough =
        if any { !pairs.is_empty() || !in_entry.is_empty() } else { lacking.is_empty() && !ids.is_empty() };
    if !enough && !rules.unnamed_accepted {
        return Err(lacking);
    }
    Ok(if any { Ids::Any(pairs) } else { Ids::All(pairs) })
}

/// The fields that have to come back: of an `all` key those marked `id: true`, or else all; of an `any` key all.
fn own_ids<'a>(call: &'a Endpoint, version: &Version) -> Vec<&'a str> {
    let usable = || call.request.iter().filter(|field| may_name(field, version));
    let marked = usable().filter(|field| field.id);
    let marked: Vec<&str> = marked.map(|field| field.name.as_str()).collect();
    let any = matches!(call.idempotency_key, IdempotencyKey::Any(_));
    if !any && !marked.is_empty() {
        return marked;
    }
    usable().filter(|field| is_id(field, call)).map(|field| field.name.as_str()).collect()
}

fn is_id(field: &Field, call: &Endpoint) -> bool {
    field.id || call.idempotency_key.fields().contains(&field.name)
}

/// Whether a field can name a call: sensitive fields and objects can not.
fn may_name(field: &Field, version: &Version) -> bool {
    !field.sensitive && is_scalar(&field.ty, version)
}

fn names_by(response: &Table<'_>, path: &str) -> bool {
    match response.value_at(path) {
        Ok(Place::Field(field)) => !field.sensitive,
        Ok(Place::Json) => true,
        Ok(Place::Result) | Err(_) => false,
    }
}

fn money(call: &Endpoint, own: &Version, table: &Table<'_>) -> Vec<FieldPair> {
    shared_money(&call.request, own, table)
}

/// Amounts that a table has under the same name as a request.
pub(super) fn shared_money(request: &[Field], own: &Version, table: &Table<'_>) -> Vec<FieldPair> {
    let amounts = request.iter().filter(|field| is_money(field, own));
    let both = amounts.filter(|amount| {
        table.fields.iter().any(|field| field.name == amount.name && is_money(field, table.version))
    });
    both.map(|field| (field.name.clone(), field.name.clone())).collect()
}

/// The codes with status F after which the wallet has to be asked about the first request.
#[must_use]
pub fn asked_codes(endpoint: &Endpoint) -> Vec<&str> {
    let asked = endpoint.results.iter().filter(|result| {
        result.status == Status::Failed && endpoint.action(result) == Some(super::Action::Ask)
    });
    asked.map(|result| result.code.as_str()).collect()
}
