//! Mentions: the places of a text where a name stands, of somebody known or of nobody known yet.
//!
//! A mention is found by its shape alone: capitals, initials, particles, titles, the words that bodies are
//! called by. What the authority knows is found first, by its words written together, so that hyphens, line
//! breaks and lost spaces do not hide it.

use std::ops::Range;
use std::sync::Arc;

use smallvec::SmallVec;

use super::bodies;
use super::definition::{Definition, definitions};
use super::fold::{Word, is_apostrophe, words};
use super::function_words::is_function_word;
use super::keys::NameKeys;
use super::kind::kind_of;
use super::known::{KnownNames, Recognized};
use super::titles;

/// What a mention names, as its shape tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum MentionKind {
    /// A human being.
    Person,
    /// A corporate body, written out.
    Body,
    /// Initials that stand for a body.
    Acronym,
    /// Capitals that may be a place, a title or anything else.
    Unsure,
}

/// A place where a name stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mention {
    /// Bytes of the name, without its title.
    pub range: Range<usize>,
    /// The name as it stands, white space and line breaks evened out.
    pub form: Arc<str>,
    /// What it names.
    pub kind: MentionKind,
    /// The title before it, as it stands: `Comrade`, `Prime Minister`.
    pub title: Option<Box<str>>,
    /// Records of the authority it may name: indices into its records.
    pub bearers: SmallVec<[u32; 2]>,
    /// Whether a form of the authority stands here, case, diacritics and typography aside. `false` with
    /// bearers: the letters differ as a scanner confuses them.
    pub exact: bool,
    /// What it is compared by.
    pub keys: Arc<NameKeys>,
}

/// What the names of one block are.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct NameFacts {
    /// The mentions in the order of their places; they do not overlap.
    pub mentions: Vec<Mention>,
    /// The acronyms explained.
    pub definitions: Vec<Definition>,
}

impl NameFacts {
    /// Reads the names of a text.
    pub fn of(text: &str, known: &KnownNames) -> NameFacts {
        let mentions = Reader { text, words: words_of_names(text), known }.mentions();
        let definitions = definitions(text, &mentions);
        NameFacts { mentions, definitions }
    }

    /// Reads the names of paragraphs: no name runs from one into the next.
    pub fn of_paragraphs(text: &str, paragraphs: &[Range<usize>], known: &KnownNames) -> NameFacts {
        let mut all = NameFacts::default();
        for paragraph in paragraphs {
            let mut facts = NameFacts::of(&text[paragraph.clone()], known);
            facts.map_ranges(|range| range.start + paragraph.start..range.end + paragraph.start);
            all.mentions.append(&mut facts.mentions);
            all.definitions.append(&mut facts.definitions);
        }
        all
    }

    /// Keeps what stands at places that `keep` allows.
    pub fn retain(&mut self, keep: impl Fn(&Range<usize>) -> bool) {
        self.mentions.retain(|mention| keep(&mention.range));
        self.definitions.retain(|definition| keep(&definition.range));
    }

    /// Changes every range.
    pub fn map_ranges(&mut self, map: impl Fn(&Range<usize>) -> Range<usize>) {
        for mention in &mut self.mentions {
            mention.range = map(&mention.range);
        }
        for definition in &mut self.definitions {
            definition.range = map(&definition.range);
        }
    }
}

/// A name has at most this many words.
pub(super) const LONGEST: usize = 14;
/// Bearers of one family name that are told of at most.
const MOST_NAMESAKES: usize = 32;

struct Reader<'t> {
    text: &'t str,
    words: Vec<Word<'t>>,
    known: &'t KnownNames,
}

