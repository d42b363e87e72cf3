//! Makes the English lexicon that is built into the program.
//!
//!     cargo run --release --example make_lexicon -- CORPORA OUTPUT [--hold-out]
//!
//! CORPORA is a folder with `lexica/` (SCOWL as `scowl.tsv`, SymSpell's frequency lists) and, optional,
//! `clean/`, `wild/` and `authority/` with texts in the public domain. `--hold-out` leaves out every
//! second text, so that what is measured on those was not counted from them. The layout written here is
//! the one `src/lexicon/format.rs` reads.
#![allow(clippy::print_stdout)]

use std::collections::HashMap;
use std::collections::hash_map::Entry as Place;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use lacuna::lexicon::automaton::{END, Edge, Letters, Node, ROOT};
use lacuna::lexicon::format::{
    self, BIGRAM_BUCKET_BYTES, BIGRAM_BUCKET_SLOTS, Form, SHAPE_ALPHABET, SHAPE_ORDER, SHAPE_STEP,
};
use lacuna::lexicon::grammar::{self, Part};

mod classes;

use classes::{Classes, Member};

type Result<T> = std::result::Result<T, Box<dyn std::error::Error>>;

/// Share of the domain texts in a word's frequency, next to the share of printed books at large.
const DOMAIN_SHARE: f64 = 0.15;
/// Seen fewer times than this in the domain texts, a word that stands in no list is not taken up.
const DOMAIN_LEAST: u32 = 4;
/// Where a word has a capital more than so many times as often as none, it is a name.
const NAMES_BY_A_WORD: u32 = 10;
/// So many occurrences of a left word in the domain texts weigh as much as the books at large.
const DOMAIN_TRUST: f64 = 400.0;
/// Words beyond this rank have no neighbours of their own.
const RANKS_WITH_NEIGHBOURS: usize = format::RANKS_WITH_NEIGHBOURS;

fn main() -> Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [corpora, output, options @ ..] = arguments.as_slice() else {
        return Err("usage: make_lexicon CORPORA OUTPUT [--hold-out]".into());
    };
    let corpora = Path::new(corpora);
    let hold_out = options.iter().any(|option| option == "--hold-out");

    let domain = Domain::count(corpora, hold_out)?;
    let words = Words::gather(corpora, &domain)?;
    let bigrams = Bigrams::gather(corpora, &words, &domain)?;
    let members = words.members();
    let pairs = bigrams.counted(&words);
    let mark = |mark: &str| words.ranks.get(mark).copied().unwrap_or_default();
    let classes = Classes::sort(&members, &pairs, mark(format::SENTENCE), mark(format::NUMBER));
    let (after_one, after_two) = classes.tables(&members, &pairs, &domain.runs(&words));
    let bytes = format::assemble(&[
        &words.automaton()?,
        &words.costs(),
        &words.forms(),
        &bigrams.table(),
        &bigrams.backoffs,
        &shapes(&words, &domain),
        &words.spellings(),
        &classes.of,
        &after_one,
        &after_two,
    ]);
    fs::write(output, &bytes)?;
    println!(
        "{} words, {} neighbouring pairs, {} words of domain text, {} bytes",
        words.entries.len(),
        bigrams.pairs.len(),
        domain.tokens,
        bytes.len()
    );
    Ok(())
}

// ---------------------------------------------------------------- domain texts

/// Counts from public-domain texts of the kind transcribed: diplomatic papers, minutes, memoranda.
#[derive(Default)]
struct Domain {
    unigrams: HashMap<String, Case>,
    bigrams: HashMap<(String, String), u32>,
    names: Vec<String>,
    /// The words in order; an empty one where something else stood.
    running: Vec<String>,
    tokens: u32,
}

#[derive(Default, Clone, Copy)]
struct Case {
    lower: u32,
    capital: u32,
    upper: u32,
}

impl Case {
    fn total(self) -> u32 {
        self.lower + self.capital + self.upper
    }

    /// How often a word written in these forms was met. What is a name nearly always speaks for no word in small letters:
    /// `Ho` is no exclamation.
    fn of(self, forms: u8) -> u32 {
        let is_name = self.lower * NAMES_BY_A_WORD < self.capital;
        if forms & format::LOWER != 0 && is_name { self.lower } else { self.total() }
    }
}

