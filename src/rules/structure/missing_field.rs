//! `structure/missing-field`

use std::ops::Range;

use crate::rules::rule::declare_rule;
use crate::rules::{Check, DocumentView, Finding, Severity};
use crate::transcript::Region;

use super::labels::{Label, labels};

declare_rule! {
    /// The header lacks what a reader needs to cite and to trust the document: its citation, or the
    /// name of whoever translated it.
    ///
    /// A record is often copied field by field, and one is left behind.
    ///
    /// Add the field from the archive's record. What a header must have beyond that, a project says
    /// itself: `required = ["Credits", "rights"]` under `[header]` in `lacuna.toml`; a name is a label
    /// of the header, or a key of the front matter.
    ///
    /// ```finds
    /// ⸢Notes on a Visit⸣
    ///
    /// Summary:
    ///
    /// A visit to the mills.
    ///
    /// Original Language:
    ///
    /// Albanian
    ///
    /// Contents:
    ///
    /// Transcription
    ///
    /// The visit went well.
    /// ```
    ///
    /// ```quiet
    /// Notes on a Visit
    ///
    /// Citation:
    ///
    /// Archive of the Harbour, 4. Translated by A. Example
    ///
    /// Original Language:
    ///
    /// Albanian
    ///
    /// Contents:
    ///
    /// Translation - English
    ///
    /// The visit went well.
    /// ```
    pub static MISSING_FIELD = {
        name: "structure/missing-field",
        severity: Severity::Hint,
        precedence: 15,
        check: Check::Document(check),
    }
}

/// Labels of which a header has at least so many; fewer may be words of the text.
const A_HEADER: usize = 3;
/// What names a translator, in small letters.
const TRANSLATOR: [&str; 5] = ["translated by", "translator", "translation by", "transl. by", "trans. by"];

fn check(view: &DocumentView, found: &mut Vec<Finding>) {
    let labels = labels(view);
    let Some(place) = place(view, &labels) else { return };
    let mut missing: Vec<String> = Vec::new();
    if labels.len() >= A_HEADER {
        if !has_label(&labels, "Citation") && view.header.field("citation").is_none() {
            missing.push("a citation".into());
        }
        if is_translation(view, &labels) && !names_translator(view) {
            missing.push("the name of the translator".into());
        }
    }
    let required = view.context.header.required.iter();
    let absent = required.filter(|name| !has_label(&labels, name) && view.header.field(name).is_none());
    missing.extend(absent.map(|name| format!("“{name}”")));
    missing.dedup();
    if !missing.is_empty() {
        let message = format!("the header lacks {}; add it from the archive's record", missing.join(" and "));
        found.push(Finding::new(&MISSING_FIELD, place, message));
    }
}

/// Where to speak of the header: its title, or its first field.
fn place(view: &DocumentView, labels: &[Label]) -> Option<Range<usize>> {
    let of_title = view.header.part(Region::Title);
    let of_field = view.header.fields.first().map(|field| field.key_range.clone());
    let of_label = labels.first().map(|label| label.range.clone());
    let of_text = || view.blocks.first().map(|block| block.start..block.start + block.length.min(1));
    let place = of_title.or(of_field).or(of_label);
    place.or_else(|| if view.context.header.required.is_empty() { None } else { of_text() })
}

fn has_label(labels: &[Label], name: &str) -> bool {
    labels.iter().any(|label| label.region.label().is_some_and(|known| known.eq_ignore_ascii_case(name)))
}

fn is_translation(view: &DocumentView, labels: &[Label]) -> bool {
    let original = view.header.original_language(view.source);
    let translates = |label: &str| {
        // A document in English whose record says “Translation - English” was never translated.
        label.starts_with("Translation") && !original.as_deref().is_some_and(|language| label.contains(language.trim()))
    };
    labels.iter().any(|label| label.region == Region::Body && translates(&view.text(label.range.clone())))
}

/// Whether the header or its front matter says who translated.
fn names_translator(view: &DocumentView) -> bool {
    let says = |text: &str| {
        let text = text.to_lowercase();
        TRANSLATOR.iter().any(|phrase| text.contains(phrase))
    };
    view.header.fields.iter().any(|field| says(&field.key))
        || view
            .header
            .parts
            .iter()
            .filter(|p| p.region != Region::Body)
            .any(|part| says(&view.text(part.range.clone())))
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::rules::HeaderTemplate;
    use crate::rules::testing::{findings, finds, keeps_quiet, only};

    const HEADER: &str =
        "Citation:\n\nA, 4\n\nCredits:\n\nThe Harbour Fund\n\nContents:\n\nTranslation - English\n\nText.\n";

    #[test]
    fn a_translation_without_translator_is_found() {
        finds(&MISSING_FIELD, &format!("⸢Notes⸣\n\n{HEADER}"));
    }

    #[test]
    fn keeps_quiet_at_a_translator_named_anywhere() {
        keeps_quiet(&MISSING_FIELD, &format!("Notes\n\n{}", HEADER.replace("Fund", "Fund. Translator: B. Example")));
        let english = HEADER.replace("Contents", "Original Language:\n\nEnglish\n\nContents");
        keeps_quiet(&MISSING_FIELD, &format!("Notes\n\n{english}"));
        keeps_quiet(&MISSING_FIELD, "Notes\n\nSummary: short\n\nText without a header.\n");
    }

    #[test]
    fn a_project_says_what_it_requires() {
        let mut context = only(&MISSING_FIELD);
        context.header =
            Arc::new(HeaderTemplate { required: vec!["rights".into(), "date".into()], ..Default::default() });
        let found = findings(context.clone(), "---\ndate: 1958\n---\n\nText.\n");
        assert!(found[0].message.contains("“rights”") && !found[0].message.contains("“date”"), "{found:?}");
        assert_eq!(findings(context, "---\ndate: 1958\nrights: free\n---\n\nText.\n"), []);
    }
}
