//! Cutting a text into passages: maximal runs of non-blank lines.

use std::borrow::Cow;

use crate::text::Source;

use super::{Format, Region};

/// A run of lines without their place in the document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Passage {
    /// Bytes of the run, without its last line end.
    pub length: usize,
    /// Bytes that follow it: its last line end and the blank lines.
    pub gap: usize,
    /// What can be told of it without looking around.
    pub shape: Shape,
}

/// What a passage's own lines tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub struct Shape {
    /// What its first line is.
    pub opening: Opening,
    /// Whether the label on its first line has its value on the same line.
    pub inline_value: bool,
    /// Whether a comment that was open, or that it opens, ends in it.
    pub ends_comment: bool,
    /// Number of lines.
    pub lines: u32,
    /// Bytes of its longest line.
    pub longest: u32,
    /// How its lines and the blank ones after them end.
    pub line_ends: LineEnds,
}

/// The kinds of line ends that occur in a stretch of text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub struct LineEnds(u8);

impl LineEnds {
    /// The kind of the line end that a line has; none at the end of the text.
    fn of(line_end: &str) -> LineEnds {
        match line_end {
            "\n" => LineEnds(1),
            "\r\n" => LineEnds(2),
            "\r" => LineEnds(4),
            _ => LineEnds(0),
        }
    }

    /// The kinds of both.
    #[must_use]
    pub fn and(self, other: LineEnds) -> LineEnds {
        LineEnds(self.0 | other.0)
    }

    /// Whether they are of more than one kind.
    pub fn are_mixed(self) -> bool {
        self.0.count_ones() > 1
    }
}

/// What the first line of a passage is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub enum Opening {
    /// Text, as far as the line itself tells.
    #[default]
    Text,
    /// A header label such as `Citation:`.
    Label(Region),
    /// Three dashes (or dots) alone: front matter, or a rule across the page.
    Dashes,
    /// A Markdown code fence.
    Fence,
    /// A comment opens.
    Comment,
}

/// A long run without blank lines is cut after a sentence, so that an edit never costs a whole file: from this length
/// on where a landmark is.
const CUT_AT_LANDMARK: usize = 3 * 1024;
/// From this length on a run is cut after any sentence.
const CUT_AFTER: usize = 12 * 1024;
/// Past this a run is cut after any line.
const CUT_ANYWAY: usize = 64 * 1024;
/// A line longer than printed ones is a paragraph: where lines are paragraphs, a landmark ends a passage.
const PRINTED_LINE: usize = 160;
/// One line in so many is a landmark.
const LANDMARKS: u8 = 4;
/// And one paragraph in so many.
const LANDMARKS_OF_PARAGRAPHS: u8 = 2;

/// The passages of a text from a byte offset on. The offset must be where a passage begins; then
/// the passages are the ones that a reading from the text's beginning would find there.
pub fn passages_from<'a>(source: &'a dyn Source, offset: usize, format: Format) -> impl Iterator<Item = Passage> + 'a {
    let mut lines = source.lines_from(offset).map(move |line| Line::read(line, format)).peekable();
    std::iter::from_fn(move || {
        let mut passage = Passage { length: 0, gap: 0, shape: Shape::default() };
        let mut last: Option<Line> = None;
        while let Some(line) = lines.next_if(|next| continues(&passage, last.as_ref(), next)) {
            passage.take(&line);
            last = Some(line);
        }
        (passage.length + passage.gap > 0).then_some(passage)
    })
}

/// One line with what it is.
struct Line {
    bytes: usize,
    end: usize,
    line_ends: LineEnds,
    opening: Opening,
    blank: bool,
    is_paragraph: bool,
    alone: bool,
    inline_value: bool,
    ends_comment: bool,
    sentence_begins: bool,
    sentence_ends: bool,
    page_begins: bool,
    /// Its letters alone tell: wherever the cuts before it fell, here they may fall together again. If each cut lay a
    /// fixed length after the one before, a letter typed could move all that follow.
    landmark: bool,
}

