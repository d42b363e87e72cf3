//! Which words of a passage are suspect, why, and what may have stood there.

use std::ops::Range;
use std::sync::Arc;

use rustc_hash::FxHashMap;
use smallvec::SmallVec;

use super::candidates::{Candidate, Candidates, Effort, Search};
use super::confusions::{self, Confusions};
use super::words::{Word, words};
use crate::lexicon::format::{Form, LOWER};
use crate::lexicon::morphology::Knowledge;
use crate::lexicon::{Lexicon, Rank};

/// What is suspected.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Kind {
    /// No word, and perhaps a garbled one.
    Garbled,
    /// Two words that lost the space between them.
    RunTogether,
    /// A word with a space inside.
    Split,
    /// A word, but not the one meant.
    Confused,
    /// Digits among letters.
    DigitLetter,
    /// A sign inside a word.
    SignInside,
    /// A capital inside a word.
    CapitalInside,
    /// The long s read as an f.
    LongS,
    /// A letter that stands alone and is no word.
    LoneLetter,
}

/// What may have stood at a place.
#[derive(Debug, Clone, PartialEq)]
pub struct Hypothesis {
    /// The reading, in the case of what stands there.
    pub text: String,
    /// Where it would stand.
    pub range: Range<usize>,
    /// Of what kind the damage would be.
    pub kind: Kind,
    /// The cost of damage, word and neighbours, in nats.
    pub cost: f32,
    /// The cost of the damage alone.
    pub damage: f32,
}

/// A suspect word.
#[derive(Debug, Clone, PartialEq)]
pub struct Suspicion {
    /// Where.
    pub range: Range<usize>,
    /// What is suspected.
    pub kind: Kind,
    /// What speaks for and against it.
    pub evidence: Evidence,
    /// What may have stood there, the most probable first.
    pub hypotheses: Box<[Hypothesis]>,
    /// The word in lower case, by which the document may attest it.
    pub word: String,
    /// Whether its passage begins with it and its reading takes a decorated initial for misread: `Inheir` for `Their`.
    pub misread_initial: bool,
}

impl Suspicion {
    /// The same, its ranges counted from `start` bytes before.
    #[must_use]
    pub fn moved_by(mut self, start: usize) -> Self {
        self.range = self.range.start + start..self.range.end + start;
        for hypothesis in &mut self.hypotheses {
            hypothesis.range = hypothesis.range.start + start..hypothesis.range.end + start;
        }
        self
    }
}

/// What speaks for and against a suspicion, each a number for the calibration.
pub type Evidence = [f32; EVIDENCE];
/// How many.
pub const EVIDENCE: usize = 34;

/// Hypotheses kept for a place.
const HYPOTHESES: usize = 5;
/// What it costs to meet a word nobody listed, before its spelling is looked at, in nats.
const UNLISTED: f32 = 6.0;
/// A listed word is questioned if its neighbours make it dearer than this.
const SURPRISING: f32 = 8.0;
/// What another word must save to be thought of, in nats: it may even be a little dearer.
const LEAST_GAIN: f32 = -2.0;
/// Lengths of listed words that are questioned: a long word is hardly made of another by chance.
const LENGTHS_QUESTIONED: std::ops::RangeInclusive<usize> = 2..=9;
/// A digit read as a letter, in nats.
const DIGIT_MISREAD: f32 = 5.0;
/// What is longer is no word that anybody could restore: a line of debris, a picture as text. Nor is it remembered.
const LONGEST_SUSPECT: usize = 64;
/// Words kept in the memory of a reader.
const MEMORY: usize = 1 << 16;

/// Reads passages and remembers the words met.
pub struct Examiner<'l> {
    lexicon: &'l Lexicon,
    search: Search<'l>,
    known: FxHashMap<String, Knowledge>,
    candidates: [FxHashMap<String, Candidates>; 2],
    look_alikes: LookAlikes,
}

/// What a single mistake may have turned into listed words. Nearly every word of a text is asked for, so that most are
/// found by their rank.
#[derive(Default)]
struct LookAlikes {
    /// Places in `met` counted from 1, by rank, of words spelt as they are listed, in small letters and with a capital;
    /// 0 for none.
    by_rank: [Vec<u32>; 2],
    /// Those words' lengths in bytes, with what they look like.
    met: Vec<(usize, Arc<[Candidate]>)>,
    /// Those of other words, as of possessives.
    others: FxHashMap<String, Arc<[Candidate]>>,
}

