//! `words/inconsistent-hyphenation`

use std::ops::Range;

use rustc_hash::FxHashMap;

use crate::rules::rule::declare_rule;
use crate::rules::{Check, DocumentView, FactKinds, Finding, Restoration, Severity};
use crate::text::{Characters, Class, in_case_of};

use super::hyphens::gather;

declare_rule! {
    /// A word with a prefix is written with a hyphen here, and in one piece elsewhere in the document, or the reverse.
    ///
    /// Both may be good English, and the source may have had both; two translators or two passes of an engine are as
    /// probable. A search for one form finds half.
    ///
    /// Choose one where the source does not decide.
    ///
    /// ```finds
    /// The anti-imperialist front and the anti-imperialist struggle are ⸢antiimperialist⸣.
    /// → The anti-imperialist front and the anti-imperialist struggle are anti-imperialist.
    /// ```
    ///
    /// ```quiet
    /// The anti-imperialist front is antiimperialist. They co-operate, cooperate and recover.
    /// ```
    pub static INCONSISTENT_HYPHENATION = {
        name: "words/inconsistent-hyphenation",
        severity: Severity::Hint,
        needs: Characters::ascii("-abcdefghijklmnopqrstuvwxyz").and(Class::Dash),
        precedence: 15,
        check: Check::Folded { block: gather, document: check },
    }
}

/// So many times as often must the other form stand.
const TIMES: usize = 2;

/// The places of one word in its two forms.
#[derive(Default)]
struct Forms<'a> {
    hyphenated: Vec<Range<usize>>,
    closed: Vec<Range<usize>>,
    /// The form with the hyphen, in lower case.
    with_hyphen: &'a str,
}

fn check(document: &DocumentView, found: &mut Vec<Finding>) {
    let facts = || {
        let blocks = document.blocks_with(FactKinds::HYPHENS);
        blocks.filter_map(|(_, block)| Some((block, block.report.facts.hyphens.as_deref()?)))
    };
    let mut words: FxHashMap<String, Forms> = FxHashMap::default();
    for (block, facts) in facts() {
        for (word, range) in &facts.compounds {
            let forms = words.entry(word.replace('-', "")).or_default();
            forms.with_hyphen = word;
            forms.hyphenated.push(block.in_file(range));
        }
    }
    if words.is_empty() {
        return;
    }
    for (block, facts) in facts() {
        for (word, range) in &facts.closed {
            if let Some(forms) = words.get_mut(&**word) {
                forms.closed.push(block.in_file(range));
            }
        }
    }
    for (closed, forms) in words.iter().filter(|(_, forms)| !forms.closed.is_empty()) {
        let (hyphenated, in_one) = (forms.hyphenated.len(), forms.closed.len());
        if hyphenated >= TIMES * in_one {
            found.extend(forms.closed.iter().map(|place| finding(document, place, forms.with_hyphen, hyphenated)));
        } else if in_one >= TIMES * hyphenated {
            found.extend(forms.hyphenated.iter().map(|place| finding(document, place, closed, in_one)));
        }
    }
    found.sort_by_key(|finding| finding.range.start);
}

fn finding(document: &DocumentView, place: &Range<usize>, usual: &str, times: usize) -> Finding {
    let written = document.text(place.clone());
    let right = in_case_of(&written, usual);
    let message = format!("“{written}” is otherwise written “{right}” in this document, {times} times");
    Finding::new(&INCONSISTENT_HYPHENATION, place.clone(), message)
        .restoration(Restoration::regularize(place.clone(), right))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::{finds, keeps_quiet, restores};

    #[test]
    fn the_rarer_form_is_told() {
        restores(
            &INCONSISTENT_HYPHENATION,
            "⸢Non-aligned⸣, nonaligned, nonaligned",
            "Nonaligned, nonaligned, nonaligned",
        );
        finds(&INCONSISTENT_HYPHENATION, "co-operation, co-operation and ⸢cooperation⸣");
    }

    #[test]
    fn keeps_quiet_where_both_forms_are_as_frequent() {
        keeps_quiet(&INCONSISTENT_HYPHENATION, "co-operation, cooperation; re-form and reform, reform, reform");
    }
}
