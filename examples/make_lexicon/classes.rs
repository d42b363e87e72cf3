//! Sorts words into classes by what stands beside them, and counts which classes follow which.
//!
//! The classes are those of the exchange algorithm (Kneser and Ney 1993): each word in turn moves to the class in which
//! the pairs of words seen are most probable, until few still move. Rare words, whose neighbours nobody counted, join
//! the class of most words with their ending.

use std::collections::HashMap;

use lacuna::lexicon::format::{CLASS_STEP, CLASSES};

/// The first class is that of the beginning of a sentence, the second that of numbers.
const OF_SENTENCE: u8 = 0;
const OF_NUMBER: u8 = 1;
const FIRST_OF_WORDS: usize = 2;
/// The most frequent words that are sorted by their neighbours.
const SORTED: usize = 30_000;
const ROUNDS: usize = 12;
/// Letters of the ending by which rare words are sorted.
const ENDING: usize = 3;
/// How far the classes are believed beside the words themselves, after one class and after two: their logarithms are
/// taken so many times.
const TRUST_AFTER_ONE: f64 = 0.5;
const TRUST_AFTER_TWO: f64 = 0.3;
/// Kinds of successors seen weigh so many counts against the classes themselves (Witten and Bell 1991).
const NEW_KINDS: f64 = 1.0;

/// A word as the classes see it.
pub struct Member<'w> {
    pub word: &'w str,
    pub probability: f64,
    /// It is a name.
    pub name: bool,
}

pub struct Classes {
    /// By rank.
    pub of: Vec<u8>,
}

impl Classes {
    /// Sorts `members`, the most frequent first; `pairs` are ranks of words beside each other with their counts.
    pub fn sort(members: &[Member], pairs: &[(u32, u32, f64)], sentence: u32, number: u32) -> Self {
        let mut exchange = Exchange::new(members.len().min(SORTED), pairs, sentence, number);
        for _ in 0..ROUNDS {
            if exchange.round() * 500 < SORTED {
                break;
            }
        }
        let mut classes = Self { of: exchange.class };
        classes.sort_by_ending(members, &exchange.seen);
        classes
    }

    fn sort_by_ending(&mut self, members: &[Member], seen: &[bool]) {
        let key = |member: &Member| {
            let letters = member.word.chars().count();
            let ending: String = member.word.chars().skip(letters.saturating_sub(ENDING)).collect();
            (ending, member.name)
        };
        let mut votes: HashMap<(String, bool), [u32; CLASSES]> = HashMap::new();
        let mut of_all = HashMap::<bool, [u32; CLASSES]>::new();
        // Frequent words are sorted as no rare word is: they do not vote.
        for (rank, member) in members.iter().enumerate().take(seen.len()).skip(2_000).filter(|(rank, _)| seen[*rank]) {
            let class = usize::from(self.of[rank]);
            votes.entry(key(member)).or_insert([0; CLASSES])[class] += 1;
            of_all.entry(member.name).or_insert([0; CLASSES])[class] += 1;
        }
        let most = |votes: &[u32; CLASSES]| {
            (FIRST_OF_WORDS..CLASSES).max_by_key(|&class| votes[class]).unwrap_or(FIRST_OF_WORDS) as u8
        };
        self.of.resize(members.len(), FIRST_OF_WORDS as u8);
        for (rank, member) in members.iter().enumerate().filter(|(rank, _)| !seen.get(*rank).copied().unwrap_or(false))
        {
            if let Some(votes) = votes.get(&key(member)).or_else(|| of_all.get(&member.name)) {
                self.of[rank] = most(votes);
            }
        }
    }

    /// The tables of [`lacuna::lexicon::format`]: what a class costs more or less after another than by itself, and what
    /// it costs more or less after two others than after the nearer alone.
    pub fn tables(&self, members: &[Member], pairs: &[(u32, u32, f64)], runs: &[Vec<u32>]) -> (Vec<u8>, Vec<u8>) {
        let class = |rank: u32| usize::from(self.of[rank as usize]);
        let mut alone = vec![1e-6; CLASSES];
        for (rank, member) in members.iter().enumerate() {
            alone[class(rank as u32)] += member.probability;
        }
        let all: f64 = alone.iter().sum();
        alone.iter_mut().for_each(|share| *share /= all);
        let mut twos = vec![0.0; CLASSES * CLASSES];
        for &(left, right, count) in pairs {
            twos[class(left) * CLASSES + class(right)] += count;
        }
        let mut threes = vec![0.0; CLASSES * CLASSES * CLASSES];
        for run in runs {
            for three in run.windows(3) {
                let [a, b, c] = [class(three[0]), class(three[1]), class(three[2])];
                threes[(a * CLASSES + b) * CLASSES + c] += 1.0;
            }
        }
        let mut after_one = Vec::with_capacity(twos.len());
        let mut after_two = Vec::with_capacity(threes.len());
        let near: Vec<Vec<f64>> = twos.chunks(CLASSES).map(|counts| smoothed(counts, &alone)).collect();
        for shares in &near {
            after_one.extend(shares.iter().zip(&alone).map(|(share, alone)| quantize(TRUST_AFTER_ONE, alone / share)));
        }
        for (context, counts) in threes.chunks(CLASSES).enumerate() {
            let near = &near[context % CLASSES];
            after_two.extend(
                smoothed(counts, near).iter().zip(near).map(|(share, near)| quantize(TRUST_AFTER_TWO, near / share)),
            );
        }
        (after_one, after_two)
    }
}

