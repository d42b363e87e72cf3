//! The names of an authority, ready to be found in a text.
//!
//! Names are looked up by their words written together and folded as a scanner sees them, one look a word, so a
//! text is read in time linear in its length however many records there are.

use std::sync::OnceLock;

use rayon::prelude::*;
use rustc_hash::FxHashMap;
use smallvec::SmallVec;

use crate::authority::{Authority, FormKind, Kind, Record};

use super::bodies;
use super::confusables::skeleton;
use super::fold::{Word, words};
use super::keys::NameKeys;
use super::mention::{LONGEST, MentionKind};
use super::personal::PersonalName;
use super::romanization::{self, Scheme};
use super::titles;

/// The forms of an authority, indexed.
#[derive(Debug, Default)]
pub struct KnownNames {
    /// By skeleton of the words written together.
    forms: FxHashMap<Box<str>, SmallVec<[Form; 1]>>,
    /// Bodies by their weighty words: `albania labor party`.
    bodies: FxHashMap<Box<str>, SmallVec<[u32; 1]>>,
    /// People by folded family name.
    families: FxHashMap<Box<str>, SmallVec<[u32; 2]>>,
    longest: usize,
    /// People by the keys under which romanizations meet, gathered at the first question.
    sounds: OnceLock<Sounds>,
}

type Sounds = FxHashMap<(Scheme, Box<str>), SmallVec<[u32; 1]>>;

#[derive(Debug)]
struct Form {
    record: u32,
    /// The words written together, folded.
    key: Box<str>,
    words: u8,
    kind: MentionKind,
}

/// What a run of words was recognized as.
#[derive(Debug, PartialEq, Eq)]
pub struct Recognized {
    /// Indices of records.
    pub bearers: SmallVec<[u32; 2]>,
    /// Person, body or acronym.
    pub kind: MentionKind,
    /// Whether the letters are those of a form, not only letters confused with them.
    pub exact: bool,
}

impl KnownNames {
    /// Indexes every form of every record. The keys are made in parallel; putting them in is quick.
    pub fn of(authority: &Authority) -> KnownNames {
        let mut known = KnownNames::default();
        let count = u32::try_from(authority.records.len()).unwrap_or(u32::MAX);
        let keys: Vec<Keys> = (0..count)
            .into_par_iter()
            .zip(&authority.records)
            .with_min_len(512)
            .map(|(index, record)| Keys::of(index, record))
            .collect();
        known.forms.reserve(keys.len() * 2);
        for (index, keys) in (0u32..).zip(keys) {
            known.add(index, keys);
        }
        known
    }

    /// Whether nothing is known.
    pub fn is_empty(&self) -> bool {
        self.forms.is_empty()
    }

    /// The number of words of the longest form.
    pub fn longest(&self) -> usize {
        self.longest
    }

    /// The people with this family name: indices of records.
    pub fn people_named(&self, family: &str) -> &[u32] {
        self.families.get(family).map_or(&[], |people| people.as_slice())
    }

    /// The people whose name is this one in another romanization: indices of records.
    pub fn people_sounding(&self, sound: &(Scheme, Box<str>), authority: &Authority) -> &[u32] {
        let sounds = self.sounds.get_or_init(|| sounds_of(authority));
        sounds.get(sound).map_or(&[], |people| people.as_slice())
    }

    /// The people whose family name is one misreading or slip away from a folded word, itself aside.
    pub fn people_nearly_named(&self, word: &str) -> SmallVec<[u32; 4]> {
        let mut near = SmallVec::new();
        for slip in slips(word) {
            let people = self.people_named(&slip);
            near.extend(people.iter().copied().filter(|person| !near.contains(person)).collect::<SmallVec<[u32; 4]>>());
        }
        near
    }

    /// The bodies whose name has the same weighty words.
    pub fn bodies_named(&self, name: &str) -> SmallVec<[u32; 2]> {
        if self.bodies.is_empty() {
            return SmallVec::new();
        }
        self.bodies.get(body_key(name).as_str()).map(|found| found.iter().copied().collect()).unwrap_or_default()
    }

