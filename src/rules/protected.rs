//! Places where rules keep quiet: addresses, citations, an editor's own marks, words before `[sic]`.

use std::ops::{BitOr, Range};
use std::sync::LazyLock;

use regex::Regex;

use crate::convention::{Mark, Meaning};
use crate::text::Characters;
use crate::transcript::{Kind, Place, Region};

/// Kinds of protected places.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Places(u8);

impl Places {
    /// None.
    pub const NONE: Places = Places(0);
    /// URLs, e-mail addresses, DOIs.
    pub const ADDRESSES: Places = Places(1);
    /// An editor's marks, with what they enclose.
    pub const MARKS: Places = Places(1 << 1);
    /// The word or two before `[sic]`.
    pub const SIC: Places = Places(1 << 2);
    /// Citation lines of the archive's header.
    pub const CITATIONS: Places = Places(1 << 3);
    /// Code, labels, comments, front matter.
    pub const VERBATIM: Places = Places(1 << 4);
    /// All of them.
    pub const ALL: Places = Places(u8::MAX);

    /// Whether all of `these` are among them.
    pub const fn contain(self, these: Places) -> bool {
        self.0 & these.0 == these.0
    }

    /// Both together, where `|` cannot be written.
    pub const fn and(self, other: Places) -> Places {
        Places(self.0 | other.0)
    }
}

impl BitOr for Places {
    type Output = Places;

    fn bitor(self, other: Places) -> Places {
        self.and(other)
    }
}

/// A protected place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Protected {
    /// Where.
    pub range: Range<usize>,
    /// Of which kind.
    pub kind: Places,
}

static ADDRESS: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i-u:https?://|www\.|\bdoi:)[^\s<>\[\]{}|\\^`\x22]+|[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]{1,64}(?:\.[A-Za-z0-9-]{1,64}){1,8}")
        .unwrap_or_else(|error| unreachable!("{error}"))
});
const ADDRESS_SIGNS: Characters = Characters::ascii(":@.");

/// The protected places of a block's running text.
pub(super) fn protected(
    text: &str,
    characters: Characters,
    place: Place,
    marks: &[Mark],
    verbatim: &[Range<usize>],
) -> Vec<Protected> {
    let whole = 0..text.len();
    let mut found = Vec::new();
    if place.kind != Kind::Prose {
        found.push(Protected { range: whole.clone(), kind: Places::VERBATIM });
    }
    if place.region == Region::Citation {
        found.push(Protected { range: whole, kind: Places::CITATIONS });
    }
    found.extend(verbatim.iter().map(|range| Protected { range: range.clone(), kind: Places::VERBATIM }));
    if characters.meets(ADDRESS_SIGNS) && may_hold_address(text) {
        found.extend(ADDRESS.find_iter(text).map(|m| Protected { range: m.range(), kind: Places::ADDRESSES }));
    }
    for mark in marks {
        found.push(Protected { range: mark.range.clone(), kind: Places::MARKS });
        if mark.meaning == Meaning::Sic {
            found.push(Protected { range: before_sic(text, mark.range.start), kind: Places::SIC });
        }
    }
    found
}

fn may_hold_address(text: &str) -> bool {
    memchr::memchr(b'@', text.as_bytes()).is_some()
        || memchr::memmem::find(text.as_bytes(), b"://").is_some()
        || memchr::memmem::find(text.as_bytes(), b"www.").is_some()
        || memchr::memmem::find(text.as_bytes(), b"doi:").is_some()
}

/// The word before `[sic]`.
fn before_sic(text: &str, sic: usize) -> Range<usize> {
    let before = text[..sic].trim_end();
    let start = before.rfind(char::is_whitespace).map_or(0, |at| at + 1);
    start.min(before.len())..sic
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::convention::Convention;

    fn places(text: &str) -> Vec<(&str, Places)> {
        let characters = Characters::of(text);
        let marks = Convention::bracketed().marks(text, characters);
        protected(text, characters, Place::default(), &marks, &[])
            .into_iter()
            .map(|p| (&text[p.range], p.kind))
            .collect()
    }

    #[test]
    fn addresses_marks_and_sic() {
        assert_eq!(
            places("see https://example.org/a?b=c, or a.b@example.org"),
            [("https://example.org/a?b=c,", Places::ADDRESSES), ("a.b@example.org", Places::ADDRESSES)]
        );
        assert_eq!(places("the 12th [sic] Congress"), [("[sic]", Places::MARKS), ("12th ", Places::SIC)]);
    }
}
