//! Unlisted words that nobody need be told of.

use super::numeral::is_broken_year;
use super::words::Word;

/// What is longer is no word that anybody could restore: a line of debris, a picture as text.
const LONGEST_SUSPECT: usize = 64;

/// Letters of an abbreviation by which an archive cites: `fl`, `dok`.
const LONGEST_CITATION: usize = 4;

/// Unlisted words that nobody need be told of: initials, letters of a list, codes.
pub(super) fn is_harmless(word: &Word, text: &str) -> bool {
    if word.text.len() > LONGEST_SUSPECT {
        return true;
    }
    let capital = word.text.starts_with(char::is_uppercase);
    let single = word.text.chars().nth(1).is_none();
    if single && (capital || !word.text.starts_with(char::is_alphabetic)) {
        return true;
    }
    // `f. 12`, `fl. 12`: a folio, a page, a file of an archive.
    let cites = |after: &str| after.trim_start_matches(' ').starts_with(|c: char| c.is_ascii_digit());
    if word.text.len() <= LONGEST_CITATION && text[word.range.end..].strip_prefix('.').is_some_and(cites) {
        return true;
    }
    let enclosed = text[..word.range.start].ends_with(['(', '[']) || text[word.range.end..].starts_with([')', ']']);
    // `w/o`, `a/c`: an abbreviation with a stroke.
    let stroke = text[..word.range.start].ends_with('/') || text[word.range.end..].starts_with('/');
    if single && (enclosed || stroke) || is_versus(word, text) {
        return true;
    }
    if is_siglum(&word.text) && (enclosed || stands_by_number(word, text)) {
        return true;
    }
    if is_number_with_sign(&word.text) {
        return true;
    }
    let digits = word.text.bytes().filter(u8::is_ascii_digit).count();
    let capitals = word.text.chars().filter(|c| c.is_uppercase()).count();
    let code = digits > 0 && digits + capitals == word.text.chars().count() && digits >= capitals;
    code && !is_broken_year(&word.text)
}

/// `Stewart v Murray`: a case in court.
fn is_versus(word: &Word, text: &str) -> bool {
    let (before, after) = (text[..word.range.start].trim_end(), text[word.range.end..].trim_start_matches(['.', ' ']));
    let party = before.rsplit(char::is_whitespace).next().is_some_and(|party| party.starts_with(char::is_uppercase));
    matches!(word.text.as_ref(), "v" | "vs") && party && after.starts_with(char::is_uppercase)
}

/// Whether a word stands beside a hyphen with spaces around it, or a bullet in its place: in a song a syllable does.
pub(super) fn is_syllable(word: &Word, text: &str) -> bool {
    let (before, after) = (&text[..word.range.start], &text[word.range.end..]);
    [" - ", " • "].iter().any(|mark| before.ends_with(mark) || after.starts_with(mark))
}

/// `AQPPSH`, `MPKK`, `RG`: letters that stand for the name of a body or an archive.
fn is_siglum(word: &str) -> bool {
    (2..=8).contains(&word.len()) && word.bytes().all(|letter| letter.is_ascii_uppercase())
}

/// `p.4`, `5'11`: a citation, a measure; if a space was lost, that is another matter.
fn is_number_with_sign(word: &str) -> bool {
    let is_number = |part: &str| !part.is_empty() && part.bytes().all(|digit| digit.is_ascii_digit());
    let is_citation = |part: &str| part.len() <= LONGEST_CITATION && part.bytes().all(|b| b.is_ascii_alphabetic());
    word.split_once('.').is_some_and(|(cited, number)| is_citation(cited) && is_number(number))
        || word.split_once(['\'', '’']).is_some_and(|(feet, inches)| is_number(feet) && is_number(inches))
}

/// Whether a number stands just before or after a word, as in the call number `MPKK 1967 14`.
fn stands_by_number(word: &Word, text: &str) -> bool {
    let beside = |c: char| matches!(c, ' ' | '.' | '-' | '/');
    text[..word.range.start].trim_end_matches(beside).ends_with(|c: char| c.is_ascii_digit())
        || text[word.range.end..].trim_start_matches(beside).starts_with(|c: char| c.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use crate::conjecture::confusions::Confusions;
    use crate::conjecture::examiner::Examiner;
    use crate::lexicon::Lexicon;

    fn suspects(text: &str) -> Vec<String> {
        let found = Examiner::new(Lexicon::english(), Confusions::of_ocr()).examine(text);
        found.into_iter().map(|suspicion| text[suspicion.range].to_owned()).collect()
    }

    #[test]
    fn a_siglum_is_suspect_only_where_nothing_shows_that_it_is_one() {
        assert_eq!(suspects("TBE MPXK OF THE PARTY"), ["TBE", "MPXK"]);
    }

    #[test]
    fn keeps_quiet_at_abbreviations_and_cases_in_court() {
        let none: [&str; 0] = [];
        assert_eq!(suspects("They met w/o windows in the case of Stewart v Murray and in Reg. v. Smith"), none);
    }

    #[test]
    fn keeps_quiet_at_the_syllables_of_a_song() {
        let song = "our dis - tant west - ern home, where the trav - ler goes and nev - er - more comes back";
        assert_eq!(suspects(song), [""; 0]);
        assert_eq!(suspects("the delegation of the trav - ler and his party"), ["trav", "ler"]);
    }

    #[test]
    fn keeps_quiet_at_call_numbers() {
        let none: [&str; 0] = [];
        assert_eq!(suspects("in Tirana (AQPPSH), MPKK 1967, d. 14, fl. 12"), none);
        assert_eq!(suspects("The hall was 5'11 by 8'2, as the report says on p.4 and in vol.12"), none);
    }
}
