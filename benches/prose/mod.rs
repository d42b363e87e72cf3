//! The text that the benches read: the sentences of our own fixtures, shuffled, with their debris mixed in.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use lacuna::lexicon::Lexicon;
use lacuna::lexicon::morphology::Knowledge;

/// Bytes of a document of a page or five, as most transcriptions are.
pub const DOCUMENT: usize = 12_000;
/// Of so many sentences one holds debris.
const DEBRIS_EVERY: usize = 40;
/// What engines leave in a sentence.
const DEBRIS: [&str; 10] = [
    "☐☐☐ st of all, ",
    "\\( 10^{th} \\) of March ",
    "the Minis- try ",
    "Nr. l9l2 &amp; after ",
    "ПП ",
    "word.Another ",
    "[illegibel] ",
    "the the “open ",
    "of of ,and ",
    "on May1, ",
];

/// So many bytes of prose with debris and a little more, the same each time for one seed.
pub fn prose(bytes: usize, seed: u64) -> String {
    shuffled(bytes, seed, |dice| (dice.roll(DEBRIS_EVERY) == 0).then(|| DEBRIS[dice.roll(DEBRIS.len())]))
}

/// The same without debris.
#[allow(dead_code, reason = "one of the benches has no use for clean prose")]
pub fn clean_prose(bytes: usize, seed: u64) -> String {
    shuffled(bytes, seed, |_| None)
}

/// Sentences in paragraphs, before each of them what `before` puts there.
fn shuffled(bytes: usize, seed: u64, before: impl Fn(&mut Dice) -> Option<&'static str>) -> String {
    let sentences = sentences();
    let mut dice = Dice(seed.wrapping_mul(2).wrapping_add(1));
    let mut text = String::with_capacity(bytes + 1_000);
    while text.len() < bytes {
        for _ in 0..2 + dice.roll(6) {
            text.extend(before(&mut dice));
            text.push_str(&sentences[dice.roll(sentences.len())]);
            text.push(' ');
        }
        text.truncate(text.trim_end().len());
        text.push_str("\n\n");
    }
    text
}

/// Writes a tree of documents of [`DOCUMENT`] bytes, a hundred a folder. Returns their number.
#[allow(dead_code, reason = "one of the benches has no use for files")]
pub fn write_tree(folder: &Path, bytes: usize) -> std::io::Result<usize> {
    let count = bytes.div_ceil(DOCUMENT);
    for number in 0..count {
        let folder = folder.join(format!("box-{:03}", number / 100));
        fs::create_dir_all(&folder)?;
        fs::write(folder.join(format!("{number:05}.txt")), prose(DOCUMENT, number as u64))?;
    }
    Ok(count)
}

/// What engines read for a letter or two.
const MISREADINGS: [(&str, &str); 12] = [
    ("rn", "m"),
    ("m", "rn"),
    ("h", "li"),
    ("d", "cl"),
    ("e", "c"),
    ("u", "n"),
    ("n", "u"),
    ("t", "f"),
    ("l", "1"),
    ("i", "l"),
    ("o", "0"),
    ("s", ""),
];
/// Frequent words hold few letters, and rare ones are garbled names as often as not: these are between.
const GARBLED: std::ops::Range<usize> = 500..12_500;

/// Words of English, each once and with a misreading that makes no other word of it, between two small words; with
/// their number.
#[allow(dead_code, reason = "one of the benches has no use for words")]
pub fn garbled(lexicon: &Lexicon) -> (String, usize) {
    let mut dice = Dice(1);
    let mut seen = BTreeSet::new();
    let mut text = String::new();
    let words = lexicon.spellings().take(GARBLED.end).skip(GARBLED.start);
    for word in words.filter_map(|(_, spelling)| std::str::from_utf8(spelling).ok()).filter(|word| word.len() > 4) {
        let first = dice.roll(MISREADINGS.len());
        let in_turn = MISREADINGS.iter().cycle().skip(first).take(MISREADINGS.len());
        let mut garbled = in_turn.map(|(meant, read)| word.replacen(meant, read, 1));
        let unknown = |read: &String| lexicon.knowledge(read) == Knowledge::Unknown;
        if let Some(read) = garbled.find(unknown).filter(|read| seen.insert(read.clone())) {
            text.push_str(&format!("the {read} of "));
        }
    }
    (text, seen.len())
}

/// The sentences of the fixture that holds no debris.
fn sentences() -> Vec<String> {
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures");
    let mut sentences: Vec<String> = Vec::new();
    for name in ["clean/memorandum.txt", "front-matter/minutes.md", "hard-wrapped/letter.txt"] {
        let text = fs::read_to_string(fixtures.join(name)).expect("the fixtures lie beside the benches");
        for paragraph in text.replace("\r\n", "\n").split("\n\n") {
            let flowed = paragraph.split_whitespace().collect::<Vec<_>>().join(" ");
            let whole = flowed.split_inclusive(". ").map(|sentence| sentence.trim().to_owned());
            sentences.extend(whole.filter(|sentence| sentence.len() > 40 && sentence.ends_with('.')));
        }
    }
    sentences
}

/// A linear congruential generator (Knuth, MMIX): the same numbers everywhere.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from((self.0 >> 33) % sides as u64).unwrap_or(0)
    }
}
