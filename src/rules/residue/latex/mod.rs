//! `residue/latex`

mod command;
mod pieces;

use crate::rules::rule::declare_rule;
use crate::rules::{BlockReport, BlockView, Check, Finding, Places, Restoration, Severity};
use crate::text::Characters;

use pieces::{Piece, Role, pieces};

declare_rule! {
    /// LaTeX commands stand in the text.
    ///
    /// Vision models are trained on papers; they write `\Box` for a stain or a lost initial, and set an
    /// underlined or indented passage as a formula: `\[\text{…} \]`. Nothing of that stood in the document.
    ///
    /// The text inside stays and the commands go. Where `\Box` or another symbol stands for letters,
    /// supply them if the sense gives them, or mark the place as illegible.
    ///
    /// ```finds
    /// Two telegrams ⸢\[\text{⸣of the Ministry of Foreign Affairs⸢}\]⸣ were read. ⸢\Box⸣
    /// → Two telegrams of the Ministry of Foreign Affairs were read.
    /// ```
    ///
    /// ```finds
    /// On the ⸢$10^{\text{th}}$⸣ of May it was 30⸢^\circ⸣ in the shade.
    /// → On the 10th of May it was 30° in the shade.
    /// ```
    ///
    /// ```quiet
    /// The price rose from $5 to $7 [sic], see C:\Boxes\text.
    /// ```
    pub static LATEX = {
        name: "residue/latex",
        severity: Severity::Error,
        needs: Characters::ascii("\\$"),
        enters: Places::MARKS,
        precedence: 60,
        check: Check::Block(check),
    }
}

fn check(block: &BlockView, report: &mut BlockReport) {
    let found = pieces(&block.text, block.context.format);
    for run in runs(&block.text, &found) {
        report.add(finding(block, run));
    }
}

/// Pieces that make up one place: side by side, or around a few characters of a construct.
fn runs<'p>(text: &str, pieces: &'p [Piece]) -> Vec<&'p [Piece]> {
    pieces.chunk_by(|one, next| belong_together(text, one, next)).collect()
}

/// Bytes of wrapped text that are shown within one finding.
const SHORT: usize = 24;

fn belong_together(text: &str, one: &Piece, next: &Piece) -> bool {
    let between = &text[one.range.end..next.range.start];
    if between.contains(['\n', '\r']) {
        return false;
    }
    between.trim().is_empty() && (one.range.end == next.range.start || one.inside || one.role == next.role)
        || one.inside && between.len() <= SHORT
}

fn finding(block: &BlockView, run: &[Piece]) -> Finding {
    let text = &block.text;
    let range = run[0].range.start..run[run.len() - 1].range.end;
    let reading = reading(text, run);
    let lost = run.iter().any(|piece| piece.role == Role::Filler);
    let restoration = if reading.is_empty() {
        let gone = if lost { block.with_surroundings(&range) } else { range.clone() };
        Restoration::remove(gone)
    } else {
        Restoration::replace(range.clone(), reading)
    };
    let markup_alone = run.iter().all(|piece| piece.role == Role::Markup);
    let restoration = if markup_alone { restoration.safe() } else { restoration };
    let finding = Finding::new(&LATEX, range.clone(), message(&text[range.clone()], lost)).restoration(restoration);
    if lost && run.iter().all(|piece| piece.role == Role::Filler) {
        return finding.restoration(Restoration::gap(block.context.convention, range, None));
    }
    finding
}

fn message(debris: &str, lost: bool) -> String {
    if lost && debris.len() < SHORT {
        return format!(
            "“{debris}” is LaTeX that an engine wrote for ink it could not read; supply what stood there, mark it as \
             illegible, or remove it if nothing did"
        );
    }
    "an engine wrote LaTeX here, which did not stand in the document; the text inside it stays, the commands go".into()
}

/// The plain text of a run: what the pieces mean and what stands between them.
fn reading(text: &str, run: &[Piece]) -> String {
    let mut plain = String::new();
    let mut at = run[0].range.start;
    for piece in run {
        plain.push_str(&text[at..piece.range.start]);
        plain.push_str(&piece.reading);
        at = piece.range.end;
    }
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The byte range of `needle` in the text around it.
#[cfg(test)]
fn range_of(text: &str, needle: &str) -> std::ops::Range<usize> {
    let start = text.find(needle).unwrap();
    start..start + needle.len()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::{findings, keeps_quiet, only, restores};

    #[test]
    fn unbalanced_wrapping_goes_at_both_ends() {
        restores(
            &LATEX,
            r"It was plain: ⸢\[\bigcup_\text{\text{⸣The anniversary of the founding of the peoples'⸢} \]⸣ republic",
            "It was plain: The anniversary of the founding of the peoples' republic",
        );
    }

    #[test]
    fn a_box_goes_with_its_space() {
        restores(&LATEX, r"fifteen to twenty. ⸢\Box⸣", "fifteen to twenty.");
        restores(&LATEX, r"⸢\Box⸣ formation was given", "formation was given");
        restores(&LATEX, "one\n⸢\\square \\square \\Box⸣\ntwo", "one\ntwo");
    }

    #[test]
    fn a_box_may_be_marked_and_never_goes_unasked() {
        let text = r"the \Box of May";
        let found = findings(only(&LATEX), text);
        assert_eq!(found[0].range, range_of(text, r"\Box"));
        assert_eq!(found[0].restorations[1].edits[0].text, "[illegible]");
        assert!(found[0].restorations.iter().all(|r| r.applicability != crate::rules::Applicability::Safe));
    }

    #[test]
    fn fractions_signs_and_scripts_are_read() {
        restores(&LATEX, r"about ⸢$\frac{1}{2}$⸣ of it", "about 1/2 of it");
        restores(&LATEX, r"⸢\textbf{SECRET}⸣", "SECRET");
        restores(&LATEX, r"and so on⸢\ldots⸣", "and so on…");
        restores(&LATEX, r"⸢$\mathrm{CO}_2$⸣", "CO₂");
        restores(&LATEX, r"paid ⸢\$⸣500, or 5⸢\%⸣", "paid $500, or 5%");
        restores(&LATEX, r"J⸢\'{a}⸣nos", "János");
    }

    #[test]
    fn keeps_quiet_at_prices_paths_and_stains() {
        keeps_quiet(&LATEX, r"$5 in 1950 and $10 in 1960");
        keeps_quiet(&LATEX, r"the meeting\in May, \text and \left wing \Oreya");
        keeps_quiet(&LATEX, r"see C:\temp\Box.txt or \\server\text");
        keeps_quiet(&LATEX, r"{braces} and under_score^2");
    }

    #[test]
    fn keeps_quiet_at_escaped_brackets() {
        keeps_quiet(&LATEX, r"the \[sic\] mark");
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_read(text in r"([\\${}_^ a]|\\\[|\\\]|\\text\{|\\Box|\\frac\{|é|\n){0,40}") {
            let found = findings(only(&LATEX), &text);
            proptest::prop_assert!(found.iter().all(|f| text.get(f.range.clone()).is_some()));
        }
    }
}
