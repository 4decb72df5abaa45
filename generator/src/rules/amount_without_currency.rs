//! C0032: numbers that are money, of nobody knows what currency.

use super::Context;
use crate::diagnostics::{Finding, Findings, Rule, Severity};
use crate::spec::syntax::{FieldSpec, TypeSpec};
use crate::spec::vocabulary::JsonForm;
use heck::ToSnakeCase;

/// The rule.
pub(super) static RULE: Rule = Rule {
    id: "C0032",
    name: "amount-without-currency",
    severity: Severity::Warning,
    summary: "A field sounds like an amount of money, and nothing says in what currency it is.",
    why: "100 is a dollar, 100 yen or 100 dollars. An amount without its currency, or a currency that callers have to \
          guess, is how a hundredfold gets charged.",
    fix: "Use a type that has both, such as `Amount`, or put the currency beside it. When there is only one, or the \
          field is no money, say so in `doc` with the word currency.",
    example: "orderAmount: { type: string, max_length: 16, doc: What the user pays. }\n\
              # fixed:\norderAmount: { type: Amount, doc: What the user pays. }\n\
              # or:\norderAmount: { type: string, max_length: 16, doc: \"What the user pays, in the currency MYR.\" }",
};

/// What a field or type of money is called, in the last word of its name.
const MONEY: &[&str] = &["amount", "money", "price"];

pub(super) fn check(context: &Context<'_>, findings: &mut Findings) {
    for object in context.objects() {
        if object.specs.iter().any(is_currency) {
            continue;
        }
        for spec in object.specs.iter().filter(|spec| is_amount(spec, object.owner) && !explains_itself(spec))
        {
            findings.push(finding(spec));
        }
    }
}

fn finding(spec: &FieldSpec) -> Finding {
    Finding::new(&RULE, spec.name.span, format!("nothing says in what currency `{}` is", spec.name.value))
        .label("an amount without a currency")
        .help("use a type with both, or put the currency beside it, or say in `doc` what currency it is in")
}

fn is_amount(spec: &FieldSpec, owner: &str) -> bool {
    let number = match &spec.ty.value {
        TypeSpec::Text(_) | TypeSpec::Integer { .. } => true,
        TypeSpec::Primitive(primitive) => primitive.info().form == JsonForm::Number,
        _ => false,
    };
    let name = spec.name.value.to_snake_case();
    number && (is_money(&name) || (name == "value" && is_money(&owner.to_snake_case())))
}

fn is_money(snake: &str) -> bool {
    snake.rsplit('_').next().is_some_and(|last| MONEY.contains(&last))
}

fn is_currency(spec: &FieldSpec) -> bool {
    spec.name.value.to_snake_case().split('_').any(|word| word == "currency")
}

fn explains_itself(spec: &FieldSpec) -> bool {
    spec.doc.as_ref().is_some_and(|doc| doc.to_lowercase().contains("currency"))
}
