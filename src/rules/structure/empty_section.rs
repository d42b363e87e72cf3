//! `structure/empty-section`

use crate::rules::rule::declare_rule;
use crate::rules::{Check, DocumentView, Finding, Severity};
use crate::transcript::Region;

use super::labels::labels;

declare_rule! {
    /// A field of the header is empty.
    ///
    /// `Credits:` with nothing under it was left for later, or its value was lost when the record was
    /// copied.
    ///
    /// Fill it in, or take the label out.
    ///
    /// ```finds
    /// Notes on a Visit
    ///
    /// Citation:
    ///
    /// Archive of the Harbour, 4
    ///
    /// ⸢Credits:⸣
    ///
    /// Original Language:
    ///
    /// Albanian
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
    /// Archive of the Harbour, 4
    ///
    /// Contents:
    ///
    /// Translation - English
    ///
    /// The visit went well.
    /// ```
    pub static EMPTY_SECTION = {
        name: "structure/empty-section",
        severity: Severity::Info,
        precedence: 25,
        check: Check::Document(check),
    }
}

fn check(view: &DocumentView, found: &mut Vec<Finding>) {
    let labels = labels(view);
    for (at, label) in labels.iter().enumerate().filter(|(_, label)| !label.has_value) {
        // The label of the text is what `Contents:` announces.
        let announces =
            label.region == Region::Contents && labels.get(at + 1).is_some_and(|n| n.region == Region::Body);
        let message = if label.region == Region::Body {
            "the header ends here, and no text follows".to_owned()
        } else {
            format!("nothing stands under “{}”: fill it in, or take the label out", view.text(label.range.clone()))
        };
        if !announces {
            found.push(Finding::new(&EMPTY_SECTION, label.range.clone(), message));
        }
    }
    found.extend(view.header.fields.iter().filter(|field| is_blank(view, field)).map(|field| {
        let message = format!("the front matter leaves “{}” empty: fill it in, or take the line out", field.key);
        Finding::new(&EMPTY_SECTION, field.key_range.clone(), message)
    }));
}

/// A key with nothing beside it and no list or text indented below it.
fn is_blank(view: &DocumentView, field: &crate::transcript::FrontMatterField) -> bool {
    if !field.value.is_empty() {
        return false;
    }
    let mut lines = view.source.lines_from(field.key_range.start);
    let beside = lines.next().is_some_and(|line| line.trim_end().ends_with(':'));
    beside && !lines.next().is_some_and(|line| line.starts_with([' ', '\t', '-']) && !line.starts_with("---"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::{finds, keeps_quiet};

    #[test]
    fn a_header_without_text_and_an_empty_key_are_found() {
        finds(&EMPTY_SECTION, "Notes\n\nCitation:\n\nA, 4\n\n⸢Translation - English⸣\n");
        finds(&EMPTY_SECTION, "---\ntitle: Notes\n⸢credits⸣:\ndate: 1958\n---\n\nText.\n");
    }

    #[test]
    fn keeps_quiet_at_lists_of_front_matter_and_whole_headers() {
        keeps_quiet(&EMPTY_SECTION, "---\ntitle: Notes\ntags:\n  - mills\nnames:\n- a\n---\n\nText.\n");
        keeps_quiet(
            &EMPTY_SECTION,
            "Notes\n\nCitation: A, 4\n\nSummary:\n\nShort.\n\nTranslation - English\n\nText.\n",
        );
    }
}
