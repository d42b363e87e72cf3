//! The layout of the built-in lexicon, shared by the program that makes it and the code that reads it.
//!
//! A file is a magic number, the length of each section, and the sections one after another:
//!
//! 1. words: an automaton from the word in lower case to its rank, 0 the most frequent, see
//!    [`automaton`](super::automaton);
//! 2. costs: by rank, the quantized negative logarithm of the word's probability;
//! 3. forms: by rank, the ways the word is written (bits [`LOWER`] …), and above them the number of its
//!    [`Part`](super::grammar::Part);
//! 4. neighbours: a hash table of word pairs, see [`bigram_place`];
//! 5. backoffs: by rank, the cost of a right neighbour never seen after this word;
//! 6. shapes: the surprise of a letter after the three before it, see [`shape_index`];
//! 7. spellings: where every [`SPELLINGS_A_START`]th begins, then, by rank, length and letters of each;
//! 8. classes: by rank, the class of words that stand beside the same words;
//! 9. classes after one: by two classes, what the right one costs more or less than by itself, in signed [`CLASS_STEP`]s;
//! 10. classes after two: by three classes, what the right one costs more or less than after the middle one alone.

/// First bytes of a lexicon; the last is the version of the layout.
pub const MAGIC: &[u8; 8] = b"LACUNAL5";
/// How many sections a lexicon has.
pub const SECTIONS: usize = 10;

/// Stands for the beginning of a sentence among the words.
pub const SENTENCE: &str = "\u{2}";
/// Stands for any number among the words.
pub const NUMBER: &str = "\u{3}";

/// The word is written in lower case.
pub const LOWER: u8 = 1;
/// The word is a name: written with a capital.
pub const CAPITAL: u8 = 2;
/// The word is written in capitals alone.
pub const UPPER: u8 = 4;
/// The word is an abbreviation.
pub const ABBREVIATION: u8 = 8;
/// The bits of all ways a word is written.
pub const FORMS: u8 = 15;
/// Bits before those of the word's part.
pub const PART_SHIFT: u8 = 4;

/// Only words of a rank below this have neighbours of their own.
pub const RANKS_WITH_NEIGHBOURS: usize = 1 << 16;
/// Slots in a bucket of the table of neighbours.
pub const BIGRAM_BUCKET_SLOTS: usize = 8;
/// Bytes in a bucket: the fingerprints of its slots, of two bytes each, then their quantized costs and one, of one byte. No
/// two slots have one fingerprint; an empty one is 0 all over.
pub const BIGRAM_BUCKET_BYTES: usize = BIGRAM_BUCKET_SLOTS * 3;

/// Letters the shapes tell apart: the end of the word, a to z, an apostrophe, anything else.
pub const SHAPE_ALPHABET: usize = 29;
/// Letters looked at together in the shapes.
pub const SHAPE_ORDER: usize = 4;
/// Nats in one step of a shape's surprise.
pub const SHAPE_STEP: f64 = 0.05;

/// Only every so many spellings have their beginning written down.
pub const SPELLINGS_A_START: usize = 16;

/// Classes of words.
pub const CLASSES: usize = 64;
/// Nats in one step of what a class costs more or less.
pub const CLASS_STEP: f64 = 0.05;

/// Nats in one step of a quantized cost.
pub const COST_STEP: f64 = 0.1;

/// How a word is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// `word`
    Lower,
    /// `Word`
    Capital,
    /// `WORD`; one capital alone is [`Form::Capital`].
    Upper,
    /// `wOrd`, `McWord`
    Mixed,
}

impl Form {
    /// How `word` is written; signs without case do not count.
    #[must_use]
    pub fn of(word: &str) -> Self {
        if word.bytes().all(|byte| byte.is_ascii_lowercase()) {
            return Self::Lower;
        }
        let mut letters = word.chars().filter(|c| c.is_alphabetic());
        let first_is_capital = letters.next().is_some_and(char::is_uppercase);
        let (mut capitals, mut smalls) = (0, 0);
        for letter in letters {
            if letter.is_uppercase() { capitals += 1 } else { smalls += 1 }
        }
        match (first_is_capital, capitals, smalls) {
            (false, 0, _) => Self::Lower,
            (true, 0, _) => Self::Capital,
            (true, _, 0) => Self::Upper,
            _ => Self::Mixed,
        }
    }
}

/// A cost in nats as one byte.
#[must_use]
pub fn quantize_cost(nats: f64) -> u8 {
    (nats / COST_STEP).round().clamp(0.0, 255.0) as u8
}

/// The cost in nats of a byte made by [`quantize_cost`].
#[must_use]
pub fn cost(quantized: u8) -> f32 {
    f32::from(quantized) * COST_STEP as f32
}

/// The bucket a pair of ranks is kept in (or the next with room) and its fingerprint, which is never 0.
#[must_use]
pub fn bigram_place(left: u32, right: u32, buckets: usize) -> (usize, u16) {
    let key = (u64::from(left) << 32 | u64::from(right)).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    let hash = (key ^ (key >> 29)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    let hash = hash ^ (hash >> 32);
    let bucket = ((hash >> 32) * buckets as u64) >> 32;
    (bucket as usize, (hash as u16).max(1))
}

/// The number of a letter in the alphabet of the shapes; diacritics are dropped by the caller.
#[must_use]
pub fn shape_letter(letter: char) -> usize {
    match letter {
        'a'..='z' => letter as usize - 'a' as usize + 1,
        '\'' => 27,
        _ => 28,
    }
}

/// Each letter of a lower-case word, and its end, with the three before it; the oldest first.
pub fn shape_windows(word: &str) -> impl Iterator<Item = [usize; SHAPE_ORDER]> + '_ {
    let mut window = [0; SHAPE_ORDER];
    word.chars().map(shape_letter).chain(std::iter::once(0)).map(move |letter| {
        window.rotate_left(1);
        window[SHAPE_ORDER - 1] = letter;
        window
    })
}

/// Where the surprise of a window's last letter stands in the table.
#[must_use]
pub fn shape_index(window: &[usize]) -> usize {
    window.iter().fold(0, |index, letter| index * SHAPE_ALPHABET + letter)
}

/// The bytes of a lexicon of these sections.
#[must_use]
pub fn assemble(sections: &[&[u8]; SECTIONS]) -> Vec<u8> {
    let mut bytes = MAGIC.to_vec();
    for section in sections {
        bytes.extend((section.len() as u32).to_le_bytes());
    }
    for section in sections {
        bytes.extend_from_slice(section);
    }
    bytes
}

/// The sections of a lexicon, or `None` if these bytes are not one.
#[must_use]
pub fn sections(bytes: &[u8]) -> Option<[&[u8]; SECTIONS]> {
    let lengths = bytes.strip_prefix(MAGIC)?;
    let (lengths, mut rest) = lengths.split_at_checked(SECTIONS * 4)?;
    let mut sections = [&[][..]; SECTIONS];
    for (section, length) in sections.iter_mut().zip(lengths.chunks_exact(4)) {
        let length = u32::from_le_bytes(length.try_into().ok()?) as usize;
        (*section, rest) = rest.split_at_checked(length)?;
    }
    rest.is_empty().then_some(sections)
}
