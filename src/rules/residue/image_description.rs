//! `residue/image-description`

use std::sync::LazyLock;

use aho_corasick::AhoCorasick;
use regex::Regex;

use super::remark;
use crate::rules::rule::declare_rule;
use crate::rules::{BlockReport, BlockView, Check, Finding, Places, Restoration, Severity};
use crate::text::Characters;

declare_rule! {
    /// A description of the picture stands among the document's words, unmarked.
    ///
    /// Vision models say what they see (“The image shows a handwritten letter”) where they should write
    /// what is written. An editor's own description stands in the brackets of the convention.
    ///
    /// Remove it, or mark it as a note. What a model invents to fill a gap, fluently and in the style of
    /// the document, cannot be told from the text alone: such a page must be read against its picture,
    /// and no rule claims to find it.
    ///
    /// ```finds
    /// ⸢(The image shows a handwritten letter on lined paper.)⸣
    /// ```
    ///
    /// ```quiet
    /// The photograph shows two launch sites. [The image shows a map.]
    /// ```
    pub static IMAGE_DESCRIPTION = {
        name: "residue/image-description",
        severity: Severity::Info,
        needs: Characters::ascii("gGnN"),
        enters: Places::NONE,
        check: Check::Block(check),
    }
}

static DESCRIPTION: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(concat!(
        r"(?i)^(?:\((?:this|the) (?:[a-z-]{1,15} ){0,2}(?:image|scan|photograph|picture|page|document) (?:shows|contains|depicts|displays|appears|features|is)\b[^\n()]*\)?",
        r"|[*_]{0,2}(?:this|the) (?:(?:scanned|provided|attached|uploaded|given) )?(?:image|scan) (?:shows|contains|depicts|displays|appears to|features|is of|is a (?:scan|photo|black|document|page|picture))\b)",
    ))
    .unwrap_or_else(|error| unreachable!("{error}"))
});

/// What is described, looked for before the pattern is tried, or even compiled.
static PICTURES: LazyLock<AhoCorasick> = LazyLock::new(|| {
    let words = ["image", "scan", "photograph", "picture", "page", "document"];
    AhoCorasick::builder().ascii_case_insensitive(true).build(words).unwrap_or_else(|error| unreachable!("{error}"))
});
/// Bytes before the end of that word, at most.
const REACH: usize = 64;

fn check(block: &BlockView, report: &mut BlockReport) {
    for line in block.lines() {
        let text = block.text[line.clone()].trim_start();
        let beginning = &text.as_bytes()[..text.len().min(REACH)];
        if !text.starts_with(['(', 't', 'T', '*', '_']) || !PICTURES.is_match(beginning) {
            continue;
        }
        let Some(found) = DESCRIPTION.find(text) else { continue };
        let start = line.end - text.len();
        let description = if text.starts_with('(') { found.as_str() } else { remark(text, found.end()) };
        let range = start..start + description.trim_end().len();
        let message = "this describes a picture and does not stand in brackets: if an engine wrote it, remove it; if an \
                       editor did, mark it as a note";
        let gone = Restoration::remove(block.with_surroundings(&range)).titled("remove the description");
        report.add(Finding::new(&IMAGE_DESCRIPTION, range, message).restoration(gone));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::{finds, keeps_quiet};

    #[test]
    fn descriptions_at_a_lines_beginning_are_found() {
        finds(&IMAGE_DESCRIPTION, "⸢The scanned image shows a stamped page.⸣\nTo the Minister");
    }

    #[test]
    fn keeps_quiet_at_the_documents_own_words() {
        keeps_quiet(
            &IMAGE_DESCRIPTION,
            "The document shows that they knew. In the mind of the people the image is of a hero.",
        );
        keeps_quiet(&IMAGE_DESCRIPTION, "The picture is a black one.");
    }
}
