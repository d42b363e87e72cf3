//! Findings and restorations: what a rule says of a place and what it proposes there.

use std::borrow::Cow;
use std::ops::Range;
use std::path::Path;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::convention::{Certainty, Convention};
use crate::text::{Edit, Spot};

use super::Rule;

/// How sure a finding is of itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Worth a look when there is time.
    Hint,
    /// Worth a look.
    Info,
    /// Very probably debris or a slip.
    Warning,
    /// Certainly debris.
    Error,
}

impl Severity {
    /// All of them, the least severe first.
    pub const ALL: [Severity; 4] = [Severity::Hint, Severity::Info, Severity::Warning, Severity::Error];

    /// Its name in lower case.
    pub fn name(self) -> &'static str {
        match self {
            Severity::Hint => "hint",
            Severity::Info => "info",
            Severity::Warning => "warning",
            Severity::Error => "error",
        }
    }
}

/// What an editor means with a change.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Intent {
    /// Lost text is supplied.
    Supply,
    /// An illegible place is marked.
    Gap,
    /// A doubtful reading is marked.
    Unclear,
    /// A mistake is corrected.
    Correct,
    /// A form is regularized.
    Regularize,
    /// Debris goes.
    Remove,
    /// The place stays as it is, on record.
    Keep,
}

/// Who may apply a restoration.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Applicability {
    /// Tells what is meant; nothing is to be applied.
    Display,
    /// Needs an editor's eye.
    Suggested,
    /// Cannot change a reading; `fix` applies it.
    Safe,
}

/// A proposed change.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Restoration {
    /// What it does, in a phrase: `restore “First”`.
    pub title: Cow<'static, str>,
    /// What the editor means with it.
    pub intent: Intent,
    /// How sure the reading is.
    pub certainty: Certainty,
    /// Who may apply it.
    pub applicability: Applicability,
    /// The change; none for `keep`.
    pub edits: Vec<Edit>,
}

impl Restoration {
    /// Debris at `range` goes.
    pub fn remove(range: Range<usize>) -> Restoration {
        Restoration::of(Intent::Remove, "remove it".into(), vec![Edit::delete(range)])
    }

    /// What the scanner misread is replaced plainly by the reading.
    pub fn replace(range: Range<usize>, reading: impl Into<String>) -> Restoration {
        let reading = reading.into();
        let title = if reading.trim().is_empty() {
            "replace it by a space".into()
        } else {
            format!("read “{reading}”").into()
        };
        Restoration::of(Intent::Correct, title, vec![Edit::replace(range, reading)])
    }

    /// A form is made regular, plainly: white space, quotation marks, dashes.
    pub fn regularize(range: Range<usize>, regular: impl Into<String>) -> Restoration {
        let regular = regular.into();
        let title = format!("write “{regular}”");
        Restoration::of(Intent::Regularize, title.into(), vec![Edit::replace(range, regular)])
    }

    /// Lost text is supplied where `damage` (filler, or nothing) stands, in the form of the convention.
    pub fn supply(convention: &Convention, damage: Range<usize>, lost: &str, certainty: Certainty) -> Restoration {
        let text = convention.supply(lost, certainty);
        Restoration::of(Intent::Supply, format!("supply “{lost}”").into(), vec![Edit::replace(damage, text)])
            .certainty(certainty)
    }

    /// A place is marked as illegible; `characters` if their number is known.
    pub fn gap(convention: &Convention, range: Range<usize>, characters: Option<usize>) -> Restoration {
        let text = convention.gap(characters);
        Restoration::of(Intent::Gap, "mark as illegible".into(), vec![Edit::replace(range, text)])
            .certainty(Certainty::Medium)
    }

    /// A mistake of the author or typist is corrected in the form of the convention.
    pub fn correct(convention: &Convention, range: Range<usize>, sic: &str, correction: &str) -> Restoration {
        let text = convention.correct(sic, correction);
        Restoration::of(Intent::Correct, format!("correct to “{correction}”").into(), vec![Edit::replace(range, text)])
    }

