//! Fits the weights by which suspect words are judged, and tells how well they do on texts they were not fitted to.
//!
//!     cargo run --release --example fit_words -- WEIGHTS FOLDER...
//!
//! Each FOLDER is a set of texts: OCR as `NAME.ocr.txt` with `NAME.errs.tsv` (columns start, end in code points, ocr, gt,
//! kind, minor), or proofread prose as `NAME.txt`. Each set is measured with weights fitted to the others; then
//! weights fitted to all are written to WEIGHTS (`src/conjecture/weights.rs`).
#![allow(clippy::print_stdout)]

use std::collections::HashMap;
use std::fmt::Write;
use std::fs;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rayon::prelude::*;

use lacuna::conjecture::calibration::{self, Climate, READING_EVIDENCE};
use lacuna::conjecture::suspicion::{EVIDENCE, Evidence, Hypothesis, Kind, Suspicion};
use lacuna::lint::Document;
use lacuna::rules::Context;
use lacuna::text::Encoding;

type Result<T> = std::result::Result<T, Box<dyn std::error::Error>>;

/// How the file of the weights begins.
const HEAD_OF_WEIGHTS: &str = r#"//! Written by `examples/fit_words.rs`: the weights of what speaks for and against a suspicion.
#![allow(clippy::approx_constant, reason = "a weight that comes near a constant of mathematics is none")]

use super::calibration::ReadingEvidence;
use super::suspicion::Evidence;
"#;

/// Holds weights near nought unless the texts insist.
const RIDGE: f64 = 2.0;
const ROUNDS: usize = 12;

fn main() -> Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [output, folders @ ..] = arguments.as_slice() else {
        return Err("usage: fit_words WEIGHTS FOLDER...".into());
    };
    let sets: Vec<Set> = folders.iter().map(|folder| Set::read(Path::new(folder))).collect::<Result<_>>()?;
    let mut total = Figures::default();
    let mut pooled = Vec::new();
    let mut loss = Loss::default();
    for (number, set) in sets.iter().enumerate() {
        let weights = Weights::fit(sets.iter().enumerate().filter(|(other, _)| *other != number).map(|(_, set)| set));
        let judged = set.judge(&weights);
        let figures = Figures::of(set, &judged);
        println!("{:28} {figures}", set.name);
        if !set.name.contains("mono") {
            total.add(&figures);
            loss.count(set, &judged);
        }
        pooled.extend(judged);
    }
    println!("{:28} {total}", "all but mono");
    println!("{loss}");
    reliability(&pooled);
    let weights = Weights::fit(sets.iter());
    fs::write(output, weights.to_rust())?;
    Ok(())
}

/// A suspicion with what was really the matter.
struct Case {
    kind: Kind,
    evidence: Evidence,
    suspicion: Suspicion,
    /// Whether something is wrong there; unknown where the truth is.
    wrong: Option<bool>,
    /// Whether the first reading is right.
    right: bool,
    /// Whether the letters of the first reading are right, whatever signs the truth has beside them.
    read: bool,
    /// Whether any reading is right.
    among: bool,
    /// The errors it touches.
    errors: Vec<usize>,
    /// What its document tells of itself.
    climate: Climate,
}

struct Set {
    name: String,
    clean: bool,
    words: usize,
    errors: usize,
    cases: Vec<Case>,
}

impl Set {
    fn read(folder: &Path) -> Result<Self> {
        let name = folder.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let mut files = Vec::new();
        gather(folder, &mut files)?;
        files.sort();
        let ocr: Vec<PathBuf> =
            files.iter().filter(|file| file.to_string_lossy().ends_with(".ocr.txt")).cloned().collect();
        let clean = ocr.is_empty();
        let texts =
            if clean { files.into_iter().filter(|f| f.extension().is_some_and(|e| e == "txt")).collect() } else { ocr };
        let read: Vec<(usize, usize, Vec<Case>)> =
            texts.par_iter().map(|file| read_text(file, clean)).collect::<std::result::Result<_, String>>()?;
        let mut set = Self { name, clean, words: 0, errors: 0, cases: Vec::new() };
        for (words, errors, mut cases) in read {
            for case in &mut cases {
                for error in &mut case.errors {
                    *error += set.errors;
                }
            }
            set.words += words;
            set.errors += errors;
            set.cases.extend(cases);
        }
        Ok(set)
    }

