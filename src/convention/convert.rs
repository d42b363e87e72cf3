//! Rewriting the marks of one convention in another.

use std::ops::Range;

use super::mark::{Details, Extent, Reader};
use super::write::Template;
use super::{Convention, Mark, Meaning};
use crate::text::{Characters, Edit};

/// What became of the marks of a text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Conversion {
    /// The changes that rewrite them.
    pub edits: Vec<Edit>,
    /// What was left as it stands.
    pub left: Vec<Left>,
}

/// A mark that was left as it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Left {
    /// Where it stands.
    pub range: Range<usize>,
    /// Why it was left, in a sentence to the editor.
    pub reason: String,
}

/// Rewrites the marks of one convention in another. A mark that the other convention cannot say,
/// or would say less of, is left and named: nothing is lost on the way.
pub fn convert(text: &str, from: &Convention, to: &Convention) -> Conversion {
    let mut conversion = Conversion::default();
    let marks = from.marks(text, Characters::of(text));
    for mark in &marks {
        match rewrite(text, mark, from, to) {
            Ok(edit) if text[edit.range.clone()] == edit.text => {}
            Ok(edit) => conversion.edits.push(edit),
            Err(reason) => conversion.left.push(Left { range: mark.range.clone(), reason }),
        }
    }
    conversion.left.extend(unread(text, &marks, from));
    conversion.left.sort_by_key(|left| left.range.start);
    conversion
}

/// What opens a mark of several characters but was read as none.
fn unread(text: &str, marks: &[Mark], from: &Convention) -> Vec<Left> {
    let stands_in_no_mark = |at: usize| {
        let inside = marks.partition_point(|mark| mark.range.end <= at);
        marks.get(inside).is_none_or(|mark| mark.range.start > at)
    };
    (from.pairs().iter().flat_map(|pair| pair.open.find_iter(text)))
        .filter(|opening| stands_in_no_mark(opening.start()))
        .map(|opening| Left {
            range: opening.range(),
            reason: format!("“{}” opens a mark that is not closed, or holds other marks", opening.as_str()),
        })
        .collect()
}

fn rewrite(text: &str, mark: &Mark, from: &Convention, to: &Convention) -> Result<Edit, String> {
    let reader = from.readers.get(mark.reader).ok_or_else(|| "it is a mark of another convention".to_owned())?;
    if let Some(besides) = &reader.untranslatable {
        return Err(format!("{} would be lost", besides));
    }
    let details = reader.details(text, mark);
    let range = match mark.meaning {
        Meaning::Sic if details.text.is_empty() => with_the_word_before(text, mark)?,
        _ => mark.range.clone(),
    };
    let word = &text[range.start..mark.range.start];
    let written = write(mark.meaning, reader, &details, word.trim_end(), to)
        .ok_or_else(|| format!("{} has no mark for it", to.name()))?;
    says_the_same(&written, mark.meaning, to)?;
    Ok(Edit::replace(range, written))
}

/// `[sic]` speaks of the word before it.
fn with_the_word_before(text: &str, mark: &Mark) -> Result<Range<usize>, String> {
    let before = text[..mark.range.start].trim_end_matches(' ');
    let start = before
        .rfind(|c: char| c.is_whitespace() || "[]<>{}()".contains(c))
        .map_or(0, |at| at + before[at..].chars().next().map_or(1, char::len_utf8));
    if start == before.len() {
        return Err("it stands after no word that it could speak of".to_owned());
    }
    Ok(start..mark.range.end)
}

