//! Editorial marks in a text.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::Range;

use regex::Regex;
use schemars::JsonSchema;
use serde::Deserialize;

use super::Certainty;
use super::write::Template;
use crate::text::Characters;

/// What an editor says with a mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Meaning {
    /// Text that was lost, supplied by the editor, or an explanation added by the editor.
    Supplied,
    /// Text the writer left out, added by the editor.
    Completed,
    /// Something stands there that cannot be read.
    Gap,
    /// Something stood there that is lost.
    Lost,
    /// Read with doubt.
    Unclear,
    /// What stands before it is what the document says.
    Sic,
    /// The right form of what the document says.
    Correction,
    /// The regular form of what the document says.
    Regularization,
    /// Struck out in the document.
    Deleted,
    /// Added in the document, between lines or in the margin.
    Added,
    /// Written by mistake, to be left out in reading.
    Surplus,
    /// An abbreviation written out.
    Expansion,
    /// A passage that the editor does not print.
    Omitted,
    /// A space left blank in the document.
    Blank,
    /// A remark of the editor: `[handwritten:]`, `[Signed]`.
    Note,
    /// The number of a footnote.
    Anchor,
    /// A page begins.
    Page,
    /// A link to a subject or a person.
    Link,
}

impl Meaning {
    /// What a mark of this meaning says, in words for a reader.
    pub fn description(self) -> &'static str {
        match self {
            Meaning::Supplied => "Supplied by the editor: it was lost, or explains what stands beside it.",
            Meaning::Completed => "Left out by the writer and added by the editor.",
            Meaning::Gap => "Something stands here that cannot be read.",
            Meaning::Lost => "Something stood here that is lost.",
            Meaning::Unclear => "Read with doubt.",
            Meaning::Sic => "The document says so: what stands before this is a mistake of its writer, kept as it is.",
            Meaning::Correction => "The writer's mistake with the correction of the editor.",
            Meaning::Regularization => "The writer's spelling with its regular form.",
            Meaning::Deleted => "Struck out in the document.",
            Meaning::Added => "Added in the document, between the lines or in the margin.",
            Meaning::Surplus => "Written by mistake, to be left out in reading.",
            Meaning::Expansion => "An abbreviation written out by the editor.",
            Meaning::Omitted => "A passage stands here in the document that is not printed.",
            Meaning::Blank => "The document leaves a blank here.",
            Meaning::Note => "A remark of the editor; it does not stand in the document.",
            Meaning::Anchor => "A footnote belongs here, or begins here.",
            Meaning::Page => "A page of the document begins here.",
            Meaning::Link => "A link to a subject.",
        }
    }
}

/// An editorial mark.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// The mark with its brackets.
    pub range: Range<usize>,
    /// What it encloses; empty if it encloses nothing of the document.
    pub content: Range<usize>,
    /// What it says.
    pub meaning: Meaning,
    /// Which pattern of the convention read it, and from where on.
    pub(super) reader: usize,
    pub(super) from: usize,
}

/// How much a gap says is missing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Extent {
    /// How many at least.
    pub least: usize,
    /// How many at most.
    pub most: usize,
    /// Of what: `character`, `word`, `line`, `page`.
    pub unit: String,
}

/// What opens and what closes a mark. Where the patterns have a group, it must be the same in both.
#[derive(Clone, Debug)]
pub struct Pair {
    /// What opens it.
    pub open: Regex,
    /// What closes it.
    pub close: Regex,
}

/// One pattern of marks, ready to read.
#[derive(Clone, Debug)]
pub(super) struct Reader {
    pub pattern: Regex,
    /// Of each of these sets a text must hold a character, or the pattern finds nothing there.
    pub needs: Vec<Characters>,
    pub meaning: Meaning,
    pub certainty: Certainty,
    pub unit: Option<String>,
    pub instead: Option<Template>,
    pub strip: String,
    pub untranslatable: Option<String>,
}

/// What a mark holds, in its own words.
#[derive(Clone, Debug, Default)]
pub(super) struct Details<'t> {
    pub text: Cow<'t, str>,
    pub sic: &'t str,
    pub original: &'t str,
    pub target: &'t str,
    pub number: Option<&'t str>,
    pub extent: Option<Extent>,
}

/// A longer passage between two brackets is no mark but text with a bracket gone astray.
const LONGEST: usize = 2_000;
/// Number words that count what is missing.
const NUMBERS: [&str; 12] =
    ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];

/// Reads the marks of a text; where patterns meet, the earlier in the convention wins. Takes time
/// that grows with the text and, but for a logarithm, with the number of marks.
pub(super) fn read(text: &str, characters: Characters, readers: &[Reader]) -> Vec<Mark> {
    // Disjoint marks by their beginning: one look to the left tells whether a place is free.
    let mut found: BTreeMap<usize, Mark> = BTreeMap::new();
    let met = |(_, reader): &(usize, &Reader)| reader.may_find_in(characters) && reader.pattern.is_match(text);
    for (index, reader) in readers.iter().enumerate().filter(met) {
        let mut locations = reader.pattern.capture_locations();
        let (mark_group, text_group) = (reader.group("mark"), reader.group("text"));
        let mut from = 0;
        while let Some(whole) = reader.pattern.captures_read_at(&mut locations, text, from) {
            let group = |group: Option<usize>| group.and_then(|group| locations.get(group)).map(|(a, b)| a..b);
            let range = group(mark_group).unwrap_or_else(|| whole.range());
            let searched_from = whole.start();
            from = if range.end > from { range.end } else { next_boundary(text, whole.end().max(from)) };
            if !range.is_empty() && range.len() <= LONGEST && is_free(&found, &range) {
                let content = group(text_group).unwrap_or(range.end..range.end);
                let mark = Mark { range, content, meaning: reader.meaning, reader: index, from: searched_from };
                found.insert(mark.range.start, mark);
            }
            if from > text.len() {
                break;
            }
        }
    }
    found.into_values().collect()
}

