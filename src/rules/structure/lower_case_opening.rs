//! `structure/lower-case-opening`

use crate::rules::rule::declare_rule;
use crate::rules::{Check, DocumentView, Finding, Restoration};

use super::flow::{Step, steps};
use super::{Beginning, Ending};

declare_rule! {
    /// A paragraph begins in lower case although the one before it is complete.
    ///
    /// Engines lose the capital of an underlined, decorated or indented first word, or read it as a
    /// small letter. A paragraph that goes on after a page break begins so too, but then the sentence
    /// before it is not finished.
    ///
    /// Look at the page: restore the capital, or supply the words that are missing before it.
    ///
    /// ```finds
    /// The harvest was brought in before the rains came.
    ///
    /// ⸢in⸣ our district the mills worked day and night until the end of the month.
    /// → The harvest was brought in before the rains came.
    /// →
    /// → In our district the mills worked day and night until the end of the month.
    /// ```
    ///
    /// ```quiet
    /// The harvest was brought in before the rains came and stored
    ///
    /// in our district, where the mills worked day and night until the end of the month.
    /// ```
    pub static LOWER_CASE_OPENING = {
        name: "structure/lower-case-opening",
        precedence: 45,
        check: Check::Document(check),
    }
}

fn check(view: &DocumentView, found: &mut Vec<Finding>) {
    let suspects: Vec<Step> = steps(view).filter(is_suspect).collect();
    if suspects.is_empty() {
        return;
    }
    let habits = view.habits();
    if !habits.begins_in_lower_case() && !habits.leaves_sentences_open() {
        found.extend(suspects.iter().map(|step| finding(view, step)));
    }
}

fn is_suspect(step: &Step) -> bool {
    let paragraph = step.here.paragraph;
    paragraph.beginning == Beginning::LowerCase
        && step.follows_sentence()
        && paragraph.words >= 8
        && matches!(paragraph.ending, Ending::Sentence | Ending::Lead)
}

fn finding(view: &DocumentView, step: &Step) -> Finding {
    let range = step.here.in_file(&step.here.paragraph.first_word);
    let word = view.text(range.clone());
    let message = format!(
        "“{word}” begins a paragraph in lower case though the sentence before it is complete: its capital was probably lost"
    );
    let mut letters = word.chars();
    let capital: String = letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect();
    Finding::new(&LOWER_CASE_OPENING, range.clone(), message).restoration(Restoration::replace(range, capital))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::{finds, keeps_quiet};

    const BEFORE: &str = "The harvest was brought in before the rains came.\n\n";
    const AFTER: &str = "our district the mills worked day and night until the end of the month.\n";

    #[test]
    fn finds_a_lost_capital_after_a_stray_line() {
        finds(&LOWER_CASE_OPENING, &format!("{BEFORE}ПП\n\n⸢in⸣ {AFTER}"));
    }

    #[test]
    fn keeps_quiet_at_a_sentence_that_goes_on() {
        keeps_quiet(&LOWER_CASE_OPENING, &format!("The harvest was brought in before the rains came,\n\nin {AFTER}"));
        keeps_quiet(&LOWER_CASE_OPENING, &format!("The following was said of the harvest:\n\nin {AFTER}"));
    }

    #[test]
    fn keeps_quiet_at_lists_names_and_short_lines() {
        for opening in ["a) in", "b. in", "ii. in", "de Vries of", "cc: the mills of"] {
            keeps_quiet(&LOWER_CASE_OPENING, &format!("{BEFORE}{opening} {AFTER}"));
        }
        keeps_quiet(&LOWER_CASE_OPENING, &format!("{BEFORE}in our district.\n"));
    }

    #[test]
    fn keeps_quiet_where_lower_case_is_the_habit() {
        keeps_quiet(&LOWER_CASE_OPENING, &format!("{BEFORE}{}", format!("in {AFTER}\n").repeat(8)));
    }
}
