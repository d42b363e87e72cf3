//! Counts which letters OCR engines take for which, and writes the table of mistakes.
//!
//!     cargo run --release --example count_confusions -- OUTPUT FOLDER...
//!
//! Each FOLDER holds readings of the same pages side by side, all in the public domain or free to count in:
//! `NAME.errs.tsv` (columns ocr, gt, kind: an engine against the truth) or `NAME.disagree.tsv` (columns a, b, kind: one
//! engine against another). Of two engines the one is believed that read a word where the other read none. The
//! texts beside them (`NAME.gt.txt`, `NAME.b.txt`) tell how often letters were meant at all.
//!
//! The free sets are typescripts; print errs otherwise, so the rates counted are added to those of the
//! confusions of print that every proofreader knows.
#![allow(clippy::print_stdout)]

use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};

use lacuna::lexicon::Lexicon;
use lacuna::lexicon::morphology::Knowledge;

type Result<T> = std::result::Result<T, Box<dyn std::error::Error>>;

/// What was read, what was meant.
type Pair = (String, String);

/// The confusions of print that every proofreader knows, from the commonest down, each with its cost in nats: letters of
/// one outline, letters that touch or break, the long s. What was meant, then what is read for it.
const OF_PRINT: &[(f64, &[(&str, &str)])] = &[
    (
        4.9,
        &[
            ("h", "b"),
            ("e", "o c"),
            ("c", "e"),
            ("u", "n"),
            ("n", "u"),
            ("s", "f"),
            ("st", "ft"),
            ("sh", "fh"),
            ("ss", "ff"),
            ("H", "Il II li I1 ll"),
            ("U", "ll"),
            ("B", "ll R"),
            ("T", "I"),
            ("Th", "Tb Tli"),
            ("d", "il cl"),
            ("w", "iv vv"),
            ("M", "Al AI"),
            ("I", "l 1"),
            ("O", "0"),
            ("m", "rn"),
            ("he", "bo lio"),
            ("th", "tb"),
        ],
    ),
    (
        5.5,
        &[
            ("h", "li"),
            ("s", "e a z"),
            ("u", "a ii"),
            ("i", "I l"),
            ("r", "i"),
            ("y", "v"),
            ("f", "t"),
            ("l", "1 I"),
            ("t", "l"),
            ("m", "ni in"),
            ("n", "ri ii ti ll"),
            ("d", "tl ll"),
            ("ll", "U"),
            ("li", "h"),
            ("rn", "m"),
            ("J", "T"),
            ("F", "P"),
            ("P", "F"),
            ("C", "G"),
            ("G", "C O"),
            ("O", "Q C"),
            ("R", "B"),
            ("E", "F"),
            ("N", "X"),
            ("W", "AV"),
            ("Y", "V"),
            ("V", "Y"),
            ("S", "8"),
            ("be", "bo"),
            ("the", "tbe"),
            ("is", "ifi"),
        ],
    ),
    (
        6.6,
        &[
            ("h", "lh ii n k"),
            ("e", "a s é"),
            ("c", "o r t"),
            ("s", "g x 8 5"),
            ("u", "li o tt"),
            ("n", "il tl li a r m"),
            ("i", "j r t 1 ! f"),
            ("r", "t n v f"),
            ("y", "j p"),
            ("f", "r l i"),
            ("l", "i t j ! f"),
            ("t", "f i r c"),
            ("m", "iu nn ra ui tn"),
            ("w", "tv u ui vr"),
            ("d", "ol el rl"),
            ("b", "h li o lj"),
            ("o", "e c a 0 u"),
            ("a", "n o u e s"),
            ("v", "y r"),
            ("k", "h lc"),
            ("g", "e s q y"),
            ("p", "jo n"),
            ("q", "g"),
            ("x", "z s"),
            ("z", "x s"),
            ("j", "i"),
            ("T", "J Y F In Im"),
            ("Th", "Ih Inh In Im"),
            ("H", "B"),
            ("B", "8 E"),
            ("U", "IJ"),
            ("M", "Ai II N"),
            ("N", "II M"),
            ("W", "VV Vr"),
            ("O", "D"),
            ("I", "i J T"),
            ("S", "5 s $"),
            ("G", "6"),
            ("C", "O ("),
            ("E", "B K"),
            ("F", "E T"),
            ("P", "B"),
            ("R", "K E"),
            ("D", "O I)"),
            ("K", "E X R"),
            ("L", "I l"),
            ("A", "4"),
            ("Y", "T"),
            ("in", "m"),
            ("ni", "m"),
            ("nn", "m"),
            ("ri", "n"),
            ("ti", "n u"),
            ("ii", "n u"),
            ("cl", "d"),
            ("ll", "H"),
            ("fi", "h n"),
            ("fl", "f"),
            ("vv", "w"),
            ("tt", "lt tl ft"),
            ("ct", "cl d"),
            ("re", "ro"),
            ("ve", "vo"),
            ("th", "ih lh tli"),
        ],
    ),
];
/// Trials that stand behind every rate, so that few trials prove little.
const TRIALS: f64 = 1000.0;
/// Where one mistake is suspected the page is worse than the average page; rates are this much higher there.
const WORSE_PAGE: f64 = 2.5;
/// A pair that print does not know must have been seen this often.
const LEAST: f64 = 2.0;
/// Costs are kept within these bounds, in nats.
const CHEAPEST: f64 = 3.8;
const DEAREST: f64 = 10.5;
/// Longer pieces of a word are no confusion but another word.
const LONGEST: usize = 3;

