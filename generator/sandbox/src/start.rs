//! From settings to everything that a server needs.

use super::fault::{FaultRule, Faults, read_scenario};
use super::keys::Keys;
use super::ledger::Ledger;
use super::log::Log;
use super::settings::{Settings, Source};
use super::start_error::StartError;
use super::state::SharedState;
use super::wallet::Routes;
use countersign_calling::keygen::KeygenError;
use countersign_codegen::Generator;
use countersign_codegen::model::Api;
use socket2::SockRef;
use std::fs;
use std::io;
use std::net::{SocketAddr, TcpListener};
use std::path::Path;
use std::sync::Arc;

/// A scenario longer than this was not written by a person.
const MAX_SCENARIO: u64 = 1024 * 1024;

/// Everything but the server.
pub(super) struct Prepared {
    pub(super) state: Arc<SharedState>,
    /// One for each port.
    pub(super) routes: Vec<Routes>,
}

pub(super) fn prepare(settings: &mut Settings) -> Result<Prepared, StartError> {
    if !settings.host.is_loopback() && !settings.allow_remote {
        return Err(StartError::Remote(settings.host));
    }
    // Keys may have to be made, which takes longer than to read the specs.
    let keys = settings.keys.clone();
    let keys = std::thread::spawn(move || match keys {
        Some(folder) => Keys::in_folder(&folder),
        None => Keys::of_process(),
    });
    let apis = apis(settings);
    let keys = keys.join().unwrap_or_else(|_| Err(StartError::MakingKeys(KeygenError::Library)));
    let (apis, mut keys) = (apis?, keys?);
    if apis.iter().any(|api| api.dialect.encrypted) {
        keys = keys.for_encryption(settings.keys.as_deref())?;
    }
    if apis.is_empty() {
        return Err(StartError::NoApi);
    }
    let rules = settings.scenario.as_deref().map_or(Ok(Vec::new()), |file| scenario(file, &apis))?;
    let ledger = match &settings.database {
        Some(file) => Ledger::open(file)?,
        None => Ledger::in_memory()?,
    };
    let state = SharedState {
        apis: apis.clone(),
        keys,
        ledger: Arc::new(ledger.with(settings.behaviour.clone())),
        faults: Faults::new(rules),
        strict: settings.strict,
        log: Log::new(settings.listener.take()),
    };
    Ok(Prepared { state: Arc::new(state), routes: Routes::spread(apis) })
}

fn apis(settings: &mut Settings) -> Result<Vec<Arc<Api>>, StartError> {
    let apis = match &mut settings.source {
        Source::Folder(folder) => {
            let generator = settings.only.iter().fold(Generator::new(folder.as_path()), Generator::api);
            generator.read().map_err(|error| StartError::Specs(Box::new(error)))?.0
        }
        Source::Apis(apis) => {
            let is_wanted = |api: &Api| settings.only.is_empty() || settings.only.contains(&api.name);
            std::mem::take(apis).into_iter().filter(is_wanted).collect()
        }
    };
    Ok(apis.into_iter().map(Arc::new).collect())
}

fn scenario(file: &Path, apis: &[Arc<Api>]) -> Result<Vec<FaultRule>, StartError> {
    let text = fs::metadata(file).and_then(|metadata| {
        if metadata.len() > MAX_SCENARIO {
            return Err(io::Error::new(io::ErrorKind::InvalidData, "it is too long"));
        }
        fs::read_to_string(file)
    });
    let text = text.map_err(|source| StartError::folder(file, source))?;
    read_scenario(&file.display().to_string(), text, apis)
}

/// Connections that wait to be accepted. Of more, the system loses some, and they come again a second later.
const BACKLOG: i32 = 4096;

/// Listens at as many ports as there are to be: the one that was asked for and those after it.
pub(super) fn listen(settings: &Settings, ports: usize) -> Result<Vec<TcpListener>, StartError> {
    let listener = |number: usize| {
        let next = u16::try_from(number).ok().and_then(|number| settings.port.checked_add(number));
        let port = if settings.port == 0 { 0 } else { next.unwrap_or(0) };
        let address = SocketAddr::new(settings.host, port);
        let bound = match TcpListener::bind(address) {
            // Only the first one was asked for by its number.
            Err(_) if number > 0 => TcpListener::bind(SocketAddr::new(settings.host, 0)),
            bound => bound,
        };
        let listener = bound.and_then(|listener| {
            SockRef::from(&listener).listen(BACKLOG)?;
            listener.set_nonblocking(true).map(|()| listener)
        });
        listener.map_err(|source| StartError::Listen { address, source })
    };
    (0..ports).map(listener).collect()
}
