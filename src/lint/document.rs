//! A document under check: read once, then told of each edit.

use std::collections::VecDeque;
use std::hash::{BuildHasher, RandomState};
use std::ops::Range;
use std::sync::Arc;

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use crate::names::attested::{DocumentForms, OtherDocuments};
use crate::rules::{BlockReport, Check, Context, DocumentView, FactKinds, Facts, Finding, PlacedBlock, Rule, Severity};
use crate::text::{Encoding, Language, Source};
use crate::transcript::{Header, HeaderBlock, Passage, Place, passages_from, place};

use super::arbitration::{Claim, winners};
use super::check_block::check_block;

/// The blocks of a document with what their check found. The text itself stays with the caller,
/// who hands it in: a string or a rope.
#[derive(Clone)]
pub struct Document {
    context: Arc<Context>,
    encoding: Encoding,
    passages: Vec<Passage>,
    places: Vec<Place>,
    reports: Vec<ReadBlock>,
    known: Known,
}

/// The report on a block, with what of it is asked for most.
#[derive(Clone, Default)]
struct ReadBlock {
    report: Arc<BlockReport>,
    /// The hash of its text.
    text: u64,
    words: u32,
    language: Language,
    kinds: FactKinds,
    has_findings: bool,
}

/// The reports of blocks that came or went last, by what they depend on, so that one that comes back is not read again.
#[derive(Clone, Default)]
struct Known {
    reports: FxHashMap<(u64, Place), ReadBlock>,
    /// Their keys, the oldest first.
    order: VecDeque<(u64, Place)>,
    hasher: RandomState,
}

/// Passages before an edit whose end may depend on it: the one that holds it, the one before, which
/// it may join, and the one before that, whose end was decided by the other's first line.
const REACH_BACK: usize = 2;
/// Reports that are known at most: a few steps back, or a passage on its way to another place. A report is many times
/// as long as its block.
const MOST_KNOWN: usize = 64;
/// Documents of fewer blocks are read on one thread; under test, some of a few lines are read on several too.
const PARALLEL_FROM: usize = if cfg!(test) { 6 } else { 256 };

impl Document {
    /// Reads a document whose text is `source`.
    pub fn read(source: &dyn Source, encoding: Encoding, context: Arc<Context>) -> Document {
        let passages: Vec<Passage> = passages_from(source, 0, context.format).collect();
        let places = place(&passages);
        let known = Known::default();
        let mut document = Document { context, encoding, passages, places, reports: Vec::new(), known };
        document.check_all(source);
        document
    }

    /// Reads it all again under another configuration or with other knowledge.
    pub fn set_context(&mut self, source: &dyn Source, context: Arc<Context>) {
        *self = Document::read(source, self.encoding, context);
    }

    /// What the check depends on besides the text.
    pub fn context(&self) -> &Arc<Context> {
        &self.context
    }

    /// Follows an edit: `replaced` is the byte range in the text as it was, `inserted` the number
    /// of bytes that stand there now, `source` the text as it is now.
    pub fn edit(&mut self, source: &dyn Source, replaced: Range<usize>, inserted: usize) {
        let window = self.recut(source, &replaced, inserted);
        let places = place(&self.passages);
        let mut at = 0;
        for (index, &place) in places.iter().enumerate() {
            let passage = self.passages[index];
            if window.contains(&index) || self.places[index] != place {
                self.reports[index] = self.known.report(source, at, passage, place, &self.context);
            }
            at += passage.extent();
        }
        self.places = places;
    }

