//! `words/apostrophe`

use std::ops::Range;

use memchr::memmem;

use crate::lexicon::Lexicon;
use crate::lexicon::morphology::Knowledge;
use crate::rules::rule::declare_rule;
use crate::rules::{BlockReport, BlockView, Check, Finding, Restoration, Severity};
use crate::text::bytes::LetterPairs;
use crate::text::{Characters, Class, Token, TokenKind, in_case_of, line_around, word_after, word_before};

declare_rule! {
    /// An apostrophe is lost, or stands in the wrong place.
    ///
    /// It is the smallest sign of the line: engines lose it (`dont`), and typists put it a letter too early or too
    /// late (`do'nt`, `womens'`). The institutions of one people are the people's: `Peoples' Republic` is a slip.
    ///
    /// Write the regular form; keep the original's with `[sic]` where it matters. Of the bodies that the authority or
    /// the document also names in another way `names/body-case` tells; a space beside an apostrophe is the matter of
    /// `spacing/spaced-clitic`.
    ///
    /// ```finds
    /// They ⸢dont⸣ know the ⸢Peoples'⸣ Republic and its ⸢womens'⸣ union, and ⸢do'nt⸣ ask.
    /// → They don't know the People's Republic and its women's union, and don't ask.
    /// ```
    ///
    /// ```quiet
    /// The peoples' friendship, the peoples of Asia, the workers' party; cant and wont.
    /// ```
    pub static APOSTROPHE = {
        name: "words/apostrophe",
        precedence: 53,
        check: Check::Block(check),
    }
}

/// Verbs that take `n't` and are written without its apostrophe by engines.
const NEGATED: [&str; 14] =
    ["do", "does", "did", "is", "was", "were", "has", "have", "had", "could", "would", "should", "are", "must"];
/// The longest of them with an apostrophe astray, in bytes.
const LONGEST_NEGATED: usize = 7;
/// Other contractions that make no word without their apostrophe.
const CONTRACTED: [(&str, &str); 8] = [
    ("youre", "you're"),
    ("theyre", "they're"),
    ("youve", "you've"),
    ("theyve", "they've"),
    ("weve", "we've"),
    ("youll", "you'll"),
    ("theyll", "they'll"),
    ("thats", "that's"),
];
/// Plurals without an s: what has one after them is possessive.
const IRREGULAR_PLURALS: [&str; 4] = ["men", "women", "children", "people"];
/// What one people has, in the names of states and bodies.
const OF_ONE_PEOPLE: &[&str] = &[
    "Army",
    "Assemblies",
    "Assembly",
    "Commissar",
    "Commissariat",
    "Commissars",
    "Committee",
    "Communes",
    "Congress",
    "Council",
    "Councils",
    "Court",
    "Daily",
    "Deputies",
    "Democracy",
    "Democratic",
    "Front",
    "Government",
    "Liberation",
    "Militia",
    "National",
    "Party",
    "Police",
    "Power",
    "Progressive",
    "Republic",
    "Republics",
    "Revolutionary",
    "Socialist",
    "Volunteers",
    "War",
];

fn check(block: &BlockView, report: &mut BlockReport) {
    if !block.is_english() {
        return;
    }
    let text: &str = &block.text;
    let may_be_one = |token: &&Token| may_lack_apostrophe(&text.as_bytes()[..token.end as usize]);
    for token in block.tokens().iter().filter(may_be_one).filter(|token| token.kind == TokenKind::Word) {
        let word = token.text(text);
        let right = contraction(word).map(|right| (token.range(), right)).or_else(|| possessive(text, token.range()));
        if let Some((range, right)) = right {
            let written = &text[range.clone()];
            let message = format!("the apostrophe of “{right}” is lost or misplaced in “{written}”");
            let severity = if word.eq_ignore_ascii_case("peoples") { Severity::Info } else { Severity::Warning };
            let finding = Finding::new(&APOSTROPHE, range.clone(), message).severity(severity);
            report.add(finding.restoration(Restoration::regularize(range, right)));
        }
    }
    spaced(block, report);
}

/// The last two letters of contractions and possessives.
const ENDS: LetterPairs = LetterPairs::of(&[b"nt", b"re", b"ve", b"ll", b"ns", b"es", b"ts"]);
/// The two letters before their last one.
const BEFORE_LAST: LetterPairs = LetterPairs::of(&[
    b"on", b"sn", b"dn", b"en", b"tn", b"'n", b"ur", b"yr", b"uv", b"yv", b"ev", b"ul", b"yl", b"le", b"at",
]);

/// Whether the word that this ends with may be one of them: most words end otherwise, and are looked at no further.
fn may_lack_apostrophe(until: &[u8]) -> bool {
    let last_three = until.last_chunk();
    last_three
        .is_some_and(|&[third, second, last]| ENDS.may_hold([second, last]) && BEFORE_LAST.may_hold([third, second]))
}

/// The right form of a contraction whose apostrophe is lost or misplaced.
fn contraction(word: &str) -> Option<String> {
    let contracted = || {
        let (_, right) = CONTRACTED.iter().find(|(lost, _)| lost.eq_ignore_ascii_case(word))?;
        Some((*right).to_owned())
    };
    let right = negated(word).or_else(contracted)?;
    let is_word = Lexicon::english().knowledge(&word.to_ascii_lowercase()) != Knowledge::Unknown;
    (!is_word || word.contains('\'')).then(|| in_case_of(word, &right))
}

/// `don't` for `dont` and `do'nt`.
fn negated(word: &str) -> Option<String> {
    let stem = word.strip_suffix("nt").or_else(|| word.strip_suffix("NT"))?;
    if stem.len() > LONGEST_NEGATED {
        return None;
    }
    let stem = stem.replace('\'', "");
    let verb = NEGATED.iter().find(|verb| verb.eq_ignore_ascii_case(&stem))?;
    Some(format!("{verb}n't"))
}

