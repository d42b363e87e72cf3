//! How the paragraphs of a document follow each other.

use std::ops::Range;

use crate::rules::{DocumentView, PlacedBlock};
use crate::transcript::Region;

use super::{Beginning, Ending, Paragraph};

/// A paragraph with its block.
#[derive(Clone, Copy)]
pub(super) struct Placed<'a> {
    block: &'a PlacedBlock<'a>,
    /// What is known of it.
    pub paragraph: &'a Paragraph,
}

impl Placed<'_> {
    /// A range of the paragraph as a range of the file.
    pub fn in_file(&self, range: &Range<usize>) -> Range<usize> {
        self.block.in_file(range)
    }
}

/// A paragraph and what stands before it.
#[derive(Clone, Copy)]
pub(super) struct Step<'a> {
    /// The paragraph before, debris left out.
    pub before: Option<Placed<'a>>,
    /// Debris that stands between the two.
    pub debris: Option<Placed<'a>>,
    /// The paragraph.
    pub here: Placed<'a>,
    /// Whether a bracket is open where it begins.
    pub bracket_open: bool,
}

impl Step<'_> {
    /// Whether a sentence of prose ends just before.
    pub fn follows_sentence(&self) -> bool {
        self.before.is_some_and(|before| before.paragraph.is_prose() && before.paragraph.ending == Ending::Sentence)
    }
}

/// The paragraphs of the document's body, in order, without debris.
pub(super) fn steps<'a>(view: &'a DocumentView) -> impl Iterator<Item = Step<'a>> {
    let body = view.blocks.iter().filter(|block| block.place.region == Region::Body);
    let paragraphs =
        body.flat_map(|block| block.report.facts.paragraphs.iter().map(move |paragraph| Placed { block, paragraph }));
    let (mut before, mut debris, mut bracket_open) = (None, None, false);
    paragraphs.filter_map(move |here| {
        if here.paragraph.beginning == Beginning::Debris {
            debris = Some(here);
            return None;
        }
        let step = Step { before, debris, here, bracket_open };
        (before, debris) = (Some(here), None);
        bracket_open = here.paragraph.leaves_bracket_open || (bracket_open && here.paragraph.stray_bracket.is_none());
        Some(step)
    })
}

/// What is usual in a document, so that it need not be told of each time.
#[derive(Clone, Copy, Debug, Default)]
pub(in crate::rules) struct Habits {
    prose: usize,
    open: usize,
    lower_case: usize,
    /// Paragraphs that begin with a single box.
    pub ticks: usize,
}

impl Habits {
    /// The habits of a document.
    pub fn of(view: &DocumentView) -> Habits {
        let mut habits = Habits::default();
        for step in steps(view) {
            let paragraph = step.here.paragraph;
            let counts = |is: bool| usize::from(is && paragraph.is_prose());
            habits.prose += counts(true);
            habits.open += counts(paragraph.ending == Ending::Open);
            habits.lower_case += counts(paragraph.beginning == Beginning::LowerCase && step.follows_sentence());
            habits.ticks += usize::from(paragraph.boxes == 1);
        }
        habits
    }

    /// Its lines were taken for paragraphs, or it does without full stops.
    pub fn leaves_sentences_open(self) -> bool {
        self.open > 3 && self.open * 4 > self.prose
    }

    /// It begins paragraphs in lower case as a matter of course.
    pub fn begins_in_lower_case(self) -> bool {
        self.lower_case > 3 && self.lower_case * 10 > self.prose
    }
}
