//! `marks/unsigned`

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use crate::rules::rule::declare_rule;
use crate::rules::{BlockReport, BlockView, Check, DocumentView, FactKinds, Finding, Places, Severity};
use crate::text::Characters;

declare_rule! {
    /// `[Signed]` stands alone: nobody is named.
    ///
    /// The mark says that a signature follows in the document. Where no name follows, it was not read,
    /// or was lost with the line it stood on.
    ///
    /// Add the name, or say that the signature cannot be read: `[Signed: illegible]`.
    ///
    /// ```finds
    /// With communist greetings,
    ///
    /// ⸢[Signed]⸣
    /// ```
    ///
    /// ```quiet
    /// With communist greetings,
    ///
    /// [Signed]
    ///
    /// Marko Example
    /// ```
    pub static UNSIGNED = {
        name: "marks/unsigned",
        severity: Severity::Hint,
        needs: Characters::ascii("[("),
        enters: Places::MARKS,
        check: Check::Folded { block, document },
    }
}

/// The mark alone on its line, or what follows it there.
static SIGNED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?mR)^[ \t]*(?P<mark>[\[(][Ss]igned[\])])[ \t:.]*$").unwrap_or_else(|error| unreachable!("{error}"))
});
/// Bytes of what follows that are looked at for a name.
const REACH: usize = 120;

fn block(block: &BlockView, report: &mut BlockReport) {
    if !block.text.contains("igned") {
        return;
    }
    for captures in SIGNED.captures_iter(&block.text) {
        let (Some(line), Some(mark)) = (captures.get(0), captures.name("mark")) else { continue };
        let named_above = !block.text[..line.start()].trim().is_empty();
        let below = block.text[line.end()..].trim_start();
        if named_above || block.is_protected(&mark.range(), UNSIGNED.enters) {
            continue;
        }
        if below.is_empty() {
            report.facts.marks.unsigned.push(mark.range());
        } else if !begins_with_name(below) {
            report.add(finding(mark.range()));
        }
    }
}

fn document(view: &DocumentView, found: &mut Vec<Finding>) {
    for (index, block) in view.blocks_with(FactKinds::MARKS) {
        for mark in &block.report.facts.marks.unsigned {
            let next = view.blocks.get(index + 1).map(|next| next.range());
            let named = next.is_some_and(|next| begins_with_name(&start_of(view, next)));
            if !named {
                found.push(finding(block.in_file(mark)));
            }
        }
    }
}

fn start_of(view: &DocumentView, range: Range<usize>) -> String {
    let block = view.text(range);
    let end = (0..=REACH.min(block.len())).rev().find(|&at| block.is_char_boundary(at)).unwrap_or(0);
    block[..end].to_owned()
}

fn finding(mark: Range<usize>) -> Finding {
    let message = "this says that a signature follows, but nobody is named: the name was not read, or was lost";
    Finding::new(&UNSIGNED, mark, message)
}

/// A line that could name somebody: it begins with a capital, an initial, or a bracket of the editor.
fn begins_with_name(text: &str) -> bool {
    text.trim_start().starts_with(|c: char| {
        c.is_uppercase() || matches!(c, '[' | '(' | '/' | '<') || (c.is_alphabetic() && !c.is_lowercase())
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::{finds, keeps_quiet};

    #[test]
    fn a_signature_without_a_name_is_found() {
        finds(&UNSIGNED, "Greetings,\n\n⸢[Signed]⸣\n\n3 copies made");
    }

    #[test]
    fn keeps_quiet_where_somebody_is_named() {
        keeps_quiet(&UNSIGNED, "Marko Example\n[Signed]");
        keeps_quiet(&UNSIGNED, "[Signed] Marko Example");
        keeps_quiet(&UNSIGNED, "[Signed]\nM. Example\nSecretary");
        keeps_quiet(&UNSIGNED, "[signed]\n\n[illegible]");
        keeps_quiet(&UNSIGNED, "The treaty was [signed] in May.");
    }
}
