//! HTTPS with a certificate that is made on the spot.

use crate::start_error::StartError;
use rcgen::{BasicConstraints, CertificateParams, DnType, IsCa, Issuer, KeyPair, KeyUsagePurpose};
use std::net::IpAddr;
use std::sync::Arc;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::crypto::aws_lc_rs::default_provider;
use tokio_rustls::rustls::pki_types::PrivatePkcs8KeyDer;

/// Who the server is.
pub(crate) struct Identity {
    /// The certificate to trust, as PEM. Nobody has its key any more.
    pub(crate) authority: String,
    pub(crate) acceptor: TlsAcceptor,
}

/// Makes a certificate for `localhost` and these addresses.
pub(crate) fn identity(hosts: &[IpAddr]) -> Result<Identity, StartError> {
    let setup = |error: rcgen::Error| StartError::Setup(error.to_string());
    let (authority, own, key) = certificates(hosts).map_err(setup)?;
    let config = ServerConfig::builder_with_provider(Arc::new(default_provider()))
        .with_safe_default_protocol_versions()
        .and_then(|builder| {
            builder.with_no_client_auth().with_single_cert(
                vec![own.der().clone()],
                PrivatePkcs8KeyDer::from(key.serialize_der()).into(),
            )
        });
    let config = config.map_err(|error| StartError::Setup(error.to_string()))?;
    Ok(Identity { authority: authority.pem(), acceptor: TlsAcceptor::from(Arc::new(config)) })
}

fn certificates(hosts: &[IpAddr]) -> Result<(rcgen::Certificate, rcgen::Certificate, KeyPair), rcgen::Error> {
    let mut params = CertificateParams::default();
    params.is_ca = IsCa::Ca(BasicConstraints::Constrained(0));
    params.key_usages = vec![KeyUsagePurpose::KeyCertSign];
    params.distinguished_name.push(DnType::CommonName, "Countersign sandbox (test only)");
    let key = KeyPair::generate()?;
    let authority = params.self_signed(&key)?;
    let issuer = Issuer::new(params, key);
    let mut names = vec!["localhost".to_owned(), "127.0.0.1".to_owned(), "::1".to_owned()];
    for host in hosts.iter().map(IpAddr::to_string) {
        if !names.contains(&host) {
            names.push(host);
        }
    }
    let own_key = KeyPair::generate()?;
    let mut own = CertificateParams::new(names)?;
    // RFC 5280 demands it, and Python since 3.13 looks.
    own.use_authority_key_identifier_extension = true;
    let own = own.signed_by(&own_key, &issuer)?;
    Ok((authority, own, own_key))
}
