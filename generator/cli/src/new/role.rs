//! Which `sandbox` the template of a call offers.

use countersign_codegen::diagnostics::listed;
use countersign_codegen::model::{Kind, LedgerRole};

/// The comment about `sandbox`, and the fields of the request that its role needs besides the call's own id.
pub(super) struct Offer {
    pub(super) sandbox: String,
    pub(super) fields: String,
}

/// The role that the name of a call suggests: `refund` for `refund`. It stands in a comment, so that nothing rests on it.
pub(super) fn offered(name: &str, stem: &str) -> Offer {
    let id = format!("id: {stem}Id, request_id: {stem}RequestId");
    let amount = format!("amount: {stem}Amount");
    let of_payment = "payment_id: paymentId";
    let Some(role) = suggested(name) else { return Offer { sandbox: roles(), fields: String::new() } };
    let (fields, lines) = match role {
        LedgerRole::Pay => (format!("{id}, {amount}"), money(stem)),
        LedgerRole::Refund | LedgerRole::Capture => {
            (format!("{id}, {of_payment}, {amount}"), PAYMENT_ID.to_owned() + &money(stem))
        }
        LedgerRole::Void => (format!("{id}, {of_payment}"), PAYMENT_ID.to_owned()),
        LedgerRole::Cancel => (format!("{id}, cancelled_at: {stem}Time"), String::new()),
        _ => (id, String::new()),
    };
    Offer {
        sandbox: format!("# sandbox: {{ role: {}, fields: {{ {fields} }} }}", role.word()),
        fields: lines,
    }
}

fn suggested(name: &str) -> Option<LedgerRole> {
    let name = name.to_lowercase();
    let has = |word: &str| name.contains(word);
    let asks = ["inquiry", "inquire", "query"].into_iter().any(has);
    Some(match () {
        () if has("token") => return None,
        () if asks && has("refund") => LedgerRole::AskRefund,
        () if asks => LedgerRole::Ask,
        () if has("cancel") => LedgerRole::Cancel,
        () if has("refund") => LedgerRole::Refund,
        () if has("capture") => LedgerRole::Capture,
        () if has("void") => LedgerRole::Void,
        () if has("pay") => LedgerRole::Pay,
        () => return None,
    })
}

fn roles() -> String {
    let calls = LedgerRole::FORMS.iter().map(|form| form.role).filter(|role| role.kind() == Kind::Call);
    format!("# Roles are {}.", listed(calls.map(LedgerRole::word)).replace('`', ""))
}

const PAYMENT_ID: &str =
    "#   paymentId: { type: string, max_length: 64, required: true, doc: The wallet's id of the payment. }\n";

/// An amount, of the type that APIs have for it.
fn money(stem: &str) -> String {
    format!(
        "#   {stem}Amount: {{ type: Amount, required: true, doc: How much; `Amount` is the money of `types.yaml`. }}\n"
    )
}
