//! A client that is made of specs at run time settles and closes as the generated one does.

use countersign_calling::SpecClient;
use countersign_runtime::{ApiClient, Endpoint, Settling, testing::ScriptedWallet};

/// How a call is settled. How its cancel would be is left out: nobody asks about that.
fn by(endpoint: &Endpoint) -> String {
    let settled_by = endpoint.settled_by.as_ref().map(|by| {
        let mut by = Settling::clone(by);
        if let Some(closing) = &mut by.closed_by {
            let cancel = Endpoint { settled_by: None, ..Endpoint::clone(&closing.endpoint) };
            closing.endpoint = cancel.into();
        }
        by
    });
    format!("{endpoint} {settled_by:?}")
}

#[test]
fn descriptors_of_specs_are_those_of_generated_crates() {
    let config = || ScriptedWallet::new().unwrap().config();
    let claro = claro_client::Client::new(config()).unwrap();
    let shop = shop_client::Client::new(config()).unwrap();
    let clients: [(&str, &str, &dyn ApiClient); 2] =
        [("../specs", "claro", &claro), ("specs", "shop", &shop)];
    for (specs, name, generated) in clients {
        let apis = countersign_calling::apis(specs, &[name]).unwrap();
        let described = SpecClient::new(&apis[0], config()).unwrap();
        let calls = described.endpoints().iter().map(|endpoint| by(endpoint));
        let calls: Vec<String> = calls.collect();
        let all: Vec<String> = generated.endpoints().iter().map(|endpoint| by(endpoint)).collect();
        assert!(calls.len() > 2 && calls.iter().any(|call| call.contains("StatusMapping")));
        for call in &calls {
            assert!(all.contains(call), "{call}\nis none of\n{}", all.join("\n"));
        }
    }
}
