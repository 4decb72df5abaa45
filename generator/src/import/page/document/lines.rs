//! Lines of places in a text.

/// Where the lines of a text begin.
pub(super) struct Lines {
    starts: Vec<usize>,
    first: usize,
}

impl Lines {
    /// `first` is the number of the first line.
    pub(super) fn new(text: &str, first: usize) -> Self {
        let starts = text.match_indices('\n').map(|(at, _)| at + 1);
        Self { starts: std::iter::once(0).chain(starts).collect(), first }
    }

    /// The line of a byte.
    pub(super) fn of(&self, byte: usize) -> usize {
        self.first + self.starts.partition_point(|start| *start <= byte).saturating_sub(1)
    }
}