    /// The place stays as it is written, on record in the ledger.
    pub fn keep() -> Restoration {
        Restoration::of(Intent::Keep, "keep as written".into(), Vec::new())
    }

    fn of(intent: Intent, title: Cow<'static, str>, edits: Vec<Edit>) -> Restoration {
        Restoration { title, intent, certainty: Certainty::High, applicability: Applicability::Suggested, edits }
    }

    /// The same, this sure.
    #[must_use]
    pub fn certainty(mut self, certainty: Certainty) -> Restoration {
        self.certainty = certainty;
        self
    }

    /// The same, applied without asking: it cannot change a reading.
    #[must_use]
    pub fn safe(mut self) -> Restoration {
        self.applicability = Applicability::Safe;
        self
    }

    /// The same under another title.
    #[must_use]
    pub fn titled(mut self, title: impl Into<Cow<'static, str>>) -> Restoration {
        self.title = title.into();
        self
    }
}

/// The best reading of a place and its alternatives are no more than this.
const MOST_READINGS: usize = 6;

/// Another place that a finding speaks of, in the same document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Related {
    /// Where.
    pub range: Range<usize>,
    /// What is there.
    pub message: Cow<'static, str>,
}

/// A place in another file that a finding speaks of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Elsewhere {
    /// The file.
    pub path: Arc<Path>,
    /// Its beginning there.
    pub start: Spot,
    /// Its end there.
    pub end: Spot,
    /// What is there.
    pub message: String,
}

/// What a rule says of a place.
#[derive(Clone, Debug)]
pub struct Finding {
    /// The rule that speaks.
    pub rule: &'static Rule,
    /// The place: byte offsets, in the block while a block is checked, in the file afterwards.
    pub range: Range<usize>,
    /// How sure it is.
    pub severity: Severity,
    /// What is here, why it probably is so, what to do; to a transcriber.
    pub message: Cow<'static, str>,
    /// Proposals, the best first.
    pub restorations: Vec<Restoration>,
    /// Other places it speaks of.
    pub related: Vec<Related>,
    /// Places in other files it speaks of.
    pub elsewhere: Box<[Elsewhere]>,
}

impl Finding {
    /// A finding of a rule, as severe as the rule is by default.
    pub fn new(rule: &'static Rule, range: Range<usize>, message: impl Into<Cow<'static, str>>) -> Finding {
        let message = message.into();
        Finding {
            rule,
            range,
            severity: rule.severity,
            message,
            restorations: Vec::new(),
            related: Vec::new(),
            elsewhere: Box::default(),
        }
    }

    /// With one more restoration, less good than those before it.
    #[must_use]
    pub fn restoration(mut self, restoration: Restoration) -> Finding {
        self.restorations.push(restoration);
        self
    }

    /// With these restorations after those it has, the best first.
    #[must_use]
    pub fn restorations(mut self, restorations: impl IntoIterator<Item = Restoration>) -> Finding {
        self.restorations.extend(restorations);
        self
    }

    /// With a place in another file.
    #[must_use]
    pub fn elsewhere(mut self, elsewhere: Elsewhere) -> Finding {
        self.elsewhere = self.elsewhere.into_iter().chain([elsewhere]).collect();
        self
    }

    /// With another place.
    #[must_use]
    pub fn related(mut self, range: Range<usize>, message: impl Into<Cow<'static, str>>) -> Finding {
        self.related.push(Related { range, message: message.into() });
        self
    }

    /// With all that an editor may do, in order: the best reading and at most five others, to mark as
    /// illegible what was misread or lost, to keep what is written.
    #[must_use]
    pub fn with_every_choice(mut self, convention: &Convention) -> Finding {
        let (mut readings, mut gaps): (Vec<_>, Vec<_>) =
            self.restorations.into_iter().filter(|r| r.intent != Intent::Keep).partition(|r| r.intent != Intent::Gap);
        let damaged = readings
            .first()
            .is_some_and(|best| matches!(best.intent, Intent::Supply | Intent::Correct | Intent::Unclear));
        if gaps.is_empty() && damaged && !self.range.is_empty() {
            gaps.push(Restoration::gap(convention, self.range.clone(), None));
        }
        readings.truncate(MOST_READINGS);
        readings.append(&mut gaps);
        readings.push(Restoration::keep());
        self.restorations = readings;
        self
    }