    /// What the words of a text, `key` when folded and written together, are known as.
    pub(super) fn recognize(&self, key: &str, words: &[Word], text: &str) -> Option<Recognized> {
        let forms = self.forms.get(skeleton(key).as_str())?;
        let exact = forms.iter().any(|form| *form.key == *key);
        let bearing = forms.iter().filter(|form| (!exact || *form.key == *key) && form.fits(words, text, exact));
        let mut bearers: SmallVec<[u32; 2]> = SmallVec::new();
        let mut kind = None;
        for form in bearing {
            kind.get_or_insert(form.kind);
            if !bearers.contains(&form.record) {
                bearers.push(form.record);
            }
        }
        Some(Recognized { bearers, kind: kind?, exact })
    }

    fn add(&mut self, record: u32, keys: Keys) {
        for (skeleton, form) in keys.forms {
            self.longest = self.longest.max(usize::from(form.words));
            let forms = self.forms.entry(skeleton).or_default();
            if !forms.iter().any(|known| known.record == record && *known.key == *form.key) {
                forms.push(form);
            }
        }
        for body in keys.bodies {
            let bearers = self.bodies.entry(body).or_default();
            if !bearers.contains(&record) {
                bearers.push(record);
            }
        }
        for family in keys.families {
            // Records come one after the other, so the last bearer tells whether this one is in.
            let people = self.families.entry(family).or_default();
            if people.last() != Some(&record) {
                people.push(record);
            }
        }
    }
}

/// All that one record is indexed under.
#[derive(Debug, Default)]
struct Keys {
    forms: SmallVec<[(Box<str>, Form); 2]>,
    bodies: SmallVec<[Box<str>; 1]>,
    families: SmallVec<[Box<str>; 1]>,
}

impl Keys {
    fn of(index: u32, record: &Record) -> Keys {
        let mut keys = Keys::default();
        for form in record.forms() {
            let kind = match record.kind {
                Kind::Person => MentionKind::Person,
                Kind::Organization
                    if record.variant(form).is_some_and(|variant| variant.kind == FormKind::Acronym)
                        || bodies::is_acronym(form) =>
                {
                    MentionKind::Acronym
                }
                Kind::Organization => MentionKind::Body,
            };
            keys.add(index, form, kind);
        }
        keys
    }

    fn add(&mut self, record: u32, form: &str, kind: MentionKind) {
        self.add_form(record, form, kind);
        if kind == MentionKind::Body {
            self.bodies.push(body_key(form).into_boxed_str());
        }
        if kind == MentionKind::Person {
            let name = PersonalName::parse(form);
            if name.family.is_some() {
                self.add_form(record, &name.in_running_order(), kind);
            }
            self.families.extend(family_name(&name).map(Box::from));
        }
    }

    fn add_form(&mut self, record: u32, form: &str, kind: MentionKind) {
        // A comma never stands inside a name in running text.
        if form.contains(',') {
            return;
        }
        let words = words(form);
        let key: String = words.iter().map(|word| &*word.key).collect();
        if key.is_empty() || words.len() > LONGEST {
            return;
        }
        // At most `LONGEST`, so the number fits.
        #[expect(clippy::cast_possible_truncation, reason = "at most LONGEST words")]
        let form = Form { record, key: key.as_str().into(), words: words.len() as u8, kind };
        self.forms.push((skeleton(&key).into_boxed_str(), form));
    }
}

impl Form {
    /// Whether words with the skeleton of this form stand for it: acronyms are written in capitals, names begin
    /// with one, and short names read wrongly are not guessed at.
    fn fits(&self, words: &[Word], text: &str, exact: bool) -> bool {
        let first = &words[0];
        if self.kind == MentionKind::Acronym {
            return exact && words.len() == 1 && bodies::is_acronym(&text[first.range.clone()]);
        }
        let telling = exact || self.words > 1 && self.key.chars().count() >= 7;
        first.capitalized && telling && (self.kind == MentionKind::Body || are_capitalized(words, text))
    }
}

/// Whether the words are written as those of a person's name: with capitals, but for particles and for what
/// follows a hyphen.
fn are_capitalized(words: &[Word], text: &str) -> bool {
    words.windows(2).all(|pair| {
        let hyphened = text[pair[0].range.end..pair[1].range.start].contains(['-', '‐', '‑']);
        pair[1].capitalized || hyphened || titles::is_particle(&pair[1].key)
    })
}