impl<'l> Examiner<'l> {
    /// An examiner with this lexicon and table of mistakes.
    #[must_use]
    pub fn new(lexicon: &'l Lexicon, confusions: &'l Confusions) -> Self {
        Self {
            lexicon,
            search: Search::new(lexicon, confusions),
            known: FxHashMap::default(),
            candidates: Default::default(),
            look_alikes: LookAlikes::default(),
        }
    }

    /// The suspect words of a passage, in order.
    pub fn examine(&mut self, text: &str) -> Vec<Suspicion> {
        let lexicon = self.lexicon;
        let known = &mut self.known;
        let mut knows = |word: &str| remembered(known, word, || lexicon.knowledge(word));
        let words = words(text, &mut knows);
        let mut found = Vec::new();
        for at in 0..words.len() {
            let place = Place::of(lexicon, &words, at);
            if words[at].is_known() {
                found.extend(self.question(&words[at], &place));
            } else if !is_harmless(&words[at], text) {
                found.push(self.suspect(&words, at, &place));
            }
        }
        found
    }

    /// A word nobody listed.
    fn suspect(&mut self, words: &[Word], at: usize, place: &Place) -> Suspicion {
        let word = &words[at];
        let lower = word.text.to_lowercase();
        let candidates = self.candidates_of(&word.text, Effort::Guessing);
        let mut hypotheses = self.readings(word, place, &candidates);
        hypotheses.extend(numeral(word, place, self.lexicon));
        hypotheses.extend(self.partings(word, place));
        hypotheses.extend(self.joinings(words, at, place));
        hypotheses.sort_by(|a, b| a.cost.total_cmp(&b.cost));
        hypotheses.dedup_by(|a, b| a.text == b.text);
        hypotheses.truncate(HYPOTHESES);
        let shape = self.lexicon.shape_cost(&lower);
        let keep = UNLISTED + shape + place.right.map_or(0.0, |right| self.lexicon.cost(right));
        let kind = kind_of(word, hypotheses.first());
        let mut evidence = self.evidence_against_unlisted(word, shape, keep, hypotheses.first());
        evidence[28] = hypotheses.first().map_or(0.0, |best| place.pairs_of(self.lexicon, best));
        evidence[29] = margin(&hypotheses) * 0.1;
        let range = hypotheses.first().map_or(word.range.clone(), |best| best.range.clone());
        let misread_initial =
            at == 0 && hypotheses.first().is_some_and(|best| is_misread_initial(&word.text, &best.text));
        Suspicion { range, kind, evidence, hypotheses: hypotheses.into_iter().collect(), word: lower, misread_initial }
    }

    /// A listed word that its neighbours make surprising.
    fn question(&mut self, word: &Word, place: &Place) -> Option<Suspicion> {
        let Knowledge::Listed(rank) = word.knowledge else { return None };
        let form = Form::of(&word.text);
        let questioned = LENGTHS_QUESTIONED.contains(&word.text.len())
            && (form == Form::Lower || form == Form::Capital && word.opens_sentence);
        if word.compound || word.broken || !questioned {
            return None;
        }
        let (lexicon, search) = (self.lexicon, &mut self.search);
        let alike = self.look_alikes.of(&word.text, rank, form, lexicon, || search.look_alikes(&word.text));
        if alike.is_empty() {
            return None;
        }
        let keep = place.cost(lexicon, rank);
        let neighbours = place.right.map_or(0.0, |right| lexicon.cost(right));
        if keep - neighbours < SURPRISING {
            return None;
        }
        let affordable = |cost: f32| keep - cost >= LEAST_GAIN;
        let may_be_meant = |candidate: &Candidate| {
            affordable(candidate.damage + lexicon.cost_after(place.left, candidate.rank))
                && affordable(self.cost_of_reading(candidate, form, place))
        };
        if !alike.iter().any(may_be_meant) {
            return None;
        }
        let hypotheses = self.readings(word, place, &alike);
        let best = hypotheses.first()?;
        let gain = keep - best.cost;
        let seen = |left: Option<Rank>, right: Option<Rank>| match (left, right) {
            (Some(left), Some(right)) => f32::from(lexicon.pair_cost(left, right).is_some()),
            _ => 0.0,
        };
        let mut evidence = [0.0; EVIDENCE];
        evidence[0] = 1.0;
        evidence[1] = gain.clamp(-2.0, 15.0);
        evidence[2] = best.damage;
        evidence[3] = lexicon.cost(rank);
        evidence[4] = seen(place.left, Some(rank)) + seen(Some(rank), place.right);
        evidence[5] = place.pairs_of(lexicon, best);
        evidence[6] = f32::from(place.left.is_some() && place.right.is_some());
        evidence[7] = f32::from(form != Form::Lower);
        evidence[8] = word.text.len().min(10) as f32;
        evidence[10] = f32::from(lexicon.forms(rank) & LOWER == 0);
        evidence[11] = f32::from(word.full_stop);
        evidence[12] = f32::from(word.odd_edge);
        evidence[13] = margin(&hypotheses);
        evidence[14] = best.cost - best.damage - neighbours;
        Some(Suspicion {
            range: word.range.clone(),
            kind: Kind::Confused,
            evidence,
            word: word.text.to_lowercase(),
            misread_initial: false,
            hypotheses: hypotheses.into_iter().take(HYPOTHESES).collect(),
        })
    }

