//! What the rules about words have in common: each block hands up its suspect words, the document judges them.

use std::sync::{Mutex, PoisonError};

use rustc_hash::FxHashMap;

use crate::conjecture::calibration::{
    Climate, certainty, doubt, is_more_than_a_hint, is_warning, is_worth_a_look, is_worth_offering, trust,
};
use crate::conjecture::candidates::{Candidates, Effort};
use crate::conjecture::confusions::Confusions;
use crate::conjecture::examiner::Examiner;
use crate::conjecture::suspicion::{Hypothesis, Kind, Suspicion};
use crate::lexicon::Lexicon;
use crate::rules::{
    BlockReport, BlockView, DocumentView, FactKinds, Finding, PlacedBlock, Places, Restoration, Rule, Severity,
};

/// Readings offered for one place.
const MOST_READINGS: usize = 5;

/// Examiners that nobody uses now. Each remembers the words it met, so the one that was used last is taken first: a
/// document that is read on one thread today and on another tomorrow meets its words again.
static EXAMINERS: Mutex<Vec<Examiner<'static>>> = Mutex::new(Vec::new());

fn with_examiner<T>(examine: impl FnOnce(&mut Examiner) -> T) -> T {
    let spare = || EXAMINERS.lock().unwrap_or_else(PoisonError::into_inner);
    let taken = spare().pop();
    let mut examiner = taken.unwrap_or_else(|| Examiner::new(Lexicon::english(), Confusions::of_ocr()));
    let found = examine(&mut examiner);
    spare().push(examiner);
    found
}

/// Hands the suspect words of a block up to its document, once for all rules.
pub(super) fn gather(block: &BlockView, report: &mut BlockReport) {
    if report.facts.suspicions.is_some() {
        return;
    }
    let mut found = Vec::new();
    if block.is_english() {
        with_examiner(|examiner| {
            for paragraph in block.paragraphs() {
                for suspicion in examiner.examine(&block.text[paragraph.clone()]) {
                    found.push(suspicion.moved_by(paragraph.start));
                }
            }
        });
        let is_known = |suspicion: &Suspicion| {
            block.context.words.contains(&suspicion.word.to_lowercase())
                || report.facts.names.mentions.iter().any(|mention| {
                    let within =
                        mention.range.start <= suspicion.range.start && suspicion.range.end <= mention.range.end;
                    within && mention.exact && !mention.bearers.is_empty()
                })
        };
        found.retain(|suspicion| !is_known(suspicion) && !block.is_protected(&suspicion.range, Places::NONE));
    }
    report.facts.suspicions = Some(found);
}

/// The words that may have been meant by one, the most probable first.
pub(in crate::rules) fn candidates(word: &str) -> Candidates {
    with_examiner(|examiner| examiner.candidates_of(word, Effort::Guessing))
}

/// What the first word of a passage most probably read, if its decorated initial was misread.
pub(in crate::rules) fn misread_opening(passage: &str) -> Option<Hypothesis> {
    let found = with_examiner(|examiner| examiner.examine(passage));
    let opening = found.into_iter().next().filter(|suspicion| suspicion.misread_initial)?;
    opening.hypotheses.into_iter().next()
}

/// The suspect words of a document that are worth a finding, judged once for all rules.
pub(in crate::rules) struct Judgements<'a>(Vec<Judgement<'a>>);

/// A suspect word, and how probable it is that something is wrong with it in this document.
struct Judgement<'a> {
    block: &'a PlacedBlock<'a>,
    suspicion: &'a Suspicion,
    doubt: f32,
    /// How probable its first reading is, if it is worth offering.
    trust: Option<f32>,
}

impl<'a> Judgements<'a> {
    /// Weighs each suspect word by what the document tells of its words.
    pub fn of(document: &DocumentView<'a>) -> Self {
        let languages = document.languages();
        let is_english = move |block: &PlacedBlock| languages.of_block(block).may_be("en");
        let words = document.blocks.iter().filter(|block| is_english(block)).map(|block| block.words).sum();
        let suspicious = || {
            let blocks = document.blocks_with(FactKinds::SUSPICIONS).map(|(_, block)| block);
            blocks.filter(move |block| is_english(block))
        };
        let (climate, times) = attested(words, suspicious());
        let judged = suspicious().flat_map(|block| {
            let times = &times;
            suspicions(block).filter_map(move |suspicion| {
                let times = times.get(suspicion.word.as_str()).copied().unwrap_or(1);
                let doubt = doubt(suspicion, climate, times);
                is_worth_a_look(suspicion.kind, doubt).then(|| {
                    let trust = trust(suspicion, doubt);
                    let trust = is_worth_offering(suspicion.kind, trust, doubt, climate).then_some(trust);
                    Judgement { block, suspicion, doubt, trust }
                })
            })
        });
        Self(judged.collect())
    }
}

/// A document's suspect words of one kind that are worth a finding. `message` says what is wrong.
pub(super) fn judge(
    document: &DocumentView,
    rule: &'static Rule,
    kind: Kind,
    message: fn(&Suspicion, &str) -> String,
    found: &mut Vec<Finding>,
) {
    for Judgement { block, suspicion, doubt, trust } in &document.judgements().0 {
        if suspicion.kind == kind {
            let range = block.in_file(&suspicion.range);
            let written = document.text(range.clone());
            let finding = Finding::new(rule, range, message(suspicion, &written)).severity(severity(kind, *doubt));
            let readings = trust.map(|best| readings(block, suspicion, best));
            found.push(finding.restorations(readings.unwrap_or_default()));
        }
    }
}

fn suspicions<'a>(block: &PlacedBlock<'a>) -> std::slice::Iter<'a, Suspicion> {
    block.report.facts.suspicions.as_deref().unwrap_or_default().iter()
}

/// What a document tells of its words: how noisy it is, and how often it has each suspect word.
fn attested<'a>(words: u32, blocks: impl Iterator<Item = &'a PlacedBlock<'a>>) -> (Climate, FxHashMap<&'a str, u32>) {
    let mut climate = Climate { words, ..Climate::default() };
    let mut times = FxHashMap::default();
    for block in blocks {
        for suspicion in suspicions(block) {
            climate.count(suspicion);
            *times.entry(suspicion.word.as_str()).or_default() += 1;
        }
    }
    (climate, times)
}

fn severity(kind: Kind, doubt: f32) -> Severity {
    if is_warning(kind, doubt) {
        Severity::Warning
    } else if is_more_than_a_hint(kind, doubt) {
        Severity::Info
    } else {
        Severity::Hint
    }
}

/// The readings to offer, the first of them as probable as `best`.
fn readings(block: &PlacedBlock, suspicion: &Suspicion, best: f32) -> Vec<Restoration> {
    let mut sure = best;
    let offered = suspicion.hypotheses.iter().take(MOST_READINGS);
    offered
        .map(|hypothesis| {
            let range = block.in_file(&hypothesis.range);
            let reading = match hypothesis.text.as_str() {
                "" => Restoration::remove(range).titled("remove the speck"),
                text => Restoration::replace(range, text),
            };
            let reading = reading.certainty(certainty(sure));
            sure = (1.0 - best) / 2.0;
            reading
        })
        .collect()
}

/// `; perhaps “Their”`, or nothing where no reading is near.
pub(super) fn perhaps(suspicion: &Suspicion) -> String {
    match suspicion.hypotheses.first().map(|best| best.text.as_str()) {
        None => String::new(),
        Some("") => "; perhaps a speck".to_owned(),
        Some(text) => format!("; perhaps “{text}”"),
    }
}
