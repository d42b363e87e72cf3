//! Garbled, joined, split, confused, repeated and divided words.
//!
//! Most of these rules fold the same facts: each block hands up its suspect words, the document judges them once
//! (`verdict.rs`). A word of impossible shape, a word one misreading away from another and a known misreading such as
//! `tlie` are one class to this family: the shape, the channel and the neighbours are evidence of one judgement, and
//! `garbled` tells it. A real word that its neighbours, or the grammar of small words, speak against is told by
//! `confused`. A space at an apostrophe is the matter of `spacing/spaced-clitic`, a mark inside a word that of
//! `sign_inside` and `punctuation/bracket-for-letter`, letters glued to a number that of `spacing/joined-number`, a
//! sentence whose opening is lost that of `structure/lost-opening`, and the sign `¬` that of `glyphs/soft-hyphen`.

mod apostrophe;
mod capital_inside;
mod case;
mod confused;
mod diacritics;
mod digit_letter;
mod garbled;
mod hyphenation;
mod hyphens;
mod inconsistent_hyphenation;
mod inconsistent_spelling;
mod letterspaced;
mod lone_letter;
mod long_s;
mod repeated;
mod run_together;
mod sign_inside;
mod spellings;
mod split;
mod unlisted;
mod unlisted_abbreviation;
mod verdict;

pub use hyphens::HyphenFacts;
pub(super) use spellings::Spellings;
pub use unlisted::Unlisted;
pub(super) use verdict::{Judgements, candidates, misread_opening};

use super::Rule;

/// The rules of this family.
pub const RULES: &[&Rule] = &[
    &apostrophe::APOSTROPHE,
    &capital_inside::CAPITAL_INSIDE,
    &case::CASE,
    &confused::CONFUSED,
    &diacritics::DIACRITICS,
    &digit_letter::DIGIT_LETTER,
    &garbled::GARBLED,
    &hyphenation::HYPHENATION,
    &inconsistent_hyphenation::INCONSISTENT_HYPHENATION,
    &inconsistent_spelling::INCONSISTENT_SPELLING,
    &letterspaced::LETTERSPACED,
    &lone_letter::LONE_LETTER,
    &long_s::LONG_S,
    &repeated::REPEATED,
    &run_together::RUN_TOGETHER,
    &sign_inside::SIGN_INSIDE,
    &split::SPLIT,
    &unlisted::UNLISTED,
    &unlisted_abbreviation::UNLISTED_ABBREVIATION,
];

#[cfg(test)]
mod tests {
    //! What is known, whatever rule might ask: nothing of it may be told at all.

    use std::path::PathBuf;
    use std::sync::Arc;

    use crate::authority::Source;
    use crate::names::WhoIsWho;
    use crate::rules::testing::findings;
    use crate::rules::{Context, Finding, RuleLevels};

    /// A context in which the rules of this family run.
    fn context() -> Context {
        let mut levels = RuleLevels::none();
        for rule in super::RULES.iter().filter(|rule| rule.enabled) {
            levels.turn_on(rule);
        }
        Context { levels, ..Context::default() }
    }

    #[track_caller]
    fn assert_known(context: Context, text: &str) {
        let told = |found: &Finding| format!("{}: {}", found.rule.name, found.message);
        let found: Vec<String> = findings(context, text).iter().map(told).collect();
        assert!(found.is_empty(), "{text}\n{}", found.join("\n"));
    }

    #[test]
    fn inflections_possessives_and_compounds_are_known() {
        assert_known(
            context(),
            "The revisionists' polemics and the comrade's re-election were well-known to anti-imperialists.",
        );
        assert_known(
            context(),
            "He denounced the factionalists, misinterpreted the treaties and overemphasized self-reliance.",
        );
    }

    #[test]
    fn numbers_ordinals_and_numerals_are_known() {
        assert_known(
            context(),
            "On the 21st, the 3rd and the 12th of 1,966 men, 3.5 in the 1960s, met Charles XII in volume xvi.",
        );
    }

    #[test]
    fn initials_and_call_numbers_are_known() {
        assert_known(
            context(),
            "E. H. Example and J.F. Sample wrote it. ALP, D 1, V. 1967, f. 12, f. 14-A, RG59, No. 4/II.",
        );
    }

    #[test]
    fn code_names_that_stand_more_than_once_are_known() {
        let once = "The office asked JKLANCE for a report on the meeting, and the officer sent it to the station.";
        assert_known(context(), &format!("{once}\n\nThe report of JKLANCE came a week later."));
    }

    #[test]
    fn the_words_of_the_project_are_known() {
        let words = Arc::new(["tbe".to_owned(), "qwzx".to_owned()].into());
        assert_known(Context { words, ..context() }, "He put it in tbe box of the Qwzx before the meeting.");
    }

    #[test]
    fn the_forms_of_the_authority_are_known() {
        let text = "[[person]]\nid = \"a\"\nname = \"Zbqnk Qrtvl\"\n".to_owned();
        let who = Arc::new(WhoIsWho::read(vec![Source { path: PathBuf::from("a.toml"), text }]));
        assert_known(Context { who, ..context() }, "He said that Zbqnk Qrtvl was in the room before the meeting.");
    }

    #[test]
    fn old_spellings_are_known_in_an_old_document() {
        let text = "When he had heard the ioyfull newes, he neuer vnderstood how the publick goodnesse of his owne countrey \
                    had giuen vnto him so much loue, and he wept vpon his knees euery day and praised the heauenly power.";
        assert_known(context(), text);
    }

    #[test]
    fn a_name_that_stands_often_is_known() {
        let text = "Then Balluku spoke to the delegation about the harvest of the year. ".repeat(12);
        assert_known(context(), &text);
    }
}
