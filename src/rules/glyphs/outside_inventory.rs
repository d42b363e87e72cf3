//! `glyphs/outside-inventory`

use rustc_hash::FxHashSet;

use crate::rules::rule::declare_rule;
use crate::rules::{BlockReport, BlockView, Check, Finding, Places, Severity};
use crate::text::{Characters, Class};

declare_rule! {
    /// A character stands here that the project does not expect in its texts.
    ///
    /// A project knows which letters and signs its sources have; one that is not among them was most
    /// often put there by an engine. The characters are declared in `lacuna.toml`, those of ASCII
    /// apart: `characters = "ëËçÇ§–“”"` under `[collection]`. Without them this rule is silent, for no
    /// count of a character in a short text tells whether it belongs there.
    ///
    /// Look at the source; correct the place, or add the character to the project's list. Each
    /// character is told of once a paragraph.
    pub static OUTSIDE_INVENTORY = {
        name: "glyphs/outside-inventory",
        severity: Severity::Info,
        needs: Characters::BEYOND_ASCII,
        enters: Places::MARKS.and(Places::SIC).and(Places::CITATIONS),
        precedence: 15,
        check: Check::Block(check),
    }
}

fn check(block: &BlockView, report: &mut BlockReport) {
    let Some(expected) = &block.context.inventory else { return };
    let mut told: FxHashSet<char> = FxHashSet::default();
    for (start, c) in block.text.char_indices().filter(|(_, c)| !c.is_ascii()) {
        // Spaces and what nobody sees have rules of their own.
        let other = matches!(Class::of(c), Some(Class::OddSpace | Class::Invisible));
        if !other && !expected.contains(&c) && told.insert(c) {
            let message = format!("“{c}” (U+{:04X}) is not among the characters that this project expects", c as u32);
            report.add(Finding::new(&OUTSIDE_INVENTORY, start..start + c.len_utf8(), message));
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::rules::testing::{findings, keeps_quiet, only};

    #[test]
    fn what_is_not_declared_is_found_once_a_paragraph() {
        let mut context = only(&OUTSIDE_INVENTORY);
        context.inventory = Some(Arc::new("ëÇç".chars().collect()));
        let found = findings(context, "Koresë § 4 and § 5, Çarçani\n\n§ 6");
        assert_eq!(found.iter().map(|f| f.range.start).collect::<Vec<_>>(), [8, 34]);
    }

    #[test]
    fn keeps_quiet_where_nothing_is_declared() {
        keeps_quiet(&OUTSIDE_INVENTORY, "§ 4 毛 Ж");
    }
}
