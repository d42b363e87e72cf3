//! Corporate bodies: parties, ministries, committees, and how their names are varied.

use std::sync::LazyLock;

use rustc_hash::FxHashSet;

use super::fold::{Word, words};
use super::matching::{Judgement, Verdict};
use super::romanization;
use super::titles;

/// Words that make a name that of a body, folded.
const HEAD_WORDS: &str = " party parti partia parties front union congress committee commission council ministry bureau politburo presidium \
 secretariat department office agency embassy legation consulate mission delegation government republic kingdom federation confederation \
 association organization organisation league assembly parliament senate chamber court army navy command staff division directorate \
 institute academy university college school library archive archives foundation bank fund company corporation board authority service \
 conference movement society club alliance pact treaty community comintern cominform soviet komsomol trust group force brigade newspaper press ";

/// Words that carry nothing when two bodies are compared.
const JOINTS: [&str; 17] =
    ["of", "the", "and", "for", "in", "to", "on", "at", "a", "an", "de", "la", "le", "des", "du", "et", "d"];

/// Abbreviated and varied words of bodies, with the word they stand for.
const EQUALS: [(&str, &str); 18] = [
    ("labour", "labor"),
    ("cc", "central committee"),
    ("cp", "communist party"),
    ("dept", "department"),
    ("govt", "government"),
    ("min", "ministry"),
    ("organisation", "organization"),
    ("defence", "defense"),
    ("programme", "program"),
    ("centre", "center"),
    ("workers", "worker"),
    ("peoples", "people"),
    ("intl", "international"),
    ("natl", "national"),
    ("ussr", "soviet union"),
    ("dprk", "democratic people republic korea"),
    ("prc", "people republic china"),
    ("gdr", "german democratic republic"),
];

/// Adjectives of countries, folded, with the country.
const COUNTRIES: [(&str, &str); 58] = [
    ("albanian", "albania"),
    ("korean", "korea"),
    ("chinese", "china"),
    ("russian", "russia"),
    ("german", "germany"),
    ("polish", "poland"),
    ("hungarian", "hungary"),
    ("romanian", "romania"),
    ("rumanian", "romania"),
    ("bulgarian", "bulgaria"),
    ("yugoslav", "yugoslavia"),
    ("czechoslovak", "czechoslovakia"),
    ("japanese", "japan"),
    ("vietnamese", "vietnam"),
    ("cuban", "cuba"),
    ("italian", "italy"),
    ("french", "france"),
    ("british", "britain"),
    ("american", "america"),
    ("mongolian", "mongolia"),
    ("turkish", "turkey"),
    ("greek", "greece"),
    ("indonesian", "indonesia"),
    ("austrian", "austria"),
    ("swiss", "switzerland"),
    ("dutch", "netherlands"),
    ("belgian", "belgium"),
    ("spanish", "spain"),
    ("portuguese", "portugal"),
    ("swedish", "sweden"),
    ("norwegian", "norway"),
    ("danish", "denmark"),
    ("finnish", "finland"),
    ("irish", "ireland"),
    ("ukrainian", "ukraine"),
    ("estonian", "estonia"),
    ("latvian", "latvia"),
    ("lithuanian", "lithuania"),
    ("egyptian", "egypt"),
    ("israeli", "israel"),
    ("iranian", "iran"),
    ("persian", "persia"),
    ("iraqi", "iraq"),
    ("syrian", "syria"),
    ("lebanese", "lebanon"),
    ("pakistani", "pakistan"),
    ("cambodian", "cambodia"),
    ("burmese", "burma"),
    ("algerian", "algeria"),
    ("moroccan", "morocco"),
    ("tunisian", "tunisia"),
    ("ethiopian", "ethiopia"),
    ("canadian", "canada"),
    ("mexican", "mexico"),
    ("brazilian", "brazil"),
    ("argentine", "argentina"),
    ("chilean", "chile"),
    ("bolivian", "bolivia"),
];

static HEADS: LazyLock<FxHashSet<&str>> = LazyLock::new(|| HEAD_WORDS.split_ascii_whitespace().collect());

/// Whether a folded word is what bodies are called: *party*, *ministry*, *union*.
pub fn is_head(key: &str) -> bool {
    HEADS.contains(key)
}

/// Whether a folded word joins or leads the words of a body's name without weight of its own.
pub fn is_joint(key: &str) -> bool {
    JOINTS.contains(&key)
}

/// Whether a name is that of a body rather than of a person.
///
/// Titles do not count (*Army General*, *Marshal of the Soviet Union* are people), nor does a family
/// name before a comma (*Service, Robert E.*).
pub fn is_body(name: &str) -> bool {
    let words = words(name);
    if let [word] = words.as_slice() {
        return is_head(&word.key) || is_acronym(&name[word.range.clone()]);
    }
    let inverted = name.contains(',');
    let titled = words.iter().any(|word| titles::is_title_word(&word.key));
    let joined = words.iter().any(|word| is_joint(&word.key));
    let heads = words.iter().filter(|word| is_head(&word.key)).count();
    heads > 0
        && !(inverted && (titled || !joined))
        && !(titled && words.first().is_some_and(|word| titles::is_title_word(&word.key)))
}

