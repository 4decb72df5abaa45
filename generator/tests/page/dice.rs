//! Random fields, the same in every run.

/// A field of a random table.
#[derive(Debug, Clone)]
pub(crate) struct Field {
    pub(crate) name: String,
    pub(crate) kind: Kind,
    pub(crate) required: bool,
    pub(crate) parts: Vec<Field>,
}

/// What a field is, and its limit.
#[derive(Debug, Clone)]
pub(crate) enum Kind {
    Text(Option<usize>),
    Enum(Vec<&'static str>),
    Integer(Option<(i64, i64)>),
    Boolean,
    DateTime,
    Decimal,
    Texts(Option<usize>),
    Object(String),
    Objects(String, Option<usize>),
}

/// A generator of numbers that are the same in every run.
pub(crate) struct Dice(pub(crate) u64);

impl Dice {
    fn below(&mut self, number: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap_or(0) % number.max(1)
    }

    pub(crate) fn one_of<T: Copy>(&mut self, list: &[T]) -> T {
        list[self.below(list.len())]
    }

    pub(crate) fn chance(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }
}

const WORDS: &[&str] =
    &["order", "user", "goods", "ticket", "hotel", "seat", "train", "parcel", "fee", "shop", "room", "route"];
const ENDS: &[&str] = &["Id", "Name", "Code", "Type", "Info", "Note", "Mode", "Ref", "Label", "No"];

/// The fields of a body or a type.
pub(crate) fn fields(dice: &mut Dice, depth: usize, prefix: &str) -> Vec<Field> {
    let count = 2 + dice.below(5);
    (0..count).map(|number| field(dice, depth, &format!("{prefix}{number}"))).collect()
}

fn field(dice: &mut Dice, depth: usize, number: &str) -> Field {
    let name = format!("{}{}{number}", dice.one_of(WORDS), dice.one_of(ENDS));
    let some = dice.chance(80);
    let object = format!("T{}{number}", name[..1].to_uppercase() + &name[1..3]);
    let kind = match dice.below(if depth < 2 { 10 } else { 7 }) {
        0..=2 => Kind::Text(some.then(|| dice.one_of(&[3, 16, 32, 64, 128, 256, 1024, 2048, 4096]))),
        3 => Kind::Enum(vec!["OPEN", "SHUT_DOWN", "B2B"][..2 + dice.below(2)].to_vec()),
        4 => Kind::Integer(some.then(|| (dice.one_of(&[0, 1]), dice.one_of(&[20, 999, 10_000])))),
        5 => dice.one_of(&[0, 1, 2]).pipe(|one| [Kind::Boolean, Kind::DateTime, Kind::Decimal][one].clone()),
        6 => Kind::Texts(some.then(|| dice.one_of(&[5, 30, 100]))),
        7 | 8 => Kind::Object(object),
        _ => Kind::Objects(object, some.then(|| dice.one_of(&[5, 30, 100]))),
    };
    let parts = match kind {
        Kind::Object(_) | Kind::Objects(..) => fields(dice, depth + 1, &format!("{number}x")),
        _ => Vec::new(),
    };
    Field { name, kind, required: dice.chance(50), parts }
}

trait Pipe: Sized {
    fn pipe<T>(self, map: impl FnOnce(Self) -> T) -> T {
        map(self)
    }
}

impl Pipe for usize {}
