//! `names/misread-title`

use std::ops::Range;
use std::sync::LazyLock;

use crate::lexicon::Lexicon;
use crate::names::confusables::distance;
use crate::names::fold::{fold_word, is_apostrophe};
use crate::rules::rule::declare_rule;
use crate::rules::{BlockReport, BlockView, Check, Finding, Restoration};
use crate::text::bytes::{BEYOND_ASCII, CAPITAL, kind_at};
use crate::text::{Token, TokenKind};

declare_rule! {
    /// The title before a name is misread, cut in two, or stuck to the name.
    ///
    /// `Coinrade Hoxha`, `Amb assador Smith` and `ComradeShehu` were *Comrade* and *Ambassador*: a title stands before a
    /// capital and is one of a few words, so that it can be known again.
    ///
    /// Compare the image and take the title proposed.
    ///
    /// ```finds
    /// Yesterday ⸢Coinrade⸣ Hoxha met ⸢Amb assador⸣ Example.
    /// → Yesterday Comrade Hoxha met Ambassador Example.
    /// ```
    ///
    /// ```quiet
    /// Yesterday Comrade Hoxha met Cde. Example and the Ambassadors of Rome.
    /// ```
    pub static MISREAD_TITLE = {
        name: "names/misread-title",
        precedence: 62,
        check: Check::Block(check),
    }
}

/// Titles long enough to be known again when misread.
const TITLES: [&str; 30] = [
    "Comrade",
    "Comrades",
    "Ambassador",
    "President",
    "Premier",
    "Minister",
    "Secretary",
    "Chairman",
    "Chancellor",
    "General",
    "Colonel",
    "Marshal",
    "Admiral",
    "Captain",
    "Lieutenant",
    "Sergeant",
    "Professor",
    "Doctor",
    "Senator",
    "Governor",
    "Deputy",
    "Director",
    "Commissar",
    "Commander",
    "Delegate",
    "Excellency",
    "Archbishop",
    "Cardinal",
    "Councillor",
    "Counselor",
];

/// Them, each with its folded letters before it.
static FOLDED: LazyLock<Vec<(String, &str)>> =
    LazyLock::new(|| TITLES.iter().map(|title| (fold_word(title), *title)).collect());
/// How far a misread title may be from the title it was.
const FURTHEST: f32 = 1.0;
/// The shortest word taken for a misread title; no title is shorter.
const SHORTEST: usize = 6;

fn check(block: &BlockView, report: &mut BlockReport) {
    let tokens = block.tokens();
    for at in 0..tokens.len() {
        let Some((range, title)) = misread_at(tokens, at, block) else { continue };
        let written = &block.text[range.clone()];
        let message = format!("“{written}” before a name is probably “{title}”");
        report
            .add(Finding::new(&MISREAD_TITLE, range.clone(), message).restoration(Restoration::replace(range, title)));
    }
}

/// The damaged title that begins with a token, and what it should read.
fn misread_at(tokens: &[Token], at: usize, block: &BlockView) -> Option<(Range<usize>, String)> {
    let token = tokens.get(at).filter(|token| matches!(token.kind, TokenKind::Word | TokenKind::Mixed))?;
    if kind_at(block.text.as_bytes(), token.start as usize) & (CAPITAL | BEYOND_ASCII) == 0 {
        return None;
    }
    let text = token.text(&block.text);
    if !text.starts_with(char::is_uppercase) || text.len() < 2 || text.contains(is_apostrophe) {
        return None;
    }
    if let Some(title) = stuck(text) {
        return Some((token.range(), title));
    }
    if let Some(title) = cut_in_two(tokens, at, block) {
        return Some((token.range().start..tokens[at + 1].range().end, title.to_owned()));
    }
    let named = tokens.get(at + 1).is_some_and(|next| is_name_after(token, next, block));
    if text.len() < SHORTEST || !named || is_known(text, block) {
        return None;
    }
    let folded = fold_word(text);
    let near = FOLDED.iter().filter_map(|(key, title)| Some((distance(key, &folded, FURTHEST)?, title)));
    let (cost, title) = near.min_by(|a, b| a.0.total_cmp(&b.0))?;
    (cost > 0.0).then(|| (token.range(), (*title).to_owned()))
}

/// `ComradeShehu`: a title and a name without the space between.
fn stuck(text: &str) -> Option<String> {
    if text.len() <= SHORTEST {
        return None;
    }
    let title = TITLES.iter().find(|title| text.starts_with(**title))?;
    let name = &text[title.len()..];
    let is_name = name.starts_with(char::is_uppercase) && name.chars().skip(1).any(char::is_lowercase);
    is_name.then(|| format!("{title} {name}"))
}

/// `Amb assador` before a name.
fn cut_in_two(tokens: &[Token], at: usize, block: &BlockView) -> Option<&'static str> {
    let [first, second, name, ..] = tokens.get(at..)? else { return None };
    let gap = block.text.get(first.range().end..second.range().start)?;
    let tail = second.text(&block.text);
    if gap != " " || !tail.starts_with(char::is_lowercase) || !is_name_after(second, name, block) {
        return None;
    }
    let joined = format!("{}{tail}", first.text(&block.text));
    TITLES.iter().copied().find(|title| *title == joined)
}

/// Whether a word with a capital stands after a title, with a space between.
fn is_name_after(title: &Token, next: &Token, block: &BlockView) -> bool {
    let gap = &block.text[title.range().end..next.range().start];
    let name = next.text(&block.text);
    matches!(gap, " " | "\n" | "\r\n") && next.kind == TokenKind::Word && name.starts_with(char::is_uppercase)
}

fn is_known(word: &str, block: &BlockView) -> bool {
    !block.context.has_language("en")
        || Lexicon::english().rank(&fold_word(word)).is_some()
        || block.context.words.contains(&word.to_lowercase())
        || !block.context.who.known.people_named(&fold_word(word)).is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::{finds_knowing, keeps_quiet, restores};

    #[test]
    fn titles_misread_cut_and_stuck() {
        restores(
            &MISREAD_TITLE,
            "With ⸢Arnbassador⸣ Example came ⸢ComradeShehu⸣.",
            "With Ambassador Example came Comrade Shehu.",
        );
        restores(
            &MISREAD_TITLE,
            "So ⸢Prof essor⸣ Example and ⸢Ministcr⸣ Example.",
            "So Professor Example and Minister Example.",
        );
    }

    #[test]
    fn keeps_quiet_at_titles_as_they_are_and_at_words_of_the_language() {
        keeps_quiet(
            &MISREAD_TITLE,
            "Comrade Example, Ministers Example and Sample, Ministry Road, General Example, the President's Office.",
        );
        keeps_quiet(&MISREAD_TITLE, "The Generals Staff. McGeneral Electric. Prof es sor");
    }

    #[test]
    fn keeps_quiet_at_a_name_that_is_known() {
        finds_knowing(&MISREAD_TITLE, "[[person]]\nid = 'a'\nname = 'Anna Colonell'\n", "Then Colonell Anna spoke.");
    }
}
