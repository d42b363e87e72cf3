//! Known words: which there are, how frequent each is, what stands beside it, and what a word looks like.
//!
//! English is built in ([`Lexicon::english`]). What is known by rule rather than by list (possessives, compounds, numbers, Roman
//! numerals …) is in [`morphology`]. How the built-in lexicon was made, and from what,
//! is told in this folder's `README.md`.

pub mod automaton;
pub mod dictionary;
pub mod format;
pub mod grammar;
pub mod joint;
pub mod memory;
pub mod morphology;
pub mod old_spelling;

use std::borrow::Cow;
use std::sync::LazyLock;

use automaton::Automaton;
use format::{
    BIGRAM_BUCKET_BYTES, BIGRAM_BUCKET_SLOTS, CAPITAL, CLASS_STEP, CLASSES, Form, LOWER, SHAPE_STEP, bigram_place,
    cost, shape_index, shape_windows,
};
use grammar::{CLASHES, CLASHES_AROUND, Part};

/// The place of a word in order of frequency; 0 is the most frequent word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Rank(pub u32);

/// A word with what is told of it, so that who weighs it against several neighbours looks it up once.
#[derive(Debug, Clone, Copy)]
pub struct Entry {
    /// Which.
    pub rank: Rank,
    qualities: Qualities,
}

/// What two words cost more that were never seen beside each other, in nats: what is left over for them was reckoned as if
/// every pair had been counted, but the list of pairs has the frequent ones alone.
const UNSEEN: f32 = 1.5;
/// What small words cost more that no sentence has in this order, in nats: now and then they stand so after all, in an
/// enumeration or a quotation.
const CLASH: f32 = 5.0;

const OTHER: usize = Part::Other as usize;
const AN: usize = Part::An as usize;
const ADVERB: usize = Part::Adverb as usize;

/// A language's words with their frequencies and neighbours.
///
/// Costs are negative natural logarithms of probabilities, in nats: `the` costs about 3, a word met
/// once in a hundred million about 18.
pub struct Lexicon {
    words: Automaton<'static>,
    qualities: Box<[Qualities]>,
    neighbours: &'static [[u8; BIGRAM_BUCKET_BYTES]],
    shapes: &'static [u8],
    spellings: &'static [u8],
    after_one: &'static [u8],
    after_two: &'static [u8],
    sentence: Option<Rank>,
    number: Option<Rank>,
}

/// What is told of each word by its rank, side by side: who asks for one of them asks for the others next.
#[derive(Debug, Clone, Copy)]
struct Qualities {
    /// The quantized cost of the word.
    cost: u8,
    /// The quantized cost of leaving the pairs known of the word.
    backoff: u8,
    class: u8,
    /// The ways it is written, and the number of its part.
    forms: u8,
}

/// What is told of a word that the list does not have.
const UNLISTED: Qualities = Qualities { cost: u8::MAX, backoff: 0, class: 0, forms: 0 };

