//! `punctuation/ellipsis`

use std::ops::Range;

use crate::rules::rule::declare_rule;
use crate::rules::{BlockReport, BlockView, Check, DocumentView, FactKinds, Finding, Places, Restoration, Severity};
use crate::text::{Characters, Class};

declare_rule! {
    /// An omission is written in another way than the rest of the document writes it.
    ///
    /// `...`, `. . .` and `…` mean the same; one document mixes them where several hands or several
    /// engines worked on it.
    ///
    /// Write it as the document does elsewhere, unless the difference is the author's. Only documents
    /// that clearly prefer one way are told of the other.
    ///
    /// ```finds
    /// One ... two ... three ... four ... five ⸢. . .⸣ six ... seven.
    /// → One ... two ... three ... four ... five ... six ... seven.
    /// ```
    ///
    /// ```quiet
    /// One ... two . . . three ... four.
    /// ```
    pub static ELLIPSIS = {
        name: "punctuation/ellipsis",
        severity: Severity::Hint,
        needs: Characters::ascii(".").and(Class::Sign),
        precedence: 20,
        check: Check::Folded { block: gather, document: fold },
    }
}

/// A way to write an omission.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EllipsisForm {
    /// `...`
    Tight,
    /// `. . .`
    Spaced,
    /// `…`
    Character,
}

/// Dots that stand for what is left out.
#[derive(Clone, Debug, PartialEq)]
pub struct Ellipsis {
    /// The dots.
    pub range: Range<usize>,
    /// How they are written.
    pub form: EllipsisForm,
    /// Whether the stop of the sentence stands with them.
    pub with_stop: bool,
}

/// A document must hold this many before it has a habit,
const HABIT: usize = 5;
/// and this many in the usual form for each in another.
const SHARE: usize = 4;

fn gather(block: &BlockView, report: &mut BlockReport) {
    let text: &str = &block.text;
    let mut done = 0;
    for at in memchr::memchr_iter(b'.', text.as_bytes()) {
        if at >= done
            && let Some((row, ellipsis)) = dots_from(text, at)
        {
            done = row.end;
            ellipsis.into_iter().for_each(|ellipsis| add(block, ellipsis, report));
        }
    }
    if block.characters.meets(Characters::NONE.and(Class::Sign)) {
        for (at, sign) in text.match_indices('…') {
            let end = at + sign.len();
            let with_stop = text[end..].starts_with('.');
            let range = at..end + usize::from(with_stop);
            add(block, Ellipsis { range, form: EllipsisForm::Character, with_stop }, report);
        }
    }
}

fn add(block: &BlockView, ellipsis: Ellipsis, report: &mut BlockReport) {
    if !block.is_protected(&ellipsis.range, Places::SIC) {
        report.facts.ellipses.push(ellipsis);
    }
}

/// The row of dots that begins at `at`, and what it leaves out: rows of more than four are leaders.
fn dots_from(text: &str, at: usize) -> Option<(Range<usize>, Option<Ellipsis>)> {
    let bytes = text.as_bytes();
    let (step, form) = match bytes.get(at + 1..at + 3) {
        Some(b"..") => (1, EllipsisForm::Tight),
        Some(b" .") => (2, EllipsisForm::Spaced),
        _ => return None,
    };
    let dot = |end: usize| bytes.get(end + step - 1) == Some(&b'.') && (step == 1 || bytes[end] == b' ');
    let (mut end, mut count) = (at + 1, 1);
    while dot(end) {
        end += step;
        count += 1;
    }
    let ellipsis = Ellipsis { range: at..end, form, with_stop: count == 4 };
    Some((at..end, (3..=4).contains(&count).then_some(ellipsis)))
}

fn fold(view: &DocumentView, found: &mut Vec<Finding>) {
    let mut count = [0; 3];
    for ellipsis in view.blocks_with(FactKinds::ELLIPSES).flat_map(|(_, block)| &block.report.facts.ellipses) {
        count[ellipsis.form as usize] += 1;
    }
    let forms = [EllipsisForm::Tight, EllipsisForm::Spaced, EllipsisForm::Character];
    let Some(usual) = forms.into_iter().max_by_key(|&form| count[form as usize]) else { return };
    let others = count.iter().sum::<usize>() - count[usual as usize];
    if others == 0 || count[usual as usize] < HABIT.max(others * SHARE) {
        return;
    }
    for (_, block) in view.blocks_with(FactKinds::ELLIPSES) {
        let strange = block.report.facts.ellipses.iter().filter(|ellipsis| ellipsis.form != usual);
        found.extend(strange.map(|ellipsis| finding(block.in_file(&ellipsis.range), ellipsis, usual)));
    }
}

fn finding(range: Range<usize>, ellipsis: &Ellipsis, usual: EllipsisForm) -> Finding {
    let written = usual.written(ellipsis.with_stop);
    let message = format!("the document elsewhere writes “{}” for what is left out", usual.written(false));
    Finding::new(&ELLIPSIS, range.clone(), message).restoration(Restoration::regularize(range, written))
}

impl EllipsisForm {
    fn written(self, with_stop: bool) -> &'static str {
        match (self, with_stop) {
            (EllipsisForm::Tight, false) => "...",
            (EllipsisForm::Tight, true) => "....",
            (EllipsisForm::Spaced, false) => ". . .",
            (EllipsisForm::Spaced, true) => ". . . .",
            (EllipsisForm::Character, false) => "…",
            (EllipsisForm::Character, true) => "….",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::{keeps_quiet, restores};

    #[test]
    fn the_rare_way_is_told() {
        restores(&ELLIPSIS, "a … b … c … d … e⸢....⸣ f …", "a … b … c … d … e…. f …");
    }

    #[test]
    fn keeps_quiet_without_a_habit_and_at_rows() {
        keeps_quiet(&ELLIPSIS, "a ... b … c . . . d ...");
        keeps_quiet(&ELLIPSIS, "a ... b ... c ... d ... e ... f ........ 3\ng . . . . . . 4, [. . .]");
    }
}