impl Domain {
    fn count(corpora: &Path, hold_out: bool) -> Result<Self> {
        let mut domain = Self::default();
        let sets = [
            ("clean/dev/frus-history", ".txt"),
            ("clean/dev/frus-history-articles", ".txt"),
            ("clean/dev/frus-history-coldwar-docs", ".txt"),
            ("clean/dev/frus-start1-official", ".txt"),
            ("clean/dev/frus-tei", ".txt"),
            ("wild/dev/en-jfk-apple-vs-vlm", ".b.txt"),
        ];
        for (folder, ending) in sets {
            for (number, file) in files(&corpora.join(folder), ending)?.into_iter().enumerate() {
                if hold_out && number % 2 == 1 {
                    continue;
                }
                domain.read(&fs::read_to_string(file)?);
            }
        }
        domain.read_names(&corpora.join("authority/frus-people.dev.tsv"), &[1])?;
        domain.read_names(&corpora.join("authority/pocom-people.tsv"), &[1, 2])?;
        Ok(domain)
    }

    fn read(&mut self, text: &str) {
        let mut left = format::SENTENCE.to_owned();
        for chunk in text.split_whitespace() {
            let word = chunk.trim_matches(|c: char| !c.is_alphanumeric());
            let ends = chunk.ends_with(['.', '!', '?', ':']) && word.chars().count() > 3;
            if word.is_empty() {
                continue;
            }
            let plain = word.replace('’', "'");
            let key = if plain.chars().all(|c| c.is_ascii_digit() || c == ',' || c == '.') {
                format::NUMBER.to_owned()
            } else if plain.chars().all(|c| c.is_alphabetic() || c == '\'') {
                let case = self.unigrams.entry(base(&plain.to_lowercase()).to_owned()).or_default();
                match Form::of(&plain) {
                    Form::Lower => case.lower += 1,
                    Form::Upper => case.upper += 1,
                    _ => case.capital += 1,
                }
                self.tokens += 1;
                plain.to_lowercase()
            } else {
                left.clear();
                self.running.push(String::new());
                continue;
            };
            self.running.push(key.clone());
            if ends {
                self.running.push(format::SENTENCE.to_owned());
            }
            if !left.is_empty() {
                *self.bigrams.entry((left.clone(), key.clone())).or_default() += 1;
            }
            left = if ends { format::SENTENCE.to_owned() } else { key };
        }
    }

    /// The ranks of words that stand in a row.
    fn runs(&self, words: &Words) -> Vec<Vec<u32>> {
        let ranks: Vec<Option<u32>> = self.running.iter().map(|word| words.ranks.get(word).copied()).collect();
        ranks.split(Option::is_none).map(|run| run.iter().copied().flatten().collect()).collect()
    }

    /// The words of the names in the given columns of a table.
    fn read_names(&mut self, table: &Path, columns: &[usize]) -> Result<()> {
        let Ok(text) = fs::read_to_string(table) else { return Ok(()) };
        for line in text.lines().skip(1) {
            for column in columns.iter().filter_map(|&column| line.split('\t').nth(column)) {
                let words = column.split(|c: char| !c.is_alphabetic()).filter(|word| word.chars().count() > 2);
                self.names.extend(words.filter(|word| Form::of(word) == Form::Capital).map(str::to_lowercase));
            }
        }
        Ok(())
    }
}

/// A word without its possessive ending, which the lexicon knows by rule.
fn base(word: &str) -> &str {
    word.strip_suffix("'s").unwrap_or(word)
}

fn files(folder: &Path, ending: &str) -> io::Result<Vec<PathBuf>> {
    let Ok(entries) = fs::read_dir(folder) else { return Ok(Vec::new()) };
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.map(|e| e.path())).collect::<io::Result<_>>()?;
    paths.retain(|path| path.to_string_lossy().ends_with(ending));
    paths.sort();
    Ok(paths)
}

// ---------------------------------------------------------------- words

struct Words {
    /// Most frequent first; the place is the rank.
    entries: Vec<Entry>,
    ranks: HashMap<String, u32>,
    book_counts: HashMap<String, u64>,
}

struct Entry {
    word: String,
    probability: f64,
    forms: u8,
    /// As the lists write it, where that is neither in small letters nor with one capital before them.
    mixed: Option<String>,
}

impl Entry {
    fn member(&self) -> Member<'_> {
        Member { word: &self.word, probability: self.probability, name: self.forms & format::LOWER == 0 }
    }

    fn spelling(&self) -> String {
        if self.forms & format::LOWER != 0 {
            return self.word.clone();
        }
        self.mixed.clone().unwrap_or_else(|| {
            let mut letters = self.word.chars();
            letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
        })
    }
}