    /// Less or more sure than its rule usually is.
    #[must_use]
    pub fn severity(mut self, severity: Severity) -> Finding {
        self.severity = severity;
        self
    }

    /// The same with all its ranges changed.
    #[must_use]
    pub fn map_ranges(mut self, map: impl Fn(&Range<usize>) -> Range<usize>) -> Finding {
        self.range = map(&self.range);
        for related in &mut self.related {
            related.range = map(&related.range);
        }
        for edit in self.restorations.iter_mut().flat_map(|restoration| &mut restoration.edits) {
            edit.range = map(&edit.range);
        }
        self
    }

    /// The same after an edit elsewhere: `replaced` became `inserted` bytes. None if the edit touches what it speaks of
    /// or would change.
    #[must_use]
    pub fn after_edit(mut self, replaced: &Range<usize>, inserted: usize) -> Option<Finding> {
        let touches = |range: &Range<usize>| range.start <= replaced.end && replaced.start <= range.end;
        let mut edits = self.restorations.iter().flat_map(|restoration| &restoration.edits);
        if touches(&self.range) || edits.any(|edit| touches(&edit.range)) {
            return None;
        }
        self.related.retain(|related| !touches(&related.range));
        let moved = |offset: usize| if offset < replaced.start { offset } else { offset - replaced.len() + inserted };
        Some(self.map_ranges(|range| moved(range.start)..moved(range.end)))
    }
}

/// Two findings are equal if they say the same of the same place.
impl PartialEq for Finding {
    fn eq(&self, other: &Finding) -> bool {
        self.rule.name == other.rule.name
            && (&self.range, self.severity, &self.message) == (&other.range, other.severity, &other.message)
            && (&self.restorations, &self.related, &self.elsewhere)
                == (&other.restorations, &other.related, &other.elsewhere)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::rule;

    fn choices(finding: Finding) -> Vec<Intent> {
        finding.with_every_choice(Convention::bracketed()).restorations.iter().map(|r| r.intent).collect()
    }

    #[test]
    fn what_is_misread_may_be_marked_and_kept() {
        let finding = Finding::new(rule("words/garbled").unwrap(), 0..3, "a misread word");
        let readings = (0..9).map(|n| Restoration::replace(0..3, format!("word{n}")));
        use Intent::{Correct, Gap, Keep};
        assert_eq!(
            choices(finding.clone().restorations(readings)),
            [Correct, Correct, Correct, Correct, Correct, Correct, Gap, Keep]
        );
        assert_eq!(choices(finding), [Keep]);
    }

    #[test]
    fn an_edit_moves_what_stands_after_it_and_ends_what_it_touches() {
        let rule = rule("words/garbled").unwrap();
        let finding = Finding::new(rule, 10..13, "").restoration(Restoration::replace(10..13, "one"));
        let finding = finding.related(2..5, "before").related(20..24, "after");
        let places = |replaced, inserted| {
            let moved: Finding = finding.clone().after_edit(&replaced, inserted)?;
            let related: Vec<usize> = moved.related.iter().map(|related| related.range.start).collect();
            Some((moved.range, moved.restorations[0].edits[0].range.clone(), related))
        };
        assert_eq!(places(15..17, 3), Some((10..13, 10..13, vec![2, 21])));
        assert_eq!(places(4..6, 0), Some((8..11, 8..11, vec![18])));
        assert_eq!(places(13..13, 1), None);
        assert_eq!(places(8..10, 5), None);
        assert_eq!(places(0..30, 30), None);
    }

    #[test]
    fn a_space_is_not_illegible() {
        let finding = Finding::new(rule("spacing/double-space").unwrap(), 0..2, "two spaces");
        assert_eq!(
            choices(finding.restoration(Restoration::regularize(0..2, " "))),
            [Intent::Regularize, Intent::Keep]
        );
    }
}
