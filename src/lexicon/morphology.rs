//! What is known of a word by rule, where no list has it: possessives, inflections, prefixes, Roman numerals,
//! ordinals, sums of money, names like `McKinley` and `O'Brien`.

use std::borrow::Cow;

use super::format::{ABBREVIATION, Form, LOWER};
use super::{Lexicon, Rank};

/// What is known of a word.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Knowledge {
    /// The list has it, or its base without a possessive ending, in the form it is written.
    Listed(Rank),
    /// The list has it in another form: `albania`, `iT`.
    OtherForm(Rank),
    /// It is made of a listed word by a rule of the language.
    Derived(Rank),
    /// A number, an ordinal, a Roman numeral, a sum of money.
    Numeral,
    /// Nothing is known.
    Unknown,
}

impl Knowledge {
    /// The word it rests on.
    #[must_use]
    pub fn rank(self) -> Option<Rank> {
        match self {
            Self::Listed(rank) | Self::OtherForm(rank) | Self::Derived(rank) => Some(rank),
            Self::Numeral | Self::Unknown => None,
        }
    }
}

/// Words whose beginning is left out, the apostrophe in its place, and the word that each of them rests on.
const CLIPPED: &[(&str, &str)] = &[
    ("'tis", "it"),
    ("'tisn't", "it"),
    ("'twas", "it"),
    ("'twasn't", "it"),
    ("'twere", "it"),
    ("'twill", "it"),
    ("'twould", "it"),
    ("'twixt", "betwixt"),
    ("'em", "them"),
    ("'gainst", "against"),
    ("'midst", "amidst"),
    ("'mong", "among"),
    ("'mongst", "amongst"),
    ("'neath", "beneath"),
    ("'pon", "upon"),
    ("'scape", "escape"),
    ("'till", "till"),
    ("'til", "until"),
    ("'bout", "about"),
    ("'cause", "because"),
    ("'round", "around"),
    ("'cross", "across"),
    ("'squire", "squire"),
    ("'change", "exchange"),
    ("'phone", "phone"),
    ("'bus", "bus"),
    ("'plane", "plane"),
];
/// Longer words are nobody's: they are not looked up.
const LONGEST: usize = 64;
/// Endings a listed word may take: what is cut off, what is put back before looking it up.
const ENDINGS: &[(&str, &[&str])] = &[
    ("ies", &["y"]),
    ("ied", &["y"]),
    ("es", &["", "e"]),
    ("s", &[""]),
    ("ed", &["", "e"]),
    ("ing", &["", "e"]),
    ("ly", &["", "le"]),
    ("ness", &[""]),
    ("ship", &[""]),
    ("like", &[""]),
    ("wards", &[""]),
    ("ism", &["", "e"]),
    ("ist", &["", "e", "ism"]),
    ("ists", &["", "e", "ism"]),
    ("ized", &[""]),
    ("ised", &[""]),
    ("ization", &[""]),
    ("isation", &[""]),
    ("less", &[""]),
];
const PREFIXES: &[&str] = &[
    "anti", "counter", "inter", "mis", "non", "out", "over", "post", "pre", "pro", "re", "semi", "sub", "super", "un",
    "under",
];
/// Shorter stems carry no ending or prefix: too much would be known.
const SHORTEST_STEM: usize = 4;
/// Stems must be at least this frequent, as a cost in nats, and long ones, which nothing makes by chance, at least this.
const STEM_COST: f32 = 15.0;
const LONG_STEM_COST: f32 = 18.0;
/// Letters of a long stem.
const LONG_STEM: usize = 9;

impl Lexicon {
    /// What is known of `word`, which has no white space, hyphens or signs at its ends.
    #[must_use]
    pub fn knowledge(&self, word: &str) -> Knowledge {
        if word.len() > LONGEST {
            return Knowledge::Unknown;
        }
        let form = Form::of(word);
        let lower = plain(word);
        if lower.starts_with('\'') {
            let clipped = CLIPPED.iter().find(|(clipped, _)| *clipped == lower);
            return clipped.and_then(|(_, whole)| self.rank(whole)).map_or(Knowledge::Unknown, Knowledge::Derived);
        }
        if let Some(known) = self.listed(&lower, form) {
            let numeral = matches!(known, Knowledge::OtherForm(_)) && is_numeral(word);
            return if numeral { Knowledge::Numeral } else { known };
        }
        if let Some(base) = lower.strip_suffix("'s").or_else(|| lower.strip_suffix('\''))
            && let Some(known) = self.listed(base, Form::of(&word[..base.len().min(word.len())]))
        {
            return known;
        }
        if is_numeral(word) {
            return Knowledge::Numeral;
        }
        if let Some(known) = self.elided(&lower, form) {
            return known;
        }
        self.name_with_particle(word).or_else(|| self.derived(&lower, form)).unwrap_or(Knowledge::Unknown)
    }