/// The shares of the counts, filled up from what is known without them.
fn smoothed(counts: &[f64], without: &[f64]) -> Vec<f64> {
    let total: f64 = counts.iter().sum();
    let kinds = counts.iter().filter(|count| **count > 0.0).count() as f64 * NEW_KINDS;
    let rest = if total > 0.0 { kinds / (total + kinds) } else { 1.0 };
    counts
        .iter()
        .zip(without)
        .map(|(count, without)| if total > 0.0 { (1.0 - rest) * count / total } else { 0.0 } + rest * without)
        .collect()
}

/// How much dearer, in steps, as a signed byte.
fn quantize(trust: f64, ratio: f64) -> u8 {
    (trust * ratio.ln() / CLASS_STEP).round().clamp(-127.0, 127.0) as i8 as u8
}

struct Exchange {
    class: Vec<u8>,
    /// Whether a word has neighbours at all.
    seen: Vec<bool>,
    after: Vec<Vec<(u32, f64)>>,
    before: Vec<Vec<(u32, f64)>>,
    /// Counts of pairs of classes, and of classes on the left and on the right.
    pairs: Vec<f64>,
    left: Vec<f64>,
    right: Vec<f64>,
    fixed: [u32; 2],
}

impl Exchange {
    fn new(words: usize, pairs: &[(u32, u32, f64)], sentence: u32, number: u32) -> Self {
        let mut class: Vec<u8> =
            (0..words).map(|rank| (FIRST_OF_WORDS + rank % (CLASSES - FIRST_OF_WORDS)) as u8).collect();
        class[sentence as usize] = OF_SENTENCE;
        class[number as usize] = OF_NUMBER;
        let mut new = Self {
            seen: vec![false; words],
            after: vec![Vec::new(); words],
            before: vec![Vec::new(); words],
            pairs: vec![0.0; CLASSES * CLASSES],
            left: vec![0.0; CLASSES],
            right: vec![0.0; CLASSES],
            fixed: [sentence, number],
            class,
        };
        for &(left, right, count) in pairs.iter().filter(|pair| (pair.0.max(pair.1) as usize) < words) {
            new.after[left as usize].push((right, count));
            new.before[right as usize].push((left, count));
            let (a, b) = (usize::from(new.class[left as usize]), usize::from(new.class[right as usize]));
            new.pairs[a * CLASSES + b] += count;
            new.left[a] += count;
            new.right[b] += count;
        }
        for word in 0..words {
            new.seen[word] = !new.after[word].is_empty() || !new.before[word].is_empty();
        }
        new
    }

    /// Moves each word to its best class; how many moved.
    fn round(&mut self) -> usize {
        let mut moved = 0;
        for word in 0..self.class.len() {
            if self.fixed.contains(&(word as u32)) || !self.seen[word] {
                continue;
            }
            let home = usize::from(self.class[word]);
            let beside = Beside::of(self, word);
            self.shift(home, &beside, -1.0);
            let best = (FIRST_OF_WORDS..CLASSES)
                .map(|class| (class, self.gain(class, &beside)))
                .max_by(|a, b| a.1.total_cmp(&b.1))
                .map_or(home, |(class, _)| class);
            self.shift(best, &beside, 1.0);
            self.class[word] = best as u8;
            moved += usize::from(best != home);
        }
        moved
    }

    /// How much more probable the pairs become with the word in this class.
    fn gain(&self, class: usize, beside: &Beside) -> f64 {
        let more = |count: f64, add: f64| weigh(count + add) - weigh(count);
        let mut gain = 0.0;
        for &(other, count) in &beside.after {
            gain += more(self.pairs[class * CLASSES + other], count);
        }
        for &(other, count) in &beside.before {
            gain += more(self.pairs[other * CLASSES + class], count);
        }
        gain - more(self.left[class], beside.as_left) - more(self.right[class], beside.as_right)
    }

    fn shift(&mut self, class: usize, beside: &Beside, sign: f64) {
        for &(other, count) in &beside.after {
            self.pairs[class * CLASSES + other] += sign * count;
        }
        for &(other, count) in &beside.before {
            self.pairs[other * CLASSES + class] += sign * count;
        }
        self.left[class] += sign * beside.as_left;
        self.right[class] += sign * beside.as_right;
    }
}

fn weigh(count: f64) -> f64 {
    if count > 1e-9 { count * count.ln() } else { 0.0 }
}

/// The classes that stand beside a word.
struct Beside {
    after: Vec<(usize, f64)>,
    before: Vec<(usize, f64)>,
    as_left: f64,
    as_right: f64,
}

impl Beside {
    fn of(exchange: &Exchange, word: usize) -> Self {
        let classes = |others: &[(u32, f64)]| {
            let mut counts = [0.0; CLASSES];
            for &(other, count) in others {
                counts[usize::from(exchange.class[other as usize])] += count;
            }
            counts.into_iter().enumerate().filter(|(_, count)| *count > 0.0).collect::<Vec<_>>()
        };
        let (after, before) = (classes(&exchange.after[word]), classes(&exchange.before[word]));
        let sum = |of: &[(usize, f64)]| of.iter().map(|(_, count)| count).sum();
        Self { as_left: sum(&after), as_right: sum(&before), after, before }
    }
}