/// What the lists say of a word.
#[derive(Default)]
struct Listed {
    forms: u8,
    least_probability: f64,
    mixed: Option<String>,
}

impl Words {
    fn gather(corpora: &Path, domain: &Domain) -> Result<Self> {
        let book_counts = counts(&corpora.join("lexica/frequency_dictionary_en_82_765.txt"))?;
        let book_total = book_counts.values().sum::<u64>() as f64;
        let mut forms: HashMap<String, Listed> = HashMap::new();
        read_scowl(&corpora.join("lexica/scowl.tsv"), &mut forms)?;
        for name in &domain.names {
            let known = forms.entry(name.clone()).or_default();
            known.forms |= format::CAPITAL;
            known.least_probability = known.least_probability.max(1e-8);
        }
        for (word, case) in &domain.unigrams {
            let known = forms.contains_key(word) || book_counts.contains_key(word);
            if known || (case.total() >= DOMAIN_LEAST && word.chars().count() > 2) {
                let entry = forms.entry(word.clone()).or_default();
                entry.least_probability = entry.least_probability.max(1e-8);
                entry.forms |= (u8::from(case.lower >= 2) * format::LOWER)
                    | (u8::from(case.capital >= 2) * format::CAPITAL)
                    | (u8::from(case.upper >= 2 && case.lower + case.capital == 0) * format::UPPER);
            }
        }
        for word in book_counts.keys() {
            forms.entry(word.clone()).or_insert(Listed { forms: format::LOWER, ..Listed::default() });
        }
        let domain_total = f64::from(domain.tokens.max(1));
        let mut entries: Vec<Entry> = forms
            .into_iter()
            .filter(|(word, _)| word.chars().all(|c| c.is_alphabetic() || c == '\''))
            .map(|(word, listed)| {
                let books = book_counts.get(&word).copied().unwrap_or(0) as f64 / book_total;
                let here = domain.unigrams.get(&word).map_or(0, |case| case.of(listed.forms));
                let probability = (1.0 - DOMAIN_SHARE) * books + DOMAIN_SHARE * f64::from(here) / domain_total;
                let forms = if listed.forms == 0 { format::CAPITAL } else { listed.forms };
                Entry { probability: probability.max(listed.least_probability), forms, mixed: listed.mixed, word }
            })
            .collect();
        for (mark, probability) in [(format::SENTENCE, 0.05), (format::NUMBER, 0.02)] {
            entries.push(Entry { word: mark.to_owned(), probability, forms: 0, mixed: None });
        }
        entries.sort_by(|a, b| b.probability.total_cmp(&a.probability).then_with(|| a.word.cmp(&b.word)));
        let ranks = entries.iter().enumerate().map(|(rank, entry)| (entry.word.clone(), rank as u32)).collect();
        Ok(Self { entries, ranks, book_counts })
    }

    fn members(&self) -> Vec<Member<'_>> {
        self.entries.iter().map(Entry::member).collect()
    }

    fn automaton(&self) -> Result<Vec<u8>> {
        let mut keyed: Vec<(&str, u64)> =
            self.ranks.iter().map(|(word, &rank)| (word.as_str(), u64::from(rank))).collect();
        keyed.sort_unstable();
        let words = fst::Map::from_iter(keyed.iter().copied())?.into_fst();
        keyed.sort_unstable_by_key(|&(_, rank)| rank);
        flatten(&words, keyed.iter().map(|(word, _)| *word))
    }

    fn costs(&self) -> Vec<u8> {
        self.entries.iter().map(|entry| format::quantize_cost(-entry.probability.ln())).collect()
    }

    fn spellings(&self) -> Vec<u8> {
        let (mut starts, mut strings) = (Vec::new(), Vec::new());
        for (rank, entry) in self.entries.iter().enumerate() {
            if rank % format::SPELLINGS_A_START == 0 {
                starts.extend((strings.len() as u32).to_le_bytes());
            }
            let spelling = entry.spelling();
            strings.push(spelling.len() as u8);
            strings.extend(spelling.bytes());
        }
        starts.extend(strings);
        starts
    }

    fn forms(&self) -> Vec<u8> {
        self.entries.iter().map(|entry| entry.forms | self.part(entry).number() << format::PART_SHIFT).collect()
    }

    fn part(&self, entry: &Entry) -> Part {
        let is_adverb = || {
            let base = grammar::base_of_adverb(&entry.word)?;
            Some(self.entries[*self.ranks.get(&base)? as usize].forms & format::LOWER != 0)
        };
        match Part::of(&entry.word) {
            Part::Other if is_adverb() == Some(true) => Part::Adverb,
            part => part,
        }
    }

    /// Whether no sentence has these words side by side: where they were counted, something stood between them or they
    /// were misread.
    fn clash(&self, left: &str, right: u32) -> bool {
        let right = &self.entries[right as usize];
        let (before, after) = (Part::of(left), Part::of(&right.word));
        left != right.word
            && (before.clashes_with(after) || before == Part::An && grammar::asks_for_a(&right.word, right.forms))
    }
}

