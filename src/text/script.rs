//! Which script a character belongs to.

pub use unicode_script::Script;
use unicode_script::UnicodeScript;

/// The script of a character, quickly for the letters that make up nearly all text.
/// Digits, punctuation and spaces are [`Script::Common`], combining marks [`Script::Inherited`].
pub fn script_of(c: char) -> Script {
    match c {
        'a'..='z' | 'A'..='Z' => Script::Latin,
        '\0'..='\u{7F}' => Script::Common,
        'À'..='Ö' | 'Ø'..='ö' | 'ø'..='\u{24F}' => Script::Latin,
        '\u{400}'..='\u{481}' | '\u{48A}'..='\u{52F}' => Script::Cyrillic,
        _ => c.script(),
    }
}

/// The one script of a word's letters; none for a word without letters or with letters of several.
pub fn script_of_word(word: &str) -> Option<Script> {
    let mut scripts = word.chars().map(script_of).filter(|s| !matches!(s, Script::Common | Script::Inherited));
    let first = scripts.next()?;
    scripts.all(|script| script == first).then_some(first)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_have_one_script_or_none() {
        assert_eq!(script_of_word("Çarçani"), Some(Script::Latin));
        assert_eq!(script_of_word("КПСС"), Some(Script::Cyrillic));
        assert_eq!(script_of_word("ПΠ"), None);
        assert_eq!(script_of_word("12"), None);
    }
}
