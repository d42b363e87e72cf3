//! The hyphens of a block: what the rules about them fold.

use std::ops::Range;

use crate::lexicon::Lexicon;
use crate::rules::{BlockReport, BlockView, Places};
use crate::text::bytes::LetterPairs;
use crate::text::{Characters, Class, Rest, Token, TokenKind, rest_in_next_line, word_after, word_before};
use crate::transcript::Layout;

/// The hyphens inside the words of a block. Ranges are those of [`Facts`](crate::rules::Facts).
#[derive(Clone, Debug, Default, PartialEq)]
pub struct HyphenFacts {
    /// Words with a hyphen that a line's end put there.
    pub divided: Vec<Divided>,
    /// Words with a hyphen of their own, in lower case.
    pub compounds: Vec<(Box<str>, Range<usize>)>,
    /// Words divided for singing, `glo - rious`.
    pub sung: u32,
    /// Words in one piece, in lower case, that begin with a prefix which may have a hyphen.
    pub closed: Vec<(Box<str>, Range<usize>)>,
}

/// A word that was divided at the end of a line.
#[derive(Clone, Debug, PartialEq)]
pub struct Divided {
    /// The whole word.
    pub range: Range<usize>,
    /// What is to be replaced, from the hyphen on.
    pub hyphen: Range<usize>,
    /// By what.
    pub replacement: Box<str>,
    /// The word in one piece.
    pub joined: Box<str>,
    /// The word with its hyphen, in lower case.
    pub hyphenated: Box<str>,
    /// Where the hyphen stands.
    pub place: HyphenPlace,
    /// One of the pieces is no word by itself.
    pub needs_both: bool,
}

/// Where the hyphen of a divided word stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HyphenPlace {
    /// At the end of a line of hard-wrapped text, where the source had it.
    LineEnd,
    /// At the end of a line that is a paragraph.
    ParagraphEnd,
    /// Within a line: the line end is lost, the hyphen was kept.
    WithinLine,
}

/// At a line's end one word must be more probable than two by this many nats.
const GAIN_AT_LINE_END: f32 = 3.0;

impl HyphenFacts {
    /// Changes every range.
    pub(in crate::rules) fn map_ranges(&mut self, map: impl Fn(&Range<usize>) -> Range<usize>) {
        for divided in &mut self.divided {
            divided.range = map(&divided.range);
            divided.hyphen = map(&divided.hyphen);
        }
        for (_, range) in self.compounds.iter_mut().chain(&mut self.closed) {
            *range = map(range);
        }
    }
}

/// Hands the hyphens of a block up to its document, once for all rules.
pub(super) fn gather(block: &BlockView, report: &mut BlockReport) {
    if report.facts.hyphens.is_some() {
        return;
    }
    let mut facts = HyphenFacts::default();
    if block.is_english() {
        let text: &str = &block.text;
        for at in memchr::memchr_iter(b'-', text.as_bytes()) {
            look(block, at, &mut facts);
            facts.sung += u32::from(is_sung(text, at));
        }
        if block.characters.meets(Characters::NONE.and(Class::Dash)) {
            text.match_indices('‐').for_each(|(at, _)| look(block, at, &mut facts));
        }
        facts.closed = closed(block);
    }
    report.facts.hyphens = Some(Box::new(facts));
}

fn look(block: &BlockView, hyphen: usize, facts: &mut HyphenFacts) {
    let text: &str = &block.text;
    let length = text[hyphen..].chars().next().map_or(1, char::len_utf8);
    let (first, after) = (word_before(text, hyphen), &text[hyphen + length..]);
    if first.is_empty() || touches_more(&text[..first.start]) {
        return;
    }
    let rest = rest_in_next_line(after);
    let second = match rest {
        Some(rest) => hyphen + length + rest.length - trailing(rest, after)..hyphen + length + rest.length,
        None => word_after(text, hyphen + length),
    };
    let second = second.start..word_after(text, second.start).end;
    let range = first.start..second.end;
    if second.is_empty() || continues(&text[second.end..]) || block.is_protected(&range, Places::NONE) {
        return;
    }
    let (left, right) = (&text[first.clone()], &text[second.clone()]);
    if !same_case(left, right) {
        return;
    }
    let place = match (rest, block.place.layout) {
        (None, _) => HyphenPlace::WithinLine,
        (Some(_), Layout::Wrapped) => HyphenPlace::LineEnd,
        (Some(_), Layout::Flowed) => HyphenPlace::ParagraphEnd,
    };
    let hyphenated = format!("{left}-{right}").to_lowercase().into_boxed_str();
    let lexicon = Lexicon::english();
    let joint = lexicon.joint(left, right);
    let joint = match rest {
        Some(_) => joint.filter(|joint| joint.gain > GAIN_AT_LINE_END),
        None => joint.filter(|_| lexicon.has_lost_line_end(left, right)),
    };
    match joint {
        Some(joint) => facts.divided.push(Divided {
            range,
            hyphen: hyphen..rest.map_or(hyphen + length, |rest| hyphen + length + rest.length),
            replacement: rest.map_or_else(String::new, |rest| format!("{}{}", rest.text, rest.line_end)).into(),
            joined: format!("{left}{right}").into(),
            hyphenated,
            place,
            needs_both: joint.needs_both,
        }),
        None if rest.is_none() => facts.compounds.push((hyphenated, range)),
        None => {}
    }
}

