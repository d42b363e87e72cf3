//! `marks/stray-sic`

use crate::convention::Meaning;
use crate::rules::rule::declare_rule;
use crate::rules::{BlockReport, BlockView, Check, Finding, Places, Restoration, Severity};
use crate::text::Characters;

declare_rule! {
    /// A `[sic]` stands where there is nothing it could speak of.
    ///
    /// `[sic]` follows the very words that are wrong in the document. At the beginning of a paragraph,
    /// or straight after another `[sic]`, it has lost them, or was set twice.
    ///
    /// Move it behind the words it speaks of, or remove it.
    ///
    /// ```finds
    /// ⸢[sic]⸣ The 12th Congress
    /// ```
    ///
    /// ```quiet
    /// The 12th [sic] Congress, and in May [sic]
    /// ```
    pub static STRAY_SIC = {
        name: "marks/stray-sic",
        severity: Severity::Hint,
        needs: Characters::ascii("[("),
        enters: Places::MARKS.and(Places::SIC),
        precedence: 40,
        check: Check::Block(check),
    }
}

fn check(block: &BlockView, report: &mut BlockReport) {
    let mut last_sic = None;
    let mut paragraphs = block.paragraphs().iter().peekable();
    for mark in block.marks().iter().filter(|mark| mark.meaning == Meaning::Sic && mark.content.is_empty()) {
        while paragraphs.next_if(|paragraph| paragraph.end <= mark.range.start).is_some() {}
        let opening = paragraphs.peek().map_or(0, |paragraph| paragraph.start);
        let from = last_sic.unwrap_or(0).max(opening.min(mark.range.start));
        if !block.text[from..mark.range.start].contains(char::is_alphanumeric) {
            let message = "this [sic] follows no words that it could speak of; it lost them, or was set twice";
            let restoration = Restoration::remove(mark.range.clone());
            report.add(Finding::new(&STRAY_SIC, mark.range.clone(), message).restoration(restoration));
        }
        last_sic = Some(mark.range.end);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::{finds, keeps_quiet};

    #[test]
    fn a_second_sic_is_found() {
        finds(&STRAY_SIC, "The 12th [sic] ⸢[sic]⸣ Congress");
    }

    #[test]
    fn keeps_quiet_behind_words_and_other_marks() {
        keeps_quiet(&STRAY_SIC, "The 12th [sic] and the 13th [sic] of [Party] [sic]");
    }
}
