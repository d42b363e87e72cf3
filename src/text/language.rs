//! Which language a passage is written in.
//!
//! English is told by the small words that hold its sentences together, which even a poor engine reads right often
//! enough; other languages by their trigrams.

use whatlang::{Lang, detect};

use super::{Token, TokenKind};

/// What a passage says of its language.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Language {
    /// Too short or too plain to tell: a heading, a list of names, a table.
    #[default]
    Undecided,
    /// A language by its primary tag: `en`, `fr`.
    Known(&'static str),
    /// A language that nobody here knows, but not English.
    Foreign,
}

impl Language {
    /// The language of a passage, whose tokens these are.
    pub fn of(text: &str, tokens: &[Token]) -> Language {
        let words = || tokens.iter().filter(|token| token.kind == TokenKind::Word).map(|token| token.text(text));
        let (mut all, mut joining) = (0usize, 0usize);
        for word in words() {
            all += 1;
            joining += usize::from(is_joining(word));
        }
        if joining * ENGLISH_SHARE >= all.max(1) && joining > 0 {
            return Language::Known("en");
        }
        let letters: usize = words().map(str::len).sum();
        if letters < FEWEST_LETTERS {
            return Language::Undecided;
        }
        let guess = detect(text)
            .filter(|guess| guess.is_reliable() || guess.confidence() > SURE)
            .map(|guess| tag(guess.lang()));
        let small = words().filter(|word| word.starts_with(char::is_lowercase)).count();
        match guess {
            Some("en") => Language::Known("en"),
            // A misread English sentence looks like many a language, but keeps some of its small words.
            Some(tag) if joining * FOREIGN_SHARE < all => Language::Known(tag),
            _ if small >= FEWEST_SMALL_WORDS && joining * UNKNOWN_SHARE < all => Language::Foreign,
            _ => Language::Undecided,
        }
    }

    /// What it is called in English, if it is known.
    pub fn english_name(self) -> Option<&'static str> {
        let Language::Known(known) = self else { return None };
        Lang::all().iter().find(|language| tag(**language) == known).map(|language| language.eng_name())
    }

    /// Whether a passage in this language may be read with a lexicon of `tag`.
    pub fn may_be(self, tag: &str) -> bool {
        match self {
            Language::Undecided => true,
            Language::Known(known) => known == tag,
            Language::Foreign => false,
        }
    }
}

/// Small words of English, and of no other language that is common in archives, sorted.
const JOINING: [u64; 41] = packed_all([
    "The", "and", "any", "are", "been", "but", "by", "can", "for", "from", "had", "has", "have", "he", "his", "if",
    "is", "it", "its", "not", "of", "on", "or", "our", "she", "that", "the", "their", "there", "they", "this", "to",
    "we", "were", "which", "who", "will", "with", "would", "you", "your",
]);
/// One in so many words of an English passage joins others, at least.
const ENGLISH_SHARE: usize = 7;
/// In a passage of another language fewer than one in so many words look like those of English.
const FOREIGN_SHARE: usize = 14;
/// And fewer still where its language cannot be told.
const UNKNOWN_SHARE: usize = 40;
const FEWEST_SMALL_WORDS: usize = 12;
/// Shorter passages are undecided.
const FEWEST_LETTERS: usize = 40;
/// A guess this confident counts, however short the passage.
const SURE: f64 = 0.6;

/// Letters of the longest of them.
const LONGEST_JOINING: usize = 5;

fn is_joining(word: &str) -> bool {
    (2..=LONGEST_JOINING).contains(&word.len()) && JOINING.binary_search(&packed(word)).is_ok()
}

const fn packed_all<const N: usize>(words: [&str; N]) -> [u64; N] {
    let mut all = [0; N];
    let mut i = 0;
    while i < N {
        all[i] = packed(words[i]);
        i += 1;
    }
    all
}

/// A word of at most eight bytes as a number: all words are looked at, and numbers compare in a step.
const fn packed(word: &str) -> u64 {
    let bytes = word.as_bytes();
    let (mut number, mut i) = (0, 0);
    while i < size_of::<u64>() {
        number = number << 8 | if i < bytes.len() { bytes[i] as u64 } else { 0 };
        i += 1;
    }
    number
}

