//! `words/letterspaced`

use std::ops::Range;

use crate::convention::Certainty;
use crate::lexicon::Lexicon;
use crate::lexicon::format::{CAPITAL, Form, LOWER};
use crate::rules::rule::declare_rule;
use crate::rules::{BlockReport, BlockView, Check, Finding, Restoration, Severity};
use crate::text::{Token, TokenKind, char_after};

declare_rule! {
    /// A word is letterspaced: each of its letters stands alone.
    ///
    /// Typists set headings and stressed words wide, `A L B A N I A`; to an engine each letter is a word, and so it
    /// is to whoever searches.
    ///
    /// Write the word in one piece, and mark the stress as your convention does. Wider gaps divide the words; where
    /// there are none the lexicon does. Initials and letters that make no word are left alone.
    ///
    /// ```finds
    /// PEOPLE'S REPUBLIC OF ⸢A L B A N I A⸣
    /// → PEOPLE'S REPUBLIC OF ALBANIA
    /// ```
    ///
    /// ```finds
    /// It is ⸢n e v e r⸣ so. ⸢T O P   S E C R E T⸣
    /// → It is never so. TOP SECRET
    /// ```
    ///
    /// ```quiet
    /// J F K and U S S R, A B C D E F G, columns a b c d, X X X X X, a g a y
    /// ```
    pub static LETTERSPACED = {
        name: "words/letterspaced",
        precedence: 58,
        check: Check::Block(check),
    }
}

/// Fewer letters are initials.
const FEWEST_LETTERS: usize = 5;
/// In small letters there are no initials.
const FEWEST_SMALL_LETTERS: usize = 4;
/// More are not put together.
const MOST_LETTERS: usize = 120;
/// The longest word that is looked for among letters.
const LONGEST_WORD: usize = 20;
/// Blanks between two letters from which on they divide words.
const WORD_GAP: usize = 2;
const WIDEST_GAP: usize = 8;
/// No word among letters is rarer than this, as a cost in nats.
const RAREST: f32 = 15.0;
/// What beginning another word costs, so that letters are not cut into the smallest words there are.
const EACH_WORD: f32 = 2.0;
/// Nats that a letter of the words may cost on average; letters by chance cost about 3.3.
const A_LETTER: f32 = 2.9;

fn check(block: &BlockView, report: &mut BlockReport) {
    if !block.is_english() {
        return;
    }
    let tokens = block.tokens();
    let mut at = 0;
    while let Some(before) = tokens[at..].iter().position(|token| is_letter(&block.text, token)) {
        at += before;
        let end = at + run(&block.text, &tokens[at..]);
        if end - at >= FEWEST_SMALL_LETTERS {
            report.findings.extend(look(&block.text, &tokens[at..end]));
        }
        at = end;
    }
}

/// How many tokens from the first on, a single letter, are single letters with blanks between them.
fn run(text: &str, tokens: &[Token]) -> usize {
    let letters = tokens.iter().take_while(|token| is_letter(text, token)).count();
    let close = tokens[..letters].windows(2).take_while(|pair| {
        let gap = &text[pair[0].end as usize..pair[1].start as usize];
        (1..=WIDEST_GAP).contains(&gap.chars().count()) && gap.chars().all(|c| matches!(c, ' ' | '\u{A0}' | '\u{2009}'))
    });
    1 + close.count()
}

fn is_letter(text: &str, token: &Token) -> bool {
    let (start, length) = (token.start as usize, token.range().len());
    let letter = || char_after(text, start).filter(|letter| letter.len_utf8() == length);
    let may_be_one = length == 1 || !text.as_bytes()[start].is_ascii();
    may_be_one && token.kind == TokenKind::Word && letter().is_some_and(char::is_alphabetic)
}

fn look(text: &str, letters: &[Token]) -> Option<Finding> {
    let (letters, words) = trimmed(text, letters)?;
    let range = letters.first()?.start as usize..letters.last()?.end as usize;
    if touches_signs(text, &range) {
        return None;
    }
    let message = format!("this is letterspaced: “{words}” in one piece");
    let together = Restoration::regularize(range.clone(), words).certainty(Certainty::Medium);
    Some(Finding::new(&LETTERSPACED, range, message).severity(Severity::Warning).restoration(together))
}

/// The letters with the words they make; a first letter that is a word by itself, `a` or `I`, may stand outside.
fn trimmed<'l>(text: &str, letters: &'l [Token]) -> Option<(&'l [Token], String)> {
    let whole = words(text, letters).map(|words| (letters, words));
    let word_by_itself = |token: &Token| matches!(token.text(text), "a" | "I" | "A");
    whole.or_else(|| {
        let rest = letters.split_first().filter(|(first, _)| word_by_itself(first))?.1;
        words(text, rest).map(|words| (rest, words))
    })
}

