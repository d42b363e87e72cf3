//! `marks/garbled-mark`

use std::ops::Range;

use crate::convention::{Certainty, Meaning};
use crate::lexicon::format::{Form, LOWER};
use crate::lexicon::morphology::Knowledge;
use crate::lexicon::{Lexicon, Rank};
use crate::rules::rule::declare_rule;
use crate::rules::words::candidates;
use crate::rules::{BlockReport, BlockView, Check, Finding, Places, Restoration, Severity};
use crate::text::{Characters, char_after, char_before, in_case_of, word_after, word_before};

use super::bracket::{Bracket, brackets};

declare_rule! {
    /// What stands in brackets is no word, but one letter away from one.
    ///
    /// An engine or an editor put a word into brackets, and a letter of it was misread: `[Qn]` for `On`. Other rules
    /// keep out of brackets, so nothing else would say so.
    ///
    /// Compare the image. Initials, acronyms, names the collection knows and the marks of the convention are left
    /// alone, and so are letters supplied to a word that goes on beyond the bracket.
    ///
    /// ```finds
    /// He was warm. ⸢[Qn]⸣ the occasion of the congress he spoke.
    /// → He was warm. On the occasion of the congress he spoke.
    /// ```
    ///
    /// ```finds bracketed
    /// He was warm. ⸢[Qn]⸣ the occasion of the congress he spoke.
    /// → He was warm. [On] the occasion of the congress he spoke.
    /// ```
    ///
    /// ```quiet
    /// Written by [KB] for [Hodo], [sic]. [Fir]st of all, the [Fir] st of the [ALP] [Carçani].
    /// ```
    pub static GARBLED_MARK = {
        name: "marks/garbled-mark",
        needs: Characters::ascii("["),
        enters: Places::MARKS,
        precedence: 52,
        check: Check::Block(check),
    }
}

/// Longer brackets hold more than a word, in bytes.
const LONGEST: usize = 24;
/// One mistake that engines make costs less than this, in nats; a letter merely guessed costs more.
const ONE_MISTAKE: f32 = 8.9;
/// The word meant is a frequent one, as a cost in nats.
const FREQUENT: f32 = 11.0;
/// A reading is told only if the next one is dearer by this, in nats.
const MARGIN: f32 = 2.0;
/// Marks that hold what an editor reads or supplies, and so words of the document.
const OF_WORDS: [Meaning; 6] =
    [Meaning::Supplied, Meaning::Completed, Meaning::Unclear, Meaning::Correction, Meaning::Added, Meaning::Deleted];

fn check(block: &BlockView, report: &mut BlockReport) {
    if !block.is_english() {
        return;
    }
    for bracket in brackets(&block.text, LONGEST) {
        let known = report.facts.names.mentions.iter().any(|mention| {
            !mention.bearers.is_empty()
                && mention.range.start < bracket.range.end
                && bracket.range.start < mention.range.end
        });
        if let Some(reading) = (!known).then(|| reading(block, &bracket)).flatten() {
            report.add(finding(block, &bracket, &reading));
        }
    }
}

fn finding(block: &BlockView, bracket: &Bracket, reading: &str) -> Finding {
    let content = &block.text[bracket.content.clone()];
    let message = format!("“{content}” in brackets is no word; perhaps “{reading}”");
    let inside = Restoration::replace(bracket.content.clone(), reading).titled(format!("read “[{reading}]”"));
    let plain = Restoration::replace(bracket.range.clone(), reading);
    let brackets_mean_something =
        block.context.convention_declared && block.marks().iter().any(|mark| mark.range == bracket.range);
    let (first, second) = if brackets_mean_something { (inside, plain) } else { (plain, inside) };
    Finding::new(&GARBLED_MARK, bracket.range.clone(), message)
        .severity(Severity::Warning)
        .restoration(first.certainty(Certainty::Medium))
        .restoration(second.certainty(Certainty::Medium))
}