/// Whether a word is an acronym: two to seven letters, no more than two of them small (`PPSh`, `DPRK`).
pub fn is_acronym(word: &str) -> bool {
    let letters = word.chars().filter(|c| c.is_alphabetic()).count();
    let capitals = word.chars().filter(|c| c.is_uppercase()).count();
    (2..=7).contains(&letters)
        && capitals >= 2
        && letters - capitals <= 2
        && word.starts_with(char::is_uppercase)
        && word.chars().all(char::is_alphanumeric)
}

/// The country that an adjective is of, both folded: `albanian` is of `albania`. Any other word is itself.
pub fn country(word: &str) -> &str {
    COUNTRIES.iter().find(|(adjective, _)| *adjective == word).map_or(word, |(_, country)| country)
}

/// Whether a folded word is a country, or an adjective of one.
pub fn is_of_a_country(word: &str) -> bool {
    COUNTRIES.iter().any(|(adjective, country)| *adjective == word || *country == word)
}

/// The words of a body's name reduced to what tells it from others, sorted.
///
/// `Korean Workers' Party`, `Workers' party of Korea` and `the Party of Workers of Korea` have one key.
pub fn key(name: &str) -> Vec<String> {
    key_of(&words(name))
}

/// The same by the words of a name.
pub(super) fn key_of(words: &[Word]) -> Vec<String> {
    let mut key: Vec<String> = words.iter().flat_map(significant).collect();
    key.sort_unstable();
    key.dedup();
    key
}

fn significant(word: &Word) -> Vec<String> {
    if is_joint(&word.key) {
        return Vec::new();
    }
    let stem = EQUALS.iter().find(|(from, _)| *from == word.key).map_or(country(&word.key), |(_, to)| to);
    stem.split(' ').map(str::to_owned).collect()
}

/// Whether `acronym` is made of the first letters of `name`, in order; joints may be left out.
///
/// The order may also be that of another translation, so the same letters in any order count when
/// `name` has as many weighty words as the acronym letters: `ALP` for *Albanian Party of Labour*.
pub fn spells_out(acronym: &str, name: &str) -> bool {
    let letters: Vec<char> = acronym.chars().filter(|c| c.is_uppercase()).flat_map(char::to_lowercase).collect();
    let of = |joints: bool| -> Vec<char> {
        words(name)
            .iter()
            .filter(|word| joints || !is_joint(&word.key))
            .filter_map(|word| word.key.chars().next())
            .collect()
    };
    let (mut wanted, mut weighty) = (letters.clone(), of(false));
    if letters.len() < 2 || weighty.len() < 2 {
        return false;
    }
    if weighty == letters || of(true) == letters {
        return true;
    }
    wanted.sort_unstable();
    weighty.sort_unstable();
    wanted == weighty
}

/// Compares two names of bodies.
pub fn compare(a: &str, b: &str) -> Verdict {
    if (is_acronym(a.trim()) && spells_out(a.trim(), b)) || (is_acronym(b.trim()) && spells_out(b.trim(), a)) {
        return Verdict::new(Judgement::Perhaps, 0.7, "the acronym has the first letters of the name");
    }
    let (key_a, key_b) = (key(a), key(b));
    if key_a.is_empty() || key_b.is_empty() {
        return Verdict::new(Judgement::Different, 0.0, "too little in common");
    }
    if key_a == key_b {
        return Verdict::new(Judgement::Same, 0.95, "the same words of a body's name, in whatever order");
    }
    let alike = |word: &String, other: &String| word == other || is_spelt_alike(word, other);
    let matched = key_a.iter().filter(|word| key_b.iter().any(|other| alike(word, other))).count();
    let (short, long) = (key_a.len().min(key_b.len()), key_a.len().max(key_b.len()));
    let share = matched as f32 / long as f32;
    if matched == long && short == long {
        return Verdict::new(Judgement::Same, 0.85, "the same words of a body's name, spelt alike");
    }
    if matched >= short && short >= 2 && long - short <= 1 {
        return Verdict::new(Judgement::Perhaps, 0.5 + 0.2 * share, "one name of the body says more than the other");
    }
    Verdict::new(Judgement::Different, 0.5 * share, "the words of the two bodies differ")
}

fn is_spelt_alike(a: &str, b: &str) -> bool {
    let longest = a.len().max(b.len());
    longest >= 5
        && (super::confusables::distance(a, b, 0.2 * longest as f32).is_some()
            || romanization::of_one_word(a, b).is_some())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bodies_vary_in_order_and_case() {
        for (a, b) in [
            ("Korean Workers' Party", "Workers' party of Korea"),
            ("CC of the ALP", "Central Committee of the ALP"),
            ("Albanian Labor Party", "Albanian Party of Labour"),
        ] {
            assert_eq!(compare(a, b).judgement, Judgement::Same, "{a} / {b}");
        }
        assert_eq!(compare("Communist Party of Japan", "Communist Party of China").judgement, Judgement::Different);
        assert_eq!(compare("ALP", "Albanian Party of Labour").judgement, Judgement::Perhaps);
    }

    #[test]
    fn acronyms_are_told_from_words() {
        assert!(is_acronym("DPRK") && is_acronym("PPSh"));
        assert!(!is_acronym("Albania") && !is_acronym("McDonald") && !is_acronym("A"));
        assert!(spells_out("DPRK", "Democratic People's Republic of Korea"));
        assert!(!spells_out("USSR", "Union of Soviet Workers"));
    }
}