/// What the letters make, if that is words.
fn words(text: &str, letters: &[Token]) -> Option<String> {
    let first = letters.first()?.text(text);
    let small = letters.iter().all(|letter| Form::of(letter.text(text)) == Form::Lower);
    let capitals = letters.iter().all(|letter| Form::of(letter.text(text)) != Form::Lower);
    let capital_first = first.starts_with(char::is_uppercase)
        && letters[1..].iter().all(|letter| Form::of(letter.text(text)) == Form::Lower);
    let fewest = if small || capital_first && !capitals { FEWEST_SMALL_LETTERS } else { FEWEST_LETTERS };
    if letters.len() < fewest || letters.len() > MOST_LETTERS || !(small || capitals || capital_first) {
        return None;
    }
    let groups: Vec<Vec<String>> =
        groups(text, letters).iter().map(|group| divide(group, small)).collect::<Option<_>>()?;
    let words: Vec<String> = groups.concat();
    let longest = words.iter().map(|word| word.chars().count()).max()?;
    (longest >= FEWEST_SMALL_LETTERS).then(|| words.join(" "))
}

/// The letters between the wider gaps.
fn groups(text: &str, letters: &[Token]) -> Vec<String> {
    let mut groups = vec![String::new()];
    let mut before: Option<&Token> = None;
    for letter in letters {
        let gap = before.map_or(0, |before| letter.start - before.end) as usize;
        if gap >= WORD_GAP {
            groups.push(String::new());
        }
        if let Some(group) = groups.last_mut() {
            group.push_str(letter.text(text));
        }
        before = Some(letter);
    }
    groups
}

/// The words that letters make, cut where that is most probable; none if they make none.
fn divide(letters: &str, small: bool) -> Option<Vec<String>> {
    let bounds: Vec<usize> = letters.char_indices().map(|(at, _)| at).chain([letters.len()]).collect();
    let lower = letters.to_lowercase();
    if lower.len() != letters.len() {
        return None;
    }
    // The cheapest way to have come to each letter: what it cost, and where its last word began.
    let mut ways: Vec<Option<(f32, usize)>> = vec![None; bounds.len()];
    ways[0] = Some((0.0, 0));
    for end in 1..bounds.len() {
        for start in end.saturating_sub(LONGEST_WORD)..end {
            let (Some((cost, _)), Some(word)) = (ways[start], word_cost(&lower[bounds[start]..bounds[end]], small))
            else {
                continue;
            };
            let cost = cost + word + EACH_WORD;
            if ways[end].is_none_or(|(known, _)| cost < known) {
                ways[end] = Some((cost, start));
            }
        }
    }
    let (cost, _) = ways[bounds.len() - 1]?;
    if cost > A_LETTER * (bounds.len() - 1) as f32 + RAREST / 2.0 {
        return None;
    }
    let mut words = Vec::new();
    let mut end = bounds.len() - 1;
    while end > 0 {
        let start = ways[end]?.1;
        words.push(letters[bounds[start]..bounds[end]].to_owned());
        end = start;
    }
    words.reverse();
    Some(words)
}

/// What a word costs; none if it is none, or only an acronym, or a name in small letters.
fn word_cost(lower: &str, small: bool) -> Option<f32> {
    let lexicon = Lexicon::english();
    if lower.chars().nth(1).is_none() && lower != "a" {
        return None;
    }
    let rank = lexicon.rank(lower)?;
    let cost = lexicon.cost(rank);
    let short_and_rare = lower.len() < 4 && cost > 9.0;
    let forms = if small { LOWER } else { LOWER | CAPITAL };
    (lexicon.forms(rank) & forms != 0 && cost < RAREST && !short_and_rare).then_some(cost)
}

/// Whether the letters go on as initials or a code do.
fn touches_signs(text: &str, range: &Range<usize>) -> bool {
    text[range.end..].starts_with(['.', '-', '/', '\'', '’', '_', '='])
        && !text[range.end..].starts_with(". ")
        && text.len() > range.end + 1
        || text[..range.start].ends_with(['-', '/', '\'', '’', '_', '=', '.'])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::{keeps_quiet, restores};

    #[test]
    fn a_letterspaced_word_is_put_together() {
        restores(&LETTERSPACED, "the ⸢A L B A N I A⸣ file", "the ALBANIA file");
        restores(&LETTERSPACED, "the ⸢A l b a n i a n⸣ party, ⸢a v e r y⸣ good", "the Albanian party, a very good");
    }

    #[test]
    fn several_words_are_divided() {
        restores(&LETTERSPACED, "⸢T H E  S T A N C E  O F⸣", "THE STANCE OF");
        restores(&LETTERSPACED, "⸢T H E S T A N C E O F T H E P A R T Y⸣", "THE STANCE OF THE PARTY");
    }

    #[test]
    fn keeps_quiet_at_initials_lists_and_tables() {
        keeps_quiet(&LETTERSPACED, "J F K, U S S R, C P S U, E F T A, A B C D E F G H, N N E S W");
        keeps_quiet(&LETTERSPACED, "x y z w, a b c d e, X X X X X X, y n n y y n, a I s");
    }
}
