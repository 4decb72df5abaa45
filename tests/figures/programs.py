"""Programs that call a generated client: the same calls by the client of each generator."""

import json
import shutil

from measure import FOLDER, ROOT
from peers import OpenApiGenerator, Progenitor

# What stands in place of a peer for our own.
OURS = None

MANIFEST = """[package]
name = "program"
version = "0.1.0"
edition = "2024"

[dependencies]
{client}
tokio = {{ version = "1", features = ["macros", "rt-multi-thread"] }}

[workspace]
"""

HEAD = {
    OURS: """use {crate}::{{Client, Config, Outcome, Text, int, text, signature::{{SigningKey, WalletKey}}}};
use {crate}::{module}::*;
use {crate}::v1::types::{{Amount, AmountRequired}};
""",
    OpenApiGenerator: """use peer_client::{{apis::{{configuration::Configuration, {api}_api::*}}, models::{{*, result::ResultStatus}}}};
type Result<T, E> = std::result::Result<T, E>;
""",
    Progenitor: """use peer_client::{{Client, types::*}};
type Result<T, E> = std::result::Result<T, E>;
""",
}

MAIN = {
    OURS: """let keys = (SigningKey::from_env("KEY")?, WalletKey::from_env("WALLET")?);
    let client = Client::new(Config::new("https://wallet.example", "2022", keys.0, keys.1))?;""",
    OpenApiGenerator: "let client = Configuration::new();",
    Progenitor: 'let client = Client::new("https://wallet.example");',
}
CLIENT = {OURS: "Client", OpenApiGenerator: "Configuration", Progenitor: "Client"}

# A call of the benchmark's API: five required values and two optional ones, and each result matched.
BENCH = {
    OURS: """    let request = Operation{n}Request::new(Operation{n}Required {{
        partner_id: text!("P000000000000001"),
        request_id: Text::new(id)?,
        order_title: text!("SHOES"),
        amount: Amount::new(AmountRequired {{ currency: text!("USD"), value: text!("10000") }}),
    }})
    .notify_url(text!("https://shop.example/paid"))
    .quantity(int!(3));
    Ok(match client.v1().group0().operation{n}(&request).await? {{
        Outcome::Success(done) => done.payment_id.as_str().to_owned(),
        Outcome::Accepted(_) => "accepted".to_owned(),
        Outcome::Failed(failure) => failure.to_string(),
        Outcome::Unknown(unknown) => unknown.to_string(),
    }})
""",
    OpenApiGenerator: """    let mut request = Operation{n}Request::new(
        "P000000000000001".to_owned(),
        id.to_owned(),
        "SHOES".to_owned(),
        V1Amount::new("USD".to_owned(), "10000".to_owned()),
    );
    request.notify_url = Some("https://shop.example/paid".to_owned());
    request.quantity = Some(3);
    let done = v1_group0_operation{n}(client, request).await?;
    Ok(match done.result.result_status {{
        ResultStatus::S => done.payment_id.unwrap_or_default(),
        ResultStatus::A => "accepted".to_owned(),
        ResultStatus::F => done.result.result_code,
        ResultStatus::U => done.result.result_code,
    }})
""",
    Progenitor: """    let request = Operation{n}Request {{
        partner_id: "P000000000000001".parse()?,
        request_id: id.parse()?,
        order_title: "SHOES".parse()?,
        amount: V1Amount {{ currency: "USD".parse()?, value: "10000".parse()? }},
        notify_url: Some("https://shop.example/paid".parse()?),
        quantity: Some(3),
        access_token: None,
        detail: None,
        expiry_time: None,
        is_dry_run: None,
        order: None,
        terminal_type: None,
    }};
    let done = client.v1_group0_operation{n}(&request).await?.into_inner();
    Ok(match done.result.result_status {{
        ResultResultStatus::S => done.payment_id.map(|id| id.to_string()).unwrap_or_default(),
        ResultResultStatus::A => "accepted".to_owned(),
        ResultResultStatus::F => done.result.result_code.to_string(),
        ResultResultStatus::U => done.result.result_code.to_string(),
    }})
""",
}

# A payment by Claro.
PAYMENT = {
    OURS: """    let request = PayRequest::new(PayRequired {{
        partner_id: text!("P000000000000001"),
        payment_request_id: Text::new(id)?,
        payment_order_title: text!("SHOES"),
        payment_amount: Amount::new(AmountRequired {{ currency: text!("USD"), value: text!("10000") }}),
    }});
    Ok(client.v1().payments().pay(&request).await?.name().to_owned())
""",
    # By a text of JSON, so that no field is named: each generator has its own idea of which are required.
    OpenApiGenerator: """    let request: PayRequest = serde_json::from_str(id)?;
    Ok(format!("{{:?}}", v1_payments_pay(client, request).await?.result.result_status))
""",
    Progenitor: """    let request: PayRequest = serde_json::from_str(id)?;
    Ok(format!("{{:?}}", client.v1_payments_pay(&request).await?.into_inner().result.result_status))
""",
}


class Calls:
    """What a program calls, and how often."""

    def __init__(self, name, crate, folder, module, bodies, times, features=None):
        self.name, self.crate, self.folder = name, crate, folder
        self.module, self.bodies, self.times = module, bodies, times
        # Of our client, in place of the default ones.
        self.features = features

    def program(self, peer, document):
        """Writes the program by a peer's client, or by ours; returns its folder."""
        kind = OURS if peer is OURS else type(peer)
        folder = FOLDER / "programs" / f"{self.name}-{peer.name if peer else 'countersign'}"
        shutil.rmtree(folder, ignore_errors=True)
        (folder / "src").mkdir(parents=True)
        if peer:
            peer.client(document, folder / "client")
            client = 'peer-client = { path = "client" }\nserde_json = "1"'
        else:
            features = f", default-features = false, features = {json.dumps(self.features)}" if self.features else ""
            client = f'{self.crate}-client = {{ path = "{self.folder}"{features} }}'
        (folder / "Cargo.toml").write_text(MANIFEST.format(client=client))
        # The versions that are tested here, of all that is in both.
        shutil.copy(ROOT / "Cargo.lock", folder / "Cargo.lock")
        (folder / "src" / "main.rs").write_text(self.source(kind))
        return folder

    def source(self, kind):
        functions = "".join(
            f"\nasync fn call{n}(client: &{CLIENT[kind]}, id: &str) -> Result<String, Box<dyn std::error::Error>> {{\n"
            f"{self.bodies[kind].format(n=n)}}}\n"
            for n in range(self.times)
        )
        calls = "".join(f'    println!("{{}}", call{n}(&client, "{n}").await?);\n' for n in range(self.times))
        head = HEAD[kind].format(crate=f"{self.crate}_client", module=self.module, api=self.module.replace("::", "_"))
        main = "#[tokio::main]\nasync fn main() -> Result<(), Box<dyn std::error::Error>> {\n"
        return f"#![allow(warnings)]\n{head}{functions}\n{main}    {MAIN[kind]}\n{calls}    Ok(())\n}}\n"


def bench(folder):
    return Calls("bench", "bench", folder / "generated" / "bench", "v1::group0", BENCH, 10)


def claro(name="claro", features=None):
    return Calls(name, "claro", ROOT / "generated" / "claro", "v1::payments", PAYMENT, 1, features)