fn counts(list: &Path) -> Result<HashMap<String, u64>> {
    let mut counts = HashMap::new();
    for line in fs::read_to_string(list)?.trim_start_matches('\u{feff}').lines() {
        if let Some((word, count)) = line.rsplit_once(' ') {
            *counts.entry(base(word).to_owned()).or_default() += count.trim().parse::<u64>()?;
        }
    }
    Ok(counts)
}

/// SCOWL's words to level 70 and its proper names to level 80, each with the least probability of its level.
fn read_scowl(table: &Path, forms: &mut HashMap<String, Listed>) -> Result<()> {
    for line in fs::read_to_string(table)?.lines().skip(1) {
        let mut columns = line.split('\t');
        let (Some(word), Some(level), Some(class)) = (columns.next(), columns.next(), columns.next()) else { continue };
        let level: u32 = level.parse()?;
        let name = matches!(class, "proper-names" | "upper");
        if level > if name { 80 } else { 70 } {
            continue;
        }
        let floor = match level {
            0..=35 => 3e-8,
            36..=50 => 1.2e-8,
            51..=60 => 6e-9,
            61..=70 => 3e-9,
            _ => 1.5e-9,
        };
        let bit = match class {
            "abbreviations" | "roman-numerals" => format::ABBREVIATION,
            _ => match Form::of(word) {
                Form::Lower => format::LOWER,
                Form::Upper if word.chars().count() > 1 => format::UPPER,
                _ => format::CAPITAL,
            },
        };
        let entry = forms.entry(base(&word.to_lowercase()).to_owned()).or_default();
        entry.forms |= bit;
        entry.least_probability = entry.least_probability.max(floor);
        if matches!(Form::of(word), Form::Upper | Form::Mixed) {
            entry.mixed = Some(base(word).to_owned());
        }
    }
    Ok(())
}

// ---------------------------------------------------------------- neighbours

struct Bigrams {
    /// Left rank, right rank, ln P(right | left).
    pairs: Vec<(u32, u32, f64)>,
    /// Quantized cost of leaving the pairs seen, by left rank.
    backoffs: Vec<u8>,
}

impl Bigrams {
    fn gather(corpora: &Path, words: &Words, domain: &Domain) -> Result<Self> {
        let books = counts_of_pairs(&corpora.join("lexica/frequency_bigramdictionary_en_243_342.txt"))?;
        let scale = scale(&books, &words.book_counts);
        let mut domain_lefts: HashMap<&str, u32> = HashMap::new();
        for ((left, _), count) in &domain.bigrams {
            *domain_lefts.entry(left).or_default() += count;
        }
        let mut keys: Vec<&(String, String)> = books.keys().collect();
        keys.extend(
            domain
                .bigrams
                .iter()
                .filter(|(pair, count)| **count >= 2 && !books.contains_key(*pair))
                .map(|(pair, _)| pair),
        );
        keys.sort_unstable();
        let mut pairs = Vec::new();
        for pair in keys {
            let (Some(&left), Some(&right)) = (words.ranks.get(&pair.0), words.ranks.get(&pair.1)) else { continue };
            if left as usize >= RANKS_WITH_NEIGHBOURS || words.clash(&pair.0, right) {
                continue;
            }
            let seen = f64::from(domain_lefts.get(pair.0.as_str()).copied().unwrap_or(0));
            let here = f64::from(domain.bigrams.get(pair).copied().unwrap_or(0));
            let domain_share = seen / (seen + DOMAIN_TRUST);
            let book_left = words.book_counts.get(&pair.0).copied().unwrap_or(0) as f64;
            let in_books = match books.get(pair) {
                Some(&count) if book_left > 0.0 => (count as f64 / (book_left * scale)).min(0.9),
                _ => words.entries[right as usize].probability * 0.3,
            };
            let in_domain = if seen > 0.0 { (here - 0.6).max(0.0) / seen } else { 0.0 };
            let domain_share = if book_left == 0.0 { 1.0 } else { domain_share };
            let probability = (1.0 - domain_share) * in_books + domain_share * in_domain;
            if probability > 0.0 {
                pairs.push((left, right, probability.ln()));
            }
        }
        let backoffs = backoffs(words, &pairs);
        Ok(Self { pairs, backoffs })
    }