fn main() -> Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [output, folders @ ..] = arguments.as_slice() else {
        return Err("usage: count_confusions OUTPUT FOLDER...".into());
    };
    let mut counts = Counts::default();
    for folder in folders {
        let mut files: Vec<PathBuf> =
            fs::read_dir(folder)?.map(|entry| entry.map(|e| e.path())).collect::<std::io::Result<_>>()?;
        files.sort();
        for file in files {
            counts.add(&file)?;
        }
    }
    let table = counts.table();
    println!("{} pairs of words, {} confusions", counts.words, table.lines().count() - 1);
    fs::write(output, table)?;
    Ok(())
}

#[derive(Default)]
struct Counts {
    /// Pairs of words looked at.
    words: usize,
    confusions: HashMap<Pair, f64>,
    /// How often letters were meant, rightly read or not.
    meant: HashMap<String, f64>,
}

impl Counts {
    fn add(&mut self, file: &Path) -> Result<()> {
        let name = file.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        if name.ends_with(".gt.txt") || name.ends_with(".b.txt") {
            self.count_meant(&fs::read_to_string(file)?);
        } else if name.ends_with(".errs.tsv") {
            self.count_pairs(&fs::read_to_string(file)?, false);
        } else if name.ends_with(".disagree.tsv") {
            self.count_pairs(&fs::read_to_string(file)?, true);
        }
        Ok(())
    }

    fn count_meant(&mut self, text: &str) {
        for word in text.split_whitespace() {
            let letters: Vec<char> = word.chars().collect();
            for length in 1..=LONGEST {
                for piece in letters.windows(length) {
                    *self.meant.entry(piece.iter().collect()).or_default() += 1.0;
                }
            }
        }
    }

    /// Adds the pairs of words of a table with the columns start, end, read, meant, kind.
    fn count_pairs(&mut self, table: &str, either_may_be_right: bool) {
        for line in table.lines().skip(1) {
            let columns: Vec<&str> = line.split('\t').collect();
            let [_, _, read, meant, "sub", ..] = columns.as_slice() else { continue };
            let (Some(read), Some(meant)) = (bare(read), bare(meant)) else { continue };
            match (is_word(read), is_word(meant)) {
                (false, true) => self.count(read, meant),
                (true, false) if either_may_be_right => self.count(meant, read),
                (true, true) if !either_may_be_right => self.count(read, meant),
                _ => {}
            }
        }
    }

    fn count(&mut self, read: &str, meant: &str) {
        let Some(mistakes) = mistakes(read, meant) else { return };
        self.words += 1;
        for mistake in mistakes {
            *self.confusions.entry(mistake).or_default() += 1.0;
        }
    }

