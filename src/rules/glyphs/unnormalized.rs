//! `glyphs/unnormalized`

use std::ops::Range;

use unicode_normalization::{UnicodeNormalization, is_nfc};

use crate::rules::rule::declare_rule;
use crate::rules::{BlockReport, BlockView, Check, DocumentView, FactKinds, Finding, Places, Restoration, Severity};
use crate::text::{Characters, Class};

declare_rule! {
    /// The same letter is written in two ways in one document: `é` as one character and as two.
    ///
    /// Unicode has accented letters in one piece and as a letter with a combining mark. They look alike,
    /// and a search for the one does not find the other. Mixtures come from pasting.
    ///
    /// Write them in one piece; that changes no reading. A document that is decomposed throughout, as
    /// some ground truth is on purpose, keeps quiet.
    ///
    /// ```finds
    /// the résumé and the ⸢résumé⸣
    /// → the résumé and the résumé
    /// ```
    ///
    /// ```quiet
    /// the résumé and the résumé
    /// ```
    pub static UNNORMALIZED = {
        name: "glyphs/unnormalized",
        severity: Severity::Info,
        needs: Characters::NONE.and(Class::Combining).and(Class::Latin),
        enters: Places::ALL,
        check: Check::Folded { block: gather, document: fold },
    }
}

/// How a block writes letters with accents.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct AccentedLetters {
    /// Whether some are written in one piece.
    pub composed: bool,
    /// Words with letters in two pieces that could be one.
    pub decomposed: Vec<Range<usize>>,
}

const COMBINING: Characters = Characters::NONE.and(Class::Combining);

fn gather(block: &BlockView, report: &mut BlockReport) {
    let accented = &mut report.facts.accented_letters;
    accented.composed = block.characters.meets(Characters::NONE.and(Class::Latin));
    if !block.characters.meets(COMBINING) {
        return;
    }
    for token in block.tokens() {
        let word = token.text(&block.text);
        if !word.is_ascii() && !is_nfc(word) {
            accented.decomposed.push(token.range());
        }
    }
}

fn fold(document: &DocumentView, found: &mut Vec<Finding>) {
    let facts =
        || document.blocks_with(FactKinds::ACCENTED_LETTERS).map(|(_, block)| &block.report.facts.accented_letters);
    if !facts().any(|accented| !accented.decomposed.is_empty()) || !facts().any(|accented| accented.composed) {
        return;
    }
    for (_, block) in document.blocks_with(FactKinds::ACCENTED_LETTERS) {
        for range in &block.report.facts.accented_letters.decomposed {
            let range = block.in_file(range);
            let word: String = document.text(range.clone()).nfc().collect();
            let message = format!(
                "an accent in “{word}” is a character of its own here and part of the letter elsewhere in this document; \
                 a search finds one of the two: write the letter in one piece"
            );
            let restoration = Restoration::regularize(range.clone(), word).safe();
            found.push(Finding::new(&UNNORMALIZED, range, message).restoration(restoration));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::{keeps_quiet, restores};

    #[test]
    fn a_mixture_is_made_one() {
        restores(&UNNORMALIZED, "Çarçani\n\n⸢C\u{327}arc\u{327}ani⸣", "Çarçani\n\nÇarçani");
    }

    #[test]
    fn keeps_quiet_at_one_way_of_writing() {
        keeps_quiet(&UNNORMALIZED, "C\u{327}arc\u{327}ani and re\u{301}sume\u{301}");
        keeps_quiet(&UNNORMALIZED, "Çarçani, m\u{304}");
    }
}