/// The tag of a language: of two letters where there is one.
fn tag(language: Lang) -> &'static str {
    match language {
        Lang::Eng => "en",
        Lang::Deu => "de",
        Lang::Fra => "fr",
        Lang::Spa => "es",
        Lang::Por => "pt",
        Lang::Ita => "it",
        Lang::Nld => "nl",
        Lang::Lat => "la",
        Lang::Rus => "ru",
        Lang::Ukr => "uk",
        Lang::Bel => "be",
        Lang::Bul => "bg",
        Lang::Mkd => "mk",
        Lang::Srp => "sr",
        Lang::Hrv => "hr",
        Lang::Slv => "sl",
        Lang::Pol => "pl",
        Lang::Ces => "cs",
        Lang::Slk => "sk",
        Lang::Hun => "hu",
        Lang::Ron => "ro",
        Lang::Ell => "el",
        Lang::Tur => "tr",
        Lang::Aze => "az",
        Lang::Uzb => "uz",
        Lang::Tuk => "tk",
        Lang::Dan => "da",
        Lang::Nob => "nb",
        Lang::Swe => "sv",
        Lang::Fin => "fi",
        Lang::Est => "et",
        Lang::Lit => "lt",
        Lang::Lav => "lv",
        Lang::Cat => "ca",
        Lang::Cym => "cy",
        Lang::Epo => "eo",
        Lang::Afr => "af",
        Lang::Ind => "id",
        Lang::Jav => "jv",
        Lang::Tgl => "tl",
        Lang::Vie => "vi",
        Lang::Cmn => "zh",
        Lang::Jpn => "ja",
        Lang::Kor => "ko",
        Lang::Ara => "ar",
        Lang::Pes => "fa",
        Lang::Urd => "ur",
        Lang::Heb => "he",
        Lang::Yid => "yi",
        Lang::Hin => "hi",
        Lang::Ben => "bn",
        Lang::Mar => "mr",
        Lang::Nep => "ne",
        Lang::Pan => "pa",
        Lang::Guj => "gu",
        Lang::Ori => "or",
        Lang::Tam => "ta",
        Lang::Tel => "te",
        Lang::Kan => "kn",
        Lang::Mal => "ml",
        Lang::Sin => "si",
        Lang::Tha => "th",
        Lang::Mya => "my",
        Lang::Khm => "km",
        Lang::Amh => "am",
        Lang::Kat => "ka",
        Lang::Hye => "hy",
        Lang::Zul => "zu",
        Lang::Sna => "sn",
        Lang::Aka => "ak",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::tokens;

    fn language(text: &str) -> Language {
        Language::of(text, &tokens(text))
    }

    #[test]
    fn a_sentence_tells_its_language() {
        assert_eq!(language("The envoy came to the ministry and spoke of the harvest."), Language::Known("en"));
        assert_eq!(
            language("Der Gesandte kam in das Ministerium und sprach lange von der Ernte, die in diesem Jahr gut war."),
            Language::Known("de")
        );
        assert_eq!(
            language(
                "L'envoyé est venu au ministère et il a parlé longtemps de la récolte, qui fut bonne cette année."
            ),
            Language::Known("fr")
        );
        assert_eq!(
            language("Посланник приехал в министерство и долго говорил об урожае, который в этом году был хорош."),
            Language::Known("ru")
        );
        let albanian =
            "Delegacioni i partisë erdhi në ministri dhe foli gjatë për të korrat, të cilat këtë vit ishin të mira.";
        assert!(!language(albanian).may_be("en"));
    }

    #[test]
    fn english_is_known_under_its_noise() {
        let noisy = "Tbe envov carne to thc minislry and spokc of tbe harvesl, wbich bad been good tbis year.";
        assert!(language(noisy).may_be("en"));
    }

    #[test]
    fn headings_and_names_are_undecided() {
        for text in ["Minutes", "E. Hoxha, M. Shehu, R. Alia", "1967 12 45", "", "☐☐☐"] {
            assert_eq!(language(text), Language::Undecided, "{text}");
        }
    }

    #[test]
    fn the_small_words_are_sorted() {
        assert!(JOINING.is_sorted());
    }
}