fn is_free(found: &BTreeMap<usize, Mark>, range: &Range<usize>) -> bool {
    found.range(..range.end).next_back().is_none_or(|(_, before)| before.range.end <= range.start)
}

fn next_boundary(text: &str, at: usize) -> usize {
    (at + 1..=text.len()).find(|&next| text.is_char_boundary(next)).unwrap_or(text.len() + 1)
}

impl Reader {
    /// Whether a text of these characters may hold a mark of this pattern.
    pub fn may_find_in(&self, characters: Characters) -> bool {
        self.needs.iter().all(|set| characters.meets(*set))
    }

    fn group(&self, name: &str) -> Option<usize> {
        self.pattern.capture_names().position(|known| known == Some(name))
    }

    /// What a mark of this pattern holds.
    pub fn details<'t>(&self, text: &'t str, mark: &Mark) -> Details<'t> {
        let Some(captures) = self.pattern.captures_at(text, mark.from) else { return Details::default() };
        let group = |name: &str| captures.name(name).map(|group| group.as_str());
        let enclosed = group("text").unwrap_or_default();
        let stripped: Cow<str> = if self.strip.is_empty() {
            Cow::Borrowed(enclosed)
        } else {
            Cow::Owned(enclosed.chars().filter(|&c| !self.strip.contains(c)).collect())
        };
        Details {
            text: stripped,
            sic: group("sic").unwrap_or_default(),
            original: group("original").unwrap_or_default(),
            target: group("target").unwrap_or_default(),
            number: group("n"),
            extent: self.extent(group("n"), group("most"), group("unit"), group("run")),
        }
    }

    /// Where a mark of this pattern holds its number.
    pub fn number(&self, text: &str, mark: &Mark) -> Option<Range<usize>> {
        self.pattern.captures_at(text, mark.from)?.name("n").map(|group| group.range())
    }

    fn extent(&self, n: Option<&str>, most: Option<&str>, unit: Option<&str>, run: Option<&str>) -> Option<Extent> {
        let least = run.map(|run| run.chars().filter(|c| !c.is_whitespace()).count()).or_else(|| number(n?))?;
        let unit = unit.map(canonical_unit).or_else(|| self.unit.clone()).unwrap_or_else(|| "character".to_owned());
        Some(Extent { least, most: most.and_then(number).unwrap_or(least), unit })
    }
}

fn number(written: &str) -> Option<usize> {
    written.parse().ok().or_else(|| {
        let lower = written.to_lowercase();
        NUMBERS.iter().position(|word| *word == lower).map(|at| at + 1)
    })
}

/// `letters` and `char` are characters, `lin` and `lines` lines.
fn canonical_unit(written: &str) -> String {
    let lower = written.trim().trim_end_matches('.').to_lowercase();
    match lower.trim_end_matches('s') {
        "letter" | "char" | "chr" | "character" => "character".to_owned(),
        "lin" | "line" => "line".to_owned(),
        singular => singular.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::Convention;
    use super::*;

    #[test]
    fn the_earlier_pattern_wins_and_marks_are_in_order() {
        let text = "[one] [sic] [two?]";
        let marks = Convention::bracketed().marks(text, Characters::of(text));
        let read: Vec<_> = marks.iter().map(|mark| (mark.range.clone(), mark.meaning)).collect();
        assert_eq!(read, [(0..5, Meaning::Supplied), (6..11, Meaning::Sic), (12..18, Meaning::Unclear)]);
    }

    #[test]
    fn a_hundred_thousand_marks_and_brackets_take_no_time() {
        for text in ["[a]".repeat(100_000), "[".repeat(100_000), "[[[a]]".repeat(20_000), "<del>".repeat(50_000)] {
            for (name, _) in super::super::BUILT_IN {
                let convention = Convention::built_in(name).unwrap();
                let marks = convention.marks(&text, Characters::of(&text));
                assert!(marks.windows(2).all(|pair| pair[0].range.end <= pair[1].range.start), "{name}");
            }
        }
    }

    #[test]
    fn a_bracket_gone_astray_opens_no_mark() {
        let text = format!("[{}]", "word ".repeat(1_000));
        assert!(Convention::bracketed().marks(&text, Characters::of(&text)).is_empty());
    }

    #[test]
    fn extents_are_counted_in_words_and_in_signs() {
        let tell = |name: &str, text: &str| {
            let convention = Convention::built_in(name).unwrap();
            let marks = convention.marks(text, Characters::of(text));
            marks.first().and_then(|mark| convention.extent(text, mark)).map(|e| (e.least, e.most, e.unit))
        };
        assert_eq!(tell("bracketed", "[three words illegible]"), Some((3, 3, "word".into())));
        assert_eq!(tell("bracketed", "[2 lines illegible]"), Some((2, 2, "line".into())));
        assert_eq!(tell("bracketed", "[illegible]"), None);
        assert_eq!(tell("leiden", "a [.4-6] b"), Some((4, 6, "character".into())));
        assert_eq!(tell("loc", "s[????] years"), Some((4, 4, "character".into())));
        assert_eq!(tell("tei", r#"<gap quantity="2" unit="line"/>"#), Some((2, 2, "line".into())));
    }
}