impl Reader<'_> {
    fn mentions(&self) -> Vec<Mention> {
        let mut mentions = Vec::new();
        let mut at = 0;
        while at < self.words.len() {
            if !self.words[at].capitalized {
                at += 1;
                continue;
            }
            at = self.read_at(at, &mut mentions).max(at + 1);
        }
        mentions
    }

    /// Reads the name that begins at a word, and says at which word to go on.
    fn read_at(&self, at: usize, mentions: &mut Vec<Mention>) -> usize {
        let titled = self.title_length(at);
        let start = at + titled;
        let title = (titled > 0).then(|| self.even(at, start).into_boxed_str());
        if let Some((end, recognized)) = self.recognize(start).filter(|_| start < self.words.len()) {
            mentions.push(self.known_mention(start..end, title, recognized));
            return end;
        }
        if titled > 0
            && let Some((end, recognized)) = self.recognize(at)
        {
            mentions.push(self.known_mention(at..end, None, recognized));
            return end;
        }
        // A sentence's first word is no part of the name after it: `Then Kim Il Sung`.
        if titled == 0 && is_function_word(&self.words[at].key) {
            return at + 1;
        }
        let end = self.end_of_name(start);
        if end == start {
            return start;
        }
        self.unknown(start, end, title, mentions);
        end
    }

    /// The longest name of the authority that begins at a word.
    fn recognize(&self, start: usize) -> Option<(usize, Recognized)> {
        if self.known.is_empty() || start >= self.words.len() {
            return None;
        }
        let mut key = String::new();
        let mut found = None;
        for end in start + 1..=(start + self.known.longest()).min(self.words.len()) {
            if end > start + 1 && !self.may_join(end - 2) {
                break;
            }
            key.push_str(&self.words[end - 1].key);
            if let Some(recognized) = self.known.recognize(&key, &self.words[start..end], self.text) {
                found = Some((end, recognized));
            }
        }
        found
    }

    fn known_mention(&self, span: Range<usize>, title: Option<Box<str>>, recognized: Recognized) -> Mention {
        let range = self.range(&span);
        let keys = NameKeys::shared(&self.even(span.start, span.end), &self.words[span], recognized.kind);
        Mention {
            form: Arc::clone(&keys.written),
            keys,
            kind: recognized.kind,
            bearers: recognized.bearers,
            exact: recognized.exact,
            range,
            title,
        }
    }

    /// How many words at `start` are a title that a name follows.
    fn title_length(&self, start: usize) -> usize {
        let mut length = 0;
        while let Some(word) = self.words.get(start + length) {
            let joined = length == 0 || self.may_join_title(start + length - 1);
            if !joined || !titles::is_title_word(&word.key) || (length == 0 && !word.capitalized) {
                break;
            }
            length += 1;
        }
        let follows = self.words.get(start + length).is_some_and(|word| word.capitalized);
        let ranked = (start..start + length).any(|at| !titles::is_title_adjective(&self.words[at].key));
        if length > 0 && ranked && follows && self.may_join_title(start + length - 1) { length } else { 0 }
    }

    /// Where the run of capitalized words that begins at `start` ends.
    fn end_of_name(&self, start: usize) -> usize {
        let mut end = start;
        while end < self.words.len() && end - start < LONGEST {
            let word = &self.words[end];
            if end > start && (!self.may_join(end - 1) || self.title_length(end) > 0 || self.is_known_person(end)) {
                break;
            }
            let takes = word.capitalized && !is_number(word)
                || end > start && self.is_small_head(end)
                || end > start + 1 && self.is_second_syllable(end);
            if takes {
                end += 1;
                continue;
            }
            match (end > start).then(|| self.joint_length(end)) {
                Some(joint @ 1..) => end += joint,
                _ => break,
            }
        }
        end
    }

    /// Whether a person whom the authority knows in full is named from a word on: `Great Leader Kim Il Sung`.
    fn is_known_person(&self, start: usize) -> bool {
        self.words[start].capitalized
            && self.words[start - 1].capitalized
            && self.recognize(start).is_some_and(|(end, known)| end > start + 1 && known.kind == MentionKind::Person)
    }

    /// `Workers' party`: the last word of a body in small letters, after a possessive.
    fn is_small_head(&self, at: usize) -> bool {
        let before = &self.words[at - 1];
        let gap = &self.text[before.range.end..self.words[at].range.start];
        let possessive = before.possessive || gap.starts_with(is_apostrophe);
        bodies::is_head(&self.words[at].key) && possessive && before.capitalized
    }

    /// `Il-sung`, `En-lai`: what follows the hyphen of a given name, in small letters.
    fn is_second_syllable(&self, at: usize) -> bool {
        const OF_ADJECTIVES: [&str; 8] = ["ed", "ing", "wide", "style", "type", "like", "made", "born"];
        let word = &self.words[at];
        let gap = self.text[self.words[at - 1].range.end..word.range.start].trim_end();
        let short = word.key.len() <= 7 && !is_number(word);
        matches!(gap, "-" | "‐" | "‑") && short && !OF_ADJECTIVES.iter().any(|ending| word.key.ends_with(ending))
    }

    /// How many small words at `at` join a name whose next word is a capital: `of the`, `van`, `al-`.
    fn joint_length(&self, at: usize) -> usize {
        let mut length = 0;
        while let Some(word) = self.words.get(at + length) {
            let joins = matches!(
                &*word.key,
                "of" | "the"
                    | "for"
                    | "and"
                    | "de"
                    | "la"
                    | "du"
                    | "des"
                    | "e"
                    | "y"
                    | "von"
                    | "van"
                    | "der"
                    | "al"
                    | "el"
                    | "bin"
                    | "ibn"
                    | "da"
                    | "di"
            );
            let the_first = length == 0 && word.key == "the";
            if word.capitalized || !joins || the_first || !self.may_join(at + length - 1) || length == 2 {
                break;
            }
            length += 1;
        }
        let follows = self
            .words
            .get(at + length)
            .is_some_and(|word| word.capitalized && !is_number(word) && !is_function_word(&word.key));
        if length > 0 && follows && self.may_join(at + length - 1) { length } else { 0 }
    }

    /// Whether nothing but a space, a hyphen, a line break or the stop of an initial parts a word from the next.
    fn may_join(&self, at: usize) -> bool {
        let word = &self.words[at];
        let gap = &self.text[word.range.end..self.words[at + 1].range.start];
        let gap = if word.possessive {
            gap.get(gap.char_indices().nth(2).map_or(gap.len(), |(at, _)| at)..).unwrap_or("")
        } else {
            gap
        };
        let initial = word.key.chars().count() == 1;
        gap.chars().filter(|c| *c == '\n').count() <= 1
            && gap.chars().all(|c| {
                matches!(c, ' ' | '\n' | '\r' | '\u{a0}' | '-' | '‐' | '‑') || c == '.' && initial || is_apostrophe(c)
            })
    }

    fn may_join_title(&self, at: usize) -> bool {
        let gap = &self.text[self.words[at].range.end..self.words[at + 1].range.start];
        gap.chars().all(|c| matches!(c, ' ' | '\n' | '\r' | '.')) && gap.len() <= 3
    }

    fn range(&self, span: &Range<usize>) -> Range<usize> {
        self.words[span.start].range.start..self.words[span.end - 1].range.end
    }

    fn even(&self, start: usize, end: usize) -> String {
        let text = &self.text[self.range(&(start..end))];
        let mut even = String::with_capacity(text.len());
        for word in text.split_whitespace() {
            if !even.is_empty() {
                even.push(' ');
            }
            even.push_str(word);
        }
        even
    }

    /// Sorts a run of capitalized words out: bodies and their organs, acronyms, people.
    fn unknown(&self, start: usize, end: usize, title: Option<Box<str>>, mentions: &mut Vec<Mention>) {
        let start =
            (start..end).find(|at| !is_function_word(&self.words[*at].key) && !self.is_joint_at(*at)).unwrap_or(end);
        for part in self.parts(start, end) {
            let span = self.trimmed(part);
            if span.is_empty() {
                continue;
            }
            let kind = kind_of(&self.words[span.clone()], self.text, title.is_some());
            let known = match kind {
                MentionKind::Body => self.known.bodies_named(&self.even(span.start, span.end)),
                // A family name with a title: `Comrade Shehu`.
                MentionKind::Person if span.len() == 1 => {
                    let namesakes = self.known.people_named(&self.words[span.start].key);
                    namesakes.iter().copied().take(MOST_NAMESAKES).collect()
                }
                MentionKind::Person | MentionKind::Acronym | MentionKind::Unsure => SmallVec::new(),
            };
            let named = |at: usize| self.words[at].key.len() > 1 && !titles::is_title_word(&self.words[at].key);
            let keep = match kind {
                MentionKind::Acronym => true,
                MentionKind::Person => (span.len() > 1 || title.is_some()) && span.clone().any(named),
                MentionKind::Body | MentionKind::Unsure => span.len() > 1,
            };
            if keep {
                let title = (span.start == start).then(|| title.clone()).flatten();
                let exact = !known.is_empty();
                let keys = NameKeys::shared(&self.even(span.start, span.end), &self.words[span.clone()], kind);
                mentions.push(Mention {
                    range: self.range(&span),
                    form: Arc::clone(&keys.written),
                    keys,
                    kind,
                    title,
                    bearers: known,
                    exact,
                });
            }
        }
    }

    /// A name without joints and function words at its ends.
    fn trimmed(&self, mut span: Range<usize>) -> Range<usize> {
        while !span.is_empty() && (is_function_word(&self.words[span.start].key) || self.is_joint_at(span.start)) {
            span.start += 1;
        }
        // `DCI George Tenet`: initials before a name are what somebody is of.
        let is_acronym = |at: usize| bodies::is_acronym(&self.text[self.words[at].range.clone()]);
        let of_body = self.words[span.clone()].iter().any(|word| bodies::is_head(&word.key));
        if span.len() > 2 && !of_body && is_acronym(span.start) && !span.clone().skip(1).any(is_acronym) {
            span.start += 1;
        }
        while !span.is_empty() && (self.is_joint_at(span.end - 1) || is_function_word(&self.words[span.end - 1].key)) {
            span.end -= 1;
        }
        span
    }

    fn is_joint_at(&self, at: usize) -> bool {
        !self.words[at].capitalized && bodies::is_joint(&self.words[at].key)
    }

    /// Cuts “Central Committee of the Korean Workers' Party” after its organ, and any run at *and* between bodies.
    fn parts(&self, start: usize, end: usize) -> Vec<Range<usize>> {
        let mut parts = Vec::new();
        let mut from = start;
        for at in start + 1..end.saturating_sub(1) {
            let joint = &*self.words[at].key;
            let organ = self.words[at - 1].capitalized && is_organ(&self.words[at - 1].key);
            let cut = joint == "of" && organ && (at..end).any(|at| bodies::is_head(&self.words[at].key))
                || joint == "and" && !self.words[at].capitalized;
            if cut {
                parts.push(from..at);
                from = at + 1;
            }
        }
        if from < end {
            parts.push(from..end);
        }
        parts
    }
}