/// The word that the content of a bracket was misread from.
fn reading(block: &BlockView, bracket: &Bracket) -> Option<String> {
    let text: &str = &block.text;
    let word = &text[bracket.content.clone()];
    let lexicon = Lexicon::english();
    if bracket.doubled || !may_be_garbled(word) || is_glued(text, &bracket.range) || is_mark(block, bracket) {
        return None;
    }
    let lower = word.to_lowercase();
    let is_known = lexicon.knowledge(word) != Knowledge::Unknown || block.context.words.contains(&lower);
    if is_known || completes_a_word(text, bracket, word) {
        return None;
    }
    let (left, right) = neighbours(text, &bracket.range);
    let mut readings: Vec<(f32, Rank)> = candidates(word)
        .iter()
        .map(|candidate| {
            let after = right.map_or(0.0, |right| lexicon.cost_after(Some(candidate.rank), right));
            (candidate.damage + lexicon.cost_after(left, candidate.rank) + after, candidate.damage, candidate.rank)
        })
        .filter(|&(_, damage, rank)| {
            let one_mistake = damage < ONE_MISTAKE && is_one_edit(&lower, lexicon.spelling(rank));
            // A word with a capital that is near a name is rather another name.
            let common = lexicon.forms(rank) & LOWER != 0;
            one_mistake && common && lexicon.cost(rank) < FREQUENT
        })
        .map(|(cost, _, rank)| (cost, rank))
        .collect();
    readings.sort_by(|a, b| a.0.total_cmp(&b.0));
    let &(cost, best) = readings.first()?;
    let clear = readings.get(1).is_none_or(|(second, _)| second - cost > MARGIN);
    clear.then(|| in_case_of(word, lexicon.spelling(best)))
}

/// Whether one letter was read for another, or a group of letters for one: `tlie` for `the`.
fn is_one_edit(read: &str, meant: &str) -> bool {
    let same_length = read.len() == meant.len();
    strsim::levenshtein(read, meant) <= if same_length { 1 } else { 2 }
}

/// A single word with small letters, neither an initial nor an acronym.
fn may_be_garbled(word: &str) -> bool {
    let letters = word.chars().filter(|c| c.is_alphabetic()).count();
    let plain = word.chars().all(|c| c.is_ascii_alphanumeric());
    let regular = matches!(Form::of(word), Form::Lower | Form::Capital);
    plain && regular && letters > 1 && letters + 1 >= word.len() && word.contains(|c: char| c.is_ascii_lowercase())
}

/// Whether letters stand close to the bracket: it supplies a part of a word.
fn is_glued(text: &str, range: &Range<usize>) -> bool {
    let joins = |c: char| c.is_alphanumeric() || matches!(c, '-' | '\'' | '’' | '[' | ']');
    char_before(text, range.start).is_some_and(joins) || char_after(text, range.end).is_some_and(joins)
}

/// Whether the convention gives the bracket a meaning that is not a word of the document.
fn is_mark(block: &BlockView, bracket: &Bracket) -> bool {
    let lower = block.text[bracket.content.clone()].to_lowercase();
    block.context.convention.vocabulary().any(|word| word == lower)
        || block.marks().iter().any(|mark| mark.range == bracket.range && !OF_WORDS.contains(&mark.meaning))
}

/// Whether the content makes a word with the letters beyond a space: `[Fir] st`.
fn completes_a_word(text: &str, bracket: &Bracket, word: &str) -> bool {
    let after = text[bracket.range.end..].strip_prefix(' ').map_or("", |after| &after[word_after(after, 0)]);
    let before =
        text[..bracket.range.start].strip_suffix(' ').map_or("", |before| &before[word_before(before, before.len())]);
    let lexicon = Lexicon::english();
    (!after.is_empty() && lexicon.contains(&format!("{word}{after}")))
        || (!before.is_empty() && lexicon.contains(&format!("{before}{word}")))
}

/// The words on the two sides.
fn neighbours(text: &str, range: &Range<usize>) -> (Option<Rank>, Option<Rank>) {
    let lexicon = Lexicon::english();
    let before = text[..range.start].trim_end();
    let left = match before.chars().next_back() {
        None | Some('.' | '!' | '?') => lexicon.sentence_start(),
        Some(_) => lexicon.rank(&before[word_before(before, before.len())].to_lowercase()),
    };
    let after = text[range.end..].trim_start();
    (left, lexicon.rank(&after[word_after(after, 0)].to_lowercase()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::{finds, keeps_quiet};

    #[test]
    fn a_misread_word_in_brackets_is_found() {
        finds(&GARBLED_MARK, "He said that ⸢[tbe]⸣ congress and ⸢[tlie]⸣ plenum met. ⸢[Tbe]⸣ end");
    }

    #[test]
    fn keeps_quiet_at_initials_acronyms_and_names() {
        keeps_quiet(&GARBLED_MARK, "the [KB], [ALP], [J.F.], [Hoxha], [Kapo], [Balluku] and [Çarçani], [Nr] and [1st]");
    }

    #[test]
    fn keeps_quiet_at_marks_and_words() {
        keeps_quiet(&GARBLED_MARK, "the [sic] [illegible] [?] [the] [illegable] [3] [p. 3] [blank] [Signed]");
    }

    #[test]
    fn keeps_quiet_at_parts_of_words() {
        keeps_quiet(&GARBLED_MARK, "[Fir]st of all, [Fir] st of all, re[ceiv]ed, the [con] gress");
    }
}
