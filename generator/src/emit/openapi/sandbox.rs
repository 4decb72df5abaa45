//! `sandbox`, in the words of the spec format.

use super::json::{Json, Object};
use crate::model::{Comparison, Sandbox};

pub(super) fn sandbox(sandbox: &Sandbox) -> Object {
    let fields = sandbox
        .fields
        .iter()
        .fold(Object::new(), |all, (field, paths)| all.with(field.word(), one_or_several(paths)));
    let when = sandbox.when.iter().fold(Object::new(), |all, (case, conditions)| {
        let spelled: Vec<String> = conditions.iter().map(|one| Comparison::spelled(one)).collect();
        all.with(case.word(), one_or_several(&spelled))
    });
    Object::new()
        .with("role", sandbox.role.word())
        .with_some("fields", fields.if_any())
        .with_some("when", when.if_any())
}

fn one_or_several(texts: &[String]) -> Json {
    match texts {
        [only] => only.into(),
        several => Json::List(several.iter().map(Json::from).collect()),
    }
}
