//! The names of an endpoint's types.

use crate::model::{Endpoint, Field, Kind, names};

/// The types of an endpoint, by name.
pub(super) struct Names {
    /// `PayRequest`, or `PaymentNotification`.
    pub(super) request: String,
    /// `PayRequired`.
    pub(super) request_required: String,
    /// `PayResponse`, or `PaymentNotificationAnswer`.
    pub(super) response: String,
    pub(super) response_required: String,
    /// `PayCode`.
    pub(super) code: String,
    /// `PayHeaders`, of a call with headers of its own.
    pub(super) headers: String,
    pub(super) headers_required: String,
}

impl Names {
    pub(super) fn of(endpoint: &Endpoint) -> Self {
        let stem = names::endpoint_stem(endpoint);
        match endpoint.kind {
            Kind::Call => Self {
                request: format!("{stem}Request"),
                request_required: format!("{stem}Required"),
                response: format!("{stem}Response"),
                response_required: String::new(),
                code: format!("{stem}Code"),
                headers: format!("{stem}Headers"),
                headers_required: format!("{stem}HeadersRequired"),
            },
            Kind::Notification => Self {
                request: format!("{stem}Notification"),
                request_required: String::new(),
                response: format!("{stem}NotificationAnswer"),
                response_required: format!("{stem}NotificationAnswerRequired"),
                code: format!("{stem}NotificationCode"),
                headers: String::new(),
                headers_required: String::new(),
            },
        }
    }

    /// The names that the module of the endpoint's group exports.
    pub(super) fn exported(&self, endpoint: &Endpoint) -> Vec<String> {
        let mut names = vec![self.code.clone(), self.request.clone(), self.response.clone()];
        let any_required = |fields: &[Field]| fields.iter().any(|field| field.required);
        match endpoint.kind {
            Kind::Call if any_required(&endpoint.request) => names.push(self.request_required.clone()),
            Kind::Notification if any_required(&endpoint.response) => {
                names.push(self.response_required.clone())
            }
            Kind::Call | Kind::Notification => {}
        }
        if !endpoint.headers.is_empty() {
            names.push(self.headers.clone());
        }
        if any_required(&endpoint.headers) {
            names.push(self.headers_required.clone());
        }
        names.sort();
        names
    }
}
