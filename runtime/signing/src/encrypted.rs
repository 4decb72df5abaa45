//! Private keys that are protected by a passphrase.

use super::{KeyError, der};
use pkcs8::{
    EncryptedPrivateKeyInfo,
    pkcs5::{Error as Pkcs5Error, pbes2::Kdf},
};
use zeroize::Zeroizing;

/// The most that a passphrase may cost: a few seconds, or half a GiB. More is a damaged file, and would take for ever.
const MAX_ITERATIONS: u32 = 10_000_000;
const MAX_SCRYPT_BYTES: u64 = 512 * 1024 * 1024;
const MAX_SCRYPT_LANES: u16 = 16;

/// The key in an encrypted PKCS#8 text, as DER.
pub(super) fn decrypt(der: &[u8], passphrase: &str) -> Result<Zeroizing<Vec<u8>>, KeyError> {
    // What is not encrypted, or no key at all, gets the usual errors.
    match der::PrivateDer::read(der) {
        Err(KeyError::Encrypted) => {}
        Err(other) => return Err(other),
        Ok(_) => return Err(KeyError::NotEncrypted),
    }
    let info = EncryptedPrivateKeyInfo::try_from(der).map_err(|_| KeyError::UnsupportedEncryption)?;
    let parameters = info.encryption_algorithm.pbes2().ok_or(KeyError::UnsupportedEncryption)?;
    let affordable = match &parameters.kdf {
        Kdf::Pbkdf2(costs) => costs.iteration_count <= MAX_ITERATIONS,
        Kdf::Scrypt(costs) => {
            // Of 0, which is no power of two, the library computes the logarithm, and panics.
            let power = costs.cost_parameter.is_power_of_two();
            let bytes = costs.cost_parameter.saturating_mul(u64::from(costs.block_size)).saturating_mul(128);
            power && bytes <= MAX_SCRYPT_BYTES && costs.parallelization <= MAX_SCRYPT_LANES
        }
        _ => false,
    };
    if !affordable {
        return Err(KeyError::UnsupportedEncryption);
    }
    // In a buffer of ours, because the library wipes its own only when all goes well.
    let mut buffer = Zeroizing::new(info.encrypted_data.to_vec());
    let length =
        parameters.decrypt_in_place(passphrase, &mut buffer).map(<[u8]>::len).map_err(
            |error| match error {
                Pkcs5Error::DecryptFailed | Pkcs5Error::EncryptFailed => KeyError::WrongPassphrase,
                _ => KeyError::UnsupportedEncryption,
            },
        )?;
    buffer.truncate(length);
    // One wrong passphrase in 256 gets through the padding, and gives noise.
    match der::PrivateDer::read(&buffer) {
        Err(KeyError::NotAKey | KeyError::Truncated | KeyError::MoreThanAKey { .. }) => {
            Err(KeyError::WrongPassphrase)
        }
        _ => Ok(buffer),
    }
}