    /// One word for another.
    fn readings(&self, word: &Word, place: &Place, candidates: &[Candidate]) -> Vec<Hypothesis> {
        let form = Form::of(&word.text);
        let mut readings: Vec<Hypothesis> = candidates
            .iter()
            .map(|candidate| {
                let name = self.lexicon.forms(candidate.rank) & LOWER == 0;
                let misplaced = name && form == Form::Lower;
                // Inside a sentence no capital was misread at the beginning of a common word.
                let single = self.lexicon.spelling(candidate.rank).len() == 1;
                let capital = candidate.capital && (name || single || word.opens_sentence);
                Hypothesis {
                    text: in_form(self.lexicon.spelling(candidate.rank), form, capital || misplaced),
                    range: word.range.clone(),
                    kind: Kind::Garbled,
                    cost: self.cost_of_reading(candidate, form, place),
                    damage: candidate.damage,
                }
            })
            .collect();
        readings.sort_by(|a, b| a.cost.total_cmp(&b.cost));
        readings
    }

    /// What it costs to read a candidate for a word of this form.
    fn cost_of_reading(&self, candidate: &Candidate, form: Form, place: &Place) -> f32 {
        let misplaced = form == Form::Lower && self.lexicon.forms(candidate.rank) & LOWER == 0;
        candidate.damage + place.cost(self.lexicon, candidate.rank) + if misplaced { 3.0 } else { 0.0 }
    }

    /// Two words that lost the space between them, one of them perhaps garbled.
    fn partings(&mut self, word: &Word, place: &Place) -> Option<Hypothesis> {
        let text = word.text.as_ref();
        if !(4..=24).contains(&text.len()) || word.punctuated || !text.is_ascii() {
            return None;
        }
        let lexicon = self.lexicon;
        let mut best: Option<Hypothesis> = None;
        let mut offer = |left: Rank, right: Rank, cut: usize, damage: f32, texts: (String, String)| {
            let cost = damage
                + confusions::LOST_SPACE
                + lexicon.cost_after(place.left, left)
                + lexicon.cost_after(Some(left), right)
                + place.right.map_or(0.0, |beyond| lexicon.cost_after(Some(right), beyond));
            if best.as_ref().is_none_or(|known| cost < known.cost) {
                let _ = cut;
                best = Some(Hypothesis {
                    text: format!("{} {}", texts.0, texts.1),
                    range: word.range.clone(),
                    kind: Kind::RunTogether,
                    cost,
                    damage: damage + confusions::LOST_SPACE,
                });
            }
        };
        let mut halves: SmallVec<[(usize, f32, bool); 24]> = SmallVec::new();
        for cut in 1..text.len() {
            let (left, right) = (&text[..cut], &text[cut..]);
            let (left_rank, right_rank) = (whole(lexicon, left), whole(lexicon, right));
            if let (Some(left_rank), Some(right_rank)) = (left_rank, right_rank) {
                offer(left_rank, right_rank, cut, 0.0, (left.to_owned(), right.to_owned()));
            } else if let Some(rank) = left_rank.filter(|_| cut > 1 && text.len() - cut > 2) {
                halves.push((cut, lexicon.cost(rank), true));
            } else if let Some(rank) = right_rank.filter(|_| text.len() - cut > 1 && cut > 1) {
                halves.push((cut, lexicon.cost(rank), false));
            }
        }
        // One half is a frequent word, the other garbled: the three most frequent are tried.
        halves.sort_by(|a, b| a.1.total_cmp(&b.1));
        let mut garbled = Vec::new();
        for &(cut, cost, left_is_whole) in halves.iter().filter(|half| half.1 < 9.5).take(3) {
            let (left, right) = (&text[..cut], &text[cut..]);
            let damaged = if left_is_whole { right } else { left };
            for candidate in self.candidates_of(damaged, Effort::Known).into_iter().filter(|c| c.total() < 20.0).take(3)
            {
                garbled.push((cut, left_is_whole, candidate));
            }
            let _ = (cost, left, right);
        }
        for (cut, left_is_whole, candidate) in garbled {
            let (left, right) = (&text[..cut], &text[cut..]);
            let form = |half: &str| Form::of(half);
            let spelling = self.lexicon.spelling(candidate.rank);
            if left_is_whole {
                if let Some(rank) = whole(lexicon, left) {
                    let capital = lexicon.forms(candidate.rank) & LOWER == 0;
                    offer(
                        rank,
                        candidate.rank,
                        cut,
                        candidate.damage,
                        (left.to_owned(), in_form(spelling, form(right), capital)),
                    );
                }
            } else if let Some(rank) = whole(lexicon, right) {
                offer(
                    candidate.rank,
                    rank,
                    cut,
                    candidate.damage,
                    (in_form(spelling, form(left), false), right.to_owned()),
                );
            }
        }
        best
    }

