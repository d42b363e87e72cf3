//! A personal name taken apart: titles, given names, particles, family name, ending.

use super::fold::{fold_word, is_apostrophe};
use super::romanization;
use super::titles;

/// A name as it can be compared.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct PersonalName {
    /// Titles and honorifics, folded, in the order written: stripped for comparison, not lost.
    pub titles: Vec<String>,
    /// The words of the name without titles, particles, endings and nicknames, given names first
    /// where a comma shows the order.
    pub words: Vec<NameWord>,
    /// How many words at the end of `words` are the family name; `None` where no comma tells.
    pub family: Option<usize>,
    /// Particles, folded: `de`, `al`, `bin`.
    pub particles: Vec<String>,
    /// *Jr.*, *III*, folded.
    pub suffix: Option<String>,
    /// Other names given in brackets or quotation marks: `Edward M. (Ted)`, `Hao Dejing (Hao Te-ching)`.
    pub asides: Vec<String>,
}

/// One word of a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NameWord {
    /// As written, without stops.
    pub text: String,
    /// Folded.
    pub key: String,
}

impl NameWord {
    fn new(text: &str) -> Self {
        NameWord { key: fold_word(text), text: text.trim_matches('.').to_owned() }
    }

    /// Whether the word is an initial: one letter, or two of which the second makes one sound with it (`Yu.`, `Sh.`).
    pub fn is_initial(&self) -> bool {
        self.key.chars().count() == 1
    }
}

impl PersonalName {
    /// Takes a name apart, written in either order, with or without a comma.
    pub fn parse(name: &str) -> Self {
        let (plain, asides) = lift_asides(name);
        let mut parsed = PersonalName { asides, ..Self::default() };
        let mut parts: Vec<Vec<NameWord>> = Vec::new();
        for part in plain.split([',', ';']) {
            let words = parsed.take_part(part, parts.is_empty());
            if !words.is_empty() {
                parts.push(words);
            }
        }
        match parts.as_slice() {
            [] => {}
            [whole] => parsed.words = whole.clone(),
            [family, rest @ ..] => {
                parsed.family = Some(family.len());
                parsed.words = rest.iter().flatten().chain(family).cloned().collect();
            }
        }
        parsed
    }

    /// The given names, where a comma tells them from the family name.
    pub fn given(&self) -> &[NameWord] {
        &self.words[..self.words.len() - self.family.unwrap_or(0)]
    }

    /// The family name; empty where no comma tells.
    pub fn family(&self) -> &[NameWord] {
        &self.words[self.words.len() - self.family.unwrap_or(0)..]
    }

    /// The name as running text has it, without titles: given names before the family name, but after it in Chinese and
    /// Korean names.
    pub fn in_running_order(&self) -> String {
        let written = |words: &[NameWord]| -> Vec<String> {
            let stop = |word: &NameWord| if word.is_initial() { format!("{}.", word.text) } else { word.text.clone() };
            words.iter().map(stop).collect()
        };
        let (given, family) = (written(self.given()), written(self.family()));
        let parts = if self.has_family_name_first() {
            [family, given].concat()
        } else {
            [given, self.particles.clone(), family].concat()
        };
        parts.join(" ")
    }

    /// Whether a comma gives the name of somebody whose family name stands first in running text.
    fn has_family_name_first(&self) -> bool {
        let [family] = self.family() else { return false };
        let given: String = self.given().iter().map(|word| word.key.as_str()).collect();
        romanization::is_family_name_that_stands_first(&family.key) && romanization::is_east_asian_given_name(&given)
    }

    /// Whether a title says the bearer is a woman, or the wife of the man named.
    pub fn is_of_a_woman(&self) -> bool {
        self.titles.iter().any(|title| titles::is_of_a_woman(title))
    }

    /// Strips a part between commas of its titles, particles and endings and returns the words left.
    ///
    /// `first` says that no part before it held words of the name, so that this one must.
    fn take_part(&mut self, part: &str, first: bool) -> Vec<NameWord> {
        let mut words: Vec<NameWord> =
            split_words(part).into_iter().map(NameWord::new).filter(|w| !w.key.is_empty()).collect();
        let titled = leading_title(&words, first);
        self.titles.extend(words.drain(..titled).map(|word| word.key));
        let trailing = words.iter().rev().take_while(|word| is_title_after(word)).count();
        if trailing < words.len() {
            let kept = words.len() - trailing;
            self.titles.extend(words.drain(kept..).map(|word| word.key));
        }
        while words.last().is_some_and(is_suffix_word) && (words.len() > 1 || !first) {
            self.suffix = words.pop().map(|word| regular_suffix(&word.key).to_owned());
        }
        self.take_particles(words, first)
    }

