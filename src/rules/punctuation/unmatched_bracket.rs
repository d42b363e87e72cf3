//! `punctuation/unmatched-bracket`

use std::ops::Range;

use crate::convention::Certainty;
use crate::rules::rule::declare_rule;
use crate::rules::{BlockReport, BlockView, Check, DocumentView, FactKinds, Finding, Places, Restoration, Severity};
use crate::text::{char_after, char_before};

use super::brackets::{BRACKETS, Bracket, Kind, is_inside_word, mismatched};

declare_rule! {
    /// A bracket opens that nothing closes, or closes what nothing opens.
    ///
    /// Its other half was lost or misread, or the whole passage that held it is gone: a bracket that
    /// closes near the beginning of a paragraph is often all that is left of its opening.
    ///
    /// Look for the other half in the original. The finding names the place where it most probably
    /// stood. Brackets that open in one paragraph and close in a later one, and the marks of lists
    /// such as `a)`, are right.
    ///
    /// ```finds
    /// Party of Labour (ALP)⸢]⸣ Enver Hoxha spoke for an hour.
    /// → [Party of Labour (ALP)] Enver Hoxha spoke for an hour.
    /// ```
    ///
    /// ```finds
    /// The Party ⸢(⸣ALP met in Tirana.
    /// → The Party (ALP) met in Tirana.
    /// ```
    ///
    /// ```quiet
    /// He named: a) the Party (ALP), b) the Front. [The rest of the page
    ///
    /// is blank.]
    /// ```
    pub static UNMATCHED_BRACKET = {
        name: "punctuation/unmatched-bracket",
        needs: BRACKETS,
        enters: Places::MARKS.and(Places::SIC),
        check: Check::Folded { block: gather, document: fold },
    }
}

/// A bracket without its other half in its own paragraph.
#[derive(Clone, Debug, PartialEq)]
pub struct LoneBracket {
    /// The bracket.
    pub range: Range<usize>,
    /// Round, square or curly.
    pub kind: Kind,
    /// Whether it opens.
    pub opens: bool,
    /// Where its other half most probably stood: empty, or the character before that place.
    pub other: Range<usize>,
    /// How probable that is.
    pub certainty: Certainty,
}

/// A block with more lone brackets is no prose; the first ones are enough.
const MOST: usize = 50;

fn gather(block: &BlockView, report: &mut BlockReport) {
    let text: &str = &block.text;
    for (paragraph, found) in block.brackets() {
        let paired: Vec<usize> = mismatched(&found.lone).flat_map(|(opened, closed)| [opened.at, closed.at]).collect();
        let lone = found.lone.iter().filter(|bracket| paired.binary_search(&bracket.at).is_err());
        for &bracket in lone.filter(|bracket| !is_inside_word(text, bracket.at)) {
            if report.facts.lone_brackets.len() == MOST {
                return;
            }
            let (other, certainty) = other_half(text, paragraph, bracket);
            let range = bracket.at..bracket.at + 1;
            let lone = LoneBracket { range, kind: bracket.kind, opens: bracket.opens, other, certainty };
            report.facts.lone_brackets.push(lone);
        }
    }
}

/// Blocks over which a bracket may reach.
fn reach(kind: Kind) -> usize {
    match kind {
        // An editor's note may run over a page or two.
        Kind::Square => 12,
        Kind::Round | Kind::Curly => 3,
    }
}

fn fold(view: &DocumentView, found: &mut Vec<Finding>) {
    let mut open: [Vec<(usize, LoneBracket)>; 3] = Default::default();
    let mut lone: Vec<LoneBracket> = Vec::new();
    for (index, block) in view.blocks_with(FactKinds::LONE_BRACKETS) {
        for bracket in &block.report.facts.lone_brackets {
            let mut bracket = bracket.clone();
            bracket.range = block.in_file(&bracket.range);
            bracket.other = block.in_file(&bracket.other);
            let opened = &mut open[bracket.kind as usize];
            if bracket.opens {
                opened.push((index, bracket));
            } else if opened.last().is_some_and(|(at, _)| index - at <= reach(bracket.kind)) {
                opened.pop();
            } else {
                lone.push(bracket);
            }
        }
    }
    lone.extend(open.into_iter().flatten().map(|(_, bracket)| bracket));
    lone.sort_by_key(|bracket| bracket.range.start);
    found.extend(lone.iter().map(|bracket| finding(view, bracket)));
}

fn finding(view: &DocumentView, bracket: &LoneBracket) -> Finding {
    let (message, missing, site) = if bracket.opens {
        ("this bracket is never closed; look in the original where it ends", bracket.kind.closer(), bracket.other.end)
    } else {
        ("nothing opens this bracket; look in the original where it begins", bracket.kind.opener(), bracket.other.start)
    };
    let insert = Restoration::replace(site..site, missing)
        .titled(format!("put “{missing}” where the other half probably stood"))
        .certainty(bracket.certainty);
    let remove = Restoration::remove(bracket.range.clone()).titled("remove the bracket").certainty(Certainty::Low);
    // Leiden editions mark a torn edge by half a pair.
    let torn_edge = bracket.kind == Kind::Square && view.context.convention.name() == "leiden";
    let ordered = if bracket.certainty == Certainty::Low { [remove, insert] } else { [insert, remove] };
    Finding::new(&UNMATCHED_BRACKET, bracket.range.clone(), message)
        .severity(if torn_edge { Severity::Hint } else { UNMATCHED_BRACKET.severity })
        .restorations(ordered)
        .related(bracket.other.clone(), format!("“{missing}” may have stood here"))
}