    fn table(&self) -> String {
        let mut rates: HashMap<Pair, f64> = HashMap::new();
        for (cost, confusions) in OF_PRINT {
            for (meant, reads) in *confusions {
                for read in reads.split(' ') {
                    rates.insert((read.to_owned(), (*meant).to_owned()), (-cost).exp());
                }
            }
        }
        let letters: f64 = self.meant.iter().filter(|(piece, _)| piece.chars().count() == 1).map(|(_, n)| n).sum();
        for (pair, seen) in self.confusions.iter().filter(|(_, seen)| **seen >= LEAST) {
            // A speck may stand anywhere; it is one of a score of signs.
            let trials =
                if pair.1.is_empty() { letters / 20.0 } else { self.meant.get(&pair.1).copied().unwrap_or(0.0) };
            *rates.entry(pair.clone()).or_default() += WORSE_PAGE * seen / (trials + TRIALS);
        }
        let cost = |rate: f64| (-rate.ln()).clamp(CHEAPEST, DEAREST);
        let mut rows: Vec<(f64, Pair)> = rates.into_iter().map(|(pair, rate)| (cost(rate), pair)).collect();
        rows.sort_by(|a, b| a.0.total_cmp(&b.0).then_with(|| a.1.cmp(&b.1)));
        let mut table = "read\tmeant\tcost\n".to_owned();
        for (cost, (read, meant)) in rows {
            table.push_str(&format!("{read}\t{meant}\t{cost:.1}\n"));
        }
        table
    }
}

/// A single word without the signs around it.
fn bare(text: &str) -> Option<&str> {
    let word = text.trim_matches(|c: char| !c.is_alphanumeric() && !matches!(c, '$' | '!' | '|' | '('));
    let letters = word.chars().filter(|c| c.is_alphabetic()).count();
    (word.len() > 2 && letters > 1 && !word.contains(char::is_whitespace)).then_some(word)
}

fn is_word(word: &str) -> bool {
    let letters = word.chars().all(|c| c.is_ascii_alphabetic() || c == '\'');
    letters && word.len() > 2 && matches!(Lexicon::english().knowledge(word), Knowledge::Listed(_))
}

/// What was read for what, if the words differ in few letters.
fn mistakes(read: &str, meant: &str) -> Option<Vec<Pair>> {
    let (read, meant): (Vec<char>, Vec<char>) = (read.chars().collect(), meant.chars().collect());
    if read.len() > 30 || meant.len() > 30 {
        return None;
    }
    let mut found: Vec<Pair> = Vec::new();
    let mut open: Pair = Pair::default();
    let (mut wrong, steps) = (0, alignment(&read, &meant));
    for (r, m) in steps {
        if r == m {
            if open != Pair::default() {
                found.push(std::mem::take(&mut open));
            }
            continue;
        }
        wrong += 1;
        open.0.extend(r);
        open.1.extend(m);
    }
    if open != Pair::default() {
        found.push(open);
    }
    let small = |(read, meant): &Pair| match (read.chars().count(), meant.chars().count()) {
        (0, letters) | (letters, 0) => letters == 1,
        (read, meant) => read <= LONGEST && meant <= LONGEST,
    };
    (wrong * 2 <= meant.len() && found.iter().all(small) && !found.is_empty()).then_some(found)
}

/// The letters of two words beside each other at the least distance.
fn alignment(read: &[char], meant: &[char]) -> Vec<(Option<char>, Option<char>)> {
    let width = meant.len() + 1;
    let mut costs = vec![0_usize; (read.len() + 1) * width];
    for r in 0..=read.len() {
        for m in 0..=meant.len() {
            costs[r * width + m] = match (r, m) {
                (0, m) => m,
                (r, 0) => r,
                (r, m) => {
                    let kept = costs[(r - 1) * width + m - 1] + usize::from(read[r - 1] != meant[m - 1]);
                    kept.min(costs[(r - 1) * width + m] + 1).min(costs[r * width + m - 1] + 1)
                }
            };
        }
    }
    let (mut r, mut m) = (read.len(), meant.len());
    let mut steps = Vec::new();
    while r > 0 || m > 0 {
        let here = costs[r * width + m];
        if r > 0 && m > 0 && here == costs[(r - 1) * width + m - 1] + usize::from(read[r - 1] != meant[m - 1]) {
            (r, m) = (r - 1, m - 1);
            steps.push((Some(read[r]), Some(meant[m])));
        } else if r > 0 && here == costs[(r - 1) * width + m] + 1 {
            r -= 1;
            steps.push((Some(read[r]), None));
        } else {
            m -= 1;
            steps.push((None, Some(meant[m])));
        }
    }
    steps.reverse();
    steps
}