    /// The pairs with how often they would stand in a text of a million words.
    fn counted(&self, words: &Words) -> Vec<(u32, u32, f64)> {
        let times = |&(left, right, ln): &(u32, u32, f64)| {
            (left, right, 1e6 * words.entries[left as usize].probability * ln.exp())
        };
        self.pairs.iter().map(times).collect()
    }

    /// Buckets of slots, half of them empty so that hardly a bucket is full. A pair whose bucket is full goes to the next
    /// one; a pair that another in its bucket cannot be told from is left out.
    fn table(&self) -> Vec<u8> {
        let buckets = self.pairs.len() * 2 / BIGRAM_BUCKET_SLOTS + 1;
        let mut table = vec![[0; BIGRAM_BUCKET_BYTES]; buckets];
        for &(left, right, ln) in &self.pairs {
            let (mut place, fingerprint) = format::bigram_place(left, right, buckets);
            let told = format::quantize_cost(-ln).saturating_add(1);
            while !put(&mut table[place], fingerprint, told) {
                place = (place + 1) % buckets;
            }
        }
        table.concat()
    }
}

/// Puts a pair in its slot, or the first empty one; whether there is one.
fn put(bucket: &mut [u8; BIGRAM_BUCKET_BYTES], fingerprint: u16, told: u8) -> bool {
    let (fingerprints, costs) = bucket.split_at_mut(BIGRAM_BUCKET_SLOTS * 2);
    let (fingerprints, _) = fingerprints.as_chunks_mut();
    let may_take = |&slot: &[u8; 2]| [0, fingerprint].contains(&u16::from_le_bytes(slot));
    let Some(slot) = fingerprints.iter().position(may_take) else { return false };
    if costs[slot] == 0 {
        (fingerprints[slot], costs[slot]) = (fingerprint.to_le_bytes(), told);
    }
    true
}

/// The two lists of the books were counted on corpora of different sizes. What follows a frequent word adds up
/// to about the word itself, so the ratio tells how much larger the corpus of the pairs was.
fn scale(pairs: &HashMap<(String, String), u64>, words: &HashMap<String, u64>) -> f64 {
    let mut followed: HashMap<&str, u64> = HashMap::new();
    for ((left, _), count) in pairs {
        *followed.entry(left).or_default() += count;
    }
    let mut frequent: Vec<(&String, &u64)> = words.iter().collect();
    frequent.sort_by(|a, b| b.1.cmp(a.1).then_with(|| a.0.cmp(b.0)));
    let mut ratios: Vec<f64> = frequent
        .iter()
        .take(300)
        .filter_map(|(word, count)| Some(*followed.get(word.as_str())? as f64 / **count as f64))
        .collect();
    ratios.sort_by(f64::total_cmp);
    ratios.get(ratios.len() * 49 / 50).copied().unwrap_or(1.0).max(1.0)
}

/// What is left for pairs never seen: the cost to add to the right word's own.
fn backoffs(words: &Words, pairs: &[(u32, u32, f64)]) -> Vec<u8> {
    let mut seen = vec![(0.0f64, 0.0f64); RANKS_WITH_NEIGHBOURS.min(words.entries.len())];
    for &(left, right, ln) in pairs {
        let (given, alone) = &mut seen[left as usize];
        *given += ln.exp();
        *alone += words.entries[right as usize].probability;
    }
    seen.iter()
        .map(|&(given, alone)| {
            let left_over = (1.0 - given).max(0.05) / (1.0 - alone).max(0.05);
            format::quantize_cost(-left_over.min(1.0).ln())
        })
        .collect()
}

