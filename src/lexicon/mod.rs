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

use std::sync::LazyLock;

use automaton::Automaton;
use format::{
    BIGRAM_BUCKET_BYTES, BIGRAM_SLOT_BYTES, CAPITAL, CLASS_STEP, CLASSES, Form, LOWER, SHAPE_STEP, bigram_place, cost,
    shape_index, shape_windows,
};
use grammar::Part;

/// The place of a word in order of frequency; 0 is the most frequent word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Rank(pub u32);

/// What two words cost more that were never seen beside each other, in nats: what is left over for them was reckoned as if
/// every pair had been counted, but the list of pairs has the frequent ones alone.
const UNSEEN: f32 = 1.5;
/// What small words cost more that no sentence has in this order, in nats: once in some 100,000 words they stand so after
/// all, in an enumeration or a quotation.
const CLASH: f32 = 5.0;

/// A language's words with their frequencies and neighbours.
///
/// Costs are negative natural logarithms of probabilities, in nats: `the` costs about 3, a word met
/// once in a hundred million about 18.
pub struct Lexicon {
    words: Automaton<'static>,
    qualities: Box<[Qualities]>,
    neighbours: &'static [u8],
    shapes: &'static [u8],
    spellings: &'static [u8],
    after_one: &'static [u8],
    after_two: &'static [u8],
    sentence: Option<Rank>,
    number: Option<Rank>,
}

/// What is told of each word by its rank, side by side: who asks for one of them asks for the others next.
#[derive(Clone, Copy)]
struct Qualities {
    /// The quantized cost of the word.
    cost: u8,
    /// The quantized cost of leaving the pairs known of the word.
    backoff: u8,
    class: u8,
    forms: u8,
    part: Part,
}

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
        let whole = forms.len() == count
            && !neighbours.is_empty()
            && neighbours.len() % BIGRAM_BUCKET_BYTES == 0
            && classes.len() == count
            && classes.iter().all(|&class| usize::from(class) < CLASSES)
            && after_one.len() == CLASSES.pow(2)
            && after_two.len() == CLASSES.pow(3)
            && shapes.len() == format::SHAPE_ALPHABET.pow(format::SHAPE_ORDER as u32);
        if !whole {
            return None;
        }
        let by_rank = costs.iter().zip(forms).zip(classes).zip(backoffs.iter().chain(std::iter::repeat(&0)));
        let qualities = by_rank
            .map(|(((&cost, &forms), &class), &backoff)| {
                let part = Part::numbered(forms >> format::PART_SHIFT);
                Qualities { cost, backoff, class, forms: forms & format::FORMS, part }
            })
            .collect();
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
        let Some(rank) = self.rank(&word.to_lowercase()) else { return false };
        self.is_written(rank, Form::of(word))
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
        self.qualities(rank).map_or(0, |word| word.forms)
    }

    /// What it costs to meet the word, whatever stands beside it.
    #[must_use]
    pub fn cost(&self, rank: Rank) -> f32 {
        self.qualities(rank).map_or(25.5, |word| cost(word.cost))
    }

    /// What it costs to meet `right` just after `left`: the pair's own cost, or the cost of `right`, of leaving the
    /// pairs known of `left`, and of its class after the other's. Without a left word, the word's own cost.
    #[must_use]
    pub fn cost_after(&self, left: Option<Rank>, right: Rank) -> f32 {
        let Some(left) = left else { return self.cost(right) };
        match self.pair_cost(left, right) {
            Some(cost) => cost,
            None => {
                let clash = if self.clash(left, right) { CLASH } else { 0.0 };
                self.cost(right) + self.backoff(left) + self.class_cost(left, right) + UNSEEN + clash
            }
        }
    }

    /// The cost of `right` after `left`, if they were seen beside each other.
    #[must_use]
    pub fn pair_cost(&self, left: Rank, right: Rank) -> Option<f32> {
        if left.0 as usize >= format::RANKS_WITH_NEIGHBOURS {
            return None;
        }
        let (buckets, _) = self.neighbours.as_chunks::<BIGRAM_BUCKET_BYTES>();
        let (place, fingerprint) = bigram_place(left.0, right.0, buckets.len());
        let (before, from) = buckets.split_at_checked(place)?;
        for bucket in from.iter().chain(before) {
            let (slots, _) = bucket.as_chunks();
            if let Some(quantized) = quantized_in(slots, fingerprint) {
                return Some(cost(quantized));
            }
            // They are filled in order, so that an empty one at the end tells that no more follow elsewhere.
            if slots.last().is_none_or(|slot| fingerprint_of(slot) == 0) {
                return None;
            }
        }
        None
    }

    /// What the class of `right` costs more or less after that of `left` than by itself.
    fn class_cost(&self, left: Rank, right: Rank) -> f32 {
        steps(self.after_one, self.class(left) * CLASSES + self.class(right))
    }

    /// Whether no sentence has these two words side by side: `the was`, `an great`.
    #[must_use]
    pub fn clash(&self, left: Rank, right: Rank) -> bool {
        let part = self.part(left);
        part != Part::Other
            && left != right
            && (part.clashes_with(self.part(right))
                || part == Part::An
                    && self.forms(right) & LOWER != 0
                    && grammar::begins_with_consonant(self.spelling(right)))
    }

    /// Whether no sentence has these words in a row for an adverb in the middle: `our openly to`.
    #[must_use]
    pub fn clash_around(&self, first: Rank, second: Rank, third: Rank) -> bool {
        self.part(second) == Part::Adverb
            && self.part(first).is_determiner()
            && self.part(first).clashes_with(self.part(third))
    }

    /// What the word is in a sentence, if it is a small one.
    #[must_use]
    pub fn part(&self, rank: Rank) -> Part {
        self.qualities(rank).map_or(Part::Other, |word| word.part)
    }

    /// What the class of the last of three words costs more or less after those of both others than after that of its
    /// neighbour alone. This is the grammar of small words: `would be better` against `would he better`.
    #[must_use]
    pub fn grammar_cost(&self, first: Rank, second: Rank, third: Rank) -> f32 {
        let context = self.class(first) * CLASSES + self.class(second);
        let clash = if self.clash_around(first, second, third) { CLASH } else { 0.0 };
        steps(self.after_two, context * CLASSES + self.class(third)) + clash
    }

    fn class(&self, rank: Rank) -> usize {
        self.qualities(rank).map_or(0, |word| word.class.into())
    }

    fn backoff(&self, left: Rank) -> f32 {
        self.qualities(left).map_or(0.0, |word| cost(word.backoff))
    }

    fn qualities(&self, rank: Rank) -> Option<&Qualities> {
        self.qualities.get(rank.0 as usize)
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

fn fingerprint_of(slot: &[u8; BIGRAM_SLOT_BYTES]) -> u16 {
    u16::from_le_bytes([slot[0], slot[1]])
}

/// The cost in the slot of this fingerprint. Every slot is looked at, as nobody can foretell in which one it is.
fn quantized_in(slots: &[[u8; BIGRAM_SLOT_BYTES]], fingerprint: u16) -> Option<u8> {
    let mut found = slots.len();
    for (number, slot) in slots.iter().enumerate().rev() {
        found = if fingerprint_of(slot) == fingerprint { number } else { found };
    }
    slots.get(found).map(|slot| slot[2])
}

/// A signed number of steps in nats.
fn steps(table: &[u8], at: usize) -> f32 {
    table.get(at).map_or(0.0, |&steps| f32::from(steps as i8) * CLASS_STEP as f32)
}
