//! `structure/call-number`

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;
use rustc_hash::FxHashMap;

use crate::rules::rule::declare_rule;
use crate::rules::{Check, DocumentView, Finding, Severity};
use crate::transcript::Region;

declare_rule! {
    /// A call number is not written as this archive's call numbers are.
    ///
    /// `D 1, V. 1967` beside `D4`: a space or a stop that comes and goes hides the file from whoever
    /// searches for it.
    ///
    /// Write the parts of a call number in one way. The shape that an archive's call numbers have, a
    /// project says itself, as a regular expression that every citation must match somewhere:
    /// `call-number = "D [0-9]+, V\\. [0-9]{4}"` under `[header]` in `lacuna.toml`.
    ///
    /// ```finds
    /// Notes on a Visit
    ///
    /// Citation:
    ///
    /// Archive of the Harbour, F. 14, D. 1; see also F. 15, ⸢D4⸣.
    ///
    /// Contents:
    ///
    /// Translation - English
    ///
    /// The visit went well.
    /// ```
    ///
    /// ```quiet
    /// Notes on a Visit
    ///
    /// Citation:
    ///
    /// Archive of the Harbour, F. 14, D. 1; see also F. 15, D. 4.
    ///
    /// Contents:
    ///
    /// Translation - English
    ///
    /// The visit went well.
    /// ```
    pub static CALL_NUMBER = {
        name: "structure/call-number",
        severity: Severity::Hint,
        precedence: 20,
        check: Check::Document(check),
    }
}

/// A part of a call number: the letters of its unit, how they are joined to the number, the number.
static PART: LazyLock<Regex> = LazyLock::new(|| {
    let units = "f|fond|op|opis|d|delo|l|ll|list|v|vol|box|folder|file|reel|kut|dos|doc|nr|no|tom|ll|p|pp";
    Regex::new(&format!(r"(?i)\b(?P<unit>{units})(?P<joint>\.? ?)(?P<number>[0-9]{{1,5}})\b"))
        .unwrap_or_else(|error| unreachable!("{error}"))
});

fn check(view: &DocumentView, found: &mut Vec<Finding>) {
    let citations: Vec<Range<usize>> = (view.header.parts.iter())
        .filter(|part| part.region == Region::Citation)
        .map(|part| part.range.clone())
        .collect();
    let Some(first) = citations.first() else { return };
    for citation in &citations {
        found.extend(uneven_parts(&view.text(citation.clone()), citation.start));
    }
    let Some(shape) = &view.context.header.call_number else { return };
    if !citations.iter().any(|citation| shape.is_match(&view.text(citation.clone()))) {
        let message = "no call number of the shape that this project declares stands in the citation";
        found.push(Finding::new(&CALL_NUMBER, first.clone(), message).severity(Severity::Info));
    }
}

/// The parts whose unit is joined to its number in another way than where it stands first.
fn uneven_parts(citation: &str, start: usize) -> Vec<Finding> {
    let mut known: FxHashMap<&str, &str> = FxHashMap::default();
    let mut found = Vec::new();
    for captures in PART.captures_iter(citation) {
        let (Some(whole), Some(unit), Some(joint)) = (captures.get(0), captures.name("unit"), captures.name("joint"))
        else {
            continue;
        };
        let usual = *known.entry(unit.as_str()).or_insert(joint.as_str());
        if usual != joint.as_str() {
            let message = format!(
                "“{}” is written “{}{usual}” with its number elsewhere in this citation",
                whole.as_str(),
                unit.as_str(),
            );
            found.push(Finding::new(&CALL_NUMBER, whole.start() + start..whole.end() + start, message));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::rules::HeaderTemplate;
    use crate::rules::testing::{findings, keeps_quiet, only};

    #[test]
    fn a_project_declares_the_shape() {
        let mut context = only(&CALL_NUMBER);
        let shape = Regex::new(r"D [0-9]+, V\. [0-9]{4}").ok();
        context.header = Arc::new(HeaderTemplate { call_number: shape, ..HeaderTemplate::default() });
        let text = |citation: &str| format!("Notes\n\nCitation:\n\n{citation}\n\nTranslation - English\n\nText.\n");
        assert_eq!(findings(context.clone(), &text("Archive, D 1, V. 1967")), []);
        assert_eq!(findings(context, &text("Archive, D1, V. 1967")).len(), 1);
    }

    #[test]
    fn keeps_quiet_at_numbers_of_the_text_and_different_units() {
        keeps_quiet(&CALL_NUMBER, "F. 14 and F14 in the text.");
        keeps_quiet(&CALL_NUMBER, "N\n\nCitation:\n\nA, F. 14, d4, v 1967, Box 3\n\nTranslation - English\n\nText.\n");
    }
}