/// The mark in the words of the other convention; none if it has none.
fn write(meaning: Meaning, reader: &Reader, details: &Details, word: &str, to: &Convention) -> Option<String> {
    let forms = &to.forms;
    let text: &str = &details.text;
    let with_text = [("text", text)];
    match meaning {
        Meaning::Supplied => Some(to.supply(text, reader.certainty)),
        Meaning::Completed => forms.completed.as_ref().map(|form| form.fill(&with_text)),
        Meaning::Gap => gap(details, to),
        Meaning::Lost => lost(details, to),
        Meaning::Unclear if text.is_empty() => None,
        Meaning::Unclear => Some(to.unclear(text)),
        Meaning::Sic => {
            let wrong = if text.is_empty() { word } else { text };
            forms.sic.as_ref().map(|form| form.fill(&[("text", wrong)]))
        }
        Meaning::Correction if details.sic.is_empty() => None,
        Meaning::Correction => Some(to.correct(details.sic, text)),
        Meaning::Regularization if details.original.is_empty() => None,
        Meaning::Regularization => Some(to.regularize(details.original, text)),
        Meaning::Deleted => forms.deleted.as_ref().filter(|_| !text.is_empty()).map(|form| form.fill(&with_text)),
        Meaning::Added => forms.added.as_ref().map(|form| form.fill(&with_text)),
        Meaning::Surplus => forms.surplus.as_ref().map(|form| form.fill(&with_text)),
        Meaning::Expansion => forms.expansion.as_ref().map(|form| form.fill(&with_text)),
        Meaning::Omitted => forms.omitted.as_ref().map(|form| form.fill(&with_text)),
        Meaning::Blank => forms.blank.as_ref().map(|form| form.fill(&[])),
        Meaning::Note => forms.note.as_ref().filter(|_| !text.is_empty()).map(|form| form.fill(&with_text)),
        Meaning::Page => forms.page.as_ref().zip(details.number).map(|(form, n)| form.fill(&[("n", n)])),
        Meaning::Link => {
            let target = if details.target.is_empty() { text } else { details.target };
            let values = [("text", text), ("target", target)];
            forms.link.as_ref().map(|form| form.fill(&values))
        }
        Meaning::Anchor => None,
    }
}

fn gap(details: &Details, to: &Convention) -> Option<String> {
    let forms = &to.forms;
    match &details.extent {
        None => Some(to.gap(None)),
        Some(extent) => missing(extent, Some(&forms.gap_characters), forms.gap_extent.as_ref(), to),
    }
}

fn lost(details: &Details, to: &Convention) -> Option<String> {
    let forms = &to.forms;
    match &details.extent {
        None => forms.lost.as_ref().map(|form| form.fill(&[])),
        Some(extent) => missing(extent, forms.lost_characters.as_ref(), forms.lost_extent.as_ref(), to),
    }
}

/// So much is missing, in a form that says so when it is read back.
fn missing(
    extent: &Extent,
    characters: Option<&Template>,
    any_unit: Option<&Template>,
    to: &Convention,
) -> Option<String> {
    if extent.least != extent.most {
        return None;
    }
    let n = extent.least.to_string();
    let units = if extent.least == 1 { extent.unit.clone() } else { format!("{}s", extent.unit) };
    let values = [("n", n.as_str()), ("unit", &extent.unit), ("units", &units)];
    let characters = characters.filter(|_| extent.unit == "character");
    characters.into_iter().chain(any_unit).map(|form| form.fill(&values)).find(|written| {
        let marks = to.marks(written, Characters::of(written));
        marks.first().and_then(|mark| to.extent(written, mark)).as_ref() == Some(extent)
    })
}

/// Whether what was written reads back, in its convention, as one mark of a like meaning.
fn says_the_same(written: &str, meaning: Meaning, to: &Convention) -> Result<(), String> {
    let marks = to.marks(written, Characters::of(written));
    match &marks[..] {
        [] => Err(format!("{} would show no mark", to.name())),
        [mark] if alike(mark.meaning, meaning) => Ok(()),
        [mark] => Err(format!("“{written}” would say something else in {}: {}", to.name(), to.describe(mark.meaning))),
        _ => Err(format!("“{written}” would be several marks in {}", to.name())),
    }
}

/// Whether a convention that has one mark for both meanings loses no reading: what the editor
/// adds, for whatever reason; and what is supplied with doubt or read with doubt.
fn alike(read: Meaning, meant: Meaning) -> bool {
    use Meaning::{Completed, Correction, Expansion, Regularization, Supplied, Unclear};
    let added = |meaning| matches!(meaning, Supplied | Completed | Correction | Expansion | Regularization);
    read == meant || (added(read) && added(meant)) || (read == Unclear && meant == Supplied)
}

