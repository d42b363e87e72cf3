//! `structure/lost-opening`

use std::ops::Range;

use crate::conjecture::opening::Opening;
use crate::convention::{Certainty, Convention};
use crate::rules::rule::declare_rule;
use crate::rules::{Check, DocumentView, Finding, Restoration, Severity};
use crate::text::Edit;

use super::flow::{Habits, Step, steps};
use super::{Beginning, Ending};

declare_rule! {
    /// The opening of a paragraph is lost: filler, or nothing, stands where its first letters were.
    ///
    /// Bullets, underlined or decorated first words and page breaks are where engines fail most. They
    /// write boxes (`☐☐☐ st of all`), the name of a box in LaTeX (`\Box formation`), or nothing, and
    /// what is left begins in the middle of a word or a bracket.
    ///
    /// Supply the letters if the sense gives them; else mark the place as illegible. The readings offered are those
    /// that sentences open with, that end in what is left, and that the next word follows.
    ///
    /// ```finds
    /// The harvest was brought in before the rains came.
    ///
    /// ⸢☐☐☐ rdly⸣ any of the carts could be sent to the harbour before the end of the month.
    /// → The harvest was brought in before the rains came.
    /// →
    /// → [Ha]rdly any of the carts could be sent to the harbour before the end of the month.
    /// ```
    ///
    /// ```quiet
    /// ☐ approved
    ///
    /// ☐ sent back for another report on the harvest in the district
    /// ```
    pub static LOST_OPENING = {
        name: "structure/lost-opening",
        precedence: 80,
        check: Check::Document(check),
    }
}

/// What is left of an opening. Ranges are those of the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Damage {
    /// The filler with the space after it; empty where nothing stands for what was lost.
    pub filler: Range<usize>,
    /// Number of boxes; 0 if nothing stands there. A box of LaTeX is 1, whatever was lost.
    pub boxes: u16,
    /// What is left of the first word, or the first word that is left.
    pub remainder: Range<usize>,
}

/// Readings less probable than this are not offered.
const WORTH_SUPPLYING: f32 = 0.03;
/// Words a paragraph has at least that one box opens: a box before a few words is there to be ticked.
const MORE_THAN_A_FORM: u16 = 12;

fn check(view: &DocumentView, found: &mut Vec<Finding>) {
    for step in steps(view) {
        let finding = match step.here.paragraph.beginning {
            Beginning::FillerThenLowerCase => {
                is_filler_for_letters(view, &step, view.habits()).then(|| behind_filler(view, &step))
            }
            _ => before_bracket(&step).map(|bracket| opened_by_nothing(view, &step, bracket)),
        };
        found.extend(finding);
    }
}

/// Several boxes, or one that is no tick box.
fn is_filler_for_letters(view: &DocumentView, step: &Step, habits: Habits) -> bool {
    let paragraph = step.here.paragraph;
    if paragraph.boxes > 1 {
        return true;
    }
    let filler = view.text(step.here.in_file(&paragraph.filler));
    if filler.starts_with('\\') {
        return true;
    }
    let prose = paragraph.words >= MORE_THAN_A_FORM && paragraph.ending == Ending::Sentence;
    let bullet = filler.starts_with(['■', '▪', '◾', '◼']);
    let glued = paragraph.filler.end == paragraph.first_word.start;
    habits.ticks == 1 && !bullet && (prose || glued)
}

fn behind_filler(view: &DocumentView, step: &Step) -> Finding {
    let paragraph = step.here.paragraph;
    let damage = Damage {
        filler: step.here.in_file(&(paragraph.filler.start..paragraph.first_word.start)),
        boxes: paragraph.boxes,
        remainder: step.here.in_file(&paragraph.first_word),
    };
    let word = view.text(damage.remainder.clone());
    let what = match damage.boxes {
        1 => "a filler box stands".to_owned(),
        n => format!("{} filler boxes stand", in_words(n)),
    };
    let message =
        format!("the opening of this paragraph is lost: {what} where the first letters were, before “{word}”");
    let gap = Restoration::gap(view.context.convention, damage.filler.clone(), Some(damage.boxes.into()));
    let readings = paragraph.openings.iter().filter(|opening| opening.probability >= WORTH_SUPPLYING);
    let readings = readings.map(|opening| supplied(view.context.convention, &damage, &word, opening));
    Finding::new(&LOST_OPENING, damage.filler.start..damage.remainder.end, message)
        .restorations(readings)
        .restoration(gap)
}

/// The restoration that supplies an opening; a space drawn into the word that is left is put back.
fn supplied(convention: &Convention, damage: &Damage, word: &str, opening: &Opening) -> Restoration {
    let lost = opening.supplied.trim_end();
    let mut restoration = Restoration::supply(convention, damage.filler.clone(), lost, certainty(opening.probability));
    if lost.len() < opening.supplied.len() {
        restoration.edits.iter_mut().for_each(|edit| edit.text.push(' '));
    }
    restoration.edits.extend(opening.space_after.map(|at| Edit::insert(damage.remainder.start + at, " ")));
    restoration.titled(format!("supply “{lost}”: “{}”", opening.reading(word)))
}

