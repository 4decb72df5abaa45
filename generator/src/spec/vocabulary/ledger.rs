//! The effect of an endpoint on the sandbox's ledger: one table, which everything walks that reads, checks or writes it.

use super::Kind;

/// Makes an enum of words, with their spelling in specs.
macro_rules! ledger_words {
    ($(#[$about:meta])* $name:ident { $(#[doc = $doc:literal] $word:ident = $spelled:literal,)* }) => {
        $(#[$about])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name {
            $(#[doc = $doc] $word,)*
        }

        impl $name {
            /// The word in specs.
            #[must_use]
            pub fn word(self) -> &'static str {
                match self {
                    $(Self::$word => $spelled,)*
                }
            }

            /// A sentence for people.
            #[must_use]
            pub fn about(self) -> &'static str {
                match self {
                    $(Self::$word => $doc.trim_ascii(),)*
                }
            }
        }
    };
}

ledger_words! {
    /// `role` of `sandbox`.
    LedgerRole {
        /// Charges a user.
        Pay = "pay",
        /// Asks for the status of a payment.
        Ask = "ask",
        /// Cancels a payment.
        Cancel = "cancel",
        /// Gives money of a payment back.
        Refund = "refund",
        /// Asks for the status of a refund.
        AskRefund = "ask_refund",
        /// Takes money that was authorized.
        Capture = "capture",
        /// Releases money that was authorized.
        Void = "void",
        /// Gives a token for a code, or for another token.
        ApplyToken = "apply_token",
        /// Withdraws a token.
        CancelToken = "cancel_token",
        /// Prepares the page on which a user agrees.
        Prepare = "prepare",
        /// Looks up the user behind a token.
        User = "user",
        /// A notification about a payment.
        NotifyPayment = "notify_payment",
        /// A notification about a refund.
        NotifyRefund = "notify_refund",
        /// A notification about a capture.
        NotifyCapture = "notify_capture",
        /// A notification about a void.
        NotifyVoid = "notify_void",
    }
}

ledger_words! {
    /// A key of `sandbox.fields`: a value that the ledger reads or writes.
    LedgerField {
        /// The wallet's id of what the endpoint is about.
        Id = "id",
        /// The merchant's id of it.
        RequestId = "request_id",
        /// The wallet's id of the payment whose money is moved.
        PaymentId = "payment_id",
        /// The merchant's id of that payment.
        PaymentRequestId = "payment_request_id",
        /// The amount.
        Amount = "amount",
        /// The merchant; notifications repeat it.
        Merchant = "merchant",
        /// Fields that a repeated payment must have in common with the first.
        Compared = "compared",
        /// The user's code, or the token of an agreement.
        Code = "code",
        /// When a payment was asked for.
        CreatedAt = "created_at",
        /// When it took effect.
        At = "at",
        /// When an unpaid payment closes.
        ExpiresAt = "expires_at",
        /// When an authorization ends.
        AuthorizedUntil = "authorized_until",
        /// When a payment was cancelled.
        CancelledAt = "cancelled_at",
        /// The status.
        Status = "status",
        /// The status as an object in the form of `result`.
        Result = "result",
        /// Why it failed.
        FailReason = "fail_reason",
        /// Why the merchant asked for it.
        Reason = "reason",
        /// Who asked for it.
        Source = "source",
        /// Where notifications about it are sent.
        NotifyUrl = "notify_url",
        /// Where notifications about the payment's refunds are sent.
        RefundNotifyUrl = "refund_notify_url",
        /// Where notifications about the payment's captures are sent.
        CaptureNotifyUrl = "capture_notify_url",
        /// Where notifications about the payment's voids are sent.
        VoidNotifyUrl = "void_notify_url",
        /// The kind of the user's next step.
        Step = "step",
        /// The page that the user has to open.
        PageUrl = "page_url",
        /// The HTTP method by which the user opens it.
        Method = "method",
        /// The code that the user has to scan.
        OrderCode = "order_code",
        /// A token of a user.
        AccessToken = "access_token",
        /// When it expires.
        AccessTokenEnds = "access_token_ends",
        /// The token that gives the next one.
        RefreshToken = "refresh_token",
        /// When it expires.
        RefreshTokenEnds = "refresh_token_ends",
        /// The wallet's id of the user.
        UserId = "user_id",
        /// The user's name.
        Name = "name",
        /// The user's first name.
        FirstName = "first_name",
        /// The user's last name.
        LastName = "last_name",
        /// The client for which a user agrees.
        Client = "client",
    }
}

ledger_words! {
    /// A key of `sandbox.when`: a case, told by the request.
    LedgerCase {
        /// Nothing is charged: it is an evaluation.
        DryRun = "dry_run",
        /// The money is only authorized.
        Authorization = "authorization",
        /// The user has agreed to be charged without being asked.
        Agreed = "agreed",
        /// The user has shown a code.
        CodeShown = "code_shown",
        /// The user scans a code.
        OrderCode = "order_code",
        /// All that is left is moved.
        Remaining = "remaining",
        /// Other captures follow.
        MoreFollow = "more_follow",
        /// The token is given for a code.
        ByCode = "by_code",
        /// The token is given for a refresh token.
        ByRefreshToken = "by_refresh_token",
    }
}

