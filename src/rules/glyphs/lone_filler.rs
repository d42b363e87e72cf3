//! `glyphs/lone-filler`

use std::ops::Range;

use crate::rules::rule::declare_rule;
use crate::rules::{BlockReport, BlockView, Check, Finding, Restoration, Severity};
use crate::text::{Characters, Class};

use super::filler::{is_box, is_tick};

declare_rule! {
    /// A single box or other geometric sign stands in or against a word.
    ///
    /// An engine writes one filler sign where it could not read a letter or two, or sees a bullet, a
    /// stain or a punch hole as one. Glued to a word, or amid a sentence, it stands for something else.
    ///
    /// Read the letter in the source, mark the place as illegible, or remove the sign. Tick boxes of
    /// forms and the bullets of lists keep quiet.
    ///
    /// ```finds
    /// The com⸢□⸣ission met in the ⸢■⸣ morning.
    /// → The com[illegible]ission met in the [illegible] morning.
    /// ```
    ///
    /// ```quiet
    /// ☐ Secret   ☐ Confidential
    /// INDEX: YES ☐ NO ☐
    /// • the minutes
    /// ```
    pub static LONE_FILLER = {
        name: "glyphs/lone-filler",
        needs: Characters::NONE.and(Class::Filler),
        precedence: 45,
        check: Check::Block(check),
    }
}

fn check(block: &BlockView, report: &mut BlockReport) {
    let text = &block.text;
    let ticked = text.chars().any(is_tick);
    for (at, sign) in text.char_indices().filter(|&(_, c)| is_filler(c)) {
        let around = Around { text, range: at..at + sign.len_utf8() };
        if around.is_in_word() {
            report.add(illegible(block, around.range, "where a letter or two could not be read", Severity::Warning));
        } else if !ticked && sign != '☐' && sign != '•' && around.is_amid_sentence() {
            report.add(illegible(block, around.range, "amid the sentence", Severity::Info));
        } else if sign == '■' && around.begins_line_glued() {
            let message = "a “■” is glued to what begins the line: a stain or a punch hole, or a bullet; remove it";
            let finding = Finding::new(&LONE_FILLER, around.range.clone(), message).severity(Severity::Info);
            report.add(finding.restoration(Restoration::remove(around.range)));
        }
    }
}

fn is_filler(c: char) -> bool {
    is_box(c) || c == '•'
}

fn illegible(block: &BlockView, range: Range<usize>, place: &str, severity: Severity) -> Finding {
    let sign = &block.text[range.clone()];
    let message = format!("a “{sign}” stands {place}; read it in the source, or mark the place as illegible");
    Finding::new(&LONE_FILLER, range.clone(), message)
        .severity(severity)
        .restoration(Restoration::gap(block.context.convention, range.clone(), Some(1)))
        .restoration(Restoration::remove(range))
}

/// A sign with what stands around it.
struct Around<'a> {
    text: &'a str,
    range: Range<usize>,
}

impl Around<'_> {
    fn before(&self) -> Option<char> {
        self.text[..self.range.start].chars().next_back()
    }

    fn after(&self) -> Option<char> {
        self.text[self.range.end..].chars().next()
    }

    fn is_in_word(&self) -> bool {
        self.before().is_some_and(char::is_alphabetic) && self.after().is_some_and(char::is_lowercase)
    }

    /// A lower-case word on each side, in one line.
    fn is_amid_sentence(&self) -> bool {
        let before = self.text[..self.range.start].strip_suffix(' ');
        let after = self.text[self.range.end..].strip_prefix(' ');
        before.is_some_and(|text| text.ends_with(char::is_lowercase))
            && after.is_some_and(|text| text.starts_with(char::is_lowercase))
    }

    fn begins_line_glued(&self) -> bool {
        self.before().is_none_or(|c| c == '\n') && self.after().is_some_and(char::is_alphanumeric)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::{keeps_quiet, restores};

    #[test]
    fn a_sign_in_a_word_is_a_lost_letter() {
        restores(&LONE_FILLER, "the dele⸢◊⸣ation", "the dele[illegible]ation");
        restores(&LONE_FILLER, "the dele⸢•⸣ation", "the dele[illegible]ation");
    }

    #[test]
    fn a_square_glued_to_a_number_goes() {
        restores(&LONE_FILLER, "⸢■⸣10. The budget", "10. The budget");
    }

    #[test]
    fn keeps_quiet_at_bullets_and_boxes() {
        keeps_quiet(&LONE_FILLER, "• first\n• second\n▪ third");
        keeps_quiet(&LONE_FILLER, "FILE RID ☐ RET. TO BRANCH ☐\n☐ witting collaborator\nyes ☐ no ☐");
        keeps_quiet(&LONE_FILLER, "Minutes • Resolutions • Letters");
    }
}
