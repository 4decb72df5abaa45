//! Currencies of ISO 4217, and where a wallet differs from it.

use std::fmt;

/// A currency of ISO 4217, with its number of digits behind the point: `Currency::USD`.
///
/// ```
/// use countersign_runtime::Currency;
///
/// assert_eq!(Currency::from_code("JPY"), Some(Currency::JPY));
/// assert_eq!((Currency::JPY.exponent(), Currency::USD.exponent(), Currency::KWD.exponent()), (0, 2, 3));
/// assert_eq!(Currency::from_code("XXY"), None);
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Currency {
    code: &'static str,
    exponent: u8,
}

/// Declares the currencies by their number of digits behind the point.
macro_rules! currencies {
    ($($exponent:literal: $($code:ident)+;)+) => {
        impl Currency {
            /// All currencies of ISO 4217 that have a smallest unit.
            pub const LISTED: &'static [Self] = &[$($(Self::$code),+),+];

            $($(
                #[doc = concat!("`", stringify!($code), "`: ", $exponent, " digits behind the point.")]
                pub const $code: Self = Self { code: stringify!($code), exponent: $exponent };
            )+)+
        }
    };
}

// ISO 4217, list one of its maintenance agency (SIX), as published on 2026-01-01, without the codes that have no smallest unit:
// metals, bond units, XDR, XSU, XUA, XTS and XXX. No library can look a code up in a constant.
currencies! {
    0: BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF;
    2: AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BMD BND BOB BOV BRL BSD BTN BWP BYN BZD CAD CDF CHE CHF CHW CNY COP
       COU CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF IDR ILS INR IRR
       JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MXV MYR MZN NAD NGN
       NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL
       THB TJS TMT TOP TRY TTD TWD TZS UAH USD USN UYU UZS VED VES WST XAD XCD XCG YER ZAR ZMW ZWG;
    3: BHD IQD JOD KWD LYD OMR TND;
    4: CLF UYW;
}

impl Currency {
    /// The currency with that code: three capital letters.
    #[must_use]
    pub const fn from_code(code: &str) -> Option<Self> {
        let mut at = 0;
        while at < Self::LISTED.len() {
            if same(Self::LISTED[at].code, code) {
                return Some(Self::LISTED[at]);
            }
            at += 1;
        }
        None
    }

    /// Its code: `USD`.
    #[must_use]
    pub const fn code(self) -> &'static str {
        self.code
    }

    /// The number of digits behind the point. A wallet may count otherwise: its amounts follow `currencies` of its
    /// `api.yaml`.
    #[must_use]
    pub const fn exponent(self) -> u8 {
        self.exponent
    }
}

impl fmt::Debug for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code)
    }
}

impl fmt::Display for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.code)
    }
}

/// An entry of `currencies` in `api.yaml`: how a wallet differs from ISO 4217.
#[derive(Debug, Clone, Copy)]
pub struct CurrencyRule {
    /// The code: `IDR`.
    pub code: &'static str,
    /// The digits behind the point; `None` as in ISO 4217.
    pub exponent: Option<u8>,
    /// A value in the smallest unit is a multiple of this.
    pub multiple_of: u64,
}

/// How an API counts in a currency.
#[derive(Clone, Copy)]
pub(super) struct Counting {
    pub(super) exponent: u8,
    multiple_of: u64,
}

impl Counting {
    /// By the rule of the API, else by ISO 4217.
    pub(super) const fn of(code: &str, rules: &[CurrencyRule]) -> Result<Self, &'static str> {
        let listed = Currency::from_code(code);
        let (mut exponent, mut multiple_of) = (None, 1);
        if let Some(currency) = listed {
            exponent = Some(currency.exponent);
        }
        let mut at = 0;
        while at < rules.len() {
            if same(rules[at].code, code) {
                multiple_of = rules[at].multiple_of;
                if rules[at].exponent.is_some() {
                    exponent = rules[at].exponent;
                }
            }
            at += 1;
        }
        match exponent {
            Some(exponent) => Ok(Self { exponent, multiple_of }),
            None => Err(
                "no currency of ISO 4217 has this code: correct it, or give its `exponent` in `currencies` of the wallet's `api.yaml`",
            ),
        }
    }

    /// Checks an amount in the smallest unit against the rule of the API.
    pub(super) const fn check(self, units: u64) -> Result<u64, &'static str> {
        if self.multiple_of > 1 && units % self.multiple_of != 0 {
            return Err(
                "the wallet takes only a `multiple_of` in the smallest unit of this currency, which `currencies` of its `api.yaml` has: round the amount",
            );
        }
        Ok(units)
    }
}

const fn same(one: &str, other: &str) -> bool {
    let (one, other) = (one.as_bytes(), other.as_bytes());
    if one.len() != other.len() {
        return false;
    }
    let mut at = 0;
    while at < one.len() {
        if one[at] != other[at] {
            return false;
        }
        at += 1;
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn every_code_is_three_capitals_and_listed_once() {
        let codes: HashSet<&str> = Currency::LISTED.iter().map(|currency| currency.code()).collect();
        assert_eq!(codes.len(), Currency::LISTED.len());
        assert!(codes.iter().all(|code| code.len() == 3 && code.bytes().all(|b| b.is_ascii_uppercase())));
        assert_eq!(codes.len(), 165);
    }

    #[test]
    fn a_wallet_counts_by_its_own_rules_before_those_of_iso() {
        let rules = [
            CurrencyRule { code: "IQD", exponent: Some(0), multiple_of: 1 },
            CurrencyRule { code: "IDR", exponent: None, multiple_of: 100 },
            CurrencyRule { code: "PTS", exponent: Some(1), multiple_of: 1 },
        ];
        let exponent = |code| Counting::of(code, &rules).map(|counting| counting.exponent);
        assert_eq!(
            (exponent("IQD"), exponent("IDR"), exponent("PTS"), exponent("USD")),
            (Ok(0), Ok(2), Ok(1), Ok(2))
        );
        assert!(exponent("XXY").is_err() && exponent("usd").is_err() && exponent("").is_err());
        let rupiah = Counting::of("IDR", &rules).unwrap();
        assert_eq!((rupiah.check(1_200), rupiah.check(1_250).is_err()), (Ok(1_200), true));
    }
}
