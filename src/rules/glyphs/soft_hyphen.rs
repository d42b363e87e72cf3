//! `glyphs/soft-hyphen`

use crate::rules::rule::declare_rule;
use crate::rules::{BlockReport, BlockView, Check, Finding, Places, Restoration};
use crate::text::{Characters, Class};

declare_rule! {
    /// A soft hyphen was left in a word, or the sign `¬` at a line's end.
    ///
    /// Both say that the word goes on in the next line. In running text the soft hyphen is invisible and
    /// hides the word from searches; `¬` is how some engines write it.
    ///
    /// Inside a line, close the word up. At a line's end, write the word in one piece.
    ///
    /// ```finds
    /// the best⸢¬⸣
    /// selected of them
    /// → the bestselected
    /// → of them
    /// ```
    ///
    /// ```quiet
    /// not-p is written ¬p
    /// ```
    pub static SOFT_HYPHEN = {
        name: "glyphs/soft-hyphen",
        needs: Characters::NONE.and(Class::Invisible).and(Class::Sign),
        enters: Places::ALL,
        precedence: 60,
        check: Check::Block(check),
    }
}

fn check(block: &BlockView, report: &mut BlockReport) {
    for (start, sign) in block.text.char_indices().filter(|&(_, c)| matches!(c, '\u{AD}' | '¬')) {
        let end = start + sign.len_utf8();
        let (before, after) = (&block.text[..start], &block.text[end..]);
        if !before.ends_with(char::is_alphabetic) {
            continue;
        }
        let what = if sign == '¬' { "the sign “¬”" } else { "a soft hyphen, which is invisible," };
        if after.starts_with(char::is_alphabetic) {
            let message = format!("{what} stands inside the word, where a line once ended; close the word up");
            let gone = Restoration::remove(start..end);
            let gone = if sign == '¬' { gone } else { gone.safe() };
            report.add(Finding::new(&SOFT_HYPHEN, start..end, message).restoration(gone));
        } else if let Some((fragment, length)) = fragment(after) {
            let message = format!("{what} says that the word goes on in the next line; write it in one piece");
            let joined = Restoration::regularize(start..end + length, format!("{fragment}\n"))
                .titled(format!("write “{fragment}” in this line"));
            report.add(Finding::new(&SOFT_HYPHEN, start..end, message).restoration(joined));
        }
    }
}

/// The rest of a word at the beginning of the next line, and how many bytes it and the space after
/// it take with the line end before it.
fn fragment(after: &str) -> Option<(&str, usize)> {
    let line_end = if after.starts_with("\r\n") { 2 } else { 1 };
    let next = after.strip_prefix("\r\n").or_else(|| after.strip_prefix(['\n', '\r']))?;
    let indent = next.len() - next.trim_start_matches([' ', '\t']).len();
    let next = &next[indent..];
    if !next.starts_with(char::is_lowercase) {
        return None;
    }
    let length = next.find(char::is_whitespace).unwrap_or(next.len());
    let space = usize::from(next[length..].starts_with([' ', '\n']));
    Some((&next[..length], line_end + indent + length + space))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::{keeps_quiet, restores};

    #[test]
    fn a_word_is_closed_up() {
        restores(&SOFT_HYPHEN, "Colling⸢\u{AD}⸣wood and orga⸢¬⸣nize", "Collingwood and organize");
        restores(&SOFT_HYPHEN, "the inter⸢\u{AD}⸣\nnational, new", "the international,\nnew");
    }

    #[test]
    fn keeps_quiet_at_logic() {
        keeps_quiet(&SOFT_HYPHEN, "¬p or ¬q, p ¬ q");
    }
}