    fn listed(&self, lower: &str, form: Form) -> Option<Knowledge> {
        if lower.chars().nth(1).is_none() {
            // Of the single letters only these are words; initials are for the caller to know.
            return matches!((lower, form), ("a", _) | ("i" | "o", Form::Capital))
                .then(|| self.rank(lower).map(Knowledge::Listed))
                .flatten();
        }
        let rank = self.rank(lower)?;
        let forms = self.forms(rank);
        let only_abbreviation = forms & !ABBREVIATION == 0;
        Some(if !only_abbreviation && self.is_written(rank, form) || (only_abbreviation && form != Form::Lower) {
            Knowledge::Listed(rank)
        } else {
            Knowledge::OtherForm(rank)
        })
    }

    /// `call'd`, `carry'd`, `heav'n`, `ev'ry`, `o'er`: an apostrophe for the letter that is not spoken.
    fn elided(&self, lower: &str, form: Form) -> Option<Knowledge> {
        let (before, after) =
            lower.split_once('\'').filter(|(before, after)| !before.is_empty() && !after.is_empty())?;
        let stem = before.strip_suffix('y').filter(|_| after == "d");
        let whole = match stem {
            Some(stem) => format!("{stem}ied"),
            None if matches!(lower, "o'er" | "e'er" | "ne'er" | "e'en") => format!("{before}v{after}"),
            None => format!("{before}e{after}"),
        };
        let rank = self.rank(&whole).filter(|&rank| form != Form::Mixed && self.forms(rank) & LOWER != 0)?;
        Some(Knowledge::Derived(rank))
    }

    /// `McKinley`, `MacArthur`, `O'Brien`, `D'Arcy`, `LaFollette`: a capital inside a name.
    fn name_with_particle(&self, word: &str) -> Option<Knowledge> {
        let particles = [
            "Mc", "Mac", "M'", "M’", "O'", "O’", "D'", "d'", "D’", "d’", "L'", "l'", "La", "Le", "De", "Du", "Van",
            "Fitz",
        ];
        let rest = particles.iter().find_map(|particle| word.strip_prefix(particle))?;
        let lower = plain(rest);
        let known = Form::of(rest) == Form::Capital && lower.len() > 2;
        if !known {
            return None;
        }
        let son_of = || word.strip_prefix("M'").or_else(|| word.strip_prefix("M’"));
        let rank = self.rank(&lower).or_else(|| self.rank(&plain(word)));
        let rank = rank.or_else(|| son_of().and_then(|_| self.rank(&format!("mc{lower}"))));
        match rank {
            Some(rank) => Some(Knowledge::Listed(rank)),
            None if word.starts_with("Mc") => self.rank("mac").map(Knowledge::Derived),
            None => None,
        }
    }

    fn derived(&self, lower: &str, form: Form) -> Option<Knowledge> {
        if form == Form::Mixed {
            return None;
        }
        let stem = |stem: &str| {
            let rank = self.rank(stem)?;
            let rarest = if stem.len() < LONG_STEM { STEM_COST } else { LONG_STEM_COST };
            let common = self.forms(rank) & LOWER != 0 && self.cost(rank) < rarest;
            (stem.len() >= SHORTEST_STEM && common).then_some(Knowledge::Derived(rank))
        };
        let by_ending = ENDINGS.iter().find_map(|(ending, put_back)| {
            let cut = lower.strip_suffix(ending)?;
            put_back.iter().find_map(|tail| stem(&[cut, tail].concat()))
        });
        by_ending.or_else(|| PREFIXES.iter().find_map(|prefix| stem(lower.strip_prefix(prefix)?)))
    }
}

