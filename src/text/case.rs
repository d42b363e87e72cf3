//! Capitals and small letters.

/// `word`, which is in small letters or has capitals of its own, in the case of what stands written: `Word` for
/// `Wrod`, `WORD` for `WROD`.
pub fn in_case_of(written: &str, word: &str) -> String {
    let mut letters = written.chars().filter(|c| c.is_alphabetic());
    let capital = letters.next().is_some_and(char::is_uppercase);
    let mut rest = letters.peekable();
    if capital && rest.peek().is_some() && rest.all(|c| !c.is_lowercase()) {
        return word.to_uppercase();
    }
    let mut letters = word.chars();
    match letters.next().filter(|_| capital) {
        Some(first) => first.to_uppercase().chain(letters).collect(),
        None => word.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_case_of_what_is_written_is_kept() {
        assert_eq!(in_case_of("wrod", "word"), "word");
        assert_eq!(in_case_of("Wrod", "word"), "Word");
        assert_eq!(in_case_of("WROD", "word"), "WORD");
        assert_eq!(in_case_of("I", "it"), "It");
        assert_eq!(in_case_of("mckinley", "McKinley"), "McKinley");
    }
}
