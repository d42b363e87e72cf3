//! `scripts/stray-run`

use std::ops::Range;

use crate::rules::rule::declare_rule;
use crate::rules::{BlockReport, BlockView, Check, DocumentView, FactKinds, Finding, Places, Restoration, Severity};
use crate::text::{Characters, Class, Script, TokenKind, script_of};

use super::look_alike::latin_for;

declare_rule! {
    /// A scrap of another script stands where the document uses none.
    ///
    /// Shown a stain, a stamp, a pencil stroke or an underlined initial, an engine that knows many
    /// scripts writes whatever letters come nearest: `ПП` alone in a line of an English typescript.
    ///
    /// Remove it if nothing stands there in the source; else read it, or mark it as illegible. Passages,
    /// words in quotation marks or brackets, Greek letters in formulas and documents that use the script
    /// keep quiet.
    ///
    /// ```finds
    /// The exhibition closed in June.
    ///
    /// ⸢ПП⸣
    ///
    /// The delegation left.
    /// → The exhibition closed in June.
    /// →
    /// →
    /// →
    /// → The delegation left.
    /// ```
    ///
    /// ```quiet
    /// The paper “Правда” and the organ of the CPSU (КПСС) wrote: Пролетарии всех стран, соединяйтесь!
    /// ```
    pub static STRAY_RUN = {
        name: "scripts/stray-run",
        needs: Characters::NONE.and(Class::Cyrillic).and(Class::Greek).and(Class::OtherScript),
        check: Check::Folded { block: gather, document: fold },
    }
}

/// The words of other scripts than Latin in a block.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ForeignWords {
    /// How many there are.
    pub words: u32,
    /// How many of them stand in passages of several.
    pub in_passages: u32,
    /// Those that look like scraps.
    pub scraps: Vec<Scrap>,
}

/// A run of at most two words of another script.
#[derive(Clone, Debug, PartialEq)]
pub struct Scrap {
    /// Where it stands.
    pub range: Range<usize>,
    /// What would go with it.
    pub surroundings: Range<usize>,
    /// How sure it is to be debris.
    pub severity: Severity,
    /// Whether it fills its line.
    pub alone: bool,
}

/// So many words of another script in a row are a passage.
const PASSAGE_WORDS: usize = 3;
/// So many letters in a word are more than a stain gives.
const SCRAP_LETTERS: usize = 4;
/// One in so many words: then the document uses the script.
const IN_USE: u32 = 10;

fn gather(block: &BlockView, report: &mut BlockReport) {
    let foreign = &mut report.facts.foreign_words;
    for run in runs(block) {
        foreign.words += run.words as u32;
        if run.words >= PASSAGE_WORDS {
            foreign.in_passages += run.words as u32;
        } else {
            foreign.scraps.extend(run.by_lines(&block.text).iter().filter_map(|run| scrap(block, run)));
        }
    }
}

fn fold(document: &DocumentView, found: &mut Vec<Finding>) {
    let facts = || document.blocks_with(FactKinds::FOREIGN_WORDS).map(|(_, block)| &block.report.facts);
    let words: u32 = document.blocks.iter().map(|block| block.words).sum();
    let foreign: u32 = facts().map(|facts| facts.foreign_words.words).sum();
    let scraps: u32 = facts().map(|facts| facts.foreign_words.scraps.len() as u32).sum();
    // A short text of one scrap is no document in another script.
    if scraps == 0 || (foreign > 2 && foreign * IN_USE > words) {
        return;
    }
    let passages = facts().any(|facts| facts.foreign_words.in_passages > 0);
    for (_, block) in document.blocks_with(FactKinds::FOREIGN_WORDS) {
        for scrap in &block.report.facts.foreign_words.scraps {
            let range = block.in_file(&scrap.range);
            let severity = if passages && !scrap.alone { Severity::Hint } else { scrap.severity };
            let text = document.text(range.clone());
            let message = format!(
                "“{text}” is a scrap of another script, which this document does not use: most likely a stain, a \
                 stroke or an initial that the scanner could not read; remove it, or mark it as illegible"
            );
            let gone = Restoration::remove(block.in_file(&scrap.surroundings));
            let gap = Restoration::gap(document.context.convention, range.clone(), None);
            let order = if scrap.alone { [gone, gap] } else { [gap, gone] };
            found.push(Finding::new(&STRAY_RUN, range, message).severity(severity).restorations(order));
        }
    }
}

/// Words of other scripts in a row, with nothing but spaces and punctuation between them.
struct Run {
    range: Range<usize>,
    words: usize,
    /// Letters of the longest of them.
    longest: usize,
}

impl Run {
    /// Two words on two lines are two scraps.
    fn by_lines(self, text: &str) -> Vec<Run> {
        let Some(end) = text[self.range.clone()].find(['\n', '\r']) else { return vec![self] };
        let first = text[self.range.clone()][..end].trim_end().len();
        let rest = text[self.range.clone()][end..].trim_start().len();
        [self.range.start..self.range.start + first, self.range.end - rest..self.range.end]
            .map(|range| Run { range, words: 1, longest: self.longest })
            .into()
    }
}

