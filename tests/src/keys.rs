//! The keys of the tests; see `keys/README.md`. They are public, so they protect nothing.

/// Our private key.
pub const MERCHANT: &str = include_str!("../keys/merchant.pkcs8.pem");
/// Its public half, which a merchant uploads to the wallet's console.
pub const MERCHANT_PUBLIC: &str = include_str!("../keys/merchant.public.pem");
/// The wallet's private key.
pub const WALLET: &str = include_str!("../keys/wallet.pkcs8.pem");
/// Its public half, which a merchant downloads from the wallet's console.
pub const WALLET_PUBLIC: &str = include_str!("../keys/wallet.public.pem");
/// The private key of somebody else.
pub const ANOTHER: &str = include_str!("../keys/another.pkcs8.pem");
/// Its public half.
pub const ANOTHER_PUBLIC: &str = include_str!("../keys/another.public.pem");
/// Our client id.
pub const CLIENT_ID: &str = "2022091495540562874792";
