//! `glyphs/rare-sign`

use unicode_normalization::UnicodeNormalization;

use crate::rules::rule::declare_rule;
use crate::rules::{BlockReport, BlockView, Check, Finding, Restoration, Severity};
use crate::text::{Characters, Class, Script, script_of};

declare_rule! {
    /// A sign stands here that typescripts do not have: `。`, `☆`, `f©r`.
    ///
    /// Engines that know every sign of every script take stains, stamps and letters for them. A sign of
    /// money or trade glued into a word is a letter misread; an ideographic full stop is a full stop.
    /// A degree sign and the raised `º` of ordinals are often taken for each other, too.
    ///
    /// Read the place in the source. Which signs a project expects, its own list will say better than
    /// any rule, so this one is a hint but for letters in disguise.
    ///
    /// ```finds
    /// It was late⸢。⸣ The off⸢©⸣r fell at 20⸢º⸣ C.
    /// ```
    ///
    /// ```quiet
    /// § 5, £5, 20° C, ½, N° 4, © 1967, 1º de mayo, a → b, 毛泽东。
    /// ```
    pub static RARE_SIGN = {
        name: "glyphs/rare-sign",
        severity: Severity::Hint,
        needs: Characters::NONE.and(Class::Sign).and(Class::Latin),
        precedence: 40,
        check: Check::Block(check),
    }
}

fn check(block: &BlockView, report: &mut BlockReport) {
    let text = &block.text;
    for (start, sign) in text.char_indices().filter(|&(_, c)| !c.is_ascii()) {
        if sign != 'º' && Class::of(sign) != Some(Class::Sign) {
            continue;
        }
        let range = start..start + sign.len_utf8();
        let before = text[..start].chars().next_back();
        let after = &text[range.end..];
        let finding = if sign == 'º' {
            is_degree(before, after).then(|| {
                let message = "a raised o stands for the degree sign here; write “°”";
                Finding::new(&RARE_SIGN, range.clone(), message).restoration(Restoration::regularize(range, "°"))
            })
        } else if let Some(plain) = plain(sign).filter(|_| !before.is_some_and(is_east_asian)) {
            let message = format!("“{sign}” belongs to East Asian print; here it is most likely “{plain}”");
            let restoration = Restoration::replace(range.clone(), plain);
            Some(Finding::new(&RARE_SIGN, range, message).severity(Severity::Info).restoration(restoration))
        } else if before.is_some_and(char::is_lowercase) && after.starts_with(char::is_lowercase) && is_of_trade(sign) {
            let message = format!("“{sign}” in the middle of a word is a letter misread; read it in the source");
            let gap = Restoration::gap(block.context.convention, range.clone(), Some(1));
            Some(Finding::new(&RARE_SIGN, range, message).severity(Severity::Warning).restoration(gap))
        } else if is_ornament(sign) {
            let message = format!(
                "“{sign}” is no sign of a typewriter or a printer's case: a stain or a stamp; look at the source"
            );
            Some(Finding::new(&RARE_SIGN, range, message))
        } else {
            None
        };
        report.findings.extend(finding);
    }
}

/// After a number and before a scale or a point of the compass.
fn is_degree(before: Option<char>, after: &str) -> bool {
    let mut next = after.trim_start_matches(' ').chars();
    before.is_some_and(|c| c.is_ascii_digit())
        && matches!(next.next(), Some('C' | 'F' | 'N' | 'S' | 'E' | 'W'))
        && next.next().is_none_or(|c| !c.is_alphanumeric())
}

/// The ASCII sign that a full-width or ideographic one stands for.
fn plain(sign: char) -> Option<String> {
    match sign {
        '、' => Some(",".into()),
        '。' => Some(".".into()),
        '\u{FF01}'..='\u{FF5E}' => Some(std::iter::once(sign).nfkc().collect()),
        _ => None,
    }
}

fn is_east_asian(c: char) -> bool {
    matches!(script_of(c), Script::Han | Script::Hiragana | Script::Katakana | Script::Hangul)
}

fn is_of_trade(sign: char) -> bool {
    matches!(sign, '©' | '®' | '™' | '¢' | '£' | '¥' | '€' | '§' | '¶' | '°' | '¤')
}

/// Bank signs, stars, box drawing, dingbats.
fn is_ornament(sign: char) -> bool {
    matches!(u32::from(sign), 0x2440..=0x245F | 0x2500..=0x257F | 0x2606..=0x260F | 0x2613..=0x2638 | 0x263D..=0x2712 | 0x2719..=0x27BF)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::{finds, keeps_quiet, restores};

    #[test]
    fn east_asian_signs_become_plain() {
        restores(&RARE_SIGN, "late⸢。⸣ Yes⸢，⸣ no", "late. Yes, no");
        restores(&RARE_SIGN, "35⸢º⸣ N and 20⸢º⸣C", "35° N and 20°C");
    }

    #[test]
    fn ornaments_and_letters_in_disguise_are_found() {
        finds(&RARE_SIGN, "f⸢£⸣rm ⸢⑆⸣071");
    }

    #[test]
    fn keeps_quiet_at_signs_of_print() {
        keeps_quiet(&RARE_SIGN, "§ 5 £5 ™ ✓ † 1º de mayo 毛泽东。 ‰ №");
    }
}
