//! Garbled, joined, split and confused words.

mod capital_inside;
mod confused;
mod digit_letter;
mod garbled;
mod lone_letter;
mod long_s;
mod run_together;
mod sign_inside;
mod split;
mod verdict;

pub(super) use verdict::Judgements;

use super::Rule;

/// The rules of this family.
pub const RULES: &[&Rule] = &[
    &capital_inside::CAPITAL_INSIDE,
    &confused::CONFUSED,
    &digit_letter::DIGIT_LETTER,
    &garbled::GARBLED,
    &lone_letter::LONE_LETTER,
    &long_s::LONG_S,
    &run_together::RUN_TOGETHER,
    &sign_inside::SIGN_INSIDE,
    &split::SPLIT,
];