impl Lexicon {
    /// The English lexicon built into the program.
    ///
    /// # Panics
    /// Never in a program whose tests passed: the bytes are part of it.
    #[must_use]
    pub fn english() -> &'static Self {
        static ENGLISH: LazyLock<Lexicon> = LazyLock::new(|| {
            let bytes = include_bytes!("english.bin");
            // The bytes are committed beside this file and read by every test of the lexicon.
            #[allow(clippy::expect_used)]
            Lexicon::from_bytes(bytes).expect("the built-in lexicon is whole")
        });
        &ENGLISH
    }

    /// A lexicon in the layout of [`format`], or `None` if these bytes are not one.
    #[must_use]
    pub fn from_bytes(bytes: &'static [u8]) -> Option<Self> {
        let [words, costs, forms, neighbours, backoffs, shapes, spellings, classes, after_one, after_two] =
            format::sections(bytes)?;
        let words = Automaton::new(words)?;
        let count = costs.len();
        let (neighbours, beyond) = neighbours.as_chunks();
        let whole = forms.len() == count
            && !neighbours.iter().all(is_full)
            && beyond.is_empty()
            && classes.len() == count
            && classes.iter().all(|&class| usize::from(class) < CLASSES)
            && after_one.len() == CLASSES.pow(2)
            && after_two.len() == CLASSES.pow(3)
            && shapes.len() == format::SHAPE_ALPHABET.pow(format::SHAPE_ORDER as u32);
        if !whole {
            return None;
        }
        let by_rank = costs.iter().zip(forms).zip(classes).zip(backoffs.iter().chain(std::iter::repeat(&0)));
        let qualities =
            by_rank.map(|(((&cost, &forms), &class), &backoff)| Qualities { cost, backoff, class, forms }).collect();
        let mut lexicon = Self {
            words,
            qualities,
            neighbours,
            shapes,
            spellings,
            after_one,
            after_two,
            sentence: None,
            number: None,
        };
        lexicon.sentence = lexicon.rank(format::SENTENCE);
        lexicon.number = lexicon.rank(format::NUMBER);
        Some(lexicon)
    }

    /// The rank of a word given in lower case, if the list has it.
    #[must_use]
    pub fn rank(&self, lower: &str) -> Option<Rank> {
        self.words.get(lower.as_bytes()).filter(|&rank| (rank as usize) < self.qualities.len()).map(Rank)
    }

    /// Whether the list has `word` in the form it is written: `Albania` and `ALBANIA` but not `albania`.
    #[must_use]
    pub fn contains(&self, word: &str) -> bool {
        let form = Form::of(word);
        let lower = if form == Form::Lower { Cow::Borrowed(word) } else { Cow::Owned(word.to_lowercase()) };
        self.rank(&lower).is_some_and(|rank| self.is_written(rank, form))
    }

    /// The word of this rank with what is told of it.
    #[must_use]
    pub fn entry(&self, rank: Rank) -> Entry {
        Entry { rank, qualities: self.qualities(rank) }
    }

    /// Whether a word may be written in this form.
    #[must_use]
    pub fn is_written(&self, rank: Rank, form: Form) -> bool {
        let forms = self.forms(rank);
        match form {
            Form::Lower => forms & LOWER != 0,
            Form::Capital => forms & (LOWER | CAPITAL) != 0,
            Form::Upper => forms != 0,
            Form::Mixed => forms & (LOWER | CAPITAL) == CAPITAL,
        }
    }

    /// The ways a word is written, as bits of [`format`].
    #[must_use]
    pub fn forms(&self, rank: Rank) -> u8 {
        self.entry(rank).forms()
    }

    /// What it costs to meet the word, whatever stands beside it.
    #[must_use]
    pub fn cost(&self, rank: Rank) -> f32 {
        self.entry(rank).cost()
    }

    /// What it costs to meet `right` just after `left`: the pair's own cost, or the cost of `right`, of leaving the
    /// pairs known of `left`, and of its class after the other's. Without a left word, the word's own cost.
    #[must_use]
    pub fn cost_after(&self, left: Option<Rank>, right: Rank) -> f32 {
        self.entry_cost_after(left.map(|left| self.entry(left)), self.entry(right))
    }

    /// The [same](Self::cost_after) of words that were looked up before.
    #[must_use]
    pub fn entry_cost_after(&self, left: Option<Entry>, right: Entry) -> f32 {
        let Some(left) = left else { return right.cost() };
        if let Some(cost) = self.pair_cost(left.rank, right.rank) {
            return cost;
        }
        let of_class = steps(self.after_one, left.class() * CLASSES + right.class());
        let clash = if self.clash(left, right) { CLASH } else { 0.0 };
        right.cost() + cost(left.qualities.backoff) + of_class + UNSEEN + clash
    }

    /// The cost of `right` after `left`, if they were seen beside each other.
    #[must_use]
    pub fn pair_cost(&self, left: Rank, right: Rank) -> Option<f32> {
        if left.0 as usize >= format::RANKS_WITH_NEIGHBOURS {
            return None;
        }
        let (mut place, fingerprint) = bigram_place(left.0, right.0, self.neighbours.len());
        loop {
            let bucket = &self.neighbours[place];
            let told = told_in(bucket, fingerprint);
            if told != 0 || !is_full(bucket) {
                return (told != 0).then(|| cost(told - 1));
            }
            place = if place + 1 < self.neighbours.len() { place + 1 } else { 0 };
        }
    }

    /// Whether no sentence has these two words side by side: `the was`, `an great`.
    #[must_use]
    pub fn clash(&self, left: Entry, right: Entry) -> bool {
        let part = left.part();
        part != OTHER
            && left.rank != right.rank
            && (CLASHES[part] >> right.part() & 1 != 0
                || part == AN && grammar::asks_for_a(self.spelling(right.rank), right.qualities.forms))
    }

    /// Whether no sentence has these words in a row for an adverb in the middle: `our openly to`.
    #[must_use]
    pub fn clash_around(first: Entry, second: Entry, third: Entry) -> bool {
        second.part() == ADVERB && CLASHES_AROUND[first.part()] >> third.part() & 1 != 0
    }

    /// What the class of the last of three words costs more or less after those of both others than after that of its
    /// neighbour alone. This is the grammar of small words: `would be better` against `would he better`.
    #[must_use]
    pub fn grammar_cost(&self, first: Entry, second: Entry, third: Entry) -> f32 {
        let clash = if Self::clash_around(first, second, third) { CLASH } else { 0.0 };
        steps(self.after_two, (first.class() * CLASSES + second.class()) * CLASSES + third.class()) + clash
    }

    /// Whether it is a word of the grammar of small words.
    #[must_use]
    pub fn is_small(&self, rank: Rank) -> bool {
        self.entry(rank).part() != OTHER
    }

    fn qualities(&self, rank: Rank) -> Qualities {
        self.qualities.get(rank.0 as usize).copied().unwrap_or(UNLISTED)
    }

    /// What stands before the first word of a sentence.
    #[must_use]
    pub fn sentence_start(&self) -> Option<Rank> {
        self.sentence
    }

    /// What stands for any number.
    #[must_use]
    pub fn number(&self) -> Option<Rank> {
        self.number
    }

    /// How surprising the spelling of a lower-case word is, in nats; about 2.3 a letter for real words.
    /// Diacritics count as any other sign.
    #[must_use]
    pub fn shape_cost(&self, lower: &str) -> f32 {
        let steps: u32 = shape_windows(lower).map(|window| u32::from(self.shapes[shape_index(&window)])).sum();
        steps as f32 * SHAPE_STEP as f32
    }

    /// The automaton of the words.
    #[must_use]
    pub fn automaton(&self) -> Automaton<'static> {
        self.words
    }

    /// How the word of a rank is spelt: in small letters if it may be, else `Albania`, `NATO`, `McKinley`.
    #[must_use]
    pub fn spelling(&self, rank: Rank) -> &'static str {
        self.spelling_at(rank.0 as usize).unwrap_or("")
    }

    /// The spellings of all words in UTF-8, the most frequent first.
    pub fn spellings(&self) -> impl Iterator<Item = (Rank, &'static [u8])> + use<> {
        let mut rest = self.spellings.get(self.length_of_starts()..).unwrap_or_default();
        (0..self.qualities.len() as u32).map_while(move |rank| {
            let (&length, after) = rest.split_first()?;
            let (spelling, after) = after.split_at_checked(length.into())?;
            rest = after;
            Some((Rank(rank), spelling))
        })
    }

    /// Bytes that tell where spellings begin.
    fn length_of_starts(&self) -> usize {
        self.qualities.len().div_ceil(format::SPELLINGS_A_START) * 4
    }

    fn spelling_at(&self, rank: usize) -> Option<&'static str> {
        let starts = self.length_of_starts();
        let start = rank / format::SPELLINGS_A_START * 4;
        let start = u32::from_le_bytes(self.spellings.get(start..start + 4)?.try_into().ok()?) as usize;
        let mut rest = self.spellings.get(starts + start..)?;
        for _ in 0..rank % format::SPELLINGS_A_START {
            rest = rest.get(1 + usize::from(*rest.first()?)..)?;
        }
        std::str::from_utf8(rest.get(1..=usize::from(*rest.first()?))?).ok()
    }
}