impl Line {
    fn read(line: Cow<'_, str>, format: Format) -> Line {
        let body = line.trim_end_matches(['\n', '\r']);
        let text = body.trim();
        let (opening, inline_value) = opening_of(text, format);
        let is_paragraph = body.len() > PRINTED_LINE;
        let landmarks = if is_paragraph { LANDMARKS_OF_PARAGRAPHS } else { LANDMARKS };
        Line {
            bytes: body.len(),
            end: line.len() - body.len(),
            line_ends: LineEnds::of(&line[body.len()..]),
            opening,
            blank: text.is_empty(),
            is_paragraph,
            alone: match opening {
                Opening::Dashes | Opening::Fence => true,
                Opening::Label(_) => !inline_value,
                Opening::Text | Opening::Comment => false,
            },
            inline_value,
            ends_comment: format == Format::Markdown && text.contains("-->"),
            sentence_begins: text.chars().next().is_some_and(|c| c.is_uppercase() || c == '"' || c == '“'),
            sentence_ends: text.ends_with(['.', '!', '?', ':', '"', '”', ')', ']']),
            page_begins: body.starts_with('\x0C'),
            landmark: text.bytes().fold(0, u8::wrapping_add).is_multiple_of(landmarks),
        }
    }
}

fn opening_of(text: &str, format: Format) -> (Opening, bool) {
    if text == "---" || text == "..." {
        return (Opening::Dashes, false);
    }
    if let Some((region, inline)) = label(text) {
        return (Opening::Label(region), inline);
    }
    let markdown = format == Format::Markdown;
    if markdown && (text.starts_with("```") || text.starts_with("~~~")) {
        (Opening::Fence, false)
    } else if markdown && text.starts_with("<!--") {
        (Opening::Comment, false)
    } else {
        (Opening::Text, false)
    }
}

/// The labels an archive's header writes, with the region each begins.
const LABELS: [(&str, Region); 9] = [
    ("Citation:", Region::Citation),
    ("Summary:", Region::Summary),
    ("Credits:", Region::Credits),
    ("Original Language:", Region::OriginalLanguage),
    ("Contents:", Region::Contents),
    ("Translation - ", Region::Body),
    ("Transcription - ", Region::Body),
    ("Translation", Region::Body),
    ("Transcription", Region::Body),
];

/// The region that a label line begins, and whether its value follows on the same line.
pub fn label(line: &str) -> Option<(Region, bool)> {
    let line = line.trim();
    LABELS.iter().find_map(|&(label, region)| {
        let rest = line.strip_prefix(label)?;
        match region {
            // "Translation - English", a title of its own; not a sentence that begins so.
            Region::Body => (rest.is_empty() || (label.ends_with("- ") && rest.len() < 30)).then_some((region, false)),
            _ => Some((region, !rest.trim().is_empty())),
        }
    })
}

/// Whether `next` belongs to the passage read so far.
fn continues(passage: &Passage, last: Option<&Line>, next: &Line) -> bool {
    let Some(last) = last else { return true };
    if next.blank {
        return true;
    }
    if passage.gap > last.end || last.blank || next.page_begins {
        return false;
    }
    if passage.shape.opening == Opening::Comment {
        return !passage.shape.ends_comment;
    }
    next.opening == Opening::Text && !last.alone && !is_cut(passage, last, next)
}

fn is_cut(passage: &Passage, last: &Line, next: &Line) -> bool {
    let between_sentences = last.sentence_ends && next.sentence_begins;
    let enough = match last {
        _ if !between_sentences => CUT_ANYWAY,
        Line { is_paragraph: true, landmark: true, .. } => 0,
        Line { landmark: true, .. } => CUT_AT_LANDMARK,
        _ => CUT_AFTER,
    };
    passage.length > enough
}

impl Passage {
    fn take(&mut self, line: &Line) {
        self.shape.line_ends = self.shape.line_ends.and(line.line_ends);
        if line.blank {
            self.gap += line.bytes + line.end;
            return;
        }
        if self.shape.lines == 0 {
            self.shape.opening = line.opening;
            self.shape.inline_value = line.inline_value;
        }
        self.shape.ends_comment |= line.ends_comment;
        self.shape.lines += 1;
        self.shape.longest = self.shape.longest.max(u32::try_from(line.bytes).unwrap_or(u32::MAX));
        self.length += self.gap + line.bytes;
        self.gap = line.end;
    }