    /// A word with a space inside: this one with the next, or with the one before.
    fn joinings(&mut self, words: &[Word], at: usize, place: &Place) -> Vec<Hypothesis> {
        let mut found = Vec::new();
        let lexicon = self.lexicon;
        let mut join = |left: &Word, right: &Word, before: Option<Rank>, also: f32| {
            let gap = left.range.end..right.range.start;
            if right.parted
                || right.opens_sentence
                || gap.len() > 2
                || left.punctuated
                || right.punctuated
                || left.full_stop
            {
                return;
            }
            let joined = format!("{}{}", left.text, right.text);
            if joined.len() < 4
                || joined.len() > 24
                || right.text.starts_with(char::is_uppercase) && !left.text.ends_with(char::is_uppercase)
            {
                return;
            }
            if let Knowledge::Listed(rank) = lexicon.knowledge(&joined) {
                found.push(Hypothesis {
                    text: joined,
                    range: left.range.start..right.range.end,
                    kind: Kind::Split,
                    cost: confusions::STRAY_SPACE + lexicon.cost_after(before, rank) + also,
                    damage: confusions::STRAY_SPACE,
                });
            }
        };
        if let Some(next) = words.get(at + 1) {
            join(&words[at], next, place.left, 0.0);
        }
        if at > 0 {
            let before = Place::of(lexicon, words, at - 1).left;
            // The word before is used up: its own cost is saved.
            let saved = words[at - 1].rank(lexicon).map_or(12.0, |rank| lexicon.cost(rank));
            let also = place.right.map_or(0.0, |right| lexicon.cost(right)) - saved;
            join(&words[at - 1], &words[at], before, also);
        }
        found
    }

    fn evidence_against_unlisted(&self, word: &Word, shape: f32, keep: f32, best: Option<&Hypothesis>) -> Evidence {
        let form = Form::of(&word.text);
        let length = word.text.chars().count() as f32;
        let digits = word.text.contains(|c: char| c.is_ascii_digit());
        let flag = |condition: bool| f32::from(u8::from(condition));
        let mut evidence = [0.0; EVIDENCE];
        evidence[0] = 1.0;
        evidence[1] = flag(form == Form::Lower && !digits);
        evidence[2] = flag(form == Form::Capital && !word.opens_sentence);
        evidence[3] = flag(form == Form::Capital && word.opens_sentence);
        evidence[4] = flag(form == Form::Upper);
        evidence[5] = flag(form == Form::Mixed);
        evidence[6] = flag(digits);
        evidence[7] = flag(word.punctuated);
        evidence[8] = flag(length < 1.5);
        evidence[9] = flag(length > 1.5 && length < 3.5);
        evidence[10] = (shape - 2.4 * length).clamp(-6.0, 20.0);
        evidence[11] = best.map_or(-6.0, |best| (keep - best.cost).clamp(-6.0, 18.0));
        evidence[12] = best.map_or(16.0, |best| best.damage.min(16.0));
        evidence[13] = flag(best.is_none());
        evidence[14] = flag(word.full_stop);
        evidence[15] = flag(matches!(word.knowledge, Knowledge::OtherForm(_)));
        evidence[16] = flag(word.odd_edge);
        evidence[17] = flag(best.is_some_and(|best| best.kind == Kind::RunTogether));
        evidence[18] = flag(best.is_some_and(|best| best.kind == Kind::Split));
        evidence[19] = flag(word.compound);
        evidence[20] = flag(word.broken);
        evidence[21] = flag(!word.text.is_ascii());
        evidence[33] = flag(form == Form::Upper && length < 5.5);
        evidence[24] = flag(form != Form::Mixed && self.lexicon.is_old_spelling(&word.text.to_lowercase()));
        evidence
    }

