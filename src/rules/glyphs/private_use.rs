//! `glyphs/private-use`

use crate::rules::rule::declare_rule;
use crate::rules::{BlockReport, BlockView, Check, Finding, Places, Restoration, Severity};
use crate::text::{Characters, Class};

declare_rule! {
    /// A character of a private-use area stands in the text.
    ///
    /// Such characters have a picture only in the font of whoever wrote them. Most come from the bullets
    /// and check marks of symbol fonts in word processors.
    ///
    /// Write the sign that was meant. A project that agreed on such characters (medieval editions do)
    /// turns this rule off.
    ///
    /// ```finds
    /// ⸢⸣ the minutes
    /// → • the minutes
    /// ```
    ///
    /// ```quiet
    /// • the minutes
    /// ```
    pub static PRIVATE_USE = {
        name: "glyphs/private-use",
        needs: Characters::NONE.and(Class::PrivateUse),
        enters: Places::ALL,
        check: Check::Block(check),
    }
}

fn check(block: &BlockView, report: &mut BlockReport) {
    for (start, c) in block.text.char_indices().filter(|&(_, c)| Class::of(c) == Some(Class::PrivateUse)) {
        let range = start..start + c.len_utf8();
        let code = u32::from(c);
        let finding = match symbol(c) {
            Some(sign) => {
                let message = format!("U+{code:04X} is a sign of a symbol font, most likely “{sign}”; write that");
                Finding::new(&PRIVATE_USE, range.clone(), message).restoration(Restoration::regularize(range, sign))
            }
            None => {
                let message = format!("U+{code:04X} has a picture in one font alone; write the sign that was meant");
                Finding::new(&PRIVATE_USE, range, message).severity(Severity::Info)
            }
        };
        report.add(finding);
    }
}

/// What Microsoft's Symbol and Wingdings fonts show, which word processors write at U+F000 and on.
fn symbol(c: char) -> Option<&'static str> {
    Some(match c {
        '\u{F0B7}' | '\u{F09F}' | '\u{F06C}' => "•",
        '\u{F0A7}' | '\u{F06E}' => "▪",
        '\u{F0A8}' | '\u{F06F}' | '\u{F071}' => "☐",
        '\u{F0D8}' => "➢",
        '\u{F0FC}' => "✓",
        '\u{F0FE}' => "☑",
        '\u{F0E0}' => "→",
        '\u{F02D}' => "-",
        '\u{F020}' | '\u{F0A0}' => " ",
        '\u{F0B0}' => "°",
        '\u{F0B1}' => "±",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::{finds, keeps_quiet, restores};

    #[test]
    fn known_symbols_are_read_and_others_found() {
        restores(&PRIVATE_USE, "20⸢\u{F0B0}⸣", "20°");
        finds(&PRIVATE_USE, "a⸢\u{F51C}⸣b");
    }

    #[test]
    fn keeps_quiet_at_signs_with_a_picture() {
        keeps_quiet(&PRIVATE_USE, "20° ▪ ✓");
    }
}
