//! Collects the problems of a message while it is read, in any format.

use super::{Decode, Decoded, Problem, Violation};

/// How fields that the spec does not have are treated.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Mode {
    /// Ignore them: what comes from a wallet.
    Lenient,
    /// Note them: what is to be sent.
    Strict,
}

/// A message with more problems than this has no use for a longer list, and without a limit a small one can fill the memory.
const MAX_DEVIATIONS: usize = 1_000;
/// How much of a key that is data stands in a path, in characters.
const MAX_KEY: usize = 64;

/// The deepest nesting of objects and lists that is read, texts with JSON in them included.
const MAX_DEPTH: usize = 127;
/// The most fields of the objects that the reader is inside of at a time. Each takes room on the stack, and a type may contain
/// itself.
const MAX_OPEN_FIELDS: usize = 8_192;

/// The placeholder for a sensitive value.
pub(super) const HIDDEN: &str = "[hidden]";

/// The problems found so far, and the reader's position.
pub(super) struct Deviations {
    path: Vec<Step>,
    violations: Vec<Violation>,
    mode: Mode,
    /// The length of the path to the sensitive value that the reader is in.
    concealed: Option<usize>,
    /// The objects and lists that the reader is inside of.
    depth: usize,
    /// The fields of those objects.
    open_fields: usize,
}

/// A reader's position.
#[derive(Clone, Copy)]
pub(super) struct Place {
    steps: usize,
    concealed: Option<usize>,
    depth: usize,
    open_fields: usize,
}

/// A step of the way into a message.
pub(super) enum Step {
    Field(&'static str),
    Key(String),
    Item(usize),
}

impl Deviations {
    pub(super) fn new(mode: Mode) -> Self {
        Self { path: Vec::new(), violations: Vec::new(), mode, concealed: None, depth: 0, open_fields: 0 }
    }

    pub(super) fn mode(&self) -> Mode {
        self.mode
    }

    /// All that was found.
    pub(super) fn found(self) -> Vec<Violation> {
        self.violations
    }

    pub(super) fn enter(&mut self, step: Step) {
        self.path.push(step);
    }

    pub(super) fn leave(&mut self) -> Option<Step> {
        self.path.pop()
    }

    /// Enters an object or a list, which [`return_to`](Self::return_to) leaves again. Returns false where the nesting is too
    /// deep.
    pub(super) fn go_deeper(&mut self) -> bool {
        self.depth += 1;
        self.depth <= MAX_DEPTH
    }

    /// Opens the fields of the current object. Returns false where they are too many for the stack.
    pub(super) fn open_fields(&mut self, fields: usize) -> bool {
        self.open_fields += fields;
        self.open_fields <= MAX_OPEN_FIELDS
    }

    /// Marks the current value as sensitive: deviations about it, and inside of it, hold no values.
    pub(super) fn conceal(&mut self) {
        self.concealed.get_or_insert(self.path.len());
    }

    /// The reader's position.
    pub(super) fn place(&self) -> Place {
        let Self { concealed, depth, open_fields, .. } = *self;
        Place { steps: self.path.len(), concealed, depth, open_fields }
    }

    /// Returns to an earlier place.
    pub(super) fn return_to(&mut self, place: Place) {
        self.path.truncate(place.steps);
        (self.concealed, self.depth, self.open_fields) = (place.concealed, place.depth, place.open_fields);
    }

    /// Records a problem with the value that the reader is at.
    pub(super) fn add(&mut self, problem: Problem) {
        // That a field came twice is what makes a response ambiguous, and must not drown in other deviations.
        let most = if problem == Problem::Repeated { 2 * MAX_DEVIATIONS } else { MAX_DEVIATIONS };
        if self.violations.len() >= most {
            return;
        }
        let (path, problem) =
            (self.path(), if self.concealed.is_some() { problem.without_value() } else { problem });
        self.violations.push(Violation { path, problem });
    }

    fn path(&self) -> String {
        let mut path = String::new();
        for (at, step) in self.path.iter().enumerate() {
            let dot = if path.is_empty() { "" } else { "." };
            path += &match step {
                Step::Field(name) => format!("{dot}{name}"),
                // A key is data too.
                Step::Key(_) if self.concealed.is_some_and(|from| at >= from) => format!("{dot}{HIDDEN}"),
                Step::Key(key) => format!("{dot}{}", key.chars().take(MAX_KEY).collect::<String>()),
                Step::Item(at) => format!("[{at}]"),
            };
        }
        path
    }

    pub(super) fn add_at(&mut self, step: Step, problem: Problem) {
        self.path.push(step);
        self.add(problem);
        self.path.pop();
    }

    /// Records what a value made of its input. Returns whether there was any.
    pub(super) fn record(&mut self, value: &mut dyn Decode, decoded: Decoded) -> bool {
        match decoded {
            Decoded::Fits | Decoded::Json => {}
            Decoded::Deviates(problem) => self.add(problem),
            Decoded::Unfit(problem) => {
                value.null();
                // Noted once is enough: it need not be called missing as well.
                self.add(problem);
            }
        }
        true
    }
}