    /// Bytes of the passage and of what follows it.
    pub fn extent(&self) -> usize {
        self.length + self.gap
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(text: &str, format: Format) -> Vec<&str> {
        let mut at = 0;
        passages_from(&text, 0, format)
            .map(|passage| {
                let block = &text[at..at + passage.length];
                at += passage.extent();
                block
            })
            .collect()
    }

    #[test]
    fn blank_lines_separate_passages() {
        assert_eq!(cut("a\nb\n\n \nc\r\n\r\nd", Format::Plain), ["a\nb", "c", "d"]);
        assert_eq!(cut("\n\na", Format::Plain), ["", "a"]);
        assert_eq!(cut("", Format::Plain), Vec::<&str>::new());
    }

    #[test]
    fn labels_stand_alone() {
        let text = "Title\nCitation:\nvalue\nSummary: at once\nTranslation - English\nbody";
        assert_eq!(
            cut(text, Format::Plain),
            ["Title", "Citation:", "value", "Summary: at once", "Translation - English", "body"]
        );
    }

    #[test]
    fn fences_and_comments_are_blocks_of_markdown_alone() {
        let text = "a\n```\nb\n```\n<!-- c\nd -->\ne";
        assert_eq!(cut(text, Format::Markdown), ["a", "```", "b", "```", "<!-- c\nd -->", "e"]);
        assert_eq!(cut(text, Format::Plain).len(), 1);
    }

    #[test]
    fn a_form_feed_begins_a_passage() {
        assert_eq!(cut("a\n\x0Cb\nc", Format::Plain), ["a", "\x0Cb\nc"]);
    }

    #[test]
    fn lines_that_are_paragraphs_make_short_passages() {
        let passages = |paragraph: &str| {
            let lines: String = (0..100).map(|line| format!("In the year {line} {paragraph}\n")).collect();
            cut(&lines, Format::Plain).len()
        };
        let paragraph = "the meeting was held again, ".repeat(8);
        assert!((40..60).contains(&passages(&format!("{paragraph}as before."))));
        assert!(passages(&paragraph) < 3, "no sentence ends");
        assert!(passages("it was held.") < 3, "these are printed lines");
    }

    #[test]
    fn a_long_run_is_cut_after_a_sentence() {
        let text = "The meeting was organized as before.\n".repeat(2000);
        let passages: Vec<_> = passages_from(&text.as_str(), 0, Format::Plain).collect();
        assert!(passages.len() > 5);
        assert!(passages.iter().all(|p| p.length < 2 * CUT_AFTER));
    }

    #[test]
    fn what_is_typed_leaves_most_cuts_of_a_long_run_where_they_were() {
        let text: String = (0..4000).map(|line| format!("The meeting of year {line} was as before.\n")).collect();
        let cuts = |text: &str| -> Vec<usize> {
            let extents = passages_from(&text, 0, Format::Plain).map(|passage| passage.extent());
            extents
                .scan(0, |at, extent| {
                    *at += extent;
                    Some(text.len() - *at)
                })
                .collect()
        };
        let before = cuts(&text);
        for typed in 1..80 {
            let mut edited = text.clone();
            edited.insert_str(10, &"x".repeat(typed));
            let after = cuts(&edited);
            let moved = after.iter().filter(|cut| !before.contains(cut)).count();
            assert!(2 * moved < after.len(), "{moved} of {} cuts moved", after.len());
        }
    }

    proptest::proptest! {
        #[test]
        fn passages_cover_the_text_and_can_be_read_from_any_boundary(text in "([a-zA-Z.:`-]{0,3}( |\n|\r\n|\n\n|\r|\x0C|---\n|```\n|<!--|-->|Summary:)){0,30}") {
            for format in [Format::Plain, Format::Markdown] {
                let all: Vec<Passage> = passages_from(&text.as_str(), 0, format).collect();
                proptest::prop_assert_eq!(all.iter().map(Passage::extent).sum::<usize>(), text.len());
                let mut at = 0;
                for (i, passage) in all.iter().enumerate() {
                    let rest: Vec<Passage> = passages_from(&text.as_str(), at, format).collect();
                    proptest::prop_assert_eq!(&rest[..], &all[i..]);
                    at += passage.extent();
                }
            }
        }
    }
}