    fn judge(&self, weights: &Weights) -> Vec<Judged<'_>> {
        self.cases
            .iter()
            .map(|case| {
                let doubt = logistic(weights.of(case.kind), &case.evidence) as f32;
                let reading = calibration::evidence_of_reading(&case.suspicion);
                let read = logistic(&weights.reading, &reading) as f32;
                let trust = if case.suspicion.hypotheses.is_empty() { 0.0 } else { doubt * read };
                Judged { case, doubt, trust }
            })
            .collect()
    }
}

fn gather(folder: &Path, files: &mut Vec<PathBuf>) -> Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() { gather(&path, files)? } else { files.push(path) }
    }
    Ok(())
}

/// A place where the truth differs from what was read, in bytes.
struct Mistake {
    range: Range<usize>,
    truth: String,
    counts: bool,
    neutral: bool,
}

fn read_text(file: &Path, clean: bool) -> std::result::Result<(usize, usize, Vec<Case>), String> {
    let text = fs::read_to_string(file).map_err(|error| format!("{}: {error}", file.display()))?;
    let mistakes = if clean { Vec::new() } else { mistakes_of(file, &text)? };
    let (words, suspicions) = suspicions_of(&text);
    let mut climate = Climate { words, ..Climate::default() };
    let mut times: HashMap<&str, u32> = HashMap::new();
    for suspicion in &suspicions {
        climate.count(suspicion);
        *times.entry(&suspicion.word).or_default() += 1;
    }
    let counted: Vec<usize> = mistakes
        .iter()
        .scan(0, |n, m| {
            let at = *n;
            *n += usize::from(m.counts);
            Some(at)
        })
        .collect();
    let errors = mistakes.iter().filter(|mistake| mistake.counts).count();
    let cases = suspicions
        .iter()
        .map(|suspicion| {
            let first = mistakes.partition_point(|m| m.range.end + 200 < suspicion.range.start);
            let near: Vec<usize> = (first..mistakes.len())
                .take_while(|&at| mistakes[at].range.start <= suspicion.range.end)
                .filter(|&at| touches(&mistakes[at].range, &suspicion.range))
                .collect();
            let wrong = if near.iter().any(|&at| !mistakes[at].neutral && mistakes[at].counts) {
                Some(true)
            } else if near.is_empty() {
                Some(false)
            } else {
                None
            };
            let mut right = suspicion
                .hypotheses
                .iter()
                .map(|reading| !near.is_empty() && is_right(&text, &mistakes, &near, reading, normal));
            let first = suspicion.hypotheses.first();
            let read = first.is_some_and(|first| !near.is_empty() && is_right(&text, &mistakes, &near, first, letters));
            let (right, among) = (right.next().unwrap_or(false), right.any(|right| right));
            Case {
                kind: suspicion.kind,
                evidence: calibration::evidence(suspicion, climate, times[suspicion.word.as_str()]),
                suspicion: suspicion.clone(),
                wrong,
                right,
                read,
                among: right || among,
                errors: near.iter().filter(|&&at| mistakes[at].counts).map(|&at| counted[at]).collect(),
                climate,
            }
        })
        .collect();
    Ok((text.split_whitespace().count(), errors, cases))
}

/// The number of words of a document and its suspect words, their ranges those of the file.
fn suspicions_of(text: &str) -> (u32, Vec<Suspicion>) {
    let document = Document::read(&text, Encoding::UTF8, Arc::new(Context::default()));
    let (mut words, mut found) = (0, Vec::new());
    for block in document.blocks() {
        words += block.report.facts.words;
        let suspicions = block.report.facts.suspicions.iter().flatten();
        found.extend(suspicions.map(|suspicion| suspicion.clone().moved_by(block.start)));
    }
    (words, found)
}

fn mistakes_of(file: &Path, text: &str) -> std::result::Result<Vec<Mistake>, String> {
    let table = file.to_string_lossy().replace(".ocr.txt", ".errs.tsv");
    let table = fs::read_to_string(&table).map_err(|error| format!("{table}: {error}"))?;
    let mut bytes: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
    bytes.push(text.len());
    let mut mistakes: Vec<Mistake> = table
        .lines()
        .skip(1)
        .filter_map(|line| {
            let columns: Vec<&str> = line.split('\t').collect();
            let [start, end, _, truth, kind, minor] = columns.as_slice() else { return None };
            let place = |column: &str| bytes.get(column.parse::<usize>().ok()?).copied();
            let neutral = *minor == "1" || *kind == "mask";
            Some(Mistake {
                range: place(start)?..place(end)?,
                truth: unescape(truth),
                counts: !neutral && *kind != "del",
                neutral,
            })
        })
        .collect();
    mistakes.sort_by_key(|mistake| (mistake.range.start, mistake.range.end));
    Ok(mistakes)
}

