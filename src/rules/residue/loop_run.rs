//! `residue/loop`

use std::ops::Range;

use crate::rules::rule::declare_rule;
use crate::rules::{BlockReport, BlockView, Check, Finding, Places, Restoration};
use crate::text::{Edit, Token, TokenKind};

declare_rule! {
    /// The same words stand over and over: an engine went in circles.
    ///
    /// A model that cannot read on may write its last words again and again until its space is full.
    /// What stood in the document from there on is missing.
    ///
    /// Leave one of them, and transcribe what follows from the source.
    ///
    /// ```finds
    /// The delegation ⸢of the ministry of the ministry of the ministry of the ministry of the ministry⸣ of trade.
    /// → The delegation of the ministry of trade.
    /// ```
    ///
    /// ```quiet
    /// No, no, no! Hear, hear! Contents ............................................ 12
    /// ```
    pub static LOOP = {
        name: "residue/loop",
        enters: Places::MARKS,
        precedence: 66,
        check: Check::Block(check),
    }
}

/// The longest phrase that is looked for, in words and signs.
const LONGEST_PHRASE: usize = 64;
/// So many times a phrase must stand, a single word more often still.
const TIMES: usize = 4;
const TIMES_OF_A_WORD: usize = 6;
/// Bytes below which a repetition is a figure of speech.
const FIGURE_OF_SPEECH: usize = 24;
/// Bytes of dots or dashes that no leader or rule has.
const LEADER: usize = 300;

fn check(block: &BlockView, report: &mut BlockReport) {
    let tokens = block.tokens();
    if tokens.len() < TIMES {
        return;
    }
    // Where each word last stood, with its cue, found by a part of the cue's hash.
    let mut last = [(u32::MAX, 0); 256];
    let mut period = 0;
    let mut matching = 0;
    let bytes = block.text.as_bytes();
    for (i, token) in tokens.iter().enumerate() {
        let text = &bytes[token.range()];
        let cue = cue(text);
        let slot = &mut last[(cue.wrapping_mul(0x9E37_79B1) >> 24) as usize];
        let (before, cue_before) = *slot;
        let before = before as usize;
        *slot = (i as u32, cue);
        if period > 0 && bytes[tokens[i - period].range()] == *text {
            matching += 1;
            continue;
        }
        report_loop(block, i, period, matching, report);
        (period, matching) = (0, 0);
        let near = cue_before == cue && before < i && i - before <= LONGEST_PHRASE;
        if near && bytes[tokens[before].range()] == *text {
            (period, matching) = (i - before, 1);
        }
    }
    report_loop(block, tokens.len(), period, matching, report);
}

/// What tells most words apart: length and three letters.
fn cue(bytes: &[u8]) -> u32 {
    let (first, middle, last) = (bytes[0], bytes[bytes.len() / 2], bytes[bytes.len() - 1]);
    u32::from_le_bytes([first, middle, last, bytes.len() as u8])
}

/// The tokens before `end`, `matching` of which equal those `period` before them.
fn report_loop(block: &BlockView, end: usize, period: usize, matching: usize, report: &mut BlockReport) {
    if period == 0 || matching < (TIMES - 1) * period {
        return;
    }
    let tokens = &block.tokens()[end - matching - period..end];
    let times = tokens.len() / period;
    let whole = &tokens[..times * period];
    let (Some(first), Some(phrase_end), Some(last)) = (whole.first(), whole.get(period - 1), whole.last()) else {
        return;
    };
    let range = first.start as usize..last.end as usize;
    if !is_loop(block, &whole[..period], times, &range) {
        return;
    }
    let phrase = &block.text[first.start as usize..phrase_end.end as usize];
    let message = format!(
        "“{}” stands {times} times in a row: the engine went in circles, and what stood here is missing; leave it once \
         and transcribe what follows from the source",
        shortened(phrase)
    );
    let surplus = phrase_end.end as usize..range.end;
    let once = Restoration::remove(surplus.clone()).titled("leave it once");
    let gap = block.context.convention.gap(None);
    let mark = Restoration::gap(block.context.convention, surplus.clone(), None).titled("leave it once, mark the gap");
    let mark = Restoration { edits: vec![Edit::replace(surplus, format!(" {gap}"))], ..mark };
    report.add(Finding::new(&LOOP, range, message).restoration(once).restoration(mark));
}

fn is_loop(block: &BlockView, phrase: &[Token], times: usize, range: &Range<usize>) -> bool {
    let words = || phrase.iter().filter(|token| token.kind == TokenKind::Word && token.range().len() > 1);
    match words().count() {
        0 => range.len() > LEADER && phrase.iter().all(|token| token.kind == TokenKind::Punctuation),
        1 => times >= TIMES_OF_A_WORD && range.len() > FIGURE_OF_SPEECH && !is_column(block, range, times),
        _ => range.len() > FIGURE_OF_SPEECH && !is_column(block, range, times),
    }
}

/// A word on each line is a column of a table.
fn is_column(block: &BlockView, range: &Range<usize>, times: usize) -> bool {
    block.text[range.clone()].matches('\n').count() + 1 >= times
}

fn shortened(phrase: &str) -> String {
    const SHOWN: usize = 60;
    match phrase.char_indices().nth(SHOWN) {
        Some((at, _)) => format!("{}…", &phrase[..at]),
        None => phrase.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::{finds, keeps_quiet, restores};

    #[test]
    fn words_and_phrases_in_circles_are_found() {
        restores(&LOOP, "and ⸢secret secret secret secret secret secret secret⸣.", "and secret.");
        finds(&LOOP, &format!("In the ⸢{}⸣", ["a b c d e, the office of"; 9].join(" ")));
        finds(&LOOP, &format!("end ⸢{}⸣", [". "; 400].concat().trim_end()));
    }

    #[test]
    fn keeps_quiet_at_figures_of_speech_leaders_and_columns() {
        keeps_quiet(&LOOP, "never, never, never, never, never again; ha ha ha ha ha ha");
        keeps_quiet(&LOOP, &format!("Preface {} 3", ". ".repeat(60)));
        keeps_quiet(&LOOP, &"approved by the office\n".repeat(8));
        keeps_quiet(&LOOP, &"1 2 3 4 ".repeat(20));
    }
}
