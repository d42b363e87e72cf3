//! How fast the engine reads, on one thread: all rules, a family at a time, clean prose, garbled words, and after an edit.
//!
//! `cargo bench --bench engine`, or for one of them `cargo bench --bench engine -- families`.

mod prose;

use std::ops::Range;
use std::sync::Arc;

use divan::Bencher;
use divan::counter::{BytesCount, ItemsCount};
use lacuna::conjecture::confusions::Confusions;
use lacuna::conjecture::examiner::Examiner;
use lacuna::lexicon::Lexicon;
use lacuna::lint::{Document, DocumentReport};
use lacuna::rules::{Context, RULES, RuleLevels};
use lacuna::text::Encoding;
use ropey::Rope;

use prose::{DOCUMENT, clean_prose, prose};

fn main() {
    divan::main();
}

/// Documents of a page or five, one after the other.
const DOCUMENTS: u64 = 32;

/// What the rules that are wanted cost together, with the cutting into blocks and all facts.
fn read(bencher: Bencher, write: fn(usize, u64) -> String, wanted: impl Fn(&str) -> bool) {
    let mut levels = RuleLevels::none();
    RULES.iter().filter(|rule| wanted(rule.family())).for_each(|rule| levels.turn_on(rule));
    let context = Arc::new(Context { levels, ..Context::default() });
    let texts: Vec<String> = (0..DOCUMENTS).map(|seed| write(DOCUMENT, seed)).collect();
    let bytes: usize = texts.iter().map(String::len).sum();
    bencher.counter(BytesCount::new(bytes)).bench(|| {
        let found = texts.iter().map(|text| {
            let document = Document::read(&text.as_str(), Encoding::UTF8, Arc::clone(&context));
            document.report(&text.as_str()).findings.len()
        });
        found.sum::<usize>()
    });
}

#[divan::bench]
fn all_rules(bencher: Bencher) {
    read(bencher, prose, |_| true);
}

#[divan::bench]
fn all_rules_but_words(bencher: Bencher) {
    read(bencher, prose, |family| family != "words");
}

#[divan::bench(args = ["none", "dates", "glyphs", "marks", "names", "punctuation", "residue", "scripts", "spacing", "structure", "words"])]
fn families(bencher: Bencher, family: &str) {
    read(bencher, prose, |known| known == family);
}

/// Prose whose words are all known or were met before. What the rules of words cost is the time of `words` less that of
/// `none`; they are to read 20 MB of it a second.
#[divan::bench(args = ["none", "words"])]
fn clean(bencher: Bencher, family: &str) {
    read(bencher, clean_prose, |known| known == family);
}

/// Words that no list has and nobody has met, each with its neighbours: what each may have read is searched anew. Twenty
/// thousand a second are aimed at.
#[divan::bench(sample_count = 10)]
fn garbled_words(bencher: Bencher) {
    let (text, words) = prose::garbled(Lexicon::english());
    bencher
        .counter(ItemsCount::new(words))
        .with_inputs(|| Examiner::new(Lexicon::english(), Confusions::of_ocr()))
        .bench_refs(|examiner| examiner.examine(&text).len());
}

/// A letter is typed in the middle of a document, and all its findings are asked for.
#[divan::bench(args = [12_000, 1_000_000, 10_000_000])]
fn edit(bencher: Bencher, bytes: usize) {
    type_a_letter(bencher, bytes, |document, text, _, _, _| document.report(text));
}

/// The same, where what the document as a whole tells is carried over from before, as in an editor.
#[divan::bench(args = [1_000_000, 10_000_000])]
fn keystroke(bencher: Bencher, bytes: usize) {
    type_a_letter(bencher, bytes, |document, _, before, replaced, inserted| {
        document.report_after_edit(before, replaced, inserted)
    });
}

/// `report` is given the document and its text after the edit, the report before it, and the edit.
fn type_a_letter(
    bencher: Bencher,
    bytes: usize,
    report: impl Fn(&Document, &Rope, DocumentReport, &Range<usize>, usize) -> DocumentReport,
) {
    let mut text = Rope::from_str(&prose(bytes, 1));
    let mut document = Document::read(&text, Encoding::UTF8, Arc::default());
    let mut told = document.report(&text);
    let mut typed = false;
    bencher.bench_local(|| {
        let at = text.len_chars() / 2;
        let byte = text.char_to_byte(at);
        let (replaced, inserted) = if typed { (byte..byte + 1, 0) } else { (byte..byte, 1) };
        if typed {
            text.remove(at..at + 1);
        } else {
            text.insert(at, "x");
        }
        typed = !typed;
        document.edit(&text, replaced.clone(), inserted);
        told = report(&document, &text, std::mem::take(&mut told), &replaced, inserted);
        told.findings.len()
    });
}