/// The fields and cases of a role.
#[derive(Debug)]
pub struct RoleForm {
    /// The role.
    pub role: LedgerRole,
    /// Of each of these groups, one field is in the request.
    pub needs: &'static [&'static [LedgerField]],
    /// All fields that it can have.
    pub fields: &'static [LedgerField],
    /// All cases that it can tell apart.
    pub cases: &'static [LedgerCase],
}

/// What is known of a payment.
const PAYMENT: &[LedgerField] = {
    use LedgerField::*;
    &[
        Id,
        RequestId,
        Merchant,
        Amount,
        CreatedAt,
        At,
        AuthorizedUntil,
        CancelledAt,
        Status,
        Result,
        FailReason,
    ]
};
/// What is known of a refund, capture or void.
const MOVEMENT: &[LedgerField] = {
    use LedgerField::*;
    &[
        Id,
        RequestId,
        PaymentId,
        PaymentRequestId,
        Amount,
        At,
        Status,
        Result,
        FailReason,
        Reason,
        Source,
        NotifyUrl,
    ]
};
const ONE_ID: &[&[LedgerField]] = &[&[LedgerField::Id, LedgerField::RequestId]];
const MOVES: &[&[LedgerField]] =
    &[&[LedgerField::RequestId], &[LedgerField::PaymentId, LedgerField::PaymentRequestId]];

const fn form(
    role: LedgerRole,
    needs: &'static [&'static [LedgerField]],
    fields: &'static [LedgerField],
    cases: &'static [LedgerCase],
) -> RoleForm {
    RoleForm { role, needs, fields, cases }
}

impl LedgerRole {
    /// All roles.
    pub const FORMS: &'static [RoleForm] = {
        use LedgerCase::{
            Agreed, Authorization, ByCode, ByRefreshToken, CodeShown, DryRun, MoreFollow, Remaining,
        };
        use LedgerField::*;
        &[
            form(
                Self::Pay,
                &[&[RequestId], &[Amount]],
                &[
                    Id,
                    RequestId,
                    Merchant,
                    Amount,
                    CreatedAt,
                    At,
                    AuthorizedUntil,
                    Status,
                    Result,
                    FailReason,
                    Compared,
                    Code,
                    ExpiresAt,
                    NotifyUrl,
                    RefundNotifyUrl,
                    CaptureNotifyUrl,
                    VoidNotifyUrl,
                    Step,
                    PageUrl,
                    Method,
                    OrderCode,
                ],
                &[DryRun, Authorization, Agreed, CodeShown, LedgerCase::OrderCode],
            ),
            form(Self::Ask, ONE_ID, PAYMENT, &[]),
            form(Self::Cancel, ONE_ID, PAYMENT, &[]),
            form(Self::Refund, MOVES, MOVEMENT, &[Remaining]),
            form(Self::AskRefund, ONE_ID, MOVEMENT, &[]),
            form(Self::Capture, MOVES, MOVEMENT, &[Remaining, MoreFollow]),
            form(Self::Void, MOVES, MOVEMENT, &[Remaining]),
            form(
                Self::ApplyToken,
                &[&[Code, RefreshToken]],
                &[Code, AccessToken, AccessTokenEnds, RefreshToken, RefreshTokenEnds, UserId],
                &[ByCode, ByRefreshToken],
            ),
            form(Self::CancelToken, &[&[AccessToken]], &[AccessToken], &[]),
            form(Self::Prepare, &[], &[Id, PageUrl, Client], &[]),
            form(
                Self::User,
                &[&[AccessToken]],
                &[AccessToken, UserId, Status, Name, FirstName, LastName],
                &[],
            ),
            form(Self::NotifyPayment, ONE_ID, PAYMENT, &[]),
            form(Self::NotifyRefund, ONE_ID, MOVEMENT, &[]),
            form(Self::NotifyCapture, ONE_ID, MOVEMENT, &[]),
            form(Self::NotifyVoid, ONE_ID, MOVEMENT, &[]),
        ]
    };

    /// Who calls whom.
    #[must_use]
    pub fn kind(self) -> Kind {
        match self {
            Self::NotifyPayment | Self::NotifyRefund | Self::NotifyCapture | Self::NotifyVoid => {
                Kind::Notification
            }
            Self::Pay
            | Self::Ask
            | Self::Cancel
            | Self::Refund
            | Self::AskRefund
            | Self::Capture
            | Self::Void
            | Self::ApplyToken
            | Self::CancelToken
            | Self::Prepare
            | Self::User => Kind::Call,
        }
    }

    /// The fields and cases that it can have.
    #[must_use]
    pub fn form(self) -> Option<&'static RoleForm> {
        Self::FORMS.iter().find(|form| form.role == self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_role_can_have_what_it_needs() {
        for form in LedgerRole::FORMS {
            let of_the_word = LedgerRole::FORMS.iter().filter(|other| other.role.word() == form.role.word());
            assert_eq!(of_the_word.count(), 1, "{}", form.role.word());
            for needed in form.needs.iter().copied().flatten() {
                assert!(form.fields.contains(needed), "{}: {}", form.role.word(), needed.word());
            }
        }
    }
}
