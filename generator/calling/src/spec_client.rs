//! A client of an API that is known from specs only, for libraries that work with every wallet.

use super::{Refused, descriptor};
use countersign_codegen::model::{self, Api, Kind};
use countersign_runtime::{
    ApiClient, Client, Closing, Config, Endpoint, Handle, Ids, ListEntry, NotFound, Pairs, Settling,
    StatusMapping,
};

/// A client of one API. Calls that change something can be settled and closed as their specs say.
#[derive(Debug)]
pub struct SpecClient {
    client: Client,
    endpoints: Vec<Handle<Endpoint>>,
}

impl SpecClient {
    /// A client of this API.
    ///
    /// # Errors
    /// When something in the configuration cannot be right.
    pub fn new(api: &Api, config: Config) -> Result<Self, Refused> {
        let client = Client::new(&descriptor::api(api), config).map_err(Refused::Config)?;
        let endpoints = api.versions.iter().flat_map(|version| {
            let calls = version.endpoints.iter().filter(|endpoint| {
                endpoint.kind == Kind::Call && endpoint.is_callable() && !endpoint.read_only
            });
            calls.map(move |endpoint| {
                let settled_by = settling(api, endpoint).map(Handle::from);
                let described = (*descriptor::endpoint(api, version, endpoint)).clone();
                Handle::from(Endpoint { settled_by, ..described })
            })
        });
        Ok(Self { client, endpoints: endpoints.collect() })
    }
}

impl ApiClient for SpecClient {
    fn endpoints(&self) -> &[Handle<Endpoint>] {
        &self.endpoints
    }
    fn client(&self) -> &Client {
        &self.client
    }
}

/// How the outcome of a call is found out.
fn settling(api: &Api, endpoint: &model::Endpoint) -> Option<Settling> {
    let model::Settling { inquiry, ask, ids, money, status, rules } = model::settling(endpoint, api)?.ok()?;
    let ids = match ids {
        model::Ids::All(fields) => Ids::All(pairs(&fields)),
        model::Ids::Any(fields) => Ids::Any(pairs(&fields)),
    };
    let mut not_found = NotFound::new(&[]);
    not_found.codes = rules.not_found.codes.clone().into();
    if let Some(model::FinalAfter { times, every }) = rules.not_found.final_after {
        not_found = not_found.final_after(times, every);
    }
    Some(Settling {
        inquiry: described(api, inquiry)?,
        ask: pairs(&ask),
        ids,
        money: pairs(&money),
        entry: rules
            .entry
            .as_ref()
            .map(|entry| ListEntry { list: entry.list.clone().into(), equal: pairs(&entry.equal) }),
        status: StatusMapping {
            status: status.status.clone().into(),
            success: status.success.clone().into(),
            failure: status.failure.clone().into(),
        },
        not_found,
        unnamed_accepted: rules.unnamed_accepted,
        closed_by: closing(api, endpoint),
    })
}

fn closing(api: &Api, endpoint: &model::Endpoint) -> Option<Closing> {
    let model::Closing { endpoint, fields } = model::closing(endpoint, api)?.ok()?;
    Some(Closing { endpoint: described(api, endpoint)?, fields: pairs(&fields) })
}

fn described(api: &Api, endpoint: &model::Endpoint) -> Option<Handle<Endpoint>> {
    let (version, endpoint) = api.endpoint(&endpoint.address())?;
    Some(descriptor::endpoint(api, version, endpoint))
}

fn pairs(pairs: &[model::FieldPair]) -> Pairs {
    pairs.to_vec().into()
}
