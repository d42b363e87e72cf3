//! What a text must hold for a pattern to find anything in it.

use regex_syntax::hir::{Class, Hir, HirKind};

use crate::text::Characters;

/// A class of more characters than this says little of a text.
const TELLING: u32 = 1_000;

/// Sets of characters: whatever the pattern finds, it holds at least one character of each set. None of
/// them for a pattern that cannot be read.
pub(super) fn needed(pattern: &str) -> Vec<Characters> {
    let mut sets = Vec::new();
    if let Ok(parsed) = regex_syntax::parse(pattern) {
        gather(&parsed, &mut sets);
    }
    let mut once: Vec<Characters> = Vec::new();
    for set in sets {
        if !once.contains(&set) {
            once.push(set);
        }
    }
    once
}

fn gather(pattern: &Hir, sets: &mut Vec<Characters>) {
    match pattern.kind() {
        HirKind::Literal(literal) => {
            let text = std::str::from_utf8(&literal.0).unwrap_or_default();
            sets.extend(text.chars().map(of_character));
        }
        HirKind::Class(Class::Unicode(class)) => {
            let ranges = || class.iter().map(|range| (range.start(), range.end()));
            if ranges().map(|(start, end)| u32::from(end) - u32::from(start) + 1).sum::<u32>() <= TELLING {
                let characters = ranges().flat_map(|(start, end)| start..=end);
                sets.push(characters.map(of_character).fold(Characters::NONE, |set, one| set | one));
            }
        }
        HirKind::Repetition(repetition) if repetition.min > 0 => gather(&repetition.sub, sets),
        HirKind::Capture(capture) => gather(&capture.sub, sets),
        HirKind::Concat(parts) => parts.iter().for_each(|part| gather(part, sets)),
        HirKind::Alternation(branches) => sets.extend(of_branches(branches)),
        HirKind::Empty | HirKind::Class(Class::Bytes(_)) | HirKind::Look(_) | HirKind::Repetition(_) => {}
    }
}

/// What one branch or another needs, if each needs something.
fn of_branches(branches: &[Hir]) -> Option<Characters> {
    branches.iter().try_fold(Characters::NONE, |all, branch| {
        let mut sets = Vec::new();
        gather(branch, &mut sets);
        Some(all | *sets.first()?)
    })
}

fn of_character(c: char) -> Characters {
    Characters::of(c.encode_utf8(&mut [0; 4]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn may_find(pattern: &str, text: &str) -> bool {
        needed(pattern).iter().all(|set| Characters::of(text).meets(*set))
    }

    #[test]
    fn a_text_without_what_a_pattern_needs_is_not_searched() {
        assert!(may_find(r"(?m)^\(p\. (\d+)\)$", "(p. 3)"));
        assert!(!may_find(r"(?m)^\(p\. (\d+)\)$", "(p. iii)"));
        assert!(!may_find(r"(?i)\[sic\]", "[other]"));
        assert!(may_find(r"(?i)\[sic\]", "[SIC]"));
        assert!(may_find(r"<gap|\[(x|…)", "[…"));
        assert!(!may_find(r"<gap|\[(x|…)", "(gap"));
        assert!(may_find(r"[^\]]*|a", "anything"));
    }

    #[test]
    fn the_marks_of_all_conventions_hold_what_their_patterns_need() {
        for (name, text) in super::super::BUILT_IN {
            let convention = super::super::Convention::from_toml(text).unwrap();
            for snippet in convention.snippets() {
                let text = snippet.text();
                let read = convention.marks(&text, Characters::of(&text));
                let all: Vec<_> = convention.readers.iter().filter(|reader| reader.pattern.is_match(&text)).collect();
                assert!(all.iter().all(|reader| reader.may_find_in(Characters::of(&text))), "{name}: {text} {read:?}");
            }
        }
    }
}