/// Where the other half of a bracket most probably stood.
fn other_half(text: &str, paragraph: &Range<usize>, bracket: Bracket) -> (Range<usize>, Certainty) {
    if bracket.opens { end_of(text, paragraph, bracket) } else { beginning_of(text, paragraph, bracket) }
}

/// Text is searched this far from a bracket, in bytes.
const SEARCH: usize = 300;

fn end_of(text: &str, paragraph: &Range<usize>, bracket: Bracket) -> (Range<usize>, Certainty) {
    let inside = &text[bracket.at + 1..within(text, bracket.at + SEARCH, paragraph)];
    let first = inside.find(|c: char| !c.is_alphanumeric()).unwrap_or(inside.len());
    let (length, certainty) = if is_acronym_or_number(&inside[..first]) {
        (first, Certainty::Medium)
    } else {
        let pause = inside.find(['.', ';', ':', '(', '[', '\n', '"', '”']).unwrap_or(inside.len());
        (inside[..pause].trim_end().len(), Certainty::Low)
    };
    let site = bracket.at + 1 + length;
    let before = char_before(text, site).map_or(0, char::len_utf8);
    (site - before..site, certainty)
}

fn beginning_of(text: &str, paragraph: &Range<usize>, bracket: Bracket) -> (Range<usize>, Certainty) {
    let before = &text[paragraph.start..bracket.at];
    let word = before.trim_end_matches(|c: char| c.is_alphanumeric()).len() + paragraph.start;
    if bracket.kind == Kind::Round && is_acronym_or_number(&text[word..bracket.at]) {
        return (one_from(text, word), Certainty::Medium);
    }
    let indent = before.len() - before.trim_start().len();
    let opening = before.trim_start();
    // What is left of a note whose beginning was lost with that of the paragraph.
    if opening.len() <= 120 && !opening.contains(['.', ';', '!', '?', '[']) {
        return (one_from(text, paragraph.start + indent), Certainty::Medium);
    }
    let pause = before.rfind(['.', ';', ':', ',', ')', ']', '"', '”']);
    let site = pause.map_or(paragraph.start + indent, |at| {
        let after = paragraph.start + at + char_after(before, at).map_or(1, char::len_utf8);
        after + (text[after..bracket.at].len() - text[after..bracket.at].trim_start().len())
    });
    (one_from(text, site), Certainty::Low)
}

/// The character at `at`.
fn one_from(text: &str, at: usize) -> Range<usize> {
    at..at + char_after(text, at).map_or(0, char::len_utf8)
}

fn is_acronym_or_number(word: &str) -> bool {
    let capitals = word.chars().count() > 1 && word.chars().all(char::is_uppercase);
    capitals || (!word.is_empty() && word.bytes().all(|byte| byte.is_ascii_digit()))
}

/// `at`, or the paragraph's end if it comes before, on a character boundary.
fn within(text: &str, at: usize, paragraph: &Range<usize>) -> usize {
    let mut end = at.min(paragraph.end);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    end
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::{findings, finds, keeps_quiet, only, restores};

    #[test]
    fn a_bracket_closes_what_was_lost() {
        restores(
            &UNMATCHED_BRACKET,
            "Chairman of the Council⸢]⸣ Shehu spoke.",
            "[Chairman of the Council] Shehu spoke.",
        );
    }

    #[test]
    fn an_acronym_shows_where_its_other_half_stood() {
        restores(&UNMATCHED_BRACKET, "the Party ALP⸢)⸣ met", "the Party (ALP) met");
        restores(&UNMATCHED_BRACKET, "met in May ⸢(⸣1967 there", "met in May (1967) there");
    }

    #[test]
    fn both_places_are_told() {
        let text = "They met. The envoy, a guest of the Party, left Tirana] at last.";
        let found = findings(only(&UNMATCHED_BRACKET), text);
        assert_eq!(&text[found[0].range.clone()], "]");
        assert_eq!(found[0].related[0].range.start, text.find("left").unwrap());
        assert_eq!(found[0].restorations.len(), 2);
    }

    #[test]
    fn keeps_quiet_at_a_note_of_several_paragraphs() {
        keeps_quiet(&UNMATCHED_BRACKET, "[Here a page\n\nof the note is torn.\n\nIt goes on.] Then");
    }

    #[test]
    fn pairs_far_from_each_other_are_none() {
        let between = "Text.\n\n".repeat(20);
        finds(&UNMATCHED_BRACKET, &format!("⸢(⸣Here\n\n{between}it ends⸢)⸣ there"));
    }

    #[test]
    fn keeps_quiet_at_pairs_lists_and_faces() {
        keeps_quiet(&UNMATCHED_BRACKET, "a (b [c] {d}) e [sic] :)\n1) one\n2) two (3) four");
    }

    #[test]
    fn a_torn_edge_of_a_leiden_edition_is_a_hint() {
        let mut context = only(&UNMATCHED_BRACKET);
        context.convention = crate::convention::Convention::built_in("leiden").unwrap();
        assert_eq!(findings(context, "the edge] is torn")[0].severity, Severity::Hint);
    }
}