fn unescape(text: &str) -> String {
    text.replace("\\n", "\n").replace("\\t", " ").replace("\\r", " ")
}

fn touches(mistake: &Range<usize>, place: &Range<usize>) -> bool {
    mistake.start < place.end && place.start < mistake.end
        || mistake.is_empty() && place.start <= mistake.start && mistake.start <= place.end
}

/// Whether a reading makes of its place what truth has there.
fn is_right(text: &str, mistakes: &[Mistake], near: &[usize], reading: &Hypothesis, seen: fn(&str) -> String) -> bool {
    let (mut start, mut end) = (reading.range.start, reading.range.end);
    for &at in near {
        start = start.min(mistakes[at].range.start);
        end = end.max(mistakes[at].range.end);
    }
    let mut truth = String::new();
    let mut done = start;
    for &at in near {
        let mistake = &mistakes[at];
        if mistake.range.start >= done {
            truth.push_str(&text[done..mistake.range.start]);
            truth.push_str(&mistake.truth);
            done = mistake.range.end;
        }
    }
    truth.push_str(&text[done..end]);
    let restored = format!("{}{}{}", &text[start..reading.range.start], reading.text, &text[reading.range.end..end]);
    seen(&truth) == seen(&restored)
}

/// The letters and digits of a text, its words apart.
fn letters(text: &str) -> String {
    let words = normal(text).replace(|c: char| !c.is_alphanumeric() && c != ' ', "");
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn normal(text: &str) -> String {
    let plain = text.replace('ſ', "s").replace(['[', ']'], "").replace(['’', '‘'], "'").replace(['“', '”'], "\"");
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

struct Judged<'c> {
    case: &'c Case,
    doubt: f32,
    trust: f32,
}

struct Weights {
    unlisted: Vec<f64>,
    listed: Vec<f64>,
    reading: Vec<f64>,
}

impl Weights {
    fn of(&self, kind: Kind) -> &[f64] {
        if kind == Kind::Confused { &self.listed } else { &self.unlisted }
    }

    fn fit<'s>(sets: impl Iterator<Item = &'s Set> + Clone) -> Self {
        let fit_doubt = |listed: bool| {
            let mut rows: Vec<Row<EVIDENCE>> = Vec::new();
            for set in sets.clone() {
                let cases =
                    || set.cases.iter().filter(|case| (case.kind == Kind::Confused) == listed && case.wrong.is_some());
                let weight = set_weight(set, cases().count());
                rows.extend(cases().map(|case| (case.evidence, case.wrong == Some(true), weight)));
            }
            regress(&rows)
        };
        let (unlisted, listed) = (fit_doubt(false), fit_doubt(true));
        let mut rows: Vec<Row<READING_EVIDENCE>> = Vec::new();
        for set in sets {
            let weight = set_weight(set, set.cases.len());
            let wrong =
                set.cases.iter().filter(|case| !case.suspicion.hypotheses.is_empty() && case.wrong == Some(true));
            rows.extend(wrong.map(|case| (calibration::evidence_of_reading(&case.suspicion), case.read, weight)));
        }
        Self { unlisted, listed, reading: regress(&rows) }
    }

    fn to_rust(&self) -> String {
        let mut code = HEAD_OF_WEIGHTS.to_owned();
        for (doc, name, of, weights) in [
            ("Weights of the evidence against an unlisted word.", "OF_UNLISTED", "Evidence", &self.unlisted),
            ("Weights of the evidence against a listed word.", "OF_LISTED", "Evidence", &self.listed),
            ("Weights of what speaks for a reading.", "OF_READING", "ReadingEvidence", &self.reading),
        ] {
            let list: Vec<String> = weights.iter().map(|w| format!("{w:.3}")).collect();
            let _ = writeln!(code, "\n/// {doc}\npub(super) const {name}: {of} = [{}];", list.join(", "));
        }
        code
    }
}

/// Every set speaks with a like voice, large ones a little louder.
fn set_weight(set: &Set, cases: usize) -> f64 {
    if cases == 0 { 0.0 } else { 3000.0_f64.sqrt() / (cases as f64).sqrt() * if set.clean { 1.5 } else { 1.0 } }
}