    fn candidates_of(&mut self, word: &str, effort: Effort) -> Candidates {
        let memory = &mut self.candidates[usize::from(effort == Effort::Guessing)];
        remembered(memory, word, || self.search.candidates(word, effort))
    }
}

impl LookAlikes {
    /// Those of a listed word in this form, remembered or found now.
    fn of(
        &mut self,
        word: &str,
        rank: Rank,
        form: Form,
        lexicon: &Lexicon,
        find: impl FnOnce() -> Candidates,
    ) -> Arc<[Candidate]> {
        let (which, at) = (usize::from(form == Form::Capital), rank.0 as usize);
        let number = self.by_rank[which].get(at).copied().unwrap_or_default() as usize;
        let met = number.checked_sub(1).and_then(|number| self.met.get(number));
        // A possessive rests on the same rank, and is longer.
        if let Some((_, found)) = met.filter(|(length, _)| *length == word.len()) {
            return Arc::clone(found);
        }
        if lexicon.spelling(rank).len() != word.len() {
            return remembered(&mut self.others, word, || find().as_slice().into());
        }
        let numbers = &mut self.by_rank[which];
        numbers.resize(numbers.len().max(at + 1), 0);
        let found: Arc<[Candidate]> = find().as_slice().into();
        self.met.push((word.len(), Arc::clone(&found)));
        numbers[at] = self.met.len() as u32;
        found
    }
}

/// What is remembered of a word, or found out now. A full memory is emptied.
fn remembered<T: Clone>(memory: &mut FxHashMap<String, T>, word: &str, find: impl FnOnce() -> T) -> T {
    if let Some(known) = memory.get(word) {
        return known.clone();
    }
    if memory.len() >= MEMORY {
        memory.clear();
    }
    let found = find();
    if word.len() <= LONGEST_SUSPECT {
        memory.insert(word.to_owned(), found.clone());
    }
    found
}

/// What stands beside a word.
struct Place {
    before_left: Option<Rank>,
    left: Option<Rank>,
    right: Option<Rank>,
    after_right: Option<Rank>,
}

impl Place {
    fn of(lexicon: &Lexicon, words: &[Word], at: usize) -> Self {
        let left = before(lexicon, words, at);
        let before_left =
            left.filter(|_| at > 0 && !words[at].opens_sentence).and_then(|_| before(lexicon, words, at - 1));
        let right = after(lexicon, words, at);
        let after_right = right.and_then(|_| after(lexicon, words, at + 1));
        Self { before_left, left, right, after_right }
    }

    /// How many of its neighbours a reading of one word is known to stand beside.
    fn pairs_of(&self, lexicon: &Lexicon, reading: &Hypothesis) -> f32 {
        let rank = lexicon.rank(&reading.text.to_lowercase());
        let seen = |left: Option<Rank>, right: Option<Rank>| match (left, right) {
            (Some(left), Some(right)) => f32::from(lexicon.pair_cost(left, right).is_some()),
            _ => 0.0,
        };
        seen(self.left, rank) + seen(rank, self.right)
    }

    /// The cost of a word here, and of the next one after it.
    fn cost(&self, lexicon: &Lexicon, word: Rank) -> f32 {
        lexicon.cost_after(self.left, word)
            + self.right.map_or(0.0, |right| lexicon.cost_after(Some(word), right))
            + self.grammar_cost(lexicon, word)
    }