/// The word in lower case with a straight apostrophe.
fn plain(word: &str) -> Cow<'_, str> {
    if word.bytes().all(|byte| byte.is_ascii_lowercase()) {
        return Cow::Borrowed(word);
    }
    Cow::Owned(word.to_lowercase().replace(['’', 'ʼ'], "'"))
}

/// `1967`, `10th`, `1960s`, `XIV`, `12mm`, `7s`, `6d`, `2oz`, and `4to` of books.
#[must_use]
pub fn is_numeral(word: &str) -> bool {
    let digits = word.trim_start_matches(|c: char| c.is_ascii_digit() || c == ',' || c == '.');
    if digits.is_empty() {
        return true;
    }
    if digits.len() < word.len() {
        let number = &word[..word.len() - digits.len()];
        return is_ordinal(number, digits)
            || matches!(
                digits,
                "s" | "'s"
                    | "’s"
                    | "d"
                    | "l"
                    | "mm"
                    | "cm"
                    | "km"
                    | "kg"
                    | "to"
                    | "vo"
                    | "mo"
                    | "oz"
                    | "lb"
                    | "lbs"
                    | "ft"
                    | "m"
                    | "h"
                    | "am"
                    | "pm"
                    | "A"
                    | "a"
                    | "b"
                    | "c"
                    | "B"
                    | "C"
                    | "D"
                    | "E"
            );
    }
    is_roman(word)
}

fn is_ordinal(number: &str, ending: &str) -> bool {
    let last = number.as_bytes().last().copied().unwrap_or(b'0');
    let teen = number.len() > 1 && number.as_bytes()[number.len() - 2] == b'1';
    match ending.to_ascii_lowercase().as_str() {
        "st" => last == b'1' && !teen,
        "nd" => last == b'2' && !teen,
        "rd" => last == b'3' && !teen,
        "d" => matches!(last, b'2' | b'3') && !teen,
        "th" => teen || !matches!(last, b'1'..=b'3'),
        _ => false,
    }
}

/// A Roman numeral in capitals, or in small letters from `ii` to `xxxix`.
fn is_roman(word: &str) -> bool {
    let upper = word.to_ascii_uppercase();
    let small = word.bytes().all(|byte| byte.is_ascii_lowercase());
    if !(small || upper == word) || word.len() < 2 || (small && !word.bytes().all(|b| matches!(b, b'i' | b'v' | b'x')))
    {
        return false;
    }
    let mut rest = upper.as_str();
    for (one, five, ten, most) in [("M", "", "", 4), ("C", "D", "M", 3), ("X", "L", "C", 3), ("I", "V", "X", 3)] {
        rest = without_digit(rest, one, five, ten, most);
    }
    rest.is_empty()
}

/// What follows one decimal digit of a Roman numeral.
fn without_digit<'a>(rest: &'a str, one: &str, five: &str, ten: &str, most: usize) -> &'a str {
    if !five.is_empty() {
        for subtracted in [format!("{one}{ten}"), format!("{one}{five}")] {
            if let Some(after) = rest.strip_prefix(&subtracted) {
                return after;
            }
        }
    }
    let mut rest = if five.is_empty() { rest } else { rest.strip_prefix(five).unwrap_or(rest) };
    for _ in 0..most {
        rest = rest.strip_prefix(one).unwrap_or(rest);
    }
    rest
}

#[cfg(test)]
mod tests {
    use super::*;

    fn known(word: &str) -> bool {
        !matches!(Lexicon::english().knowledge(word), Knowledge::Unknown | Knowledge::OtherForm(_))
    }

    #[test]
    fn known_by_list_and_by_rule() {
        for word in [
            "the",
            "The",
            "Albania's",
            "McKinley",
            "M'Carthy",
            "2oz",
            "4to",
            "O'Brien",
            "revisionists",
            "1967",
            "12th",
            "1960s",
            "XIV",
            "xvi",
        ]
        .into_iter()
        .chain(["call'd", "carry'd", "heav’n", "ev'ry", "o'er", "'tis", "’twas", "M'Donald"])
        {
            assert!(known(word), "{word}");
        }
    }

    #[test]
    fn keeps_unknown_what_nobody_spells() {
        for word in ["tbe", "Tlieyre", "xcouncil", "11st", "IIX", "tqoij", "houseR", "'bqx", "ca'l", "th'd"] {
            assert!(!known(word), "{word}");
        }
    }
}
