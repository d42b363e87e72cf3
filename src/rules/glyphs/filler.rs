//! The signs that engines put where they could not read.

/// Whether a character is an empty box or another geometric shape. Tick marks and the solid bars of
/// withheld passages are not among them.
pub(in crate::rules) fn is_box(c: char) -> bool {
    matches!(c, '\u{25A0}'..='\u{25FF}' | '\u{2610}' | '\u{2B1A}'..='\u{2B1C}')
}

/// Whether a character is a box that someone ticked.
pub(in crate::rules) fn is_tick(c: char) -> bool {
    matches!(c, '☑' | '☒' | '✓' | '✔' | '✗' | '✘')
}