impl Conversion {
    /// Whether every mark was rewritten, or needed no rewriting.
    pub fn is_complete(&self) -> bool {
        self.left.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::apply_edits;

    fn converted(text: &str, from: &str, to: &str) -> (String, Vec<String>) {
        let (from, to) = (Convention::built_in(from).unwrap(), Convention::built_in(to).unwrap());
        let conversion = convert(text, from, to);
        let left = conversion.left.iter().map(|left| text[left.range.clone()].to_owned()).collect();
        (apply_edits(text, &conversion.edits).unwrap(), left)
    }

    #[track_caller]
    fn converts(from: &str, text: &str, to: &str, expected: &str) {
        assert_eq!(converted(text, from, to), (expected.to_owned(), Vec::new()));
    }

    /// There and back again is the same text.
    #[track_caller]
    fn round_trips(from: &str, text: &str, to: &str) {
        let (there, left) = converted(text, from, to);
        assert!(left.is_empty(), "left: {left:?}");
        assert_ne!(there, text);
        assert_eq!(converted(&there, to, from).0, text, "by way of {there}");
    }

    #[test]
    fn brackets_become_elements() {
        converts(
            "bracketed",
            "[Fir]st, the 12th [sic] Congress [illegible] of [Marko?]",
            "tei",
            "<supplied reason=\"lost\" cert=\"high\">Fir</supplied>st, the <sic>12th</sic> Congress \
             <gap reason=\"illegible\" extent=\"unknown\"/> of <unclear>Marko</unclear>",
        );
    }

    #[test]
    fn elements_become_brackets() {
        converts(
            "tei",
            "the <choice><sic>Merchant</sic><corr>Mercantile</corr></choice> <gap reason=\"illegible\" quantity=\"2\" unit=\"word\"/>",
            "bracketed",
            "the Merchant [Mercantile] [2 words illegible]",
        );
    }

    #[test]
    fn there_and_back_again() {
        round_trips(
            "bracketed",
            "[Fir]st 12th [sic] [illegible] [3 words illegible] [Marko?] [2 lines not declassified]",
            "tei",
        );
        round_trips("bracketed", "one\n(p. 4)\ntwo [blank] three [Signed]", "tei");
        round_trips("leiden", "[αβγ] <δε> {ζ} 〚η〛 .3 .2lin .? <:τοῦ|corr|τω:> <:καὶ|reg|κε:> \\θι/", "tei");
        round_trips("fromthepage", "<unclear>barn</unclear> <del>old</del> <add>new</add>", "leiden");
        round_trips("smithsonian", "[[barn?]] [[?]] [[strikethrough]] old [[/strikethrough]] ^[[new]]", "tei");
        round_trips("loc", "[barn?] [vanilla] [^ new ^] [* a note *]", "tei");
        round_trips("nara", "[illegible] [barn?]", "tei");
    }

    #[test]
    fn what_cannot_be_said_is_left_and_named() {
        let cases = [
            ("tei", "<del>old</del>", "bracketed"),
            ("tei", "<supplied reason=\"lost\" resp=\"#ed\">Fir</supplied>st", "bracketed"),
            ("tei", "<gap reason=\"illegible\" atLeast=\"2\" atMost=\"4\" unit=\"character\"/>", "bracketed"),
            ("tei", "<note>a [bracket] inside</note>", "bracketed"),
            ("tei", "<supplied reason=\"lost\" cert=\"high\">Signed</supplied>", "bracketed"),
            ("bracketed", "[Fir]st", "silent"),
            ("bracketed", "a note[1]", "tei"),
            ("bracketed", "[sic]", "tei"),
            ("smithsonian", "Abigale Adams [[Abigail Adams]]", "tei"),
            ("loc", "[3 words illegible]", "nara"),
        ];
        for (from, text, to) in cases {
            let (there, left) = converted(text, from, to);
            assert_eq!(there, text, "{from} to {to}");
            assert!(from == "loc" || left.len() == 1, "{from} to {to}: {left:?}");
        }
    }

    #[test]
    fn nested_and_unclosed_elements_are_named() {
        let (there, left) =
            converted("<supplied reason=\"lost\">a <unclear>b</unclear></supplied> <del>c", "tei", "bracketed");
        assert_eq!(there, "<supplied reason=\"lost\">a [b?]</supplied> <del>c");
        assert_eq!(left, ["<supplied reason=\"lost\">", "<del>"]);
    }

    #[test]
    fn text_without_marks_stays_as_it_is() {
        let (from, to) = (Convention::bracketed(), Convention::built_in("tei").unwrap());
        assert_eq!(convert("plain text (with brackets)", from, to), Conversion::default());
    }

    proptest::proptest! {
        /// Whatever the text, a conversion can be applied, and no letter outside marks is lost.
        #[test]
        fn a_conversion_can_always_be_applied(text in "([a-c ]{0,3}(\\[[a-z? ]{0,6}\\]|\\[\\[[a-z|?]{0,4}\\]\\]|<del>x</del>|<gap/>|\\[sic\\]|\\.3 |\n|\\(p\\. 3\\)|[\\[\\]<>{}()])){0,8}") {
            for (from, _) in crate::convention::BUILT_IN {
                for (to, _) in crate::convention::BUILT_IN {
                    let (from, to) = (Convention::built_in(from).unwrap(), Convention::built_in(to).unwrap());
                    let conversion = convert(&text, from, to);
                    proptest::prop_assert!(apply_edits(&text, &conversion.edits).is_ok());
                }
            }
        }
    }
}