    /// Cuts the text around an edit anew. Returns the indices of the passages that are new.
    fn recut(&mut self, source: &dyn Source, replaced: &Range<usize>, inserted: usize) -> Range<usize> {
        let (first, start) = self.passage_before(replaced.start);
        let edited_until = replaced.start + inserted;
        let (mut old_index, mut old_at) = (first, start);
        let mut fresh = Vec::new();
        let mut at = start;
        for passage in passages_from(source, start, self.context.format) {
            at += passage.extent();
            fresh.push(passage);
            if at < edited_until {
                continue;
            }
            let was_at = at - edited_until + replaced.end;
            while old_at < was_at && old_index < self.passages.len() {
                old_at += self.passages[old_index].extent();
                old_index += 1;
            }
            if old_at == was_at && at > edited_until {
                break;
            }
        }
        if at >= source.len() {
            old_index = self.passages.len();
        }
        let kept = untouched(&self.passages[first..old_index], &fresh, replaced.start - start);
        let window = first + kept..first + fresh.len();
        fresh.drain(..kept);
        for (read, &place) in self.reports[window.start..old_index].iter().zip(&self.places[window.start..]) {
            self.known.remember(place, read.clone());
        }
        self.passages.splice(window.start..old_index, fresh.iter().copied());
        self.places.splice(window.start..old_index, fresh.iter().map(|_| Place::default()));
        self.reports.splice(window.start..old_index, fresh.iter().map(|_| ReadBlock::default()));
        window
    }

    /// The index and beginning of the passage from which to cut anew after an edit at `offset`.
    fn passage_before(&self, offset: usize) -> (usize, usize) {
        let (mut index, mut at) = (0, 0);
        while index + 1 < self.passages.len() && at + self.passages[index].extent() <= offset {
            at += self.passages[index].extent();
            index += 1;
        }
        for _ in 0..REACH_BACK.min(index) {
            index -= 1;
            at -= self.passages[index].extent();
        }
        (index, at)
    }

    fn check_all(&mut self, source: &dyn Source) {
        let mut at = 0;
        let blocks: Vec<(usize, Passage, Place)> = self
            .passages
            .iter()
            .zip(&self.places)
            .map(|(&passage, &place)| {
                let start = at;
                at += passage.extent();
                (start, passage, place)
            })
            .collect();
        let (context, known) = (&self.context, &self.known);
        let check = |&(start, passage, place): &(usize, Passage, Place)| {
            let text = source.slice(start..start + passage.length);
            ReadBlock::new(known.hash(&text), check_block(&text, place, context))
        };
        self.reports = if blocks.len() < PARALLEL_FROM {
            blocks.iter().map(check).collect()
        } else {
            blocks.par_iter().map(check).collect()
        };
    }