    /// What a word costs more or less here than its nearest neighbours tell, for what stands beyond them.
    fn grammar_cost(&self, lexicon: &Lexicon, word: Rank) -> f32 {
        let threes = [
            (self.before_left, self.left, Some(word)),
            (self.left, Some(word), self.right),
            (Some(word), self.right, self.after_right),
        ];
        let cost = |three| match three {
            (Some(first), Some(second), Some(third)) => lexicon.grammar_cost(first, second, third),
            _ => 0.0,
        };
        threes.into_iter().map(cost).sum()
    }
}

/// The word before one, or the beginning of its sentence, if nothing parts them.
fn before(lexicon: &Lexicon, words: &[Word], at: usize) -> Option<Rank> {
    if words[at].opens_sentence {
        lexicon.sentence_start()
    } else if words[at].parted || at == 0 {
        None
    } else {
        words[at - 1].rank(lexicon)
    }
}

/// The word after one, if nothing parts them.
fn after(lexicon: &Lexicon, words: &[Word], at: usize) -> Option<Rank> {
    words.get(at + 1).filter(|next| !next.opens_sentence && !next.parted).and_then(|next| next.rank(lexicon))
}

/// What engines make of decorated or underlined initials, and what those were.
const DECORATED: [(&str, &str); 10] = [
    ("Inh", "Th"),
    ("In", "Th"),
    ("In", "T"),
    ("Im", "T"),
    ("Im", "In "),
    ("Ih", "Th"),
    ("Jh", "Th"),
    ("Lh", "Th"),
    ("Jn", "In"),
    ("Ln", "In"),
];

/// Whether a reading differs from what stands there only in that a decorated initial was misread.
fn is_misread_initial(written: &str, reading: &str) -> bool {
    DECORATED.iter().any(|(read, meant)| {
        let rest = written.strip_prefix(read).filter(|rest| rest.len() > 1);
        rest.is_some() && rest == reading.strip_prefix(meant)
    })
}

/// How much dearer the second reading is than the first, in nats.
fn margin(hypotheses: &[Hypothesis]) -> f32 {
    match hypotheses {
        [best, second, ..] => (second.cost - best.cost).min(12.0),
        _ => 12.0,
    }
}

/// Unlisted words that nobody need be told of: initials, letters of a list, codes.
fn is_harmless(word: &Word, text: &str) -> bool {
    if word.text.len() > LONGEST_SUSPECT {
        return true;
    }
    let capital = word.text.starts_with(char::is_uppercase);
    let single = word.text.chars().nth(1).is_none();
    if single && (capital || !word.text.starts_with(char::is_alphabetic)) {
        return true;
    }
    // `f. 12`: a folio, a page, a file of an archive.
    let cites = |after: &str| after.trim_start_matches(' ').starts_with(|c: char| c.is_ascii_digit());
    if single && text[word.range.end..].strip_prefix('.').is_some_and(cites) {
        return true;
    }
    let enclosed = text[..word.range.start].ends_with(['(', '[']) || text[word.range.end..].starts_with([')', ']']);
    if single && enclosed {
        return true;
    }
    let digits = word.text.bytes().filter(u8::is_ascii_digit).count();
    let capitals = word.text.chars().filter(|c| c.is_uppercase()).count();
    let code = digits > 0 && digits + capitals == word.text.chars().count() && digits >= capitals;
    code && !is_broken_year(&word.text)
}

/// `19G4`: a year of the last centuries with a letter in it.
fn is_broken_year(word: &str) -> bool {
    let years: Option<String> = word.chars().map(digit_for).collect();
    word.len() == 4 && years.is_some_and(|year| ("1500".."2030").contains(&year.as_str()))
}

/// A number some of whose digits were read as letters: `19G4`, `l967`, `1O,000`.
fn numeral(word: &Word, place: &Place, lexicon: &Lexicon) -> Option<Hypothesis> {
    let digits = word.text.bytes().filter(u8::is_ascii_digit).count();
    let letters = word.text.chars().count() - digits;
    if digits < 2 || letters == 0 || letters > 2 || letters >= digits {
        return None;
    }
    let text: Option<String> = word.text.chars().map(digit_for).collect();
    let cost = DIGIT_MISREAD * letters as f32 + lexicon.number().map_or(0.0, |number| place.cost(lexicon, number));
    Some(Hypothesis {
        text: text?,
        range: word.range.clone(),
        kind: Kind::DigitLetter,
        cost,
        damage: cost.min(DIGIT_MISREAD * 2.0),
    })
}

