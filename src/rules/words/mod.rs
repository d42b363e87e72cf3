//! Garbled, joined, split and confused words.

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
mod languages;
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
pub use unlisted::Unlisted;
pub(super) use verdict::Judgements;

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
