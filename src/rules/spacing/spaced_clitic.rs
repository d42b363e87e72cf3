//! `spacing/spaced-clitic`

use std::ops::Range;

use crate::rules::rule::declare_rule;
use crate::rules::{BlockReport, BlockView, Check, Finding, Restoration};
use crate::text::{Characters, Class, char_after, word_after, word_before};

declare_rule! {
    /// A space splits a word at its apostrophe.
    ///
    /// Engines take the gap beside an apostrophe for a space: `don 't`, `Korea 's`, `they' re`.
    ///
    /// Close the word up: no reading changes. Quotations in single marks are left alone.
    ///
    /// ```finds
    /// They do⸢n 't⸣ know that Kore⸢a 's⸣ envoy left; the⸢y' re⸣ late.
    /// → They don't know that Korea's envoy left; they're late.
    /// ```
    ///
    /// ```quiet
    /// The Workers' Party said 'so be it' and the workers' reply, 's Gravenhage.
    /// ```
    pub static SPACED_CLITIC = {
        name: "spacing/spaced-clitic",
        needs: Characters::ascii("'").and(Class::Quote),
        precedence: 60,
        check: Check::Block(check),
    }
}

fn check(block: &BlockView, report: &mut BlockReport) {
    if !block.context.has_language("en") {
        return;
    }
    let text: &str = &block.text;
    let straight = memchr::memchr_iter(b'\'', text.as_bytes()).map(|at| at..at + 1);
    for apostrophe in straight {
        look(text, apostrophe, report);
    }
    if block.characters.meets(Characters::NONE.and(Class::Quote)) {
        for (at, apostrophe) in text.match_indices('’') {
            look(text, at..at + apostrophe.len(), report);
        }
    }
}

fn look(text: &str, apostrophe: Range<usize>, report: &mut BlockReport) {
    let before = text[..apostrophe.start].ends_with(' ');
    let after = text[apostrophe.end..].starts_with(' ');
    let (stem_end, clitic_start) = (apostrophe.start - usize::from(before), apostrophe.end + usize::from(after));
    let stem = &text[word_before(text, stem_end)];
    let clitic = word_after(text, clitic_start);
    if before == after || stem.is_empty() || !ends_word(text, clitic.end) {
        return;
    }
    let clitic_text = &text[clitic.clone()];
    if !joins(stem, clitic_text) || (after && !may_lose_its_apostrophe(stem, clitic_text)) {
        return;
    }
    let (word_start, space) =
        (stem_end - stem.chars().next_back().map_or(0, char::len_utf8), if before { stem_end } else { apostrophe.end });
    let message = format!("a space splits this word at its apostrophe: “{stem}’{clitic_text}”");
    report.add(
        Finding::new(&SPACED_CLITIC, word_start..clitic.end, message)
            .restoration(Restoration::remove(space..space + 1).titled("close the word up").safe()),
    );
}

fn ends_word(text: &str, at: usize) -> bool {
    char_after(text, at).is_none_or(|c| !c.is_alphanumeric() && !matches!(c, '\'' | '’' | '-'))
}

/// Whether English writes `stem’clitic`.
fn joins(stem: &str, clitic: &str) -> bool {
    match clitic {
        "t" => [
            "don", "doesn", "didn", "can", "couldn", "won", "wouldn", "isn", "aren", "wasn", "weren", "hasn", "haven",
            "hadn", "shouldn", "mustn", "needn", "ain", "shan",
        ]
        .contains(&stem.to_lowercase().as_str()),
        "re" => is_pronoun(stem, &["we", "you", "they", "who", "there"]),
        "ll" => is_pronoun(stem, &["i", "you", "he", "she", "it", "we", "they", "that", "there", "who"]),
        "ve" => is_pronoun(stem, &["i", "you", "we", "they", "would", "could", "should", "who"]),
        "m" => stem == "I",
        "d" => is_pronoun(stem, &["i", "you", "he", "she", "we", "they", "who"]),
        "s" => stem.chars().count() > 2 && !stem.ends_with(['s', 'S']) && !NEVER_POSSESS.contains(&stem),
        _ => false,
    }
}

/// Words of three letters and more after which `'s` is a word of its own.
const NEVER_POSSESS: [&str; 9] = ["the", "and", "for", "from", "with", "The", "von", "van", "but"];

/// After a space the apostrophe may close a quotation; a single letter that is no word cannot begin
/// what follows.
fn may_lose_its_apostrophe(stem: &str, clitic: &str) -> bool {
    matches!(clitic, "t" | "s" | "re" | "ll" | "ve") || (clitic == "m" && stem == "I")
}

fn is_pronoun(stem: &str, pronouns: &[&str]) -> bool {
    pronouns.contains(&stem.to_lowercase().as_str())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::{findings, keeps_quiet, only, restores};

    #[test]
    fn a_split_contraction_is_closed_up() {
        restores(&SPACED_CLITIC, "I do⸢n 't⸣ and w⸢e ’ll⸣", "I don't and we’ll");
    }

    #[test]
    fn a_split_possessive_is_closed_up() {
        restores(&SPACED_CLITIC, "Albani⸢a' s⸣ and Kore⸢a 's⸣ stance", "Albania's and Korea's stance");
    }

    #[test]
    fn keeps_quiet_at_quotations_and_plural_possessives() {
        keeps_quiet(&SPACED_CLITIC, "the workers' state, 'tis so, he said 'twas, 'so', the 's, a 'd' and d' Artagnan");
    }

    #[test]
    fn keeps_quiet_in_other_languages() {
        let mut context = only(&SPACED_CLITIC);
        context.languages = vec!["sq".into()];
        assert_eq!(findings(context, "don 't"), []);
    }
}