fn runs(block: &BlockView) -> Vec<Run> {
    let mut found: Vec<Run> = Vec::new();
    let mut broken = true;
    for token in block.tokens() {
        match token.kind {
            TokenKind::Punctuation => {}
            TokenKind::Word if is_foreign(token.text(&block.text)) => {
                let letters = token.text(&block.text).chars().count();
                match found.last_mut().filter(|_| !broken) {
                    Some(run) => {
                        run.range.end = token.end as usize;
                        run.words += 1;
                        run.longest = run.longest.max(letters);
                    }
                    None => found.push(Run { range: token.range(), words: 1, longest: letters }),
                }
                broken = false;
            }
            _ => broken = true,
        }
    }
    found
}

fn is_foreign(word: &str) -> bool {
    !word.is_ascii() && word.chars().any(is_foreign_letter) && !word.chars().any(|c| script_of(c) == Script::Latin)
}

fn is_foreign_letter(c: char) -> bool {
    c.is_alphabetic() && !matches!(script_of(c), Script::Latin | Script::Common | Script::Inherited)
}

/// The run as a scrap; none if it may well be meant.
fn scrap(block: &BlockView, run: &Run) -> Option<Scrap> {
    let text = &block.text[run.range.clone()];
    let surroundings = block.with_surroundings(&run.range);
    let alone = fills_line(&block.text, &run.range);
    if !alone && (is_quoted(&block.text, &run.range) || is_symbol(text) || is_east_asian_name(text)) {
        return None;
    }
    if block.is_protected(&run.range, Places::NONE) {
        return None;
    }
    let severity = if run.longest <= SCRAP_LETTERS { Severity::Warning } else { Severity::Info };
    Some(Scrap { range: run.range.clone(), surroundings, severity, alone })
}

fn fills_line(text: &str, range: &Range<usize>) -> bool {
    let before = text[..range.start].trim_end_matches([' ', '\t']);
    let after = text[range.end..].trim_start_matches([' ', '\t', '.', ',']);
    (before.is_empty() || before.ends_with(['\n', '\r'])) && (after.is_empty() || after.starts_with(['\n', '\r']))
}

/// A Greek letter that stands for a quantity, a particle, a fraternity.
fn is_symbol(text: &str) -> bool {
    let mut letters = text.chars();
    matches!((letters.next(), letters.next()), (Some(c), None) if script_of(c) == Script::Greek && latin_for(c).is_none_or(|letter| letter.is_lowercase()))
}

/// Two or more ideographs or syllables, which historians set beside a name without brackets.
fn is_east_asian_name(text: &str) -> bool {
    text.chars().count() > 1
        && text.chars().all(|c| {
            matches!(script_of(c), Script::Han | Script::Hangul | Script::Hiragana | Script::Katakana | Script::Common)
        })
}

/// Whether a range stands in quotation marks or brackets.
pub(super) fn is_quoted(text: &str, range: &Range<usize>) -> bool {
    const OPENING: [char; 12] = ['"', '“', '„', '«', '‘', '\'', '(', '[', '<', '{', '»', '”'];
    const CLOSING: [char; 11] = ['"', '”', '“', '»', '’', '\'', ')', ']', '>', '}', '«'];
    let before = text[..range.start].ends_with(OPENING);
    let after = text[range.end..].trim_start_matches(['.', ',', '!', '?']).starts_with(CLOSING);
    before || after
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::{finds, keeps_quiet, restores};

    const PROSE: &str =
        "The delegation of the ministry left for the capital on the following morning with all its papers.";

    #[test]
    fn a_scrap_alone_in_its_line_goes() {
        restores(&STRAY_RUN, &format!("{PROSE}\n⸢ПГ⸣\n{PROSE}"), &format!("{PROSE}\n{PROSE}"));
        restores(&STRAY_RUN, "⸢סע⸣", "");
    }

    #[test]
    fn a_scrap_amid_words_is_illegible() {
        restores(&STRAY_RUN, &format!("{PROSE} And ⸢жи⸣ the rest."), &format!("{PROSE} And [illegible] the rest."));
        finds(&STRAY_RUN, &format!("{PROSE} By ⸢こ⸣ order."));
    }

    #[test]
    fn scraps_on_two_lines_are_two() {
        finds(&STRAY_RUN, &format!("{PROSE}\n⸢ПГ⸣\n⸢жи⸣\n{PROSE}"));
    }

    #[test]
    fn keeps_quiet_at_quoted_words_and_symbols() {
        keeps_quiet(&STRAY_RUN, &format!("{PROSE} “Правда”, (КПСС), π and σ, Mao Zedong 毛泽东."));
        keeps_quiet(&STRAY_RUN, &format!("{PROSE} see Правда [sic] and https://example.org/жи"));
    }

    #[test]
    fn keeps_quiet_where_the_script_is_in_use() {
        keeps_quiet(&STRAY_RUN, "Москва\n\nда\n\nИтак, мы начинаем заседание.");
        keeps_quiet(&STRAY_RUN, &format!("{PROSE} Мы начинаем заседание. {PROSE}"));
    }
}
