//! `words/hyphenation`

use rustc_hash::{FxHashMap, FxHashSet};

use crate::rules::rule::declare_rule;
use crate::rules::{Check, DocumentView, FactKinds, Finding, Restoration, Severity};
use crate::text::{Characters, Class};

use super::hyphens::{Divided, HyphenPlace, gather};

declare_rule! {
    /// A hyphen that a line's end put into a word was kept.
    ///
    /// The typist divided the word where the line was full. Where the line ends of the source are gone the hyphen
    /// means nothing any more (`organi-zation`), and where they are kept it hides the word from whoever searches.
    ///
    /// Write the word in one piece. Only words that the lexicon has in one piece are meant, and none that this
    /// document writes with a hyphen elsewhere; where one of the pieces is no word by itself, closing it up changes
    /// no reading. Transcriptions that keep their source line by line turn the rule off.
    ///
    /// ```finds
    /// The ⸢organi-zation⸣ met twice.
    /// → The organization met twice.
    /// ```
    ///
    /// ```finds
    /// The delegates of the mills and of the harbour met at the ⸢inter-
    /// national⸣, as they had done in the year before.
    /// → The delegates of the mills and of the harbour met at the international,
    /// → as they had done in the year before.
    /// ```
    ///
    /// ```quiet
    /// The well-known anti-imperialist and ex-minister spoke of co-operation and re-election.
    /// ```
    pub static HYPHENATION = {
        name: "words/hyphenation",
        needs: Characters::ascii("-").and(Class::Dash),
        precedence: 50,
        check: Check::Folded { block: gather, document: check },
    }
}

/// A word that the document divides within its lines so often is meant to be written so.
const HABIT: usize = 3;
/// One word in so many divided within a line makes a song or a primer, set by syllables.
const SYLLABIFIED: u32 = 20;

fn check(document: &DocumentView, found: &mut Vec<Finding>) {
    let facts = || {
        let blocks = document.blocks_with(FactKinds::HYPHENS);
        blocks.filter_map(|(_, block)| Some((block, block.report.facts.hyphens.as_deref()?)))
    };
    let compounds: FxHashSet<&str> =
        facts().flat_map(|(_, facts)| facts.compounds.iter().map(|(word, _)| &**word)).collect();
    let mut times: FxHashMap<&str, usize> = FxHashMap::default();
    for divided in facts().flat_map(|(_, facts)| &facts.divided) {
        if divided.place == HyphenPlace::WithinLine {
            *times.entry(&divided.hyphenated).or_default() += 1;
        }
    }
    let sung: u32 = facts().map(|(_, facts)| facts.sung).sum();
    let divided_within_lines = times.values().sum::<usize>() + sung as usize;
    let words: u32 = document.blocks.iter().map(|block| block.words).sum();
    let is_syllabified = divided_within_lines >= HABIT && divided_within_lines as u32 * SYLLABIFIED > words;
    for (block, facts) in facts() {
        for divided in &facts.divided {
            let is_habit = divided.place == HyphenPlace::WithinLine
                && (is_syllabified || times.get(&*divided.hyphenated).is_some_and(|&times| times >= HABIT));
            if !compounds.contains(&*divided.hyphenated) && !is_habit {
                found.push(finding(divided).map_ranges(|range| block.in_file(range)));
            }
        }
    }
}

fn finding(divided: &Divided) -> Finding {
    let Divided { joined, place, needs_both, .. } = divided;
    let (severity, why) = match place {
        HyphenPlace::LineEnd => (Severity::Hint, "is divided at the end of a line"),
        HyphenPlace::ParagraphEnd => {
            (Severity::Warning, "is divided at the end of a line, though its paragraph goes on")
        }
        HyphenPlace::WithinLine => (Severity::Warning, "has the hyphen of a line end that is gone"),
    };
    let message = format!("“{joined}” {why}: write it in one piece");
    let whole = Restoration::regularize(divided.hyphen.clone(), divided.replacement.clone())
        .titled(format!("write “{joined}”"));
    // Within a line a hyphen may be the writer's own.
    let whole = if *needs_both && *place != HyphenPlace::WithinLine { whole.safe() } else { whole };
    Finding::new(&HYPHENATION, divided.range.clone(), message).severity(severity).restoration(whole)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::Applicability;
    use crate::rules::testing::{findings, finds, keeps_quiet, only, restores};

    #[test]
    fn a_hyphen_at_a_line_end_goes() {
        let text = "He spoke at length of the ⸢gov-\n  ernment⸣; and of\nthe ⸢in-\r\nternational⸣ congress.";
        restores(&HYPHENATION, text, "He spoke at length of the government;\nand of\nthe international\r\ncongress.");
    }

    #[test]
    fn only_what_cannot_change_a_reading_is_safe() {
        let found =
            findings(only(&HYPHENATION), "at the inter-\nnational congress, he came to-\nday and to-\ngether we");
        let applicabilities: Vec<_> = found.iter().map(|finding| finding.restorations[0].applicability).collect();
        assert_eq!(applicabilities.last(), Some(&Applicability::Safe));
    }

    #[test]
    fn a_hyphen_of_a_lost_line_end_goes() {
        restores(
            &HYPHENATION,
            "The ⸢Organi-zation⸣ of the party met at the ⸢CON-FERENCE⸣ of all those who had come from the islands and the \
             mills of the country to speak of the harvest, and of what was to be done in the year that lay ahead.",
            "The Organization of the party met at the CONFERENCE of all those who had come from the islands and the \
             mills of the country to speak of the harvest, and of what was to be done in the year that lay ahead.",
        );
    }

    #[test]
    fn keeps_quiet_at_compounds() {
        keeps_quiet(
            &HYPHENATION,
            "a well-\nknown and peace-\nloving man, a Sino-\nSoviet anti-\nimperialist\nMao Tse-\ntung",
        );
        keeps_quiet(
            &HYPHENATION,
            "the week-end, to-day, Kim Il-sung, Al-Fatah, X-ray, a man-of-war, vis-a-vis, pages 3-4",
        );
    }

    #[test]
    fn keeps_quiet_where_the_document_writes_the_hyphen() {
        finds(&HYPHENATION, "at the ⸢week-\nend⸣ he went");
        keeps_quiet(&HYPHENATION, "at the week-\nend he went, as on the last week-end.");
    }

    #[test]
    fn keeps_quiet_at_songs_set_by_syllables() {
        keeps_quiet(&HYPHENATION, "chil-dren wait-ing at the riv-er, nev-er end-ing sto-ry of the roll-ing moun-tain");
        keeps_quiet(&HYPHENATION, "chil - dren wait-ing at the riv - er, nev - er end of the sto - ry");
    }

    #[test]
    fn keeps_quiet_in_addresses() {
        keeps_quiet(&HYPHENATION, "see https://example.org/organi-zation and a_organi-zation");
    }
}
