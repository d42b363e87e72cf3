//! What a restoration makes of its place, in words.

use crate::rules::{Finding, Intent, Restoration};
use crate::text::{Edit, apply_edits};

/// Bytes of a word that are shown on each side of a change, at most.
const WORD: usize = 40;
/// Longer readings are named by the restoration's title.
const LONGEST: usize = 80;

/// The best restoration of a finding in a phrase: `perhaps [Fir]st (high)`.
pub(super) fn best(text: &str, finding: &Finding) -> Option<String> {
    let best = finding.restorations.first()?;
    Some(match reading(text, best) {
        Some(reading) => format!("perhaps {reading} ({})", best.certainty.name()),
        None => best.title.to_string(),
    })
}

/// The other restorations in a phrase: `or [Mo]st (medium), or mark as illegible`.
pub(super) fn others(text: &str, finding: &Finding) -> Option<String> {
    let others: Vec<String> = (finding.restorations.iter().skip(1).filter(|other| other.intent != Intent::Keep))
        .map(|other| match reading(text, other) {
            Some(reading) => format!("or {reading} ({})", other.certainty.name()),
            None => format!("or {}", other.title),
        })
        .collect();
    (!others.is_empty()).then(|| others.join(", "))
}

/// How the place reads once a reading is restored, whole words; none where nothing is read anew, or
/// the change cannot be shown in a line.
fn reading(text: &str, restoration: &Restoration) -> Option<String> {
    if !matches!(restoration.intent, Intent::Supply | Intent::Correct | Intent::Unclear) {
        return None;
    }
    let start = restoration.edits.iter().map(|edit| edit.range.start).min()?;
    let end = restoration.edits.iter().map(|edit| edit.range.end).max()?;
    if end - start > LONGEST {
        return None;
    }
    let start = start - word_before(text.get(..start)?);
    let end = end + word_after(text.get(end..)?);
    let edits: Vec<Edit> = (restoration.edits.iter())
        .map(|edit| Edit::replace(edit.range.start - start..edit.range.end - start, edit.text.as_str()))
        .collect();
    let restored = apply_edits(&text[start..end], &edits).ok()?;
    let restored = restored.trim();
    (!restored.is_empty() && restored.len() <= LONGEST && !restored.contains(['\n', '\r'])).then(|| restored.to_owned())
}

/// Length of the rest of the word that the text ends in.
fn word_before(text: &str) -> usize {
    let length: usize = text.chars().rev().take_while(|c| !c.is_whitespace()).take(WORD).map(char::len_utf8).sum();
    if length < WORD { length } else { 0 }
}

/// Length of the rest of the word that the text begins in, without the marks that close it.
fn word_after(text: &str) -> usize {
    let length: usize = text.chars().take_while(|c| !c.is_whitespace()).take(WORD).map(char::len_utf8).sum();
    if length < WORD { text[..length].trim_end_matches(['.', ',', ';', ':']).len() } else { 0 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::convention::{Certainty, Convention};
    use crate::rules::rule;

    fn finding() -> Finding {
        Finding::new(rule("glyphs/filler-run").unwrap(), 0..9, "x")
    }

    #[test]
    fn a_supplied_reading_is_shown_with_its_word() {
        let supplied = |text: &str, cert| Restoration::supply(Convention::bracketed(), 0..10, text, cert);
        let finding = finding()
            .restoration(supplied("Fir", Certainty::High))
            .restoration(supplied("Mo", Certainty::Medium))
            .restoration(Restoration::gap(Convention::bracketed(), 0..9, Some(3)));
        assert_eq!(best("☐☐☐ st, of all", &finding).unwrap(), "perhaps [Fir]st (high)");
        assert_eq!(others("☐☐☐ st, of all", &finding).unwrap(), "or [Mo]st (medium), or mark as illegible");
    }

    #[test]
    fn what_is_no_reading_is_named_by_its_title() {
        assert_eq!(best("☐☐☐ x", &finding().restoration(Restoration::remove(0..9))).unwrap(), "remove it");
        assert_eq!(best("☐☐☐ x", &finding()), None);
    }
}
