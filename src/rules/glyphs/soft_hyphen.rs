//! `glyphs/soft-hyphen`

use crate::lexicon::Lexicon;
use crate::rules::rule::declare_rule;
use crate::rules::{BlockReport, BlockView, Check, Finding, Places, Restoration};
use crate::text::{Characters, Class, rest_in_next_line, word_after, word_before};

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
    /// → the best-selected
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
        } else if let Some(rest) = rest_in_next_line(after) {
            let message = format!("{what} says that the word goes on in the next line; write it in one piece");
            let hyphen = if has_hyphen(block, start, rest.text) { "-" } else { "" };
            let joined =
                Restoration::regularize(start..end + rest.length, format!("{hyphen}{}{}", rest.text, rest.line_end))
                    .titled(format!("write “{hyphen}{}” in this line", rest.text));
            report.add(Finding::new(&SOFT_HYPHEN, start..end, message).restoration(joined));
        }
    }
}

/// Whether the word that `rest` ends has a hyphen of its own: `best-selected`.
fn has_hyphen(block: &BlockView, end: usize, rest: &str) -> bool {
    if !block.context.has_language("en") {
        return false;
    }
    let (first, second) = (&block.text[word_before(&block.text, end)], &rest[word_after(rest, 0)]);
    Lexicon::english().parts_known_apart(first, second)
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