type Row<const N: usize> = ([f32; N], bool, f64);

/// Logistic regression by Newton's method with a ridge.
fn regress<const N: usize>(rows: &[Row<N>]) -> Vec<f64> {
    let mut weights = vec![0.0; N];
    for _ in 0..ROUNDS {
        let zero = || (vec![0.0; N], vec![0.0; N * N]);
        let (gradient, curvature) = rows
            .par_chunks(4096)
            .map(|rows| {
                let (mut gradient, mut curvature) = zero();
                for (evidence, wrong, weight) in rows {
                    let p = logistic(&weights, evidence);
                    let error = weight * (f64::from(u8::from(*wrong)) - p);
                    let sharp = weight * p * (1.0 - p);
                    for i in 0..N {
                        let x = f64::from(evidence[i]);
                        if x == 0.0 {
                            continue;
                        }
                        gradient[i] += error * x;
                        for j in 0..=i {
                            curvature[i * N + j] += sharp * x * f64::from(evidence[j]);
                        }
                    }
                }
                (gradient, curvature)
            })
            .reduce(zero, |mut a, b| {
                a.0.iter_mut().zip(b.0).for_each(|(a, b)| *a += b);
                a.1.iter_mut().zip(b.1).for_each(|(a, b)| *a += b);
                a
            });
        let gradient: Vec<f64> = gradient.iter().zip(&weights).map(|(g, w)| g - RIDGE * w).collect();
        let mut full = curvature;
        for i in 0..N {
            for j in 0..i {
                full[j * N + i] = full[i * N + j];
            }
            full[i * N + i] += RIDGE;
        }
        for (weight, step) in weights.iter_mut().zip(solve(full, gradient, N)) {
            *weight += step;
        }
    }
    weights
}

/// Gauss's elimination.
fn solve(mut a: Vec<f64>, mut b: Vec<f64>, n: usize) -> Vec<f64> {
    for pivot in 0..n {
        let best =
            (pivot..n).max_by(|&x, &y| a[x * n + pivot].abs().total_cmp(&a[y * n + pivot].abs())).unwrap_or(pivot);
        for column in 0..n {
            a.swap(pivot * n + column, best * n + column);
        }
        b.swap(pivot, best);
        for row in pivot + 1..n {
            let factor = a[row * n + pivot] / a[pivot * n + pivot];
            for column in pivot..n {
                a[row * n + column] -= factor * a[pivot * n + column];
            }
            b[row] -= factor * b[pivot];
        }
    }
    for row in (0..n).rev() {
        let known: f64 = (row + 1..n).map(|column| a[row * n + column] * b[column]).sum();
        b[row] = (b[row] - known) / a[row * n + row];
    }
    b
}

fn logistic(weights: &[f64], evidence: &[f32]) -> f64 {
    let odds: f64 = weights.iter().zip(evidence).map(|(weight, value)| weight * f64::from(*value)).sum();
    1.0 / (1.0 + (-odds).exp())
}

/// What the findings on a set are worth.
#[derive(Default)]
struct Figures {
    words: usize,
    errors: usize,
    found: usize,
    yes: usize,
    no: usize,
    warned_found: usize,
    warned_yes: usize,
    warned_no: usize,
    mended: usize,
    harmed: usize,
    high: usize,
    high_right: usize,
}

impl Figures {
    fn of(set: &Set, judged: &[Judged]) -> Self {
        let mut figures = Self { words: set.words, errors: set.errors, ..Self::default() };
        let mut found = vec![0_u8; set.errors];
        for Judged { case, doubt, trust } in judged {
            if !calibration::is_worth_a_look(case.kind, *doubt) {
                continue;
            }
            let warns = calibration::is_warning(case.kind, *doubt);
            let offers = calibration::is_worth_offering(case.kind, *trust, *doubt, case.climate);
            figures.yes += usize::from(case.wrong == Some(true));
            figures.no += usize::from(case.wrong == Some(false));
            figures.warned_yes += usize::from(warns && case.wrong == Some(true));
            figures.warned_no += usize::from(warns && case.wrong == Some(false));
            figures.harmed += usize::from(offers && case.wrong == Some(false));
            if offers && case.wrong.is_some() && *trust >= calibration::HIGH {
                figures.high += 1;
                figures.high_right += usize::from(case.read);
            }
            for &error in &case.errors {
                found[error] |= 1 | u8::from(warns) << 1 | u8::from(offers && case.right) << 2;
            }
        }
        figures.found = found.iter().filter(|&&f| f & 1 != 0).count();
        figures.warned_found = found.iter().filter(|&&f| f & 2 != 0).count();
        figures.mended = found.iter().filter(|&&f| f & 4 != 0).count();
        figures
    }

