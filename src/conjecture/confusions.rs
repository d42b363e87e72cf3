//! The mistakes OCR engines make: which signs they read for which, and how often.
//!
//! The table `confusions.tsv` is data: what was read, what was meant, and the cost in nats (the negative
//! logarithm of how often the letters meant were read so). `examples/count_confusions.rs` counts it on typescripts in
//! the public domain and adds the confusions of print that every proofreader knows (rn for m, cl for d, li for h,
//! I for l). Nothing read (an empty first column) is a lost letter, nothing meant a letter that came
//! from a speck. Case is kept: H is read for li, but h is not.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

/// One mistake.
#[derive(Debug, Clone, PartialEq)]
pub struct Confusion {
    /// What stands in the transcription.
    pub read: &'static str,
    /// What was meant, in lower case.
    pub meant: String,
    /// Whether what was meant began with a capital.
    pub capital: bool,
    /// Nats.
    pub cost: f32,
}

/// A letter read as another of its outline that nobody counted.
const LIKE_LETTER: f32 = 8.0;
/// A letter read as any other sign that nobody counted.
const ANY_LETTER: f32 = 9.5;
/// A letter lost that nobody counted.
pub const LOST_LETTER: f32 = 9.0;
/// A sign too many that nobody counted.
pub const STRAY_SIGN: f32 = 9.5;
/// The space between two words lost.
pub const LOST_SPACE: f32 = 6.0;
/// A space inside a word.
pub const STRAY_SPACE: f32 = 6.5;
/// A capital for a small letter, or the other way round, inside a word.
pub const WRONG_CASE: f32 = 4.5;

/// The outline of a small letter: round, of minims, with an ascender, with a descender.
fn outline(letter: u8) -> u8 {
    match letter {
        b'a' | b'c' | b'e' | b'o' | b's' | b'z' => 1,
        b'i' | b'm' | b'n' | b'r' | b'u' | b'v' | b'w' | b'x' => 2,
        b'b' | b'd' | b'f' | b'h' | b'k' | b'l' | b't' => 3,
        b'g' | b'j' | b'p' | b'q' | b'y' => 4,
        _ => 0,
    }
}

/// What it costs to read a letter as a sign it was never counted to be read as, both in small letters.
#[must_use]
pub fn any_letter(read: u8, meant: u8) -> f32 {
    let alike = outline(read) == outline(meant) && outline(meant) != 0;
    if alike { LIKE_LETTER } else { ANY_LETTER }
}

/// The table, by the first byte of what was read, then of what was meant.
pub struct Confusions {
    by_first: [Vec<Confusion>; 256],
    lost: [f32; 256],
    stray: FxHashMap<char, f32>,
}

impl Confusions {
    /// The table built into the program.
    #[must_use]
    pub fn of_ocr() -> &'static Self {
        static TABLE: LazyLock<Confusions> = LazyLock::new(|| Confusions::parse(include_str!("confusions.tsv")));
        &TABLE
    }

    /// Reads a table; lines that are not three columns ending in a number are passed over.
    fn parse(table: &'static str) -> Self {
        let mut confusions = Self {
            by_first: std::array::from_fn(|_| Vec::new()),
            lost: [LOST_LETTER; 256],
            stray: FxHashMap::default(),
        };
        for line in table.lines().skip(1) {
            let mut columns = line.split('\t');
            let (Some(read), Some(meant), Some(Ok(cost))) =
                (columns.next(), columns.next(), columns.next().map(str::parse))
            else {
                continue;
            };
            confusions.add(read, meant, cost);
        }
        for mistakes in &mut confusions.by_first {
            mistakes.sort_by_key(|confusion| confusion.meant.as_bytes().first().copied());
        }
        confusions
    }

    fn add(&mut self, read: &'static str, meant: &str, cost: f32) {
        let capital = meant.chars().next().is_some_and(char::is_uppercase);
        let meant = meant.to_lowercase();
        match (read.as_bytes().first(), meant.as_bytes().first()) {
            (None, Some(&letter)) => {
                self.lost[letter as usize] = cost;
            }
            (Some(_), None) => {
                self.stray.extend(read.chars().next().map(|sign| (sign, cost)));
            }
            (Some(&first), Some(_)) => {
                self.by_first[first as usize].push(Confusion { read, meant, capital, cost });
            }
            (None, None) => {}
        }
    }

    /// The mistakes that may have made the beginning of `read`, in the order of the first letters that were meant.
    pub fn at<'a, 'r>(&'a self, read: &'r str) -> impl Iterator<Item = &'a Confusion> + use<'a, 'r> {
        let first = read.as_bytes().first().copied().unwrap_or(0);
        self.by_first[first as usize]
            .iter()
            .filter(move |confusion| confusion.read.len() == 1 || read.starts_with(confusion.read))
    }

    /// The cost of having lost this letter.
    #[must_use]
    pub fn lost(&self, letter: u8) -> f32 {
        self.lost[letter as usize]
    }

    /// The cost of this sign being a speck.
    #[must_use]
    pub fn stray(&self, sign: char) -> f32 {
        let signs = if sign.is_alphanumeric() { STRAY_SIGN } else { STRAY_SIGN - 3.0 };
        self.stray.get(&sign).copied().unwrap_or(signs)
    }
}
