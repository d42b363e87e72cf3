//! `glyphs/invisible`

use crate::rules::rule::declare_rule;
use crate::rules::{BlockReport, BlockView, Check, Finding, Places, Restoration};
use crate::text::{Characters, Class, Script, script_of};

declare_rule! {
    /// A character without a picture stands in the text.
    ///
    /// Zero-width spaces, direction marks and byte-order marks come in with text copied from web pages
    /// and PDF files. Nobody sees them, and they hide words from searches.
    ///
    /// Remove them; that changes no reading. In scripts that need joiners and direction marks, and in
    /// emoji, they keep quiet. Soft hyphens have a rule of their own.
    ///
    /// ```quiet
    /// A word like any other.
    /// ```
    ///
    /// ```finds
    /// Enver Ho⸢​⸣xha
    /// → Enver Hoxha
    /// ```
    pub static INVISIBLE = {
        name: "glyphs/invisible",
        needs: Characters::NONE.and(Class::Invisible),
        enters: Places::ALL,
        precedence: 60,
        check: Check::Block(check),
    }
}

fn check(block: &BlockView, report: &mut BlockReport) {
    let text = &block.text;
    let mut done = 0;
    for (start, first) in text.char_indices().filter(|&(_, c)| is_invisible(c)) {
        if start < done {
            continue;
        }
        let run: &str = &text[start..];
        let length: usize = run.chars().take_while(|&c| is_invisible(c)).map(char::len_utf8).sum();
        done = start + length;
        if is_needed(text[..start].chars().next_back()) || is_needed(text[done..].chars().next()) {
            continue;
        }
        let message = format!(
            "a character without a picture ({}) stands here and hides the word from searches; remove it",
            name(first)
        );
        let gone = Restoration::remove(start..done).safe();
        report.add(Finding::new(&INVISIBLE, start..done, message).restoration(gone));
    }
}

fn is_invisible(c: char) -> bool {
    c != '\u{AD}' && Class::of(c) == Some(Class::Invisible)
}

/// Beside these, joiners, direction marks and variation selectors say something.
fn is_needed(neighbour: Option<char>) -> bool {
    neighbour.is_some_and(|c| {
        !c.is_ascii()
            && match Class::of(c) {
                Some(Class::OtherScript) => true,
                Some(Class::Combining) => !matches!(script_of(c), Script::Inherited),
                Some(Class::Sign | Class::Filler) => true,
                _ => false,
            }
    })
}

fn name(c: char) -> String {
    let known = match c {
        '\u{200B}' => "zero-width space",
        '\u{200C}' => "zero-width non-joiner",
        '\u{200D}' => "zero-width joiner",
        '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' => "direction mark",
        '\u{2060}' => "word joiner",
        '\u{FEFF}' => "byte-order mark",
        _ => return format!("U+{:04X}", u32::from(c)),
    };
    known.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::{keeps_quiet, restores};

    #[test]
    fn they_go() {
        restores(&INVISIBLE, "⸢\u{FEFF}⸣The Ho⸢\u{200B}\u{200B}⸣xha", "The Hoxha");
    }

    #[test]
    fn keeps_quiet_where_a_script_needs_them() {
        keeps_quiet(&INVISIBLE, "می\u{200C}خواهم ❤\u{FE0F} Colling\u{AD}wood");
    }
}