/// The words of a text; one that a backslash makes a command is no name.
fn words_of_names(text: &str) -> Vec<Word<'_>> {
    let mut words = words(text);
    if memchr::memchr(b'\\', text.as_bytes()).is_some() {
        for word in &mut words {
            word.capitalized &= !text[..word.range.start].ends_with('\\');
        }
    }
    words
}

fn is_number(word: &Word) -> bool {
    word.key.starts_with(|c: char| c.is_ascii_digit())
}

/// Organs of a body: what stands before *of the* is one part, what stands after it another.
fn is_organ(key: &str) -> bool {
    matches!(
        key,
        "cc" | "committee"
            | "bureau"
            | "politburo"
            | "presidium"
            | "secretariat"
            | "congress"
            | "plenum"
            | "conference"
            | "council"
            | "member"
            | "secretary"
            | "chairman"
            | "delegation"
            | "department"
            | "section"
            | "commission"
            | "bulletin"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn read(text: &str) -> Vec<String> {
        let facts = NameFacts::of(text, &KnownNames::default());
        facts
            .mentions
            .iter()
            .map(|mention| {
                format!(
                    "{:?} {}{}",
                    mention.kind,
                    mention.title.as_ref().map(|t| format!("<{t}> ")).unwrap_or_default(),
                    mention.form
                )
            })
            .collect()
    }

    #[test]
    fn reads_people_with_titles_and_initials() {
        assert_eq!(
            read("Yesterday Comrade Mehmet Shehu met N. Khrushchev."),
            ["Person <Comrade> Mehmet Shehu", "Person N. Khrushchev"]
        );
        assert_eq!(read("In the speech that Kim Il-\nSung read"), ["Person Kim Il- Sung"]);
        assert_eq!(read("Lt. Gen. Anna van der Example spoke."), ["Person <Lt. Gen> Anna van der Example"]);
    }

    #[test]
    fn reads_bodies_and_their_organs() {
        assert_eq!(
            read("the Central Committee of the Korean Workers' party on the matter"),
            ["Body Central Committee", "Body Korean Workers' party"]
        );
        assert_eq!(
            read("of the Communist Party of the Soviet Union, which"),
            ["Body Communist Party of the Soviet Union"]
        );
    }

    #[test]
    fn known_people_are_found_after_other_capitals() {
        let source = crate::authority::Source {
            path: "a.toml".into(),
            text: "[[person]]\nid = 'ae'\nname = 'Anna Example'\n".into(),
        };
        let who = crate::names::WhoIsWho::read(vec![source]);
        for text in ["Then Anna Example spoke", "the Great Leader Anna Example spoke", "The Anna Example Bridge"] {
            let facts = NameFacts::of(text, &who.known);
            assert!(facts.mentions.iter().any(|mention| mention.bearers.len() == 1), "{text}");
        }
    }

    #[test]
    fn reads_definitions() {
        let facts = NameFacts::of("the Albanian Party of Labour (ALP) and more", &KnownNames::default());
        assert_eq!((&*facts.definitions[0].acronym, &*facts.definitions[0].name), ("ALP", "Albanian Party of Labour"));
    }

    #[test]
    fn tells_people_from_plans_and_places() {
        for text in
            ["the Executive Order of", "the Cuban Missile Crisis", "the Sustainable Development Goals", "a CIA Problem"]
        {
            assert!(!read(text).iter().any(|found| found.starts_with("Person")), "{text}: {:?}", read(text));
        }
        assert_eq!(read("met DCI George Tenet"), ["Person George Tenet"]);
    }

    #[test]
    fn single_words_and_sentence_openings_are_no_names() {
        assert_eq!(read("However Albania went on. The Koreans did not. On July 10 nothing."), [""; 0]);
    }

    #[test]
    fn any_text_can_be_read() {
        for text in ["", "A", "’s", "É́'s B", "X's\u{301}y Z", "Of The Of", "\u{202e}Anna Example"] {
            read(text);
        }
    }
}
