//! What a scanner takes for what: weights for letters that are read for one another.
//!
//! The pairs are those counted most often on newspapers and typescripts of the nineteenth and
//! twentieth centuries. [`skeleton`] folds the ones that look alike even to a reader, so that two
//! names with one skeleton are one name badly read; [`distance`] weighs them all.

use smallvec::{SmallVec, smallvec};

/// Characters that a reader cannot tell apart in many typefaces, folded to one.
///
/// `Kim II Sung`, `Kim Il Sung` and `Kim 1l Sung` have the same skeleton. Works on a word already
/// folded by [`super::fold::fold_word`].
pub fn skeleton(key: &str) -> String {
    let mut skeleton = String::with_capacity(key.len());
    let mut characters = key.chars().peekable();
    while let Some(character) = characters.next() {
        let next = characters.peek().copied();
        let folded = match (character, next) {
            ('r', Some('n')) => {
                characters.next();
                'm'
            }
            ('c', Some('l')) => {
                characters.next();
                'd'
            }
            ('v', Some('v')) => {
                characters.next();
                'w'
            }
            ('i' | '1' | '|' | '!', _) => 'l',
            ('0', _) => 'o',
            ('5', _) => 's',
            (other, _) => other,
        };
        skeleton.push(folded);
    }
    skeleton
}

/// The cost of reading `read` for `written`, 0 for the same and 1 for letters never confused.
pub fn substitution(written: char, read: char) -> f32 {
    if written == read {
        0.0
    } else if are_alike(written, read) {
        0.4
    } else if is_vowel(written) && is_vowel(read) {
        0.6
    } else {
        1.0
    }
}

/// Letters of which each is read for each other.
const ALIKE: [&str; 19] = [
    "il1", "oec", "co", "ce", "es", "bh", "un", "uv", "vy", "ri", "tl", "fs", "ft", "nr", "hn", "ao", "gq", "o0", "s5",
];

fn are_alike(a: char, b: char) -> bool {
    /// For each letter, a bit for each that is like it.
    const LIKE: [u128; 128] = {
        let mut like = [0; 128];
        let mut set = 0;
        while set < ALIKE.len() {
            let letters = ALIKE[set].as_bytes();
            let mut all = 0;
            let mut at = 0;
            while at < letters.len() {
                all |= 1 << letters[at];
                at += 1;
            }
            at = 0;
            while at < letters.len() {
                like[letters[at] as usize] |= all;
                at += 1;
            }
            set += 1;
        }
        like
    };
    b.is_ascii() && LIKE.get(a as usize).is_some_and(|like| like >> (b as u32) & 1 == 1)
}

/// Whether two letters are read for one, or one for the two.
fn are_one(pair: [char; 2], one: char) -> bool {
    match one {
        'm' => matches!(pair, ['r', 'n'] | ['n', 'i'] | ['i', 'n']),
        'd' => matches!(pair, ['c', 'l'] | ['i', 'l']),
        'h' => matches!(pair, ['l', 'i'] | ['l', 'l']),
        'w' => matches!(pair, ['v', 'v'] | ['i', 'v']),
        'n' => matches!(pair, ['r', 'i'] | ['i', 'i'] | ['t', 'i']),
        'u' => matches!(pair, ['l', 'l'] | ['i', 'i']),
        _ => false,
    }
}

/// The longest word that is compared: longer ones are no names.
const LONGEST: usize = 64;
/// What two letters read for one cost.
const JOINED: f32 = 0.3;
/// What two letters that changed places cost.
const EXCHANGED: f32 = 0.8;

type Letters = SmallVec<[char; LONGEST]>;

/// Weighted edit distance of two folded words: insertions and deletions cost 1 (0.5 for a doubled
/// letter), neighbours exchanged 0.8, letters often confused less than letters never confused.
///
/// None if it is more than `most`, or a word is longer than 64 letters.
pub fn distance(a: &str, b: &str, most: f32) -> Option<f32> {
    let letters = |word: &str| word.chars().take(LONGEST + 1).collect();
    let (a, b): (Letters, Letters) = (letters(a), letters(b));
    // Nothing that makes a word a letter longer or shorter costs less.
    let beyond = a.len().abs_diff(b.len()) as f32 * JOINED > most;
    if beyond || a.len() > LONGEST || b.len() > LONGEST {
        return None;
    }
    let width = b.len() + 1;
    let mut table: SmallVec<[f32; 256]> = smallvec![0.0; (a.len() + 1) * width];
    let mut least_before = 0.0f32;
    for row in 0..=a.len() {
        let mut least = f32::INFINITY;
        for column in 0..=b.len() {
            let cost = cell(&a[..row], &b[..column], &table, width);
            table[row * width + column] = cost;
            least = least.min(cost);
        }
        // A step reaches two rows back at most.
        if least > most && least_before > most {
            return None;
        }
        least_before = least;
    }
    table.last().copied().filter(|cost| *cost <= most)
}

fn cell(a: &[char], b: &[char], table: &[f32], width: usize) -> f32 {
    let (row, column) = (a.len(), b.len());
    let at = |up: usize, left: usize| table[(row - up) * width + column - left];
    let mut best = if row == 0 && column == 0 { 0.0 } else { f32::INFINITY };
    if row > 0 {
        best = best.min(at(1, 0) + single(a));
    }
    if column > 0 {
        best = best.min(at(0, 1) + single(b));
    }
    if let ([.., last_a], [.., last_b]) = (a, b) {
        best = best.min(at(1, 1) + substitution(*last_a, *last_b));
    }
    if let ([.., c, d], [.., e, f]) = (a, b)
        && (c, d) == (f, e)
    {
        best = best.min(at(2, 2) + EXCHANGED);
    }
    if let ([.., c, d], [.., one]) = (a, b)
        && are_one([*c, *d], *one)
    {
        best = best.min(at(2, 1) + JOINED);
    }
    if let ([.., one], [.., c, d]) = (a, b)
        && are_one([*c, *d], *one)
    {
        best = best.min(at(1, 2) + JOINED);
    }
    best
}

fn single(letters: &[char]) -> f32 {
    match letters {
        [.., before, last] if before == last => 0.5,
        _ => 1.0,
    }
}

/// Whether a folded letter is a vowel.
pub fn is_vowel(letter: char) -> bool {
    matches!(letter, 'a' | 'e' | 'i' | 'o' | 'u' | 'y')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_skeleton_for_what_looks_alike() {
        assert_eq!(skeleton("ii"), skeleton("il"));
        assert_eq!(skeleton("carney"), skeleton("camey"));
        assert_ne!(skeleton("sung"), skeleton("song"));
    }

    #[test]
    fn confusions_cost_less_than_other_letters() {
        let apart = |a, b| distance(a, b, 9.0).unwrap();
        assert_eq!(apart("hoxha", "hoxha"), 0.0);
        assert!(apart("bonsal", "bonsai") < apart("bonsal", "bonsak"));
        assert!(apart("carney", "camey") < 0.5);
        assert!(apart("hoxha", "hoxa") <= 1.0);
        assert_eq!((substitution('i', '1'), substitution('1', 'é')), (0.4, 1.0));
    }

    #[test]
    fn what_is_too_far_away_has_no_distance() {
        assert_eq!(distance("hoxha", "hoxa", 1.0), Some(1.0));
        assert_eq!(distance("hoxha", "hoxa", 0.9), None);
        assert_eq!(distance("carney", "camey", 0.3), Some(0.3));
        assert_eq!(distance(&"a".repeat(70), "a", f32::INFINITY), None);
    }
}