    /// The blocks with their places in the file.
    pub fn blocks(&self) -> Vec<PlacedBlock<'_>> {
        let mut at = 0;
        (self.passages.iter().zip(&self.places).zip(&self.reports))
            .map(|((passage, &place), read)| {
                let start = at;
                at += passage.extent();
                read.placed(start, passage, place)
            })
            .collect()
    }

    /// The block that holds a byte offset, or the blank lines after it.
    pub fn block_at(&self, offset: usize) -> Option<PlacedBlock<'_>> {
        let mut start = 0;
        for ((passage, &place), read) in self.passages.iter().zip(&self.places).zip(&self.reports) {
            if offset < start + passage.extent() || (offset == start + passage.extent() && passage.gap == 0) {
                return Some(read.placed(start, passage, place)).filter(|b| offset <= b.range().end);
            }
            start += passage.extent();
        }
        None
    }

    /// What the archive wrote over the document. `source` is the text as this document was last told of it.
    pub fn header(&self, source: &dyn Source) -> Header {
        header_of(&self.blocks(), source)
    }

    /// The full names in it, for the other documents of its collection. `text` is its text.
    pub fn forms(&self, text: &str) -> DocumentForms {
        DocumentForms::gather(self.blocks().iter().map(|block| (block.start, &block.report.facts.names)), text)
    }

    /// All findings of the document: those of its blocks, and those that the rules of document
    /// scope make of the blocks' facts. `source` is the text as this document was last told of it.
    pub fn report(&self, source: &dyn Source) -> DocumentReport {
        self.report_among(source, OtherDocuments::default())
    }

    /// As [`Document::report`], where other documents of the collection speak too.
    pub fn report_among(&self, source: &dyn Source, others: OtherDocuments) -> DocumentReport {
        let blocks = self.blocks();
        let own = self.fold(source, &blocks, others);
        self.settle(&blocks, own)
    }

    /// The findings of its blocks as they are, and those of document scope as they were before the last edit, which
    /// [`Document::edit`] was told of: the ones that it touches are gone, and what it leads to is not known yet. To fold
    /// a long document takes longer than the client should wait at a keystroke.
    pub fn report_after_edit(
        &self,
        before: DocumentReport,
        replaced: &Range<usize>,
        inserted: usize,
    ) -> DocumentReport {
        let own = before.findings.into_iter().filter_map(|located| match located {
            Located::Document(finding) => finding.after_edit(replaced, inserted),
            Located::Block { .. } => None,
        });
        self.settle(&self.blocks(), own.collect())
    }

    fn fold(&self, source: &dyn Source, blocks: &[PlacedBlock], others: OtherDocuments) -> Vec<Finding> {
        let header = header_of(blocks, source);
        let view = DocumentView::new(blocks, &header, self.encoding, &self.context, source).among(others);
        let fold = |rule: &&Rule| {
            let mut found = Vec::new();
            if let Check::Document(check) | Check::Folded { document: check, .. } = rule.check {
                check(&view, &mut found);
            }
            found
        };
        let rules: Vec<&Rule> = self.context.levels.active().collect();
        let mut found: Vec<Finding> = if blocks.len() < PARALLEL_FROM {
            rules.iter().flat_map(fold).collect()
        } else {
            rules.par_iter().flat_map_iter(fold).collect()
        };
        found.retain_mut(|finding| {
            let severity = self.context.levels.severity(finding.rule, finding.severity);
            finding.severity = severity.unwrap_or(finding.severity);
            severity.is_some()
        });
        found
    }

    /// One finding a place, in the order of the places.
    fn settle(&self, blocks: &[PlacedBlock], own: Vec<Finding>) -> DocumentReport {
        let mut found: Vec<Located> = own.into_iter().map(Located::Document).collect();
        for (block, read) in blocks.iter().zip(&self.reports).filter(|(_, read)| read.has_findings) {
            found.extend((0..read.report.findings.len()).map(|index| Located::Block {
                start: block.start,
                report: Arc::clone(&read.report),
                index,
            }));
        }
        let claims: Vec<Claim> = found.iter().map(Located::claim).collect();
        let mut found: Vec<Option<Located>> = found.into_iter().map(Some).collect();
        let findings = winners(&claims).into_iter().filter_map(|index| found[index].take()).collect();
        DocumentReport { findings, words: blocks.iter().map(|block| block.words as usize).sum() }
    }
}

/// How many of the passages that were cut anew are as they were: they end before the edit, `until` bytes after the
/// beginning of the first.
fn untouched(old: &[Passage], fresh: &[Passage], until: usize) -> usize {
    let mut at = 0;
    let same = old.iter().zip(fresh).take_while(|(old, fresh)| {
        let end = at + old.length;
        at += old.extent();
        old == fresh && end <= until
    });
    same.count()
}

fn header_of(blocks: &[PlacedBlock], source: &dyn Source) -> Header {
    let seen = blocks.iter().map(|block| HeaderBlock {
        place: block.place,
        start: block.start,
        length: block.length,
        dates: &block.report.facts.dates,
    });
    Header::gather(seen, source)
}

impl ReadBlock {
    fn new(text: u64, report: BlockReport) -> ReadBlock {
        let Facts { words, language, .. } = report.facts;
        let (kinds, has_findings) = (report.facts.kinds(), !report.findings.is_empty());
        ReadBlock { report: Arc::new(report), text, words, language, kinds, has_findings }
    }

    fn placed(&self, start: usize, passage: &Passage, place: Place) -> PlacedBlock<'_> {
        PlacedBlock {
            start,
            length: passage.length,
            line_ends: passage.shape.line_ends,
            place,
            words: self.words,
            language: self.language,
            kinds: self.kinds,
            report: &self.report,
        }
    }
}

impl Known {
    fn report(
        &mut self,
        source: &dyn Source,
        start: usize,
        passage: Passage,
        place: Place,
        context: &Context,
    ) -> ReadBlock {
        let text = source.slice(start..start + passage.length);
        let hash = self.hash(&text);
        if let Some(known) = self.reports.get(&(hash, place)) {
            return known.clone();
        }
        let read = ReadBlock::new(hash, check_block(&text, place, context));
        self.remember(place, read.clone());
        read
    }

