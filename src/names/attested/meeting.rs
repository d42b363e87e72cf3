//! Where names meet their relatives: hashes of what they share, the same within one run of the program.

use std::hash::{BuildHasher, Hash, RandomState};
use std::sync::LazyLock;

use smallvec::SmallVec;

use crate::names::romanization::Scheme;
use crate::names::{MentionKind, NameKeys};

/// The points where a name's relatives are found.
pub(super) fn meeting_points(kind: MentionKind, keys: &NameKeys) -> SmallVec<[u64; 3]> {
    let mut points: SmallVec<[u64; 3]> = keys.sounds.iter().map(at_sound).collect();
    points.push(at_looks(&keys.looks));
    if !keys.entity.is_empty() {
        points.push(at_entity(kind, &keys.entity));
    }
    points
}

pub(super) fn at_looks(looks: &str) -> u64 {
    hash(("looks", looks))
}

pub(super) fn at_entity(kind: MentionKind, entity: &str) -> u64 {
    hash(("entity", kind, entity))
}

pub(super) fn at_sound(sound: &(Scheme, Box<str>)) -> u64 {
    hash(("sound", sound))
}

/// Where a name meets those that differ in one word by one slip: all its words but one, with the first letter of
/// that one, and with its last. A slip leaves one of the two.
pub(super) fn at_slips(folded: &str) -> impl Iterator<Item = u64> + '_ {
    let words = folded.split(' ').count();
    folded.split(' ').enumerate().filter(move |_| words > 1).flat_map(move |(at, word)| {
        let others = || folded.split(' ').enumerate().filter(|(other, _)| *other != at).map(|(_, word)| word);
        let others = others().collect::<SmallVec<[&str; 4]>>();
        let first = hash(("first", at, &*others, word.chars().next()));
        [first, hash(("last", at, &*others, word.chars().next_back()))]
    })
}

fn hash(what: impl Hash) -> u64 {
    static MEETING: LazyLock<RandomState> = LazyLock::new(RandomState::new);
    MEETING.hash_one(what)
}
