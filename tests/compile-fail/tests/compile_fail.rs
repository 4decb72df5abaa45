//! Code that must not compile, and exactly what the compiler says.
//!
//! Without a case that has to run, trybuild calls `cargo check`: so all of this shows in an editor too. After a change of
//! the messages, look at each, then run this with `TRYBUILD=overwrite`.

#[test]
fn what_breaks_the_spec_does_not_compile() {
    trybuild::TestCases::new().compile_fail("cases/*.rs");
}