fn counts_of_pairs(list: &Path) -> Result<HashMap<(String, String), u64>> {
    let mut counts = HashMap::new();
    for line in fs::read_to_string(list)?.trim_start_matches('\u{feff}').lines() {
        let mut columns = line.split(' ');
        if let (Some(left), Some(right), Some(count)) = (columns.next(), columns.next(), columns.next()) {
            *counts.entry((left.to_owned(), right.to_owned())).or_default() += count.trim().parse::<u64>()?;
        }
    }
    Ok(counts)
}

// ---------------------------------------------------------------- shapes

/// How surprising each letter is after the three before it, over the known words: tells `Çarçani`, a name
/// nobody listed, from `tqoij`, which no language spells.
fn shapes(words: &Words, domain: &Domain) -> Vec<u8> {
    let size = SHAPE_ALPHABET.pow(SHAPE_ORDER as u32);
    let mut counts: Vec<Vec<f64>> =
        (1..=SHAPE_ORDER).map(|order| vec![0.0; SHAPE_ALPHABET.pow(order as u32)]).collect();
    for entry in words.entries.iter().filter(|entry| entry.forms & (format::LOWER | format::CAPITAL) != 0) {
        // Types, not tokens, with a little weight for the common ones: a name need not look like "the".
        let weight = 1.0 + (domain.unigrams.get(&entry.word).map_or(0, |case| case.total()) as f64).ln_1p();
        for window in format::shape_windows(&entry.word) {
            for order in 1..=SHAPE_ORDER {
                counts[order - 1][format::shape_index(&window[SHAPE_ORDER - order..])] += weight;
            }
        }
    }
    let letters: f64 = counts[0].iter().sum();
    let mut table = vec![0u8; size];
    for (index, cell) in table.iter_mut().enumerate() {
        let mut probability = 1.0 / SHAPE_ALPHABET as f64;
        for order in 1..=SHAPE_ORDER {
            let row = index % SHAPE_ALPHABET.pow(order as u32);
            let context = row / SHAPE_ALPHABET;
            let total: f64 = if order == 1 {
                letters
            } else {
                (0..SHAPE_ALPHABET).map(|last| counts[order - 1][context * SHAPE_ALPHABET + last]).sum()
            };
            let trust = total / (total + 12.0);
            let share = if total > 0.0 { counts[order - 1][row] / total } else { 0.0 };
            probability = trust * share + (1.0 - trust) * probability;
        }
        *cell = (-probability.ln() / SHAPE_STEP).round().clamp(0.0, 255.0) as u8;
    }
    table
}

/// The automaton with edges of one width, the nodes in the order in which the words come to them.
fn flatten<'w>(words: &fst::raw::Fst<Vec<u8>>, by_frequency: impl Iterator<Item = &'w str>) -> Result<Vec<u8>> {
    let width = |address| {
        let node = words.node(address);
        u32::try_from(node.len()).map(|edges| edges + u32::from(node.is_final()))
    };
    let root = words.root().addr();
    let mut order = vec![root];
    // The empty node at address 0 is the end of every word.
    let mut places = HashMap::from([(0, END), (root, ROOT)]);
    let mut next = ROOT.0 + width(root)?;
    for word in by_frequency {
        let mut address = root;
        for letter in word.bytes() {
            let node = words.node(address);
            address = node.transition_addr(node.find_input(letter).ok_or("a word is missing")?);
            if let Place::Vacant(place) = places.entry(address) {
                place.insert(Node(next));
                next += width(address)?;
                order.push(address);
            }
        }
    }
    let ahead = |address| {
        let node = words.node(address);
        node.transitions().fold(Letters::NONE, |all, transition| all.and(Letters::of(transition.inp)))
    };
    let end = |output: u64, last| Edge { letter: 0, output: output as u32, to: END, ahead: Letters::NONE, last };
    let mut edges = vec![end(0, true)];
    for address in order {
        let node = words.node(address);
        if node.is_final() {
            edges.push(end(node.final_output().value(), node.is_empty()));
        }
        edges.extend(node.transitions().enumerate().map(|(number, transition)| Edge {
            letter: transition.inp,
            output: transition.out.value() as u32,
            to: places[&transition.addr],
            ahead: ahead(transition.addr),
            last: number + 1 == node.len(),
        }));
    }
    let bytes: Option<Vec<_>> = edges.into_iter().map(Edge::to_bytes).collect();
    Ok(bytes.ok_or("there are too many words for the layout")?.concat())
}
