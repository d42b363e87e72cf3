//! After a hundred thousand edits the text is the client's and the findings are those of a fresh check.

#[path = "../../tests/server/storm.rs"]
mod edits;

use std::sync::Arc;

use tower_lsp::ls_types::{Position, Range, TextDocumentContentChangeEvent};

use self::edits::{Change, Storm, Width};
use super::documents::{Latest, OpenDocument};
use super::proto::PositionEncoding;
use crate::lint::{Document, Located};
use crate::text::Encoding;

const EDITS: usize = 100_000;

/// The encodings, each with the width it gives a piece of a line.
const ENCODINGS: [(PositionEncoding, Width); 3] = [
    (PositionEncoding::Utf16, |line| line.encode_utf16().count()),
    (PositionEncoding::Utf8, str::len),
    (PositionEncoding::Utf32, |line| line.chars().count()),
];

#[test]
fn after_a_storm_of_edits_text_and_findings_are_those_of_a_fresh_check() {
    let mut storm = Storm::over(1200);
    let mut document = OpenDocument::new(None, "plaintext".into(), 1, &storm.text);
    let uri = "untitled:storm".parse().unwrap();
    let mut until_checked = 0;
    for edit in 0..EDITS {
        let (encoding, width) = ENCODINGS[edit * ENCODINGS.len() / EDITS];
        let Change { start, end, new } = storm.edit(width);
        let range = Range::new(Position::new(start.0, start.1), Position::new(end.0, end.1));
        let change = TextDocumentContentChangeEvent { range: Some(range), range_length: None, text: new.into() };
        document.change(vec![change], encoding);
        document.version += 1;
        if until_checked > 0 {
            until_checked -= 1;
            continue;
        }
        // The worker sees every edit alone, or a burst of them as one.
        until_checked = [0, 0, 40, 900][storm.below(4)];
        let text = storm.text.as_str();
        assert_eq!(document.text, text, "after edit {edit}");
        let analysis = document.take_job(&uri, false).run();
        let found: Vec<_> = analysis.report.findings.iter().map(Located::to_finding).collect();
        document.analysis = Latest::Made(Arc::new(analysis));
        let fresh = Document::read(&text, Encoding::UTF8, Arc::clone(&document.context));
        let expected: Vec<_> = fresh.report(&text).findings.iter().map(Located::to_finding).collect();
        assert_eq!(found, expected, "after edit {edit}, in {text:?}");
    }
}
