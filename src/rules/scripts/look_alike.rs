//! Letters of other scripts that look like Latin ones, by the Unicode consortium's table of
//! confusable characters (UTS #39).

use std::sync::LazyLock;

use rustc_hash::FxHashMap;
use unicode_security::skeleton;

use crate::text::{Script, script_of};

/// The Latin letter that a Cyrillic or Greek letter cannot be told from in print.
pub(super) fn latin_for(c: char) -> Option<char> {
    if !matches!(script_of(c), Script::Cyrillic | Script::Greek) {
        return None;
    }
    let mut buffer = [0; 4];
    let mut shape = skeleton(c.encode_utf8(&mut buffer));
    let (first, rest) = (shape.next()?, shape.next());
    // The table writes the upright stroke as l, whatever letter it is.
    let letter = if first == 'l' && c.is_uppercase() { 'I' } else { first };
    (rest.is_none() && letter.is_ascii_alphabetic() && letter.is_uppercase() == c.is_uppercase()).then_some(letter)
}

/// The Russian letter that a Latin letter cannot be told from in print.
pub(super) fn cyrillic_for(c: char) -> Option<char> {
    static LETTERS: LazyLock<FxHashMap<char, char>> =
        LazyLock::new(|| ('А'..='я').filter_map(|letter| Some((latin_for(letter)?, letter))).collect());
    LETTERS.get(&c).copied()
}

/// A word with every letter of another script replaced by its Latin look-alike, if each has one.
pub(super) fn latin_reading(word: &str) -> Option<String> {
    word.chars().map(|c| if is_latin_or_common(c) { Some(c) } else { latin_for(c) }).collect()
}

/// A word with every Latin letter replaced by its Cyrillic look-alike, if each has one.
pub(super) fn cyrillic_reading(word: &str) -> Option<String> {
    word.chars()
        .map(|c| match script_of(c) {
            Script::Latin => cyrillic_for(c),
            Script::Cyrillic | Script::Common | Script::Inherited => Some(c),
            _ => None,
        })
        .collect()
}

fn is_latin_or_common(c: char) -> bool {
    matches!(script_of(c), Script::Latin | Script::Common | Script::Inherited)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn look_alikes_keep_their_case() {
        assert_eq!(latin_reading("Kоrea").as_deref(), Some("Korea"));
        assert_eq!(latin_reading("ΜΕΜΟ").as_deref(), Some("MEMO"));
        assert_eq!(latin_reading("ІІ").as_deref(), Some("II"));
        assert_eq!(latin_reading("ПП"), None);
        assert_eq!(cyrillic_reading("CCCP").as_deref(), Some("СССР"));
        assert_eq!(cyrillic_reading("Mосква").as_deref(), Some("Москва"));
        assert_eq!(cyrillic_reading("USSR"), None);
    }
}
