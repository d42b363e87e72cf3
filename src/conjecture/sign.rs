//! A garbled word sign by sign, and what may have been meant at each of them.

use super::beam::in_company;
use super::confusions::{self, Confusion, Confusions};
use crate::lexicon::automaton::Letters;

/// What a capital costs more that is read inside a word of small letters, in nats.
const CAPITAL_INSIDE: f32 = 1.5;

/// A garbled word on its way through the search.
#[derive(Clone, Copy)]
pub(super) struct Read<'r> {
    pub text: &'r str,
    /// The word is in capitals, so a capital inside it is no mistake.
    all_capitals: bool,
}

impl<'r> Read<'r> {
    pub fn new(text: &'r str) -> Self {
        let (capitals, smalls) = text.bytes().fold((0, 0), |(capitals, smalls), byte| {
            (capitals + usize::from(byte.is_ascii_uppercase()), smalls + usize::from(byte.is_ascii_lowercase()))
        });
        Self { text, all_capitals: capitals > 1 && capitals > smalls }
    }

    /// Whether no sign of it was read in the wrong case.
    pub fn is_in_one_case(self) -> bool {
        self.text.char_indices().all(|(at, sign)| self.cost_of_case(sign, at) <= 0.0)
    }

    /// What a counted mistake costs at a place, before its company is looked at.
    pub fn cost_of(self, confusion: &Confusion, at: usize) -> f32 {
        confusion.cost + if confusion.capital && at > 0 && !self.all_capitals { CAPITAL_INSIDE } else { 0.0 }
    }

    /// What it costs to have read a sign rightly, but perhaps in the wrong case.
    pub fn cost_of_case(self, sign: char, at: usize) -> f32 {
        let wrong = if self.all_capitals { sign.is_lowercase() } else { sign.is_uppercase() && at > 0 };
        if wrong { confusions::WRONG_CASE } else { 0.0 }
    }
}

/// A sign of the garbled word, and the mistakes that may have been made there.
pub(super) struct Sign<'l> {
    /// Where the next sign stands.
    pub next: usize,
    /// Its first byte, in small letters.
    pub letter: u8,
    /// What it costs to have read it rightly.
    pub rightly: f32,
    /// What it costs to be a speck.
    pub stray: f32,
    /// The sign in small letters, and how many bytes that takes.
    lower: ([u8; 4], usize),
    /// The counted mistakes, in the order of the first letters that were meant.
    mistakes: Vec<Meant<'l>>,
    /// By the first letter that may have been meant its place among the mistakes, from 1; 0 for none.
    first: [u8; 256],
    /// What is ahead, with this sign and without it.
    ahead: [Option<Ahead>; 2],
}

/// What may have been meant by the beginning of what is left of a garbled word.
pub(super) struct Meant<'l> {
    first: u8,
    /// The letters that were meant after the first one.
    pub rest: &'l [u8],
    /// Where what was read for it ends.
    pub next: usize,
    pub capital: bool,
    /// What it costs as the first mistake of a way, and as another.
    pub costs: [f32; 2],
}

/// The next two signs, or what is left of the word: where they are right, a guess is believed.
#[derive(Clone, Copy)]
pub(super) struct Ahead {
    letters: [u8; 2],
    count: usize,
    /// The first of them, or any letter if nothing is left.
    pub first: Letters,
    pub end: usize,
}

impl Ahead {
    /// The signs from a place on; none if they are no whole ones.
    fn of(read: Read, at: usize) -> Option<Self> {
        let rest = &read.text.as_bytes()[at..];
        let count = rest.len().min(2);
        let letter = |number: usize| rest.get(number).map_or(0, u8::to_ascii_lowercase);
        let first = if count == 0 { Letters::ALL } else { Letters::of(letter(0)) };
        let ahead = Self { letters: [letter(0), letter(1)], first, count, end: at + count };
        read.text.is_char_boundary(ahead.end).then_some(ahead)
    }

    pub fn letters(&self) -> &[u8] {
        &self.letters[..self.count]
    }
}

impl Default for Sign<'_> {
    fn default() -> Self {
        Self {
            next: 0,
            letter: 0,
            rightly: 0.0,
            stray: 0.0,
            lower: ([0; 4], 0),
            mistakes: Vec::new(),
            first: [0; 256],
            ahead: [None; 2],
        }
    }
}

impl<'l> Sign<'l> {
    /// Goes on to the sign at a place of the word.
    pub fn come_to(&mut self, read: Read, at: usize, sign: char, confusions: &'l Confusions) {
        self.next = at + sign.len_utf8();
        self.letter = read.text.as_bytes()[at].to_ascii_lowercase();
        self.rightly = read.cost_of_case(sign, at);
        self.stray = confusions.stray(sign);
        self.lower.1 = sign.to_lowercase().next().unwrap_or(sign).encode_utf8(&mut self.lower.0).len();
        self.ahead = [Ahead::of(read, at), Ahead::of(read, self.next)];
        self.mistakes.clear();
        self.first = [0; 256];
        for confusion in confusions.at(&read.text[at..]) {
            self.add(read, at, confusion);
        }
        self.note(self.lower.0[0], self.mistakes.len());
    }

    fn add(&mut self, read: Read, at: usize, confusion: &'l Confusion) {
        let Some((&first, rest)) = confusion.meant.as_bytes().split_first() else { return };
        let cost = read.cost_of(confusion, at);
        self.mistakes.push(Meant {
            first,
            rest,
            next: at + confusion.read.len(),
            capital: at == 0 && confusion.capital,
            costs: [cost, in_company(cost)],
        });
        self.note(first, self.mistakes.len() - 1);
    }

    /// Notes that a letter may have been meant, for the first time by the mistake at this place.
    fn note(&mut self, letter: u8, place: usize) {
        let noted = &mut self.first[usize::from(letter)];
        if *noted == 0 {
            *noted = u8::try_from(place + 1).unwrap_or(0);
        }
    }

    /// Whether this letter is the sign, or a counted mistake made the sign of it and perhaps others after it.
    pub fn may_be(&self, letter: u8) -> bool {
        self.first[usize::from(letter)] != 0
    }

    /// The counted mistakes by which this letter and perhaps others after it were meant.
    pub fn meant_from(&self, letter: u8) -> impl Iterator<Item = &Meant<'l>> {
        let from = usize::from(self.first[usize::from(letter)]).checked_sub(1);
        let all = from.map_or(&[][..], |from| &self.mistakes[from..]);
        all.iter().take_while(move |meant| meant.first == letter)
    }

    /// The sign in small letters.
    pub fn lower(&self) -> &[u8] {
        &self.lower.0[..self.lower.1]
    }

    /// The next signs, this one the first of them.
    pub fn ahead_with_it(&self) -> Option<&Ahead> {
        self.ahead[0].as_ref()
    }

    /// The signs after this one.
    pub fn ahead_without_it(&self) -> Option<&Ahead> {
        self.ahead[1].as_ref()
    }
}
