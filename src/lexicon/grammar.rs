//! The grammar of small words: what stands beside what in no English sentence.
//!
//! A table of pairs only tells what is rare. That no verb follows an article, `the was`, is certain, and the small words
//! are few enough to be written down. Whatever a sentence may have after all is left out: a possessive before `in`
//! (`our in-house`), an article before `and` or `a` (`the a priori`), `her` before anything, and what capitals make
//! another word (`the US`).

use super::format::LOWER;

/// What a small word is in a sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// One of the many words that are not small.
    Other,
    /// `a`, which is a letter as well.
    A,
    /// `an`, which asks for a vowel, too.
    An,
    /// `the`.
    The,
    /// `our`.
    Possessive,
    /// `one`, `twenty`.
    Numeral,
    /// `of`, `with`; not `for`, which is a conjunction as well.
    Preposition,
    /// `he`, `we`.
    Subject,
    /// `was`, `would`; not `had` and `are`, which may follow `be`: `to be had`, `the powers that be are`.
    Verb,
    /// `be`.
    Be,
    /// `them`, `those`, `had`: any other that does not stand between an article and its noun.
    Outside,
    /// `openly`, which may stand between an article and what follows.
    Adverb,
}

impl Part {
    const ALL: [Self; 12] = [
        Self::Other,
        Self::A,
        Self::An,
        Self::The,
        Self::Possessive,
        Self::Numeral,
        Self::Preposition,
        Self::Subject,
        Self::Verb,
        Self::Be,
        Self::Outside,
        Self::Adverb,
    ];

    /// What a word in small letters is, adverbs aside.
    #[must_use]
    pub fn of(word: &str) -> Self {
        match word {
            "a" => Self::A,
            "an" => Self::An,
            "the" => Self::The,
            "my" | "our" | "your" | "their" | "its" => Self::Possessive,
            "one" | "two" | "three" | "four" | "five" | "six" | "seven" | "eight" | "nine" | "ten" | "twelve"
            | "twenty" | "thirty" | "forty" | "fifty" | "hundred" => Self::Numeral,
            "of" | "to" | "with" | "at" | "by" | "from" | "into" | "upon" => Self::Preposition,
            "i" | "he" | "she" | "they" | "we" => Self::Subject,
            "was" | "am" | "has" | "would" | "could" | "should" | "shall" | "does" | "did" => Self::Verb,
            "be" => Self::Be,
            "him" | "them" | "me" | "you" | "this" | "that" | "these" | "those" | "his" | "is" | "are" | "were"
            | "have" | "had" | "do" | "for" => Self::Outside,
            _ => Self::Other,
        }
    }

    /// Its place among the parts, less than [`PARTS`].
    #[must_use]
    pub const fn number(self) -> u8 {
        self as u8
    }

    /// Whether it asks for a noun.
    const fn is_determiner(self) -> bool {
        matches!(self, Self::A | Self::An | Self::The | Self::Possessive)
    }

    /// Whether no sentence has one part just before another.
    #[must_use]
    pub const fn clashes_with(self, right: Self) -> bool {
        match (self, right) {
            (left, right) if left.is_determiner() => matches!(
                right,
                Self::An
                    | Self::The
                    | Self::Possessive
                    | Self::Preposition
                    | Self::Subject
                    | Self::Verb
                    | Self::Outside
            ),
            (Self::Numeral, right) => matches!(right, Self::The),
            (Self::Preposition | Self::Subject, right) => matches!(right, Self::Subject),
            (Self::Be, right) => matches!(right, Self::Verb),
            _ => false,
        }
    }
}

/// Numbers of parts, used and unused.
pub const PARTS: usize = 16;

/// By the number of a left part, a bit for each part that no sentence has just after it.
pub(super) const CLASHES: [u16; PARTS] = clashes(false);
/// The same for parts with an adverb between them.
pub(super) const CLASHES_AROUND: [u16; PARTS] = clashes(true);

const fn clashes(around: bool) -> [u16; PARTS] {
    let mut table = [0; PARTS];
    let mut pair = 0;
    while pair < Part::ALL.len() * Part::ALL.len() {
        let (left, right) = (Part::ALL[pair / Part::ALL.len()], Part::ALL[pair % Part::ALL.len()]);
        if left.clashes_with(right) && (left.is_determiner() || !around) {
            table[left as usize] |= 1 << right as u16;
        }
        pair += 1;
    }
    table
}

/// Whether a word written in these [forms](super::format) is surely heard with a consonant first, so that `an` does not
/// stand before it. Words with `h`, `u`, `x` and `y` vary, capitals and one or two letters may be spelt out, and `an den`
/// and `an die` are German.
#[must_use]
pub fn asks_for_a(word: &str, forms: u8) -> bool {
    let consonant = |c| matches!(c, 'b'..='d' | 'f' | 'g' | 'j'..='n' | 'p'..='t' | 'v' | 'w' | 'z');
    forms & LOWER != 0 && word.len() > 2 && word.starts_with(consonant) && !matches!(word, "den" | "die")
}

/// The word an adverb of manner is made of: `open` of `openly`, `happy` of `happily`.
#[must_use]
pub fn base_of_adverb(word: &str) -> Option<String> {
    let stem = word.strip_suffix("ly").filter(|stem| stem.len() > 3 && !is_noun_in_ly(word))?;
    Some(match (stem.strip_suffix('i'), stem.ends_with('b')) {
        (Some(happ), _) => format!("{happ}y"),
        (None, true) => format!("{stem}le"),
        (None, false) => stem.to_owned(),
    })
}

/// `the weekly of that name`: what looks like an adverb and is a noun.
fn is_noun_in_ly(word: &str) -> bool {
    matches!(
        word,
        "weekly"
            | "monthly"
            | "quarterly"
            | "fortnightly"
            | "elderly"
            | "orderly"
            | "assembly"
            | "supply"
            | "reply"
            | "family"
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::format::UPPER;

    #[test]
    fn knows_what_stands_beside_what() {
        let clash = |left, right| Part::of(left).clashes_with(Part::of(right));
        for (left, right) in
            [("the", "was"), ("our", "of"), ("one", "the"), ("of", "he"), ("be", "was"), ("a", "their")]
        {
            assert!(clash(left, right), "{left} {right}");
        }
        for (left, right) in [
            ("the", "one"),
            ("of", "our"),
            ("her", "to"),
            ("be", "had"),
            ("be", "are"),
            ("to", "be"),
            ("that", "was"),
            ("the", "a"),
            ("for", "he"),
        ] {
            assert!(!clash(left, right), "{left} {right}");
        }
    }

    #[test]
    fn parts_are_known_by_their_numbers() {
        for (number, part) in Part::ALL.into_iter().enumerate() {
            assert_eq!(usize::from(part.number()), number);
        }
    }

    #[test]
    fn takes_adverbs_apart() {
        assert_eq!(base_of_adverb("openly").as_deref(), Some("open"));
        assert_eq!(base_of_adverb("happily").as_deref(), Some("happy"));
        assert_eq!(base_of_adverb("notably").as_deref(), Some("notable"));
        assert_eq!(base_of_adverb("only"), None);
        assert_eq!(base_of_adverb("supply"), None);
    }

    #[test]
    fn hears_consonants() {
        assert!(asks_for_a("great", LOWER));
        assert!(!["hour", "one", "unit", "mp"].into_iter().any(|word| asks_for_a(word, LOWER)));
        assert!(!asks_for_a("nato", UPPER));
    }
}
