//! `glyphs/odd-space`

use std::ops::Range;

use crate::rules::rule::declare_rule;
use crate::rules::{BlockReport, BlockView, Check, Finding, Places, Restoration, Severity};
use crate::text::{Characters, Class, Script, script_of};

declare_rule! {
    /// A space other than the space bar's stands between words.
    ///
    /// No-break, thin and wide spaces come in with text copied from web pages. They look like any other
    /// space, and a search for two words does not find them.
    ///
    /// Write a plain space; that changes no reading. Between the digits of a number, before French
    /// punctuation and beside ideographs they keep quiet.
    ///
    /// ```finds
    /// Enver⸢ ⸣Hoxha
    /// → Enver Hoxha
    /// ```
    ///
    /// ```quiet
    /// 10 000 hommes ; « oui »
    /// ```
    pub static ODD_SPACE = {
        name: "glyphs/odd-space",
        severity: Severity::Info,
        needs: Characters::NONE.and(Class::OddSpace),
        enters: Places::MARKS.and(Places::SIC).and(Places::CITATIONS),
        check: Check::Block(check),
    }
}

fn check(block: &BlockView, report: &mut BlockReport) {
    let text = &block.text;
    let mut done = 0;
    for (start, c) in text.char_indices().filter(|&(_, c)| Class::of(c) == Some(Class::OddSpace)) {
        if start < done {
            continue;
        }
        let length: usize = text[start..].chars().take_while(|&c| is_space(c)).map(char::len_utf8).sum();
        done = start + length;
        let range = start..done;
        if is_meant(text, &range) {
            continue;
        }
        let plain = if matches!(c, '\u{2028}' | '\u{2029}') { "\n" } else { " " };
        let message =
            format!("a {} stands here, which looks like a space and is none to a search; write a plain one", name(c));
        let restoration = Restoration::replace(range.clone(), plain).safe();
        report.add(Finding::new(&ODD_SPACE, range, message).restoration(restoration));
    }
}

fn is_space(c: char) -> bool {
    c == ' ' || Class::of(c) == Some(Class::OddSpace)
}

fn is_meant(text: &str, range: &Range<usize>) -> bool {
    let (Some(before), Some(after)) = (text[..range.start].chars().next_back(), text[range.end..].chars().next())
    else {
        return false;
    };
    before.is_ascii_digit() && after.is_ascii_digit()
        || matches!(after, ':' | ';' | '!' | '?' | '»' | '%')
        || before == '«'
        || [before, after]
            .into_iter()
            .any(|c| matches!(script_of(c), Script::Han | Script::Hiragana | Script::Katakana | Script::Hangul))
}

fn name(c: char) -> &'static str {
    match c {
        '\u{A0}' | '\u{202F}' => "no-break space",
        '\u{2028}' | '\u{2029}' => "line separator",
        '\u{3000}' | '\u{2001}' | '\u{2003}' => "wide space",
        _ => "space of another width",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::{keeps_quiet, restores};

    #[test]
    fn odd_spaces_become_plain() {
        restores(&ODD_SPACE, "Kim⸢\u{A0}⸣Il⸢\u{2003} ⸣Sung", "Kim Il Sung");
    }

    #[test]
    fn keeps_quiet_where_they_are_meant() {
        keeps_quiet(&ODD_SPACE, "10\u{A0}000, oui\u{202F}; «\u{A0}non\u{A0}», 毛\u{3000}泽");
    }
}
