//! `glyphs/control-character`

use encoding_rs::WINDOWS_1252;

use crate::rules::rule::declare_rule;
use crate::rules::{BlockReport, BlockView, Check, Finding, Places, Restoration};
use crate::text::{Characters, Class};

declare_rule! {
    /// A control character stands in the text.
    ///
    /// Such characters steer old terminals and printers. Between U+0080 and U+009F they are nearly always
    /// quotation marks and dashes of windows-1252 that a program carried over byte by byte.
    ///
    /// Write the sign that the byte was, or remove the character; neither changes a reading.
    ///
    /// ```finds
    /// the Party⸢⸣s line
    /// → the Party’s line
    /// ```
    ///
    /// ```quiet
    /// the Party’s line
    /// ```
    pub static CONTROL_CHARACTER = {
        name: "glyphs/control-character",
        needs: Characters::ascii(
            "\0\x01\x02\x03\x04\x05\x06\x07\x08\x0B\x0E\x0F\x10\x11\x12\x13\x14\x15\x16\x17\x18\x19\x1A\x1B\x1C\x1D\x1E\x1F\x7F",
        )
        .and(Class::Control),
        enters: Places::ALL,
        check: Check::Block(check),
    }
}

fn check(block: &BlockView, report: &mut BlockReport) {
    for (start, c) in block.text.char_indices().filter(|&(_, c)| is_control(c)) {
        let range = start..start + c.len_utf8();
        let code = u32::from(c);
        let (message, restoration) = match sign_of_byte(c) {
            Some(sign) => (
                format!(
                    "the control character U+{code:04X} is “{sign}” of windows-1252, carried over as a byte; write the sign"
                ),
                Restoration::replace(range.clone(), sign.to_string()),
            ),
            None => (
                format!("the control character U+{code:04X} has no picture and no meaning in a text; remove it"),
                Restoration::remove(range.clone()),
            ),
        };
        report.add(Finding::new(&CONTROL_CHARACTER, range, message).restoration(restoration.safe()));
    }
}

fn is_control(c: char) -> bool {
    c.is_ascii_control() && !matches!(c, '\n' | '\r' | '\t' | '\x0C') || Class::of(c) == Some(Class::Control)
}

/// What windows-1252 has at the place of a C1 control.
fn sign_of_byte(c: char) -> Option<char> {
    let byte = u8::try_from(u32::from(c)).ok().filter(|byte| (0x80..=0x9F).contains(byte))?;
    let sign = WINDOWS_1252.decode_without_bom_handling(std::slice::from_ref(&byte)).0.chars().next()?;
    (!sign.is_control()).then_some(sign)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::{keeps_quiet, restores};

    #[test]
    fn bytes_of_old_encodings_become_signs_and_others_go() {
        restores(&CONTROL_CHARACTER, "⸢\u{93}⸣yes⸢\u{94}⸣ no⸢\x07⸣", "“yes” no");
    }

    #[test]
    fn keeps_quiet_at_tabs_and_page_breaks() {
        keeps_quiet(&CONTROL_CHARACTER, "a\tb\n\x0Cc\r\nd");
    }
}