impl Entry {
    /// What it [costs](Lexicon::cost) to meet the word.
    #[must_use]
    pub fn cost(self) -> f32 {
        cost(self.qualities.cost)
    }

    /// The [ways](Lexicon::forms) it is written.
    #[must_use]
    pub fn forms(self) -> u8 {
        self.qualities.forms & format::FORMS
    }

    fn class(self) -> usize {
        self.qualities.class.into()
    }

    /// The number of its part in a sentence, less than [`grammar::PARTS`].
    fn part(self) -> usize {
        usize::from(self.qualities.forms >> format::PART_SHIFT)
    }
}

/// Whether a bucket has no empty slot: they are filled in order. What did not fit in is in the next one.
fn is_full(bucket: &[u8; BIGRAM_BUCKET_BYTES]) -> bool {
    bucket[BIGRAM_BUCKET_BYTES - 1] != 0
}

/// What is told in the slot of this fingerprint, or 0. All slots are looked at together.
fn told_in(bucket: &[u8; BIGRAM_BUCKET_BYTES], fingerprint: u16) -> u8 {
    let (fingerprints, costs) = bucket.split_at(BIGRAM_BUCKET_SLOTS * 2);
    let slots = fingerprints.as_chunks().0.iter().zip(costs);
    slots.fold(0, |found, (&slot, &told)| found | if u16::from_le_bytes(slot) == fingerprint { told } else { 0 })
}

/// A signed number of steps in nats.
fn steps(table: &[u8], at: usize) -> f32 {
    table.get(at).map_or(0.0, |&steps| f32::from(steps as i8) * CLASS_STEP as f32)
}
