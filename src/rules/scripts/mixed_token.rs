//! `scripts/mixed-token`

use crate::rules::rule::declare_rule;
use crate::rules::{BlockReport, BlockView, Check, Finding, Restoration};
use crate::text::{Characters, Class, Script, Token, TokenKind, script_of};

use super::look_alike::{cyrillic_reading, latin_for, latin_reading};

declare_rule! {
    /// A word is written in letters of two scripts.
    ///
    /// Engines that know several scripts take an `o` for the Cyrillic `о`, which looks the same; then no
    /// search finds the word. A word of letters that do not even look alike was not read at all.
    ///
    /// Where one script gives a reading for every letter, take it. Else read the word in the source.
    ///
    /// ```finds
    /// The ambassador of ⸢Kоrea⸣ was absent.
    /// → The ambassador of Korea was absent.
    /// ```
    ///
    /// ```quiet
    /// The ambassador of Korea was absent; Δt and 5 μm, “Правда”, α-particles.
    /// ```
    pub static MIXED_TOKEN = {
        name: "scripts/mixed-token",
        needs: Characters::NONE.and(Class::Cyrillic).and(Class::Greek),
        precedence: 58,
        check: Check::Block(check),
    }
}

fn check(block: &BlockView, report: &mut BlockReport) {
    for &token in block.tokens() {
        let word = token.text(&block.text);
        if word.is_ascii() || !matches!(token.kind, TokenKind::Word | TokenKind::Mixed) {
            continue;
        }
        let letters = Letters::of(word);
        if letters.scripts() > 1 && !letters.is_symbol(word) {
            report.add(finding(block, token, word, &letters));
        }
    }
}

fn finding(block: &BlockView, token: Token, word: &str, letters: &Letters) -> Finding {
    let range = token.range();
    let latin = latin_reading(word);
    let cyrillic = cyrillic_reading(word);
    let (best, other) = if letters.latin == 0 || letters.cyrillic > letters.latin && cyrillic.is_some() {
        (cyrillic, latin)
    } else {
        (latin, cyrillic)
    };
    let Some(best) = best.or(other.clone()) else {
        let message = format!(
            "“{word}” is written in letters of two scripts, so the scanner did not read it; read it in the source, or remove it if nothing stands there"
        );
        return Finding::new(&MIXED_TOKEN, range.clone(), message)
            .restoration(Restoration::remove(block.with_surroundings(&range)))
            .restoration(Restoration::gap(block.context.convention, range, None));
    };
    let message = format!(
        "“{word}” has letters of two scripts that look alike; the scanner mixed them, and no search finds the word: \
         write it in one script"
    );
    // A few letters among many of the other script are the ones that were misread.
    let only = other.is_none_or(|other| other == best) || letters.most() >= 3 * (letters.all() - letters.most());
    let restoration = Restoration::replace(range.clone(), best);
    Finding::new(&MIXED_TOKEN, range, message).restoration(if only { restoration.safe() } else { restoration })
}

/// How many letters of each script a word has.
#[derive(Default)]
struct Letters {
    latin: u32,
    cyrillic: u32,
    greek: u32,
}

impl Letters {
    fn of(word: &str) -> Letters {
        let mut letters = Letters::default();
        for c in word.chars() {
            match script_of(c) {
                Script::Latin => letters.latin += 1,
                Script::Cyrillic => letters.cyrillic += 1,
                Script::Greek => letters.greek += 1,
                _ => {}
            }
        }
        letters
    }

    fn all(&self) -> u32 {
        self.latin + self.cyrillic + self.greek
    }

    fn most(&self) -> u32 {
        self.latin.max(self.cyrillic).max(self.greek)
    }

    fn scripts(&self) -> usize {
        [self.latin, self.cyrillic, self.greek].iter().filter(|&&count| count > 0).count()
    }

    /// A quantity or a unit: one Greek letter at the word's edge, as in `Δt` and `μm`.
    fn is_symbol(&self, word: &str) -> bool {
        let greek_edge = |c: Option<char>| c.filter(|&c| script_of(c) == Script::Greek);
        let edge = greek_edge(word.chars().next()).or(greek_edge(word.chars().next_back()));
        self.cyrillic == 0
            && self.greek == 1
            && edge.is_some_and(|c| latin_for(c).is_none() || c.is_lowercase() && word.chars().count() < 5)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::Applicability;
    use crate::rules::testing::{findings, keeps_quiet, only, restores};

    #[test]
    fn the_one_reading_is_taken() {
        restores(&MIXED_TOKEN, "⸢Mосква⸣", "Москва");
        restores(&MIXED_TOKEN, "the ⸢Plenuм⸣ of the ⸢Cоmmittee⸣", "the of the Committee");
    }

    #[test]
    fn one_reading_is_safe_and_two_are_not() {
        let safe = |text| findings(only(&MIXED_TOKEN), text)[0].restorations[0].applicability == Applicability::Safe;
        assert!(safe("Kоrea"));
        assert!(!safe("COР"));
    }

    #[test]
    fn what_has_no_reading_goes() {
        restores(&MIXED_TOKEN, "one\n\n⸢ПΠ⸣\n\ntwo", "one\n\n\n\ntwo");
    }

    #[test]
    fn keeps_quiet_at_symbols_and_whole_words() {
        keeps_quiet(&MIXED_TOKEN, "ΔE, μm, Σx, αG and the word Правда, 5-я");
    }
}
