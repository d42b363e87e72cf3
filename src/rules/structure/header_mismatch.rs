//! `structure/header-mismatch`

use std::ops::Range;

use crate::rules::rule::declare_rule;
use crate::rules::{Check, DocumentView, Finding, Severity};
use crate::transcript::{DateSource, DocumentDate, Region};

declare_rule! {
    /// Title, citation and text disagree on the date of the document, or title and citation on its
    /// title.
    ///
    /// The same words are typed three times for one record, and a digit or a word slips in one of
    /// them. A letter may also bear a later date than the report it goes with.
    ///
    /// Compare the page, and correct what is wrong.
    ///
    /// ```finds
    /// January 16, 1967 Notes on a Visit
    ///
    /// Citation:
    ///
    /// "Notes on a Visit", ⸢January 16, 1976⸣, Archive of the Harbour, 4
    ///
    /// Contents:
    ///
    /// Translation - English
    ///
    /// The visit went well.
    /// ```
    ///
    /// ```quiet
    /// January 16, 1967 Notes on a Visit
    ///
    /// Citation:
    ///
    /// "Notes on a Visit," January 16, 1967, Archive of the Harbour, 4
    ///
    /// Contents:
    ///
    /// Translation - English
    ///
    /// The visit went well.
    /// ```
    pub static HEADER_MISMATCH = {
        name: "structure/header-mismatch",
        severity: Severity::Info,
        precedence: 60,
        check: Check::Document(check),
    }
}

/// Titles less alike than this are those of two things: of a document, and of the book it stands in.
const ALIKE: f64 = 0.75;

fn check(view: &DocumentView, found: &mut Vec<Finding>) {
    let dates = &view.header.dates;
    // A file without a header may hold several papers, each with a date of its own.
    if let Some(first) = dates.first().filter(|date| date.source <= DateSource::Citation) {
        let others = dates[1..].iter().filter(|other| other.date.contradicts(first.date));
        found.extend(others.map(|other| other_date(view, first, other)));
    }
    found.extend(other_title(view));
}

fn other_date(view: &DocumentView, first: &DocumentDate, other: &DocumentDate) -> Finding {
    let message = format!(
        "{} gives {} as the date of the document, {} gives {}",
        named(other.source),
        view.text(other.range.clone()),
        named(first.source),
        view.text(first.range.clone())
    );
    // What the header says twice is one statement; a dateline may be that of an enclosure.
    let severity = if other.source <= DateSource::Citation { Severity::Info } else { Severity::Hint };
    Finding::new(&HEADER_MISMATCH, other.range.clone(), message)
        .severity(severity)
        .related(first.range.clone(), "the other date")
}

fn named(source: DateSource) -> &'static str {
    match source {
        DateSource::FrontMatter => "the front matter",
        DateSource::Title => "the title",
        DateSource::Citation => "the citation",
        DateSource::Dateline => "the head of the text",
        DateSource::Signature => "the end of the text",
    }
}

/// The title that the citation quotes, if it is the document's own with a slip.
fn other_title(view: &DocumentView) -> Option<Finding> {
    let title = view.header.title(view.source)?;
    let citation = view.header.part(Region::Citation)?;
    let text = view.text(citation.clone());
    let quoted = quoted(&text)?;
    let (own, theirs) = (plain(&title), plain(&text[quoted.clone()]));
    // The title line has the date before or after the title.
    if theirs.is_empty() || own.contains(&theirs) || theirs.contains(&own) {
        return None;
    }
    let own = own.get(own.len().saturating_sub(theirs.len())..).unwrap_or(&own);
    if strsim::normalized_levenshtein(own, &theirs) < ALIKE {
        return None;
    }
    let message = "the citation quotes another title than the title line has";
    let range = quoted.start + citation.start..quoted.end + citation.start;
    Some(Finding::new(&HEADER_MISMATCH, range, message))
}

/// What stands in the quotation marks that a citation begins with.
fn quoted(citation: &str) -> Option<Range<usize>> {
    let open = citation.find(|c: char| !c.is_whitespace())?;
    let start = open + citation[open..].chars().next().filter(|c| matches!(c, '"' | '“' | '«'))?.len_utf8();
    let end = start + citation[start..].find(['"', '”', '»'])?;
    (end > start).then_some(start..end)
}

/// Letters and digits in lower case, and single spaces.
fn plain(title: &str) -> String {
    let words = title.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_lowercase).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::{finds, keeps_quiet};

    fn document(title: &str, citation: &str, text: &str) -> String {
        format!("{title}\n\nCitation:\n\n{citation}\n\nContents:\n\nTranslation - English\n\n{text}\n")
    }

    #[test]
    fn a_slip_in_the_title_is_found() {
        finds(
            &HEADER_MISMATCH,
            &document("March 2, 1958 Notes on a Visit", "\"⸢Notes on a Vsit⸣\", Archive, 4", "Text."),
        );
    }

    #[test]
    fn the_date_over_the_text_is_compared() {
        finds(&HEADER_MISMATCH, &document("March 2, 1958 Notes", "Archive, 4", "Tirana, ⸢March 3, 1958⸣\n\nText."));
    }

    #[test]
    fn keeps_quiet_where_all_agree_or_speak_of_other_things() {
        keeps_quiet(
            &HEADER_MISMATCH,
            &document("March 1958 Notes", "“Notes,” March 2, 1958", "March 2, 1958\n\nText."),
        );
        keeps_quiet(&HEADER_MISMATCH, "Tirana, March 3, 1958\n\nText.\n\nTirana, March 4, 1958\n\nAn enclosure.\n");
        keeps_quiet(&HEADER_MISMATCH, &document("Notes on a Visit", "\"The Harbour Papers\", vol. 2", "Text."));
    }
}
