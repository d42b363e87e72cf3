//! What symbols and folding share: the sections of a document.

use std::ops::Range;

use crate::text::Source;
use crate::transcript::{Kind, Region};

use super::super::analysis::Analysis;

/// A section: a heading or a page mark with all that follows up to the next of its rank.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Section {
    /// Its heading in one line.
    pub name: String,
    /// What it is.
    pub rank: Rank,
    /// Where its heading stands.
    pub heading: Range<usize>,
    /// All of it.
    pub range: Range<usize>,
}

/// What a section is; the greater encloses the lesser.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Rank {
    /// A heading of the text itself.
    Heading,
    /// A page.
    Page,
    /// A part that the archive's header labels.
    Part,
}

/// The sections of a document in the order of their beginnings.
pub(super) fn sections(analysis: &Analysis) -> Vec<Section> {
    let mut found: Vec<Section> = Vec::new();
    let mut last_region = None;
    for block in analysis.document.blocks() {
        let text = Source::slice(&analysis.text, block.range());
        let Some(line) = text.lines().next() else { continue };
        let line = line.trim_matches([' ', '\t', '\u{C}']);
        let begins_region = last_region != Some(block.place.region);
        last_region = Some(block.place.region);
        let rank = if block.place.region == Region::FrontMatter {
            if !begins_region {
                continue;
            }
            Rank::Part
        } else if block.place.kind == Kind::Label || (begins_region && block.place.region == Region::Title) {
            Rank::Part
        } else if is_page_mark(line) {
            Rank::Page
        } else if block.place.kind == Kind::Prose && block.place.region == Region::Body && is_heading(&text) {
            Rank::Heading
        } else {
            continue;
        };
        let name = match block.place.region {
            Region::FrontMatter => "Front matter".to_owned(),
            _ => shortened(line.trim_start_matches('#').trim(), 80),
        };
        let heading = block.start..block.start + text.lines().next().map_or(0, str::len);
        found.push(Section { name, rank, heading, range: block.range() });
    }
    let end = analysis.text.len_bytes();
    for i in 0..found.len() {
        let next = found[i + 1..].iter().find(|other| other.rank >= found[i].rank);
        let until = next.map_or(end, |other| other.range.start);
        found[i].range.end = trimmed_end(analysis, found[i].range.start, until);
    }
    found
}

/// The end of a stretch without the white space at its end.
fn trimmed_end(analysis: &Analysis, start: usize, end: usize) -> usize {
    let window = start.max(end.saturating_sub(64));
    let first = analysis.text.char_to_byte(analysis.text.byte_to_char(window));
    let tail = Source::slice(&analysis.text, first.max(start)..end);
    end - (tail.len() - tail.trim_end().len())
}

/// A line of capitals or a Markdown heading, alone in its block.
fn is_heading(block: &str) -> bool {
    let line = block.trim();
    if line.starts_with('#') {
        return true;
    }
    let letters = line.chars().filter(|c| c.is_alphabetic()).count();
    let capitals = line.chars().filter(|c| c.is_uppercase()).count();
    !line.contains('\n') && line.len() < 200 && letters > 3 && capitals * 10 >= letters * 9
}

/// `(p. 3)`, `[page 3]`, `- 3 -`: a line that says that a page begins.
pub(super) fn is_page_mark(line: &str) -> bool {
    let inner = line.trim_matches(['(', ')', '[', ']', '-', '–', '—', ' ']);
    if inner.len() == line.len() || inner.is_empty() || inner.len() > 12 {
        return false;
    }
    let number = inner.trim_start_matches(|c: char| c.is_alphabetic() || c == '.' || c == ' ');
    let word = inner[..inner.len() - number.len()].trim().trim_end_matches('.').to_lowercase();
    !number.is_empty()
        && number.chars().all(|c| c.is_ascii_digit())
        && matches!(word.as_str(), "" | "p" | "pg" | "page" | "s" | "seite" | "f" | "fol" | "folio")
}

/// A text cut after a word, if it is long.
pub(super) fn shortened(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_owned();
    }
    let cut: String = text.chars().take(most).collect();
    let cut = cut.rsplit_once(' ').map_or(cut.as_str(), |(before, _)| before);
    format!("{cut}…")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn page_marks() {
        for mark in ["(p. 3)", "[page 12]", "- 3 -", "[fol. 7]"] {
            assert!(is_page_mark(mark), "{mark}");
        }
        for other in ["3", "(ALP)", "[1967]x", "(see p. 3)", "[]"] {
            assert!(!is_page_mark(other), "{other}");
        }
    }

    #[test]
    fn headings_are_capitals_alone_in_their_block() {
        assert!(is_heading("ON THE LATEST STANCE OF THE DELEGATION"));
        assert!(!is_heading("On the latest stance"));
        assert!(!is_heading("CC"));
        assert!(is_heading("## The Plenum"));
    }

    #[test]
    fn long_names_end_after_a_word() {
        assert_eq!(shortened("one two three", 9), "one two…");
    }
}
