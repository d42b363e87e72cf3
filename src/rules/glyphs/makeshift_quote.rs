//! `glyphs/makeshift-quote`

use std::sync::LazyLock;

use regex::Regex;

use crate::rules::rule::declare_rule;
use crate::rules::{BlockReport, BlockView, Check, Finding, Restoration, Severity};
use crate::text::{Characters, Class};

declare_rule! {
    /// A quotation mark or an apostrophe is pieced together from other signs.
    ///
    /// Typewriters and engines write two commas, two apostrophes or two backticks for a quotation mark,
    /// and an accent that stands alone for an apostrophe.
    ///
    /// Write the quotation mark or the apostrophe; that changes no reading.
    ///
    /// ```finds
    /// the ⸢,,⸣Comrades⸢''⸣ did not⸢``⸣ object, they don⸢´⸣t
    /// ```
    ///
    /// ```quiet
    /// the 'Comrades' said "no", 5' 3'', and so on,, etc.
    /// ```
    pub static MAKESHIFT_QUOTE = {
        name: "glyphs/makeshift-quote",
        severity: Severity::Info,
        needs: Characters::ascii("'`,").and(Class::Quote),
        check: Check::Block(check),
    }
}

static MAKESHIFT: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?P<double>,,|''|``|´´|‘‘|’’)|(?P<single>[´`])").unwrap_or_else(|error| unreachable!("{error}"))
});

fn check(block: &BlockView, report: &mut BlockReport) {
    let bytes = block.text.as_bytes();
    let doubled = |pair: &[u8]| memchr::memmem::find(bytes, pair).is_some();
    let accents = Characters::ascii("`").and(Class::Quote);
    if !block.characters.meets(accents) && !doubled(b",,") && !doubled(b"''") {
        return;
    }
    for found in MAKESHIFT.captures_iter(&block.text) {
        let Some(whole) = found.get(0) else { continue };
        let before = block.text[..whole.start()].chars().next_back();
        let after = block.text[whole.end()..].chars().next();
        let double = found.name("double").is_some();
        let right =
            if double { is_quotation_mark(whole.as_str(), before, after) } else { is_apostrophe(before, after) };
        if !right {
            continue;
        }
        let (name, sign) = if double { ("quotation mark", "\"") } else { ("apostrophe", "'") };
        let message = format!("“{}” stands for an {name} here; write it as one sign", whole.as_str());
        let message = message.replace("an quotation", "a quotation");
        let restoration = Restoration::regularize(whole.range(), sign).safe();
        report.add(Finding::new(&MAKESHIFT_QUOTE, whole.range(), message).restoration(restoration));
    }
}

/// Two commas open; other pairs open or close, but not after a number, where they are inches, nor
/// beside a third of their kind.
fn is_quotation_mark(pair: &str, before: Option<char>, after: Option<char>) -> bool {
    let sign = pair.chars().next();
    if before == sign || after == sign {
        return false;
    }
    let opens =
        before.is_none_or(|c| c.is_whitespace() || matches!(c, '(' | '[')) && after.is_some_and(char::is_alphanumeric);
    let closes = before.is_some_and(|c| c.is_alphabetic() || matches!(c, '.' | ',' | '!' | '?' | ')'))
        && after.is_none_or(|c| !c.is_alphanumeric());
    opens || closes && pair != ",,"
}

fn is_apostrophe(before: Option<char>, after: Option<char>) -> bool {
    before.is_some_and(char::is_alphabetic) && after.is_some_and(char::is_lowercase)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::{keeps_quiet, restores};

    #[test]
    fn pairs_become_quotation_marks() {
        restores(&MAKESHIFT_QUOTE, "the ⸢,,⸣Comrades⸢''⸣.", "the \"Comrades\".");
        restores(&MAKESHIFT_QUOTE, "⸢``⸣Yes.⸢''⸣ It isn⸢`⸣t.", "\"Yes.\" It isn't.");
    }

    #[test]
    fn keeps_quiet_at_measures_and_real_marks() {
        keeps_quiet(&MAKESHIFT_QUOTE, "5' 3'' tall, one,,two, `code`, ```text, ‘‘‘, é´");
    }
}