    fn take_particles(&mut self, words: Vec<NameWord>, first: bool) -> Vec<NameWord> {
        let family_first =
            first && words.first().is_some_and(|word| romanization::is_family_name_that_stands_first(&word.key));
        let last = words.len().saturating_sub(1);
        let is_particle = |at: usize, word: &NameWord| {
            let lower = word.text.starts_with(char::is_lowercase);
            titles::is_particle(&word.key) && word.key.len() > 1 && (lower || !family_first && at < last)
        };
        if words.iter().enumerate().all(|(at, word)| is_particle(at, word)) {
            return words;
        }
        let mut kept = Vec::with_capacity(words.len());
        for (at, word) in words.into_iter().enumerate() {
            if is_particle(at, &word) {
                self.particles.push(word.key);
            } else {
                kept.push(word);
            }
        }
        kept
    }
}

/// How many words at the start are a title. A lone word of the first part is the name itself (*Dean,
/// Gordon*), and *Dean*, *Earl* or *Major* before an initial or nothing is a given name.
fn leading_title(words: &[NameWord], first: bool) -> usize {
    const ALSO_GIVEN_NAMES: [&str; 8] = ["dean", "earl", "king", "duke", "major", "marshal", "judge", "don"];
    let keys: Vec<&str> = words.iter().map(|word| word.key.as_str()).collect();
    let length = titles::leading_title(&keys);
    let nothing_left = length == words.len();
    if first && nothing_left {
        return 0;
    }
    let before_initials =
        words[length..].iter().all(NameWord::is_initial) || words.get(length).is_some_and(NameWord::is_initial);
    let given = length == 1 && before_initials && ALSO_GIVEN_NAMES.contains(&keys[0]);
    if given { 0 } else { length }
}

fn is_suffix_word(word: &NameWord) -> bool {
    titles::is_suffix(&word.key) && word.key != "v"
}

fn is_title_after(word: &NameWord) -> bool {
    matches!(word.key.as_str(), "pasha" | "bey" | "effendi" | "khan" | "ret" | "usa" | "usn" | "usaf" | "usmc" | "mp")
}

fn regular_suffix(key: &str) -> &str {
    match key {
        "junior" => "jr",
        "senior" => "sr",
        "2nd" | "2d" => "ii",
        "3rd" | "3d" => "iii",
        "4th" => "iv",
        other => other,
    }
}

/// Takes what stands in brackets or quotation marks out of a name.
fn lift_asides(name: &str) -> (String, Vec<String>) {
    let mut plain = String::with_capacity(name.len());
    let mut asides = Vec::new();
    let mut aside: Option<String> = None;
    for character in name.chars() {
        let opens = matches!(character, '(' | '[' | '“' | '"' | '«');
        let closes = matches!(character, ')' | ']' | '”' | '"' | '»');
        match &mut aside {
            Some(text) if closes => {
                asides.push(std::mem::take(text));
                aside = None;
                plain.push(' ');
            }
            Some(_) if opens => {}
            Some(text) => text.push(character),
            None if opens => aside = Some(String::new()),
            None => plain.push(character),
        }
    }
    // An opening bracket without its closing one hides nothing.
    if let Some(open) = aside {
        plain.push(' ');
        plain.push_str(&open);
    }
    asides.retain(|aside| !aside.trim().is_empty());
    (plain, asides)
}

/// Splits at spaces, hyphens, dashes and between run-together initials: `C.M.`, `J.B.`, `Jean-Marie`.
fn split_words(part: &str) -> Vec<&str> {
    part.split(|c: char| c.is_whitespace() || matches!(c, '-' | '‐' | '‑' | '–' | '—' | '/' | '.'))
        .map(|word| word.trim_matches(|c: char| !c.is_alphanumeric() && !is_apostrophe(c)))
        .filter(|word| word.chars().any(char::is_alphanumeric))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn parts(name: &str) -> String {
        let parsed = PersonalName::parse(name);
        let keys = |words: &[NameWord]| words.iter().map(|word| word.key.clone()).collect::<Vec<_>>().join(" ");
        format!(
            "{}|{}|{}|{}|{}",
            parsed.titles.join(" "),
            keys(parsed.given()),
            parsed.particles.join(" "),
            keys(parsed.family()),
            parsed.suffix.unwrap_or_default()
        )
    }

    #[test]
    fn takes_names_apart() {
        assert_eq!(parts("Lodge, Henry Cabot, Jr."), "|henry cabot||lodge|jr");
        assert_eq!(parts("de Gaulle, General Charles"), "general|charles|de|gaulle|");
        assert_eq!(parts("Maj. Gen. J.B. Smith III"), "maj gen|j b smith|||iii");
        assert_eq!(parts("Nguyen Khanh, General"), "general|nguyen khanh|||");
        assert_eq!(parts("Dean, Gordon"), "|gordon||dean|");
        assert_eq!(parts(""), "||||");
        assert_eq!(parts("Jr."), "|jr|||");
    }

    #[test]
    fn lifts_asides() {
        assert_eq!(PersonalName::parse("Kennedy, Edward M. (Ted)").asides, ["Ted"]);
        assert_eq!(PersonalName::parse("Abramov (Abramav), Aleksandr").asides, ["Abramav"]);
        assert!(PersonalName::parse("Broken (bracket").asides.is_empty());
    }
}