    fn hash(&self, text: &str) -> u64 {
        self.hasher.hash_one(text)
    }

    fn remember(&mut self, place: Place, read: ReadBlock) {
        let key = (read.text, place);
        if self.reports.insert(key, read).is_some() {
            return;
        }
        self.order.push_back(key);
        if self.order.len() > MOST_KNOWN {
            let oldest = self.order.pop_front();
            oldest.and_then(|oldest| self.reports.remove(&oldest));
        }
    }
}

/// What is said of a document.
#[derive(Clone, Debug, Default)]
pub struct DocumentReport {
    /// The findings in the order of their places, one a place.
    pub findings: Vec<Located>,
    /// Number of words.
    pub words: usize,
}

/// A finding with its place in the file; cheap to sort and to count.
#[derive(Clone, Debug)]
pub enum Located {
    /// Found by the check of a block.
    Block {
        /// Byte offset of the block.
        start: usize,
        /// The block's report.
        report: Arc<BlockReport>,
        /// The finding's number in the report.
        index: usize,
    },
    /// Found in the document as a whole.
    Document(Finding),
}

impl Located {
    /// The rule that speaks.
    pub fn rule(&self) -> &'static Rule {
        self.parts().1.rule
    }

    /// How severe it is.
    pub fn severity(&self) -> Severity {
        self.parts().1.severity
    }

    /// Its byte range in the file.
    pub fn range(&self) -> Range<usize> {
        let (start, finding) = self.parts();
        finding.range.start + start..finding.range.end + start
    }

    /// The finding itself, all its ranges those of the file.
    pub fn to_finding(&self) -> Finding {
        let (start, finding) = self.parts();
        finding.clone().map_ranges(|range| range.start + start..range.end + start)
    }

    fn claim(&self) -> Claim {
        let (start, finding) = self.parts();
        Claim::of(finding, start)
    }

    fn parts(&self) -> (usize, &Finding) {
        match self {
            Located::Block { start, report, index } => (*start, &report.findings[*index]),
            Located::Document(finding) => (0, finding),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::transcript::Format;

    /// Pieces of transcriptions and of their debris.
    const PIECES: [&str; 24] = [
        "The Plenum ",
        "☐☐☐ ",
        "\n",
        "\n\n",
        "\r\n",
        "\r",
        "\x0C",
        "[sic] ",
        "[illegible",
        "] ",
        "(ALP) ",
        "Citation:\n",
        "Summary: x\n",
        "Translation - English\n",
        "---\n",
        "```\n",
        "<!-- ",
        "-->\n",
        "“quoted ",
        "Kim II Sung ",
        "ПП\n",
        "ë😀",
        "May1 ",
        ". ",
    ];

    fn text() -> impl Strategy<Value = String> {
        prop::collection::vec(prop::sample::select(&PIECES[..]), 0..40).prop_map(|pieces| pieces.concat())
    }

    fn boundary(text: &str, share: f64) -> usize {
        let mut at = (text.len() as f64 * share) as usize;
        while !text.is_char_boundary(at) {
            at -= 1;
        }
        at
    }

    fn findings(document: &Document, text: &str) -> Vec<Finding> {
        document.report(&text).findings.iter().map(Located::to_finding).collect()
    }

    proptest! {
        /// The promise of the engine: edits then findings are the findings of a fresh reading.
        #[test]
        fn edits_then_findings_equal_fresh_findings(
            first in text(),
            edits in prop::collection::vec((0.0..=1.0f64, 0.0..=0.3f64, prop::sample::select(&PIECES[..]), any::<bool>()), 1..12),
            markdown in any::<bool>(),
        ) {
            let format = if markdown { Format::Markdown } else { Format::Plain };
            let context = Arc::new(Context { format, ..Context::default() });
            let mut text = first;
            let mut document = Document::read(&text.as_str(), Encoding::UTF8, Arc::clone(&context));
            for (from, share, piece, insert) in edits {
                let start = boundary(&text, from);
                let end = boundary(&text, (from + share).min(1.0));
                let inserted = if insert { piece } else { "" };
                text.replace_range(start..end, inserted);
                document.edit(&text.as_str(), start..end, inserted.len());
                let fresh = Document::read(&text.as_str(), Encoding::UTF8, Arc::clone(&context));
                prop_assert_eq!(&document.passages, &fresh.passages);
                prop_assert_eq!(&document.places, &fresh.places);
                prop_assert_eq!(findings(&document, &text), findings(&fresh, &text));
            }
        }
    }

    /// What is carried over an edit is of the text as it is now, and folding it again ends it.
    #[test]
    fn findings_of_the_document_are_carried_over_an_edit() {
        let text = "The “Peace met.\n\nTwo.\n\nKim Il Sung spoke. Kim Il-sung left.\n";
        let mut document = Document::read(&text, Encoding::UTF8, Arc::new(Context::default()));
        let edited = text.replace("Two.", "Twos ☐☐☐.");
        let at = text.find("o.").unwrap() + 1;
        let inserted = edited.len() - text.len();
        let before = document.report(&text);
        document.edit(&edited.as_str(), at..at, inserted);
        let carried = document.report_after_edit(before, &(at..at), inserted);
        let said =
            |report: &DocumentReport| -> Vec<Finding> { report.findings.iter().map(Located::to_finding).collect() };
        assert!(carried.findings.iter().any(|found| matches!(found, Located::Document(_))));
        assert_eq!(said(&carried), said(&document.report(&edited.as_str())));
    }

    /// A long session leaves nothing behind.
    #[test]
    fn blocks_long_gone_are_forgotten() {
        let mut text = "one\n\ntwo".to_owned();
        let mut document = Document::read(&text.as_str(), Encoding::UTF8, Arc::new(Context::default()));
        for number in 0..3 * MOST_KNOWN {
            let grown = format!("one\n\ntwo {number}");
            document.edit(&grown.as_str(), 0..text.len(), grown.len());
            text = grown;
        }
        assert_eq!((document.known.reports.len(), document.known.order.len()), (MOST_KNOWN, MOST_KNOWN));
    }

    #[test]
    fn the_blocks_before_an_edit_are_not_read_again() {
        let text = "one ☐☐\n\ntwo\n\nthree\n\nfour\n";
        let mut document = Document::read(&text, Encoding::UTF8, Arc::new(Context::default()));
        let before: Vec<_> = document.reports.iter().map(|read| Arc::clone(&read.report)).collect();
        let edited = text.replace("three", "threes");
        let at = text.find("\n\nfour").unwrap();
        document.edit(&edited.as_str(), at..at, 1);
        let same = document.reports.iter().zip(&before).map(|(now, before)| Arc::ptr_eq(&now.report, before));
        assert_eq!(same.collect::<Vec<_>>(), [true, true, false, true]);
    }

    #[test]
    fn what_is_taken_back_is_not_read_again() {
        let text = "one ☐☐\n\ntwo\n";
        let mut document = Document::read(&text, Encoding::UTF8, Arc::new(Context::default()));
        let before = Arc::clone(&document.reports[0].report);
        document.edit(&text.replace("one", "ones").as_str(), 3..3, 1);
        assert!(!Arc::ptr_eq(&document.reports[0].report, &before));
        document.edit(&text, 3..4, 0);
        assert!(Arc::ptr_eq(&document.reports[0].report, &before));
    }

    #[test]
    fn a_block_that_moves_is_not_read_again() {
        let text = "one ☐☐\n\ntwo\n";
        let mut document = Document::read(&text, Encoding::UTF8, Arc::new(Context::default()));
        let grown = format!("{text}\n{text}");
        document.edit(&grown.as_str(), text.len()..text.len(), grown.len() - text.len());
        let again = format!("{grown}\n{text}");
        document.edit(&again.as_str(), grown.len()..grown.len(), again.len() - grown.len());
        assert!(Arc::ptr_eq(&document.reports[2].report, &document.reports[4].report));
    }
}
