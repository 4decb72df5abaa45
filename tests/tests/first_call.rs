//! The programs that `countersign init` prints: that they compile is the test.
//!
//! After a change that is meant, `SNAPSHOTS=overwrite cargo test -p countersign --test suite init::` writes them anew.
#![allow(dead_code, deprecated, reason = "it is compiled, and not run")]

mod alibabacloud {
    include!("first_call/alibabacloud.rs");
}
mod alipay_connect {
    include!("first_call/alipay-connect.rs");
}
mod antom {
    include!("first_call/antom.rs");
}
mod besuperapp {
    include!("first_call/besuperapp.rs");
}
mod claro {
    include!("first_call/claro.rs");
}
mod demo {
    include!("first_call/demo.rs");
}
mod gcash {
    include!("first_call/gcash.rs");
}
mod mandiri {
    include!("first_call/mandiri.rs");
}
mod mpesa {
    include!("first_call/mpesa.rs");
}
mod platform {
    include!("first_call/platform.rs");
}
mod qi {
    include!("first_call/qi.rs");
}
mod rebell {
    include!("first_call/rebell.rs");
}
mod tngd {
    include!("first_call/tngd.rs");
}