/// How sure a reading is. Of openings cut off and given back in prose, those called high were right in nineteen of
/// twenty cases.
fn certainty(probability: f32) -> Certainty {
    match probability {
        probability if probability >= 0.8 => Certainty::High,
        probability if probability >= 0.25 => Certainty::Medium,
        _ => Certainty::Low,
    }
}

/// The closing bracket that shows that what opened it is lost.
fn before_bracket(step: &Step) -> Option<Range<usize>> {
    let paragraph = step.here.paragraph;
    let bracket =
        paragraph.stray_bracket.as_ref().filter(|_| !step.bracket_open && paragraph.words >= MORE_THAN_A_FORM)?;
    let due = step.follows_sentence() || is_debris_before(step);
    (due && !paragraph.first_word.is_empty()).then(|| bracket.clone())
}

fn is_debris_before(step: &Step) -> bool {
    step.debris.is_some() || step.before.is_some_and(|before| before.paragraph.ending == Ending::Filler)
}

fn opened_by_nothing(view: &DocumentView, step: &Step, bracket: Range<usize>) -> Finding {
    let range = step.here.in_file(&step.here.paragraph.first_word);
    let message = "the opening of this paragraph is probably lost: a bracket closes that nothing opens";
    let mut gap = Restoration::gap(view.context.convention, range.start..range.start, None);
    for edit in &mut gap.edits {
        edit.text.push(' ');
    }
    Finding::new(&LOST_OPENING, range, message)
        .severity(if is_debris_before(step) { Severity::Warning } else { Severity::Info })
        .restoration(gap)
        .related(step.here.in_file(&bracket), "the bracket")
}

fn in_words(count: u16) -> String {
    const WORDS: [&str; 9] = ["two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];
    let word = usize::from(count).checked_sub(2).and_then(|at| WORDS.get(at));
    word.map_or_else(|| count.to_string(), ToString::to_string)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::{finds, keeps_quiet, restores};

    const BEFORE: &str = "The harvest was brought in before the rains came.\n\n";
    const REST: &str = "any of the carts could be sent to the harbour before the end of the month.";

    #[test]
    fn finds_words_behind_boxes_of_all_kinds() {
        for filler in ["☐☐☐ ", "□□", "▯▯▯ ", "☐ ☐ ☐ ", "\\Box "] {
            finds(&LOST_OPENING, &format!("{BEFORE}⸢{filler}rdly⸣ {REST}"));
        }
        finds(&LOST_OPENING, &format!("{BEFORE}⸢☐rdly⸣ {REST}"));
    }

    #[test]
    fn supplies_what_was_lost_in_the_form_of_the_convention() {
        restores(&LOST_OPENING, &format!("{BEFORE}⸢□□ rdly⸣ {REST}"), &format!("{BEFORE}[Ha]rdly {REST}"));
        restores(
            &LOST_OPENING,
            &format!("{BEFORE}⸢☐☐☐ rembassy⸣ organized a reception for {REST}"),
            &format!("{BEFORE}[Ou?]r embassy organized a reception for {REST}"),
        );
    }

    #[test]
    fn marks_what_it_cannot_read() {
        restores(&LOST_OPENING, &format!("{BEFORE}⸢□□□ xqvt⸣ {REST}"), &format!("{BEFORE}[illegible]xqvt {REST}"));
    }

    #[test]
    fn keeps_quiet_at_forms_bullets_and_whole_words() {
        keeps_quiet(&LOST_OPENING, "☐ approved\n\n☐ sent back\n\n☐ not seen");
        keeps_quiet(&LOST_OPENING, &format!("{BEFORE}■ hardly {REST}"));
        keeps_quiet(&LOST_OPENING, &format!("{BEFORE}☐☐ Hardly {REST}"));
        keeps_quiet(&LOST_OPENING, &format!("{BEFORE}☐ hardly {REST}\n\n☐ almost {REST}"));
    }

    #[test]
    fn finds_a_bracket_that_nothing_opens() {
        restores(
            &LOST_OPENING,
            &format!("{BEFORE}⸢Workers⸣ of the Harbour (WOH)] Ann Exmouth said that {REST}"),
            &format!("{BEFORE}[illegible] Workers of the Harbour (WOH)] Ann Exmouth said that {REST}"),
        );
    }

    #[test]
    fn keeps_quiet_at_a_bracket_opened_before() {
        keeps_quiet(
            &LOST_OPENING,
            &format!("[Two lines are added here by hand.\n\nAnn Exmouth of the Workers] said that {REST}"),
        );
        keeps_quiet(&LOST_OPENING, &format!("{BEFORE}Ann [Exmouth] of the Workers said that {REST}"));
    }
}
