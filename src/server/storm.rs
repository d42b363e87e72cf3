//! A storm of edits: after a hundred thousand of them the text is the client's and the findings are those of a
//! fresh check.

use std::sync::Arc;

use tower_lsp::ls_types::{Position, Range, TextDocumentContentChangeEvent};

use super::documents::{Latest, OpenDocument};
use super::proto::PositionEncoding;
use crate::lint::{Document, Located};
use crate::text::Encoding;

const EDITS: usize = 100_000;
/// Beyond this length the storm takes away more than it brings.
const LONG: usize = 1200;

/// Pieces of transcriptions and of their debris: astral characters, combining marks, every line end.
const PIECES: [&str; 22] = [
    "The Plenum ",
    "☐☐☐ ",
    "\n",
    "\n\n",
    "\r\n",
    "\r",
    "\u{C}",
    "[sic] ",
    "[illegible",
    "] ",
    "(ALP) ",
    "“quoted ",
    "Kim II Sung ",
    "ПП\n",
    "ë😀",
    "e\u{301}",
    "\u{200B}",
    "May1 ",
    "Citation:\n",
    "<b>",
    ", as",
    ". ",
];

/// A small generator of numbers, the same in every run.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % limit.max(1)
    }
}

/// A position as a client finds it that holds its text as characters: lines end at LF, CRLF and CR.
fn position(text: &str, offset: usize, encoding: PositionEncoding) -> Position {
    let before = &text.as_bytes()[..offset];
    let ends = before
        .iter()
        .enumerate()
        .filter(|&(at, &byte)| byte == b'\n' || (byte == b'\r' && text.as_bytes().get(at + 1) != Some(&b'\n')));
    let (count, last) = ends.fold((0, None), |(count, _), (at, _)| (count + 1, Some(at)));
    let line = &text[last.map_or(0, |at| at + 1)..offset];
    let column = match encoding {
        PositionEncoding::Utf8 => line.len(),
        PositionEncoding::Utf16 => line.encode_utf16().count(),
        PositionEncoding::Utf32 => line.chars().count(),
    };
    Position::new(count, u32::try_from(column).unwrap())
}

/// A place where a client can put its cursor: in no character, and not between CR and LF.
fn boundary(text: &str, mut at: usize) -> usize {
    while !text.is_char_boundary(at) || (text[..at].ends_with('\r') && text[at..].starts_with('\n')) {
        at -= 1;
    }
    at
}

#[test]
fn after_a_storm_of_edits_text_and_findings_are_those_of_a_fresh_check() {
    let mut numbers = Numbers(1967);
    let mut text = PIECES.concat();
    let mut document = OpenDocument::new(None, "plaintext".into(), 1, &text);
    let encodings = [PositionEncoding::Utf16, PositionEncoding::Utf8, PositionEncoding::Utf32];
    let uri = "untitled:storm".parse().unwrap();
    let mut until_checked = 0;
    for edit in 0..EDITS {
        let encoding = encodings[edit * encodings.len() / EDITS];
        let start = boundary(&text, numbers.below(text.len() + 1));
        // Mostly a few characters, at times several blocks.
        let reach = if numbers.below(50) == 0 { 600 } else { 8 };
        let end = boundary(&text, (start + numbers.below(reach)).min(text.len())).max(start);
        let new = if text.len() < LONG { PIECES[numbers.below(PIECES.len())] } else { "" };
        let range = Range::new(position(&text, start, encoding), position(&text, end, encoding));
        text.replace_range(start..end, new);
        let change = TextDocumentContentChangeEvent { range: Some(range), range_length: None, text: new.into() };
        document.change(vec![change], encoding);
        document.version += 1;
        if until_checked > 0 {
            until_checked -= 1;
            continue;
        }
        // The worker sees every edit alone, or a burst of them as one.
        until_checked = [0, 0, 40, 900][numbers.below(4)];
        assert_eq!(document.text, text.as_str(), "after edit {edit}");
        let analysis = document.take_job(&uri).run();
        let found: Vec<_> = analysis.report.findings.iter().map(Located::to_finding).collect();
        document.analysis = Latest::Made(Arc::new(analysis));
        let fresh = Document::read(&text.as_str(), Encoding::UTF8, Arc::clone(&document.context));
        let expected: Vec<_> = fresh.report(&text.as_str()).findings.iter().map(Located::to_finding).collect();
        assert_eq!(found, expected, "after edit {edit}, in {text:?}");
    }
}
