//! Writes the client that progenitor makes of an OpenAPI 3.0 document: `progenitor DOCUMENT FILE`.

use std::{env, error::Error, fs};

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = env::args().skip(1);
    let (Some(document), Some(file)) = (arguments.next(), arguments.next()) else {
        return Err("usage: progenitor DOCUMENT FILE".into());
    };
    let api: openapiv3::OpenAPI = serde_json::from_str(&fs::read_to_string(document)?)?;
    let tokens = progenitor_impl::Generator::default().generate_tokens(&api)?;
    fs::write(file, prettyplease::unparse(&syn::parse2(tokens)?))?;
    Ok(())
}
