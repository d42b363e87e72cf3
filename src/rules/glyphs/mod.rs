//! Characters that never stood in the document.

use super::Rule;

mod control_character;
pub(in crate::rules) mod filler;
mod filler_run;
mod invisible;
mod legacy_encoding;
mod ligature;
mod lone_filler;
mod makeshift_quote;
mod mixed_dashes;
mod mojibake;
mod odd_space;
mod outside_inventory;
mod private_use;
mod rare_sign;
mod replacement_character;
mod soft_hyphen;
mod unnormalized;

pub use control_character::CONTROL_CHARACTER;
pub use filler_run::FILLER_RUN;
pub use invisible::INVISIBLE;
pub use legacy_encoding::LEGACY_ENCODING;
pub use ligature::LIGATURE;
pub use lone_filler::LONE_FILLER;
pub use makeshift_quote::MAKESHIFT_QUOTE;
pub use mixed_dashes::{MIXED_DASHES, YearSpans};
pub use mojibake::MOJIBAKE;
pub use odd_space::ODD_SPACE;
pub use outside_inventory::OUTSIDE_INVENTORY;
pub use private_use::PRIVATE_USE;
pub use rare_sign::RARE_SIGN;
pub use replacement_character::REPLACEMENT_CHARACTER;
pub use soft_hyphen::SOFT_HYPHEN;
pub use unnormalized::{AccentedLetters, UNNORMALIZED};

/// The rules of this family.
pub const RULES: &[&Rule] = &[
    &CONTROL_CHARACTER,
    &FILLER_RUN,
    &INVISIBLE,
    &LEGACY_ENCODING,
    &LIGATURE,
    &LONE_FILLER,
    &MAKESHIFT_QUOTE,
    &MIXED_DASHES,
    &MOJIBAKE,
    &ODD_SPACE,
    &OUTSIDE_INVENTORY,
    &PRIVATE_USE,
    &RARE_SIGN,
    &REPLACEMENT_CHARACTER,
    &SOFT_HYPHEN,
    &UNNORMALIZED,
];
