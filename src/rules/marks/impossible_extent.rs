//! `marks/impossible-extent`

use crate::convention::{Extent, Meaning};
use crate::rules::rule::declare_rule;
use crate::rules::{BlockReport, BlockView, Check, Finding, Places, Severity};
use crate::text::Characters;

declare_rule! {
    /// A gap says that an impossible number of characters, words or lines is missing.
    ///
    /// A digit too many, or two numbers the wrong way round: `[0 words illegible]`, `[.9-4]`,
    /// `[430 lines illegible]`.
    ///
    /// Look at the document and correct the number.
    ///
    /// ```finds
    /// the ⸢[0 words illegible]⸣ of the Party
    /// ```
    ///
    /// ```finds leiden
    /// αβγ ⸢[.9-4]⸣ δε
    /// ```
    ///
    /// ```quiet
    /// the [3 words illegible] of the Party
    /// ```
    pub static IMPOSSIBLE_EXTENT = {
        name: "marks/impossible-extent",
        severity: Severity::Info,
        needs: Characters::DIGITS,
        enters: Places::MARKS,
        precedence: 55,
        check: Check::Block(check),
    }
}

fn check(block: &BlockView, report: &mut BlockReport) {
    let convention = block.context.convention;
    for mark in block.marks().iter().filter(|mark| matches!(mark.meaning, Meaning::Gap | Meaning::Lost)) {
        let extent = convention.extent(&block.text, mark);
        if let Some(message) = extent.as_ref().and_then(fault) {
            report.add(Finding::new(&IMPOSSIBLE_EXTENT, mark.range.clone(), message));
        }
    }
}

fn fault(extent: &Extent) -> Option<String> {
    let Extent { least, most, unit } = extent;
    if *most == 0 {
        return Some(format!("a gap of no {unit} is none; say how much is missing, or remove the mark"));
    }
    if least > most {
        return Some(format!("the numbers of this gap stand the wrong way round: at least {least}, at most {most}"));
    }
    (*most > plausible(unit)).then(|| format!("{most} {unit}s are more than a gap can hold; a digit too many?"))
}

/// More than a few pages of text nobody counts.
fn plausible(unit: &str) -> usize {
    match unit {
        "character" => 20_000,
        "word" => 5_000,
        "line" => 400,
        _ => 1_000,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::{finds, keeps_quiet};

    #[test]
    fn too_many_lines_are_found() {
        finds(&IMPOSSIBLE_EXTENT, "the ⸢[4300 lines illegible]⸣ of");
    }

    #[test]
    fn keeps_quiet_at_plausible_numbers() {
        keeps_quiet(&IMPOSSIBLE_EXTENT, "the [illegible] and [12 lines missing] and [1 page illegible] of");
    }
}
