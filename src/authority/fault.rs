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

/// What sort of fault it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FaultKind {
    /// Something that cannot be read, or that no record has.
    Broken,
    /// Two records have one id.
    DuplicateId,
    /// Two records share a form and do not say that they are two.
    SharedForm,
    /// Dates that exclude one another.
    ImpossibleDates,
    /// An id that no record has.
    DanglingReference,
    /// Two records are probably of one person or body.
    DuplicateRecord,
}

/// One fault of an authority file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// Index into [`super::Authority::files`].
    pub file: usize,
    /// Byte range in that file.
    pub range: Range<usize>,
    /// What sort it is.
    pub kind: FaultKind,
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
        let kind = FaultKind::Broken;
        Fault { file, range, kind, gravity: Gravity::Error, message: message.into(), related: Vec::new() }
    }

    /// Something worth a look.
    pub fn warning(file: usize, range: Range<usize>, message: impl Into<String>) -> Self {
        Fault { gravity: Gravity::Warning, ..Fault::error(file, range, message) }
    }

    /// The same fault, so many bytes further on in its file.
    pub(super) fn shifted(mut self, bytes: usize) -> Self {
        self.range = self.range.start + bytes..self.range.end + bytes;
        self
    }

    /// The same fault, of this sort.
    pub fn of_kind(self, kind: FaultKind) -> Self {
        Fault { kind, ..self }
    }

    /// The same fault, speaking of another place too.
    pub fn with_related(mut self, place: super::record::Place) -> Self {
        self.related.push(place);
        self
    }
}
