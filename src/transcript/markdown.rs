//! The running text of Markdown: what a reader sees, minus the markup.

use std::ops::Range;

use pulldown_cmark::{Event, Options, Parser, Tag};

use super::projection::{Projected, Projection};

/// The running text of one Markdown block. Emphasis, heading, list and quotation marks, link
/// targets and comments are left out; backslashes and entities stay, since they may be residue.
pub(super) fn project(source: &str) -> Projected<'_> {
    if !source.bytes().any(|b| b"*_#>`<[+-~|=0123456789".contains(&b)) {
        return Projected { text: source.into(), map: Projection::IDENTITY, verbatim: Vec::new() };
    }
    let mut kept: Vec<Range<usize>> = Vec::new();
    let mut verbatim_source: Vec<Range<usize>> = Vec::new();
    for (event, range) in Parser::new_ext(source, Options::ENABLE_STRIKETHROUGH).into_offset_iter() {
        match event {
            Event::Text(_) | Event::SoftBreak | Event::HardBreak => keep(&mut kept, source, range),
            Event::Code(_) => {
                verbatim_source.push(range.clone());
                keep(&mut kept, source, range);
            }
            Event::InlineHtml(_) | Event::Html(_) if !source[range.clone()].starts_with("<!--") => {
                keep(&mut kept, source, range);
            }
            Event::Start(Tag::Link { .. }) if source[range.clone()].starts_with('<') => {
                verbatim_source.push(range);
            }
            _ => {}
        }
    }
    let (text, map) = Projection::keep(source, &kept);
    let verbatim = verbatim_source.iter().filter_map(|range| within(&kept, range)).collect();
    Projected { text, map, verbatim }
}

/// Adds a source range, together with a backslash before it.
fn keep(kept: &mut Vec<Range<usize>>, source: &str, range: Range<usize>) {
    let done = kept.last().map_or(0, |last| last.end);
    let mut start = range.start.max(done);
    let end = range.end.max(start);
    if let Some(line_end) = line_end_between(source, done, start).filter(|_| !kept.is_empty()) {
        kept.push(line_end);
    }
    if start > done && source.as_bytes()[start - 1] == b'\\' {
        start -= 1;
    }
    match kept.last_mut() {
        Some(last) if last.end == start => last.end = end,
        _ => kept.push(start..end),
    }
}

/// The first line end in the markup between two pieces of text: the items of a list and a heading
/// with what follows it stand on lines of their own.
fn line_end_between(source: &str, done: usize, start: usize) -> Option<Range<usize>> {
    let at = done + source[done..start].find(['\n', '\r'])?;
    let length = if source[at..start].starts_with("\r\n") { 2 } else { 1 };
    Some(at..at + length)
}

/// The part of the running text that a source range became.
fn within(kept: &[Range<usize>], source: &Range<usize>) -> Option<Range<usize>> {
    let (mut at, mut found): (usize, Option<Range<usize>>) = (0, None);
    for piece in kept {
        let (start, end) = (piece.start.max(source.start), piece.end.min(source.end));
        if start < end {
            let range = at + start - piece.start..at + end - piece.start;
            found = Some(found.map_or(range.clone(), |f| f.start..range.end));
        }
        at += piece.len();
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(source: &str) -> String {
        project(source).text.into_owned()
    }

    #[test]
    fn markup_goes_and_words_stay() {
        assert_eq!(text("# The *new* **Plenum**"), "The new Plenum");
        assert_eq!(text("see [the report](https://example.org/a) here"), "see the report here");
        assert_eq!(text("a <!-- check --> b"), "a  b");
        assert_eq!(text("Kim [illegible] Sung"), "Kim [illegible] Sung");
    }

    #[test]
    fn items_and_headings_keep_their_lines() {
        assert_eq!(text("- the mills,\n- the docks;\n- the *harbour*"), "the mills,\nthe docks;\nthe harbour");
        assert_eq!(text("# Notes\nof the visit\r\n\r\n> one\r\n> two"), "Notes\nof the visit\r\none\r\ntwo");
    }

    #[test]
    fn residue_stays_visible() {
        assert_eq!(text(r"\[ \Box formation"), r"\[ \Box formation");
        assert_eq!(text("a&nbsp;b <u>Inh</u>e"), "a&nbsp;b <u>Inh</u>e");
    }

    #[test]
    fn code_is_verbatim() {
        let projected = project("the `ofthe` word");
        assert_eq!(projected.verbatim.first(), Some(&(4..11)));
    }

    proptest::proptest! {
        #[test]
        fn any_text_projects_onto_itself(source in "[a-c*_`<>#\\[\\]()\\\\& \n-]{0,40}") {
            let projected = project(&source);
            for (at, c) in projected.text.char_indices() {
                let place = projected.map.to_source(&(at..at + c.len_utf8()));
                proptest::prop_assert!(source[place].starts_with(c));
            }
        }
    }
}
