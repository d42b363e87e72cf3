//! Spellings of older English: `neuer`, `ioyfull`, `vnder`, `publick`, `dyde`, `moche`, `mann'd`.
//!
//! Not a list but the habits of the time, each undone in turn: u and v, i and j and y written for one
//! another, doubled consonants, a silent e at the end, -ie for -y, -ick for -ic, 'd for -ed.

use super::{Lexicon, format::LOWER};

/// Longer words are not tried.
const LONGEST: usize = 18;
/// Spellings tried for one word.
const MOST: usize = 160;
/// Habits undone in one word.
const DEPTH: usize = 3;
/// The modern word must be at least this frequent, as a cost in nats.
const COST: f32 = 15.5;

impl Lexicon {
    /// Whether a word in lower case is an older spelling of a word that is still common.
    #[must_use]
    pub fn is_old_spelling(&self, lower: &str) -> bool {
        if !(3..=LONGEST).contains(&lower.len()) || !lower.bytes().all(|b| b.is_ascii_lowercase() || b == b'\'') {
            return false;
        }
        let mut tried = vec![lower.to_owned()];
        let mut edge = 0..1;
        for _ in 0..DEPTH {
            for number in edge.clone() {
                for modern in one_habit_undone(&tried[number]) {
                    if tried.len() > MOST || tried.contains(&modern) {
                        continue;
                    }
                    let known = self.rank(&modern).filter(|&rank| self.forms(rank) & LOWER != 0);
                    if modern.len() > 2 && known.is_some_and(|rank| self.cost(rank) < COST) {
                        return true;
                    }
                    tried.push(modern);
                }
            }
            edge = edge.end..tried.len();
        }
        false
    }
}

/// Each spelling that differs by one habit.
fn one_habit_undone(word: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut end = |old: &str, new: &str| {
        if let Some(stem) = word.strip_suffix(old)
            && stem.len() > 1
        {
            found.push([stem, new].concat());
        }
    };
    end("e", "");
    end("ie", "y");
    end("ye", "y");
    end("ies", "ys");
    end("ick", "ic");
    end("icke", "ic");
    end("'d", "ed");
    end("'d", "d");
    end("th", "s");
    end("eth", "s");
    end("est", "");
    end("es", "s");
    end("yn", "en");
    end("in", "en");
    end("or", "our");
    end("ence", "ance");
    end("ance", "ence");
    let letters = word.as_bytes();
    let mut replace = |at: usize, length: usize, new: &str| {
        found.push([&word[..at], new, &word[at + length..]].concat());
    };
    for at in 0..letters.len() {
        let after = letters.get(at + 1).copied();
        match letters[at] {
            b'u' => replace(at, 1, "v"),
            b'v' => replace(at, 1, "u"),
            b'y' => replace(at, 1, "i"),
            b'i' if at == 0 => replace(at, 1, "j"),
            b'i' => replace(at, 1, "y"),
            b'j' => replace(at, 1, "i"),
            b'o' if after == Some(b'o') => replace(at, 2, "o"),
            b'e' if after == Some(b'e') => replace(at, 2, "e"),
            b'o' if after == Some(b'u') => replace(at, 2, "o"),
            b'a' if after == Some(b'u') => replace(at, 2, "a"),
            b'c' if after == Some(b'k') => replace(at, 2, "k"),
            b'e' if after == Some(b'a') => replace(at, 2, "e"),
            letter if after == Some(letter) && letter.is_ascii_lowercase() => replace(at, 1, ""),
            _ => {}
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use crate::lexicon::Lexicon;

    #[test]
    fn knows_the_habits_of_older_spelling() {
        for word in ["neuer", "ioyfull", "vnder", "publick", "dyde", "goodnesse", "mann'd"] {
            assert!(Lexicon::english().is_old_spelling(word), "{word}");
        }
    }

    #[test]
    fn keeps_garbled_words_out() {
        for word in ["tbe", "tqoij", "gathcriug", "xcouncil"] {
            assert!(!Lexicon::english().is_old_spelling(word), "{word}");
        }
    }
}