    fn add(&mut self, o: &Self) {
        if o.errors == 0 {
            return;
        }
        self.words += o.words;
        self.errors += o.errors;
        self.found += o.found;
        self.yes += o.yes;
        self.no += o.no;
        self.warned_found += o.warned_found;
        self.warned_yes += o.warned_yes;
        self.warned_no += o.warned_no;
        self.mended += o.mended;
        self.harmed += o.harmed;
        self.high += o.high;
        self.high_right += o.high_right;
    }
}

impl std::fmt::Display for Figures {
    fn fmt(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
        let share = |part: usize, whole: usize| part as f64 / whole.max(1) as f64;
        let (p, r) = (share(self.yes, self.yes + self.no), share(self.found, self.errors));
        if self.errors == 0 {
            return write!(
                f,
                "hint {:.2} warning {:.2} in 1000",
                1000.0 * share(self.no, self.words),
                1000.0 * share(self.warned_no, self.words)
            );
        }
        write!(
            f,
            "P {p:.3} R {r:.3} F1 {:.3} | warning P {:.3} R {:.3} | mended {:.3} harmed {:.3} net {:+.3} | high {:.3} of {}",
            2.0 * p * r / (p + r).max(1e-9),
            share(self.warned_yes, self.warned_yes + self.warned_no),
            share(self.warned_found, self.errors),
            share(self.mended, self.errors),
            share(self.harmed, self.errors),
            share(self.mended, self.errors) - share(self.harmed, self.errors),
            share(self.high_right, self.high),
            self.high
        )
    }
}

/// Where errors stay: what became of each.
#[derive(Default)]
struct Loss([usize; 6]);

impl Loss {
    const WAYS: [&str; 6] = [
        "never suspected",
        "no reading is right",
        "a reading is right, another comes first",
        "the first reading is right, the place is not told",
        "the first reading is right, told and not offered",
        "mended",
    ];

    fn count(&mut self, set: &Set, judged: &[Judged]) {
        let mut furthest = vec![0; set.errors];
        for Judged { case, doubt, trust } in judged {
            let told = calibration::is_worth_a_look(case.kind, *doubt);
            let offered = calibration::is_worth_offering(case.kind, *trust, *doubt, case.climate);
            let come = match (case.among, case.right, told, offered) {
                (false, ..) => 1,
                (true, false, ..) => 2,
                (true, true, false, _) => 3,
                (true, true, true, false) => 4,
                (true, true, true, true) => 5,
            };
            for &error in &case.errors {
                furthest[error] = come.max(furthest[error]);
            }
        }
        for come in furthest {
            self.0[come] += 1;
        }
    }
}

impl std::fmt::Display for Loss {
    fn fmt(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
        let errors = self.0.iter().sum::<usize>().max(1);
        for (way, count) in Self::WAYS.iter().zip(self.0) {
            writeln!(f, "{:5.1} % {way}", 100.0 * count as f64 / errors as f64)?;
        }
        Ok(())
    }
}

/// How often what was held this probable was so.
fn reliability(judged: &[Judged]) {
    println!("held        wrong      reading right");
    for tenth in 0..20 {
        let band = |p: f32| (p * 20.0) as usize == tenth;
        let known = judged.iter().filter(|j| j.case.wrong.is_some());
        let doubts: Vec<bool> = known.clone().filter(|j| band(j.doubt)).map(|j| j.case.wrong == Some(true)).collect();
        let trusts: Vec<bool> = known.filter(|j| band(j.trust)).map(|j| j.case.read).collect();
        let share = |cases: &[bool]| cases.iter().filter(|c| **c).count() as f64 / cases.len().max(1) as f64;
        println!(
            "{:.2}-{:.2}   {:.3} of {:6}  {:.3} of {:6}",
            tenth as f64 / 20.0,
            (tenth + 1) as f64 / 20.0,
            share(&doubts),
            doubts.len(),
            share(&trusts),
            trusts.len()
        );
    }
}