/// Whether a hyphen with spaces around it divides a word, as under the notes of a song.
fn is_sung(text: &str, hyphen: usize) -> bool {
    let (before, after) = (&text[..hyphen], &text[hyphen + 1..]);
    if !before.ends_with(' ') || !after.starts_with(' ') {
        return false;
    }
    let (left, right) = (&text[word_before(text, hyphen - 1)], &text[word_after(text, hyphen + 2)]);
    let pieces = !left.is_empty() && right.starts_with(char::is_lowercase);
    pieces && Lexicon::english().joint(left, right).is_some_and(|joint| joint.needs_both)
}

/// Prefixes that are written with a hyphen or without, and begin few other words.
const OPEN_PREFIXES: [&str; 12] =
    ["anti", "co", "counter", "inter", "multi", "neo", "non", "post", "pre", "semi", "sub", "super"];
/// Shorter words are not looked at, in bytes: the rest of one tells little.
const SHORTEST_WORD: u32 = 7;
/// A shorter rest is no word with a prefix before it, in bytes.
const SHORTEST_REST: usize = 4;

/// The words in one piece that begin with a prefix.
fn closed(block: &BlockView) -> Vec<(Box<str>, Range<usize>)> {
    let lexicon = Lexicon::english();
    let text = block.text.as_bytes();
    // Both are asked of each token: one branch is rarely taken, two would be often.
    let may_be_one = |token: &&Token| {
        may_begin_with_prefix(&text[token.start as usize..]) & (token.end - token.start >= SHORTEST_WORD)
    };
    (block.tokens().iter().filter(may_be_one).filter(|token| token.kind == TokenKind::Word))
        .filter_map(|token| {
            let word = token.text(&block.text);
            let prefix = OPEN_PREFIXES.iter().find(|prefix| begins_with(word, prefix))?;
            let rest = &word[prefix.len()..];
            (rest.len() >= SHORTEST_REST && lexicon.contains(rest))
                .then(|| (word.to_lowercase().into_boxed_str(), token.range()))
        })
        .collect()
}

/// How such prefixes begin: most words do not, and are looked at no further.
const BEGINNINGS: LetterPairs =
    LetterPairs::of(&[b"an", b"co", b"in", b"mu", b"ne", b"no", b"po", b"pr", b"se", b"su"]);

/// Whether a word may begin with one of them.
fn may_begin_with_prefix(word: &[u8]) -> bool {
    word.first_chunk().is_some_and(|&first_two| BEGINNINGS.may_hold(first_two))
}

/// Whether a word begins with a prefix in small letters, whatever its own case.
fn begins_with(word: &str, prefix: &str) -> bool {
    let begins_alike = word.as_bytes()[0] | 0x20 == prefix.as_bytes()[0];
    begins_alike && word.get(..prefix.len()).is_some_and(|start| start.eq_ignore_ascii_case(prefix))
}

/// Bytes from the beginning of the rest to its end, with the space after it.
fn trailing(rest: Rest, after: &str) -> usize {
    let space = after[..rest.length].len() - after[..rest.length].trim_end().len();
    rest.text.len() + space
}

/// Whether a word of more than two parts, or an address, ends here.
fn touches_more(before: &str) -> bool {
    before.ends_with(['-', '‐', '/', '_', '.', '@', '\'', '’']) || before.ends_with(char::is_alphanumeric)
}

/// Whether a word of more than two parts, or an address, goes on here.
fn continues(after: &str) -> bool {
    after.starts_with(['-', '‐', '/', '_', '@', '\'', '’']) || after.starts_with(char::is_alphanumeric)
}

/// Whether the second piece goes on as the first began: in small letters, or both in capitals.
fn same_case(left: &str, right: &str) -> bool {
    let small = |word: &str| word.chars().all(|c| !c.is_uppercase());
    let capitals = |word: &str| word.chars().all(|c| !c.is_lowercase());
    let left_is_regular = small(left.trim_start_matches(char::is_uppercase));
    (left_is_regular && small(right)) || (left.len() > 1 && capitals(left) && capitals(right))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_prefix_is_looked_for() {
        assert!(OPEN_PREFIXES.iter().all(|prefix| may_begin_with_prefix(prefix.as_bytes())));
        assert!(may_begin_with_prefix(b"Anti") && !may_begin_with_prefix(b"the"));
    }
}
