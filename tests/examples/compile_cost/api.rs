//! An API of the size and shape of a wallet's, as data.

/// A wallet's API.
pub(crate) struct Api {
    /// Objects and enums that endpoints share.
    pub(crate) types: Vec<Type>,
    pub(crate) endpoints: Vec<Endpoint>,
}

pub(crate) struct Type {
    pub(crate) name: String,
    pub(crate) shape: Shape,
}

pub(crate) enum Shape {
    Object(Vec<Field>),
    Enum(&'static [&'static str]),
}

pub(crate) struct Endpoint {
    /// `group3`.
    pub(crate) group: String,
    /// `operation37`.
    pub(crate) name: String,
    pub(crate) request: Vec<Field>,
    pub(crate) response: Vec<Field>,
}

#[derive(Clone)]
pub(crate) struct Field {
    pub(crate) name: &'static str,
    pub(crate) kind: Kind,
    pub(crate) required: bool,
    pub(crate) sensitive: bool,
}

#[derive(Clone)]
pub(crate) enum Kind {
    Text(u32),
    Time,
    Integer,
    Boolean,
    Named(String),
    List(String),
    Texts,
}

/// The result codes of each endpoint, with their statuses.
pub(crate) const CODES: &[(&str, &str)] = &[
    ("SUCCESS", "S"),
    ("ACCEPT", "A"),
    ("PAYMENT_IN_PROCESS", "U"),
    ("UNKNOWN_EXCEPTION", "U"),
    ("ORDER_IS_CLOSED", "F"),
    ("RISK_REJECT", "F"),
    ("USER_BALANCE_NOT_ENOUGH", "F"),
    ("INVALID_ACCESS_TOKEN", "F"),
];

/// Fields of a request and its response together.
pub(crate) const FIELDS: usize = 20;

impl Api {
    pub(crate) fn new(endpoints: usize) -> Self {
        let endpoints: Vec<Endpoint> = (0..endpoints).map(endpoint).collect();
        let details =
            (0..endpoints.len().div_ceil(10)).map(|group| object(&format!("Detail{group}"), detail()));
        Self { types: shared_types().into_iter().chain(details).collect(), endpoints }
    }
}

fn endpoint(number: usize) -> Endpoint {
    let group = number / 10;
    Endpoint {
        group: format!("group{group}"),
        name: format!("operation{number}"),
        request: vec![
            text("partnerId", 32).required(),
            text("requestId", 64).required(),
            text("orderTitle", 256).required(),
            named("amount", "Amount").required(),
            named("terminalType", "TerminalType"),
            text("accessToken", 128).sensitive(),
            field("expiryTime", Kind::Time),
            text("notifyUrl", 1024),
            field("quantity", Kind::Integer),
            field("isDryRun", Kind::Boolean),
            named("order", "Order"),
            named("detail", &format!("Detail{group}")),
        ],
        response: vec![
            text("paymentId", 64).required(),
            field("paymentTime", Kind::Time),
            named("paymentStatus", "PaymentStatus"),
            named("fee", "Amount"),
            named("actionForm", "ActionForm"),
            named("detail", &format!("Detail{group}")),
            field("remaining", Kind::Integer),
            text("extendInfo", 4096),
        ],
    }
}

fn shared_types() -> Vec<Type> {
    vec![
        object("Amount", vec![text("currency", 3).required(), text("value", 16).required()]),
        object(
            "Order",
            vec![
                text("referenceOrderId", 64).required(),
                text("orderDescription", 256),
                named("orderAmount", "Amount").required(),
                field("orderCreateTime", Kind::Time),
                named("merchant", "Merchant"),
                list("goods", "Goods"),
                named("buyer", "Person"),
                named("shippingAddress", "Address"),
            ],
        ),
        object(
            "Merchant",
            vec![
                text("referenceMerchantId", 32).required(),
                text("merchantMcc", 32).required(),
                text("merchantName", 256).required(),
                named("merchantAddress", "Address"),
            ],
        ),
        object(
            "Goods",
            vec![
                text("referenceGoodsId", 64).required(),
                text("goodsName", 256).required(),
                text("goodsCategory", 256),
                named("goodsUnitAmount", "Amount"),
                field("goodsQuantity", Kind::Integer),
            ],
        ),
        object(
            "Person",
            vec![text("fullName", 128), text("phoneNo", 24).sensitive(), text("email", 64).sensitive()],
        ),
        object(
            "Address",
            vec![text("region", 2).required(), text("city", 32), text("address1", 256), text("zipCode", 32)],
        ),
        object(
            "ActionForm",
            vec![
                named("actionFormType", "ActionFormType"),
                text("orderCode", 2048),
                text("redirectionUrl", 4096),
            ],
        ),
        Type {
            name: "TerminalType".into(),
            shape: Shape::Enum(&["MINI_APP", "APP", "WEB", "WAP", "SYSTEM"]),
        },
        Type {
            name: "PaymentStatus".into(),
            shape: Shape::Enum(&["SUCCESS", "FAIL", "PROCESSING", "CANCELLED"]),
        },
        Type { name: "ActionFormType".into(), shape: Shape::Enum(&["ORDER_CODE", "REDIRECTION"]) },
    ]
}

/// A type that the endpoints of one group send and receive.
fn detail() -> Vec<Field> {
    vec![
        text("detailId", 64).required(),
        text("description", 256),
        named("price", "Amount"),
        field("tags", Kind::Texts),
        field("isFinal", Kind::Boolean),
        field("updateTime", Kind::Time),
    ]
}

fn object(name: &str, fields: Vec<Field>) -> Type {
    Type { name: name.to_owned(), shape: Shape::Object(fields) }
}

fn field(name: &'static str, kind: Kind) -> Field {
    Field { name, kind, required: false, sensitive: false }
}

fn text(name: &'static str, max: u32) -> Field {
    field(name, Kind::Text(max))
}

fn named(name: &'static str, of: &str) -> Field {
    field(name, Kind::Named(of.to_owned()))
}

fn list(name: &'static str, of: &str) -> Field {
    field(name, Kind::List(of.to_owned()))
}

impl Field {
    fn required(self) -> Self {
        Self { required: true, ..self }
    }

    fn sensitive(self) -> Self {
        Self { sensitive: true, ..self }
    }

    /// A line for people, about as long as those of real specs.
    pub(crate) fn doc(&self) -> String {
        format!("The {} of the order.", self.name)
    }
}
