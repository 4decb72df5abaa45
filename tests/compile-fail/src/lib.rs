//! Code that must not compile, with the exact message: see `cases/` and `tests/compile_fail.rs`.
