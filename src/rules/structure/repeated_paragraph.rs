//! `structure/repeated-paragraph`

use crate::rules::rule::declare_rule;
use crate::rules::{Check, DocumentView, Finding, Restoration, Severity};

use super::flow::{Placed, Step, steps};

declare_rule! {
    /// A paragraph stands twice, or begins with the sentence that the one before it ended with.
    ///
    /// Pages that were scanned or transcribed one by one overlap, and an engine that loses its place
    /// reads a passage again.
    ///
    /// Keep one of the two. A passage of several paragraphs is told at its first. Forms, refrains and what a
    /// document repeats many times are left alone.
    ///
    /// ```finds
    /// The delegation was received at the naval station outside the town, and left again on the same evening.
    ///
    /// The mills worked day and night.
    ///
    /// ⸢The delegation was received at the naval station outside the town, and left again on the same evening.⸣
    /// ```
    ///
    /// ```quiet
    /// The delegation was received at the naval station outside the town, and left again on the same evening.
    ///
    /// The delegation was received at the naval station outside the town, and left again on Monday.
    /// ```
    pub static REPEATED_PARAGRAPH = {
        name: "structure/repeated-paragraph",
        severity: Severity::Info,
        precedence: 35,
        check: Check::Document(check),
    }
}

/// A shorter paragraph may well stand twice.
const LONG_ENOUGH: u16 = 12;
/// What stands as often as this is a form or a refrain.
const REFRAIN: usize = 4;

fn check(view: &DocumentView, found: &mut Vec<Finding>) {
    let steps: Vec<Step> = steps(view).collect();
    let long = || steps.iter().filter(|step| is_long(step.here));
    found.extend(long().filter_map(|step| overlap(step.before?, step.here)));
    let paragraphs: Vec<Placed> = steps.iter().map(|step| step.here).collect();
    found.extend(repeated(&paragraphs).map(|(first, again)| repetition(first, again)));
    found.sort_by_key(|finding| finding.range.start);
}

fn is_long(here: Placed) -> bool {
    here.paragraph.words >= LONG_ENOUGH
}

/// That a paragraph's first sentence is among the last ones of the paragraph before it.
fn overlap(before: Placed, here: Placed) -> Option<Finding> {
    let (end_of, echo) = (&before.paragraph.echo, &here.paragraph.echo);
    let overlaps = echo.opening.is_some_and(|opening| end_of.closings.contains(&Some(opening)));
    if !overlaps || end_of.whole == echo.whole {
        return None;
    }
    let start = here.paragraph.range.start;
    let range = here.in_file(&(start..start + echo.opening_length as usize));
    let message = "this paragraph begins with what the one before it ended with: two pages overlap";
    let remove = Restoration::remove(range.clone()).titled("remove what stands twice");
    let earlier = before.in_file(&before.paragraph.last_word);
    Some(Finding::new(&REPEATED_PARAGRAPH, range, message).restoration(remove).related(earlier, "its end"))
}

/// The passages that stand in the document before: where each stands first, and the paragraphs that say it again.
fn repeated<'p, 'v>(paragraphs: &'p [Placed<'v>]) -> impl Iterator<Item = (Placed<'v>, &'p [Placed<'v>])> {
    let firsts = firsts(paragraphs);
    let mut at = 0;
    std::iter::from_fn(move || {
        let (start, first) = (at..paragraphs.len()).find_map(|again| Some((again, firsts[again]?)))?;
        let pairs = paragraphs[start..].iter().zip(&paragraphs[first..start]);
        let length = pairs.take_while(|(again, before)| echo(**again) == echo(**before)).count();
        at = start + length;
        Some((paragraphs[first], &paragraphs[start..at]))
    })
}

/// For each paragraph, the first that says the same, if it is long enough to be told.
fn firsts(paragraphs: &[Placed]) -> Vec<Option<usize>> {
    let long = paragraphs.iter().enumerate().filter(|(_, paragraph)| is_long(**paragraph));
    let mut by_echo: Vec<(u64, usize)> = long.map(|(index, paragraph)| (echo(*paragraph), index)).collect();
    by_echo.sort_unstable();
    let mut firsts = vec![None; paragraphs.len()];
    let alike = by_echo.chunk_by(|(one, _), (other, _)| one == other);
    for places in alike.filter(|places| (2..REFRAIN).contains(&places.len())) {
        for (_, again) in &places[1..] {
            firsts[*again] = Some(places[0].1);
        }
    }
    firsts
}

fn echo(paragraph: Placed) -> u64 {
    paragraph.paragraph.echo.whole
}

fn repetition(first: Placed, again: &[Placed]) -> Finding {
    let place = |paragraph: &Placed| paragraph.in_file(&paragraph.paragraph.range);
    let [opening, .., last] = again else {
        let range = again.first().map(place).unwrap_or_default();
        let remove = Restoration::remove(range.clone()).titled("remove the paragraph");
        let finding =
            Finding::new(&REPEATED_PARAGRAPH, range, "this paragraph stands in the document before, word for word");
        return finding.restoration(remove).related(place(&first), "where it stands first");
    };
    let message = format!("{} paragraphs from here on stand in the document before, word for word", again.len());
    let (opening, last) = (place(opening), place(last));
    let remove = Restoration::remove(opening.start..last.end).titled("remove the passage");
    Finding::new(&REPEATED_PARAGRAPH, opening, message)
        .restoration(remove)
        .related(place(&first), "where the passage stands first")
        .related(last, "its last paragraph")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::{finds, keeps_quiet, restores};

    const LONG: &str = "The mills of the district worked day and night until the end of the month.";

    #[test]
    fn pages_that_overlap_are_found() {
        restores(
            &REPEATED_PARAGRAPH,
            &format!("The harvest was brought in. {LONG}\n\n⸢{LONG}⸣ Then the rains came to the valley."),
            &format!("The harvest was brought in. {LONG}\n\n Then the rains came to the valley."),
        );
    }

    #[test]
    fn line_breaks_do_not_hide_a_repetition() {
        let wrapped = LONG.replace("worked day", "worked\nday");
        finds(&REPEATED_PARAGRAPH, &format!("{LONG}\n\nThe rains came.\n\n⸢{wrapped}⸣\n"));
    }

    #[test]
    fn a_passage_is_told_once() {
        let other = LONG.replace("mills", "mines");
        let passage = format!("{LONG}\n\nThe rains came.\n\n{other}\n");
        let again = format!("⸢{LONG}⸣\n\nThe rains came.\n\n{other}\n");
        restores(&REPEATED_PARAGRAPH, &format!("{passage}\n{again}"), &format!("{passage}\n\n"));
        finds(&REPEATED_PARAGRAPH, &format!("{passage}\n{again}\nThe snow came.\n\n{again}"));
    }

    #[test]
    fn keeps_quiet_at_forms_and_short_paragraphs() {
        keeps_quiet(&REPEATED_PARAGRAPH, &format!("{LONG}\n\n").repeat(REFRAIN));
        keeps_quiet(&REPEATED_PARAGRAPH, "The mills worked.\n\nThe rains came.\n\nThe mills worked.");
    }
}
