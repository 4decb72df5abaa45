//! Files that are made together, because they depend on the same.

use std::{collections::BTreeMap, fmt};

use crate::model::Api;

/// Paths relative to the folder of a crate, with `/`, and texts.
pub type Files = BTreeMap<String, String>;

/// Files that are made together.
pub struct Unit<'a> {
    /// The name of the API, which is that of the crate's folder.
    pub api: &'a str,
    /// Stands for all that the files depend on, besides the program that makes them.
    pub inputs: u64,
    make: Box<dyn Fn() -> Files + Send + Sync + 'a>,
}

impl<'a> Unit<'a> {
    pub(super) fn new(api: &'a Api, inputs: u64, make: impl Fn() -> Files + Send + Sync + 'a) -> Self {
        Self { api: &api.name, inputs, make: Box::new(make) }
    }

    /// A single file.
    pub(super) fn file(
        api: &'a Api,
        inputs: u64,
        path: String,
        text: impl Fn() -> String + Send + Sync + 'a,
    ) -> Self {
        Self::new(api, inputs, move || BTreeMap::from([(path.clone(), text())]))
    }

    /// Makes them.
    #[must_use]
    pub fn files(&self) -> Files {
        (self.make)()
    }
}

impl fmt::Debug for Unit<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Unit").field("api", &self.api).field("inputs", &self.inputs).finish_non_exhaustive()
    }
}