fn sounds_of(authority: &Authority) -> Sounds {
    let mut sounds = Sounds::default();
    for (index, record) in (0u32..).zip(&authority.records).filter(|(_, record)| record.kind == Kind::Person) {
        for form in record.forms() {
            let name = PersonalName::parse(form);
            let form = if name.family.is_some() { name.in_running_order() } else { form.to_owned() };
            for sound in NameKeys::of(&form, &words(&form), MentionKind::Person).sounds {
                let people = sounds.entry(sound).or_default();
                if !people.contains(&index) {
                    people.push(index);
                }
            }
        }
    }
    sounds
}

/// The words one slip away: a letter lost, added, changed or exchanged with its neighbour.
fn slips(word: &str) -> impl Iterator<Item = String> + '_ {
    const LETTERS: std::ops::RangeInclusive<char> = 'a'..='z';
    let cuts = || word.char_indices().map(|(at, c)| (&word[..at], c, &word[at + c.len_utf8()..]));
    let lost = cuts().map(|(before, _, after)| format!("{before}{after}"));
    let changed = cuts().flat_map(|(before, was, after)| {
        LETTERS.filter(move |c| *c != was).map(move |c| format!("{before}{c}{after}"))
    });
    let added = cuts().flat_map(|(before, c, after)| LETTERS.map(move |new| format!("{before}{c}{new}{after}")));
    let exchanged = cuts().filter_map(|(before, c, after)| {
        let next = after.chars().next().filter(|next| *next != c)?;
        Some(format!("{before}{next}{c}{}", &after[next.len_utf8()..]))
    });
    lost.chain(changed).chain(added).chain(exchanged)
}

fn body_key(name: &str) -> String {
    bodies::key(name).join(" ")
}

/// The folded family name of a person: before the comma, first in East Asian names, else last.
pub fn family_name(name: &PersonalName) -> Option<&str> {
    if name.family.is_some() {
        return name.family().last().map(|word| word.key.as_str());
    }
    let first = name.words.first()?;
    let family = if romanization::is_family_name_that_stands_first(&first.key) { first } else { name.words.last()? };
    (name.words.len() > 1).then_some(family.key.as_str())
}

#[cfg(test)]
mod tests {
    use super::super::mention::NameFacts;
    use super::*;
    use crate::authority::Source;

    fn read(text: &str) -> Vec<(String, usize, bool)> {
        let authority = Authority::read(vec![Source {
            path: "people.toml".into(),
            text: "[[person]]\nid = 'kis'\nname = 'Kim Il Sung'\n[[person]]\nid = 'cb'\nname = 'Example, Carla B.'\n
                [[organization]]\nid = 'alp'\nname = 'Party of Labour of Albania'\nacronyms = ['PPSh']\nvariants = ['Albanian Party of Labour']\n"
                .to_owned(),
        }]);
        let known = KnownNames::of(&authority);
        let facts = NameFacts::of(text, &known);
        facts.mentions.into_iter().map(|m| (m.form.to_string(), m.bearers.len(), m.exact)).collect()
    }

    fn one(form: &str, bearers: usize, exact: bool) -> (String, usize, bool) {
        (form.to_owned(), bearers, exact)
    }

    #[test]
    fn known_names_are_found_however_they_are_broken() {
        for text in ["Kim Il Sung", "Kim Il-\nsung", "KIM IL SUNG", "Kim Ilsung"] {
            let read = read(&format!("with {text}'s friend"));
            assert_eq!((read.len(), read[0].1, read[0].2), (1, 1, true), "{text}");
        }
        assert_eq!(read("Carla B. Example"), [one("Carla B. Example", 1, true)]);
    }

    #[test]
    fn confused_letters_are_seen() {
        assert_eq!(read("that Kim II Sung read"), [one("Kim II Sung", 1, false)]);
    }

    #[test]
    fn bodies_are_known_in_other_word_order() {
        assert_eq!(read("the Albanian Labor Party went"), [one("Albanian Labor Party", 1, true)]);
        assert_eq!(read("the PPSh and the ppsh"), [one("PPSh", 1, true)]);
    }
}
