//! What is wrong in an authority file, at its place.

use std::ops::Range;

/// How grave a fault is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Gravity {
    /// Worth a look; the record is used.
    Warning,
    /// The part concerned cannot be used.
    Error,
}

/// One fault of an authority file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// Index into [`super::Authority::files`].
    pub file: usize,
    /// Byte range in that file.
    pub range: Range<usize>,
    /// How grave it is.
    pub gravity: Gravity,
    /// What is here and what to do.
    pub message: String,
    /// Other places the message speaks of: file, range.
    pub related: Vec<super::record::Place>,
}

impl Fault {
    /// A part that cannot be used.
    pub fn error(file: usize, range: Range<usize>, message: impl Into<String>) -> Self {
        Fault { file, range, gravity: Gravity::Error, message: message.into(), related: Vec::new() }
    }

    /// Something worth a look.
    pub fn warning(file: usize, range: Range<usize>, message: impl Into<String>) -> Self {
        Fault { gravity: Gravity::Warning, ..Fault::error(file, range, message) }
    }

    /// The same fault, speaking of another place too.
    pub fn with_related(mut self, place: super::record::Place) -> Self {
        self.related.push(place);
        self
    }
}