/// The digit that a letter was read for.
fn digit_for(read: char) -> Option<char> {
    Some(match read {
        '0'..='9' | ',' | '.' => read,
        'O' | 'o' | 'Q' | 'D' => '0',
        'l' | 'I' | 'i' | 'J' => '1',
        'Z' | 'z' => '2',
        'S' | 's' => '5',
        'G' | 'b' => '6',
        'T' => '7',
        'B' => '8',
        'g' | 'q' => '9',
        _ => return None,
    })
}

/// What an unlisted word suffers from, if it was meant to read so.
fn kind_of(word: &Word, best: Option<&Hypothesis>) -> Kind {
    let text = word.text.as_ref();
    if text.chars().nth(1).is_none() {
        return best.filter(|best| best.kind == Kind::Split).map_or(Kind::LoneLetter, |best| best.kind);
    }
    match best {
        Some(best) if best.kind != Kind::Garbled => best.kind,
        _ if text.contains(|c: char| c.is_ascii_digit()) => Kind::DigitLetter,
        _ if word.punctuated => Kind::SignInside,
        Some(best) if best.text.eq_ignore_ascii_case(text) => Kind::CapitalInside,
        Some(best) if is_long_s(text, &best.text) => Kind::LongS,
        _ => Kind::Garbled,
    }
}

/// Whether a word differs from a reading only in that it has an f, or a long s, where the reading has an s.
fn is_long_s(word: &str, reading: &str) -> bool {
    let mut differ = false;
    word.chars().count() == reading.chars().count()
        && word.chars().zip(reading.chars()).all(|(written, read)| {
            let long = matches!(written, 'f' | 'ſ') && read == 's';
            differ |= long;
            long || written == read
        })
        && differ
}

/// The rank of a word that may stand by itself.
fn whole(lexicon: &Lexicon, word: &str) -> Option<Rank> {
    let lower = word.to_ascii_lowercase();
    if lower.len() == 1 && lower != "a" && word != "I" {
        return None;
    }
    let rank = lexicon.rank(&lower)?;
    (lower.len() > 2 || lexicon.cost(rank) < 8.5).then_some(rank)
}

/// A reading in the form of what stands there.
fn in_form(spelling: &str, form: Form, capital: bool) -> String {
    match form {
        Form::Upper => spelling.to_uppercase(),
        Form::Capital => capitalized(spelling),
        Form::Lower | Form::Mixed if capital => capitalized(spelling),
        Form::Lower | Form::Mixed => spelling.to_owned(),
    }
}

fn capitalized(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn examiner() -> Examiner<'static> {
        Examiner::new(Lexicon::english(), Confusions::of_ocr())
    }

    fn first_reading(text: &str) -> String {
        let found = examiner().examine(text);
        found
            .first()
            .and_then(|suspicion| suspicion.hypotheses.first())
            .map_or_else(String::new, |best| best.text.clone())
    }

    #[test]
    fn reads_what_was_garbled() {
        assert_eq!(first_reading("He put it in tbe box before the meeting."), "the");
        assert_eq!(first_reading("Inheir entire stance has been constructed so."), "Their");
        assert_eq!(first_reading("Imsome countries the comrades were present."), "In some");
        assert_eq!(first_reading("Qn the occasion of the anniversary"), "On");
    }

    #[test]
    fn sees_decorated_initials_only_where_a_passage_begins() {
        assert!(examiner().examine("Inheir entire stance")[0].misread_initial);
        assert!(examiner().examine("Imsome countries the comrades")[0].misread_initial);
        assert!(!examiner().examine("The Inheir entire stance")[0].misread_initial);
        assert!(!examiner().examine("Tbeir entire stance")[0].misread_initial);
    }

    #[test]
    fn a_word_without_end_is_neither_suspected_nor_remembered() {
        let mut examiner = examiner();
        assert!(examiner.examine(&"ab".repeat(5_000_000)).is_empty());
        assert!(examiner.known.is_empty() && examiner.candidates.iter().all(FxHashMap::is_empty));
    }

    #[test]
    fn garbage_fills_no_more_than_the_memory() {
        let mut examiner = examiner();
        examiner.candidates[1] = (0..MEMORY).map(|number| (number.to_string(), Candidates::new())).collect();
        assert!(!examiner.examine("xqvt jjkw").is_empty());
        assert!(examiner.candidates[1].len() <= 2);
    }

    #[test]
    fn keeps_quiet_at_what_the_lexicon_knows() {
        assert!(examiner().examine("The Albanian delegation spoke of demagoguery in the plenum.").is_empty());
    }
}