/// The right form of a possessive of a plural without an s, with its place: the word with the apostrophe after it.
fn possessive(text: &str, word: Range<usize>) -> Option<(Range<usize>, String)> {
    let written = &text[word.clone()];
    let stem = written.strip_suffix('s')?;
    let plural = IRREGULAR_PLURALS.iter().find(|plural| plural.eq_ignore_ascii_case(stem))?;
    let after = &text[word.end..];
    let apostrophe = if after.starts_with('\'') {
        "'"
    } else if after.starts_with('’') {
        "’"
    } else {
        ""
    };
    let end = word.end + apostrophe.len();
    let next = text[end..].strip_prefix([' ', '\u{A0}'])?;
    let next = &next[word_after(next, 0)];
    let wrong = match *plural {
        "people" => written.starts_with('P') && OF_ONE_PEOPLE.contains(&next),
        // `mens` alone may be Latin.
        "men" => !apostrophe.is_empty() && !next.is_empty(),
        _ => !next.is_empty(),
    };
    let quoted = !apostrophe.is_empty() && opens_quotation(&text[..word.start]);
    (wrong && !quoted)
        .then(|| (word.start..end, format!("{stem}{}s", if apostrophe.is_empty() { "'" } else { apostrophe })))
}

/// Whether the text before a word opens a quotation with a single mark that may close after it.
fn opens_quotation(before: &str) -> bool {
    let line = before.rsplit('\n').next().unwrap_or_default();
    line.starts_with(['\'', '‘']) || line.contains(" '") || line.contains('‘')
}

/// `Workers ' party`: an apostrophe with a space on either side, the only one of its line.
fn spaced(block: &BlockView, report: &mut BlockReport) {
    let text: &str = &block.text;
    let apostrophes = [(" ' ", Characters::ascii("'")), (" ’ ", Characters::NONE.and(Class::Quote))];
    let present = apostrophes.into_iter().filter(|(_, sign)| block.characters.meets(*sign));
    let apart = |(apostrophe, _)| memmem::find_iter(text.as_bytes(), apostrophe).map(move |at| (at, apostrophe));
    for (at, apostrophe) in present.flat_map(apart) {
        let before = word_before(text, at);
        let after = word_after(text, at + apostrophe.len());
        let plural = text[before.clone()].ends_with('s') && before.len() > 3;
        if plural && !after.is_empty() && is_only_mark(&text[line_around(text, at)]) {
            let word = &text[before.clone()];
            let message = format!("a space parts “{word}” from its apostrophe");
            let end = at + apostrophe.len() - 1;
            let close = Restoration::remove(at..at + 1).titled("close the word up");
            report.add(Finding::new(&APOSTROPHE, before.start..end, message).restoration(close));
        }
    }
}

/// Whether no other mark of the line may open or close a quotation.
fn is_only_mark(line: &str) -> bool {
    let letter = |c: Option<char>| c.is_some_and(char::is_alphabetic);
    let within_word = |at: usize, mark: &str| {
        letter(line[..at].chars().next_back()) && letter(line[at + mark.len()..].chars().next())
    };
    line.match_indices(['\'', '’', '‘']).filter(|&(at, mark)| !within_word(at, mark)).count() == 1
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::{keeps_quiet, restores};

    #[test]
    fn contractions_get_their_apostrophe() {
        restores(&APOSTROPHE, "I ⸢didnt⸣ and ⸢Did'nt⸣, ⸢YOURE⸣ ⸢was'nt⸣", "I didn't and Didn't, YOU'RE wasn't");
    }

    #[test]
    fn all_that_is_looked_for_is_looked_at() {
        let negated = NEGATED.iter().flat_map(|verb| [format!("{verb}nt"), format!("{verb}'nt").to_uppercase()]);
        let contracted = CONTRACTED.iter().map(|(lost, _)| (*lost).to_owned());
        let possessive = IRREGULAR_PLURALS.iter().map(|plural| format!("{plural}s"));
        for word in negated.chain(contracted).chain(possessive) {
            assert!(may_lack_apostrophe(word.as_bytes()), "{word}");
        }
    }

    #[test]
    fn keeps_quiet_at_contractions_and_words() {
        keeps_quiet(&APOSTROPHE, "I don't, won't, cant, wont, ain't; the hadnts, went, want, were, its");
    }

    #[test]
    fn what_is_one_peoples() {
        restores(
            &APOSTROPHE,
            "the ⸢Peoples'⸣ Republic of Albania, a ⸢Peoples⸣ Army",
            "the People's Republic of Albania, a People's Army",
        );
        restores(&APOSTROPHE, "the ⸢womens’⸣ union and ⸢childrens⸣ fund", "the women’s union and children's fund");
    }

    #[test]
    fn keeps_quiet_at_peoples_that_are_many() {
        keeps_quiet(
            &APOSTROPHE,
            "the Peoples' Friendship University, the peoples' republics, Peoples Republicans, mens sana",
        );
        keeps_quiet(&APOSTROPHE, "He said 'all Peoples' Republic is' and so on; women's, people's, men's");
    }

    #[test]
    fn a_space_before_an_apostrophe_goes() {
        restores(&APOSTROPHE, "the ⸢Workers '⸣ party of Korea's north", "the Workers' party of Korea's north");
    }

    #[test]
    fn keeps_quiet_at_quotations() {
        keeps_quiet(&APOSTROPHE, "he said ' the workers ' and went; the workers ' and the ' rest");
    }
}
