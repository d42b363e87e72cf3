//! All rules there are.

use std::sync::LazyLock;

use super::Rule;
use super::{dates, glyphs, ledger, marks, names, punctuation, residue, scripts, spacing, structure, words};

/// Every rule, sorted by name.
pub static RULES: LazyLock<Vec<&Rule>> = LazyLock::new(|| {
    let families = [
        dates::RULES,
        glyphs::RULES,
        ledger::RULES,
        marks::RULES,
        names::RULES,
        punctuation::RULES,
        residue::RULES,
        scripts::RULES,
        spacing::RULES,
        structure::RULES,
        words::RULES,
    ];
    let mut all = families.concat();
    all.sort_by_key(|rule| rule.name);
    all
});

/// The families, each with what its rules find, in the order in which they are told of.
pub const FAMILIES: &[(&str, &str)] = &[
    ("glyphs", "filler boxes, mojibake, ligatures, characters nobody sees"),
    ("scripts", "words in two scripts, scraps of a script or a language that the document does not use"),
    ("residue", "LaTeX, HTML, Markdown and talk that engines left behind"),
    ("spacing", "spaces lost, doubled or misplaced"),
    ("punctuation", "brackets and quotations without their other half, doubled and missing stops"),
    ("structure", "lost openings, broken paragraphs, headers that contradict themselves"),
    ("words", "garbled, joined, split and confused words, in English"),
    ("names", "one person or body named in two ways, misread, or never explained"),
    ("dates", "days no calendar has, wrong weekdays, dates after the document"),
    ("marks", "the editor's own marks: misspelt, unclosed, of another convention"),
    ("ledger", "decisions that answer nothing any more"),
];

/// The rule of this name.
pub fn rule(name: &str) -> Option<&'static Rule> {
    RULES.iter().copied().find(|rule| rule.name == name)
}

/// The rule whose name is most like a name that no rule has.
pub fn closest_rule(name: &str) -> Option<&'static Rule> {
    let likeness = |rule: &Rule| strsim::jaro_winkler(rule.name, name);
    let best = RULES.iter().copied().max_by(|a, b| likeness(a).total_cmp(&likeness(b)))?;
    (likeness(best) > 0.8).then_some(best)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rules_are_sorted_and_named_family_slash_kebab() {
        assert!(RULES.is_sorted_by(|a, b| a.name < b.name));
        for rule in RULES.iter() {
            let (family, name) = rule.name.split_once('/').unwrap();
            for part in [family, name] {
                assert!(part.chars().all(|c| c.is_ascii_lowercase() || c == '-'), "{}", rule.name);
            }
        }
    }

    #[test]
    fn every_rule_is_of_a_family_that_is_told_of() {
        let known = |family| FAMILIES.iter().any(|(name, _)| *name == family);
        for rule in RULES.iter() {
            assert!(known(rule.family()), "say in FAMILIES what {} finds", rule.family());
        }
    }

    #[test]
    fn a_misspelt_name_finds_its_rule() {
        assert_eq!(closest_rule("glyphs/filler-runs").map(|r| r.name), Some("glyphs/filler-run"));
        assert!(closest_rule("zzz").is_none());
    }
}
