//! What the other documents of a collection say of a document's names.

use std::path::Path;
use std::sync::Arc;

use crate::names::romanization::Scheme;
use crate::names::{MentionKind, NameKeys};
use crate::text::Spot;

use super::collection::{Attested, CollectionForms};
use super::document::Standing;
use super::meeting::{at_entity, at_looks, at_slips, at_sound};

/// What the other documents of a collection say of a document's names. By default there are none.
#[derive(Debug, Clone, Copy, Default)]
pub struct OtherDocuments<'c> {
    all: Option<&'c CollectionForms>,
    own: Option<u32>,
}

impl<'c> OtherDocuments<'c> {
    pub(super) fn of(all: &'c CollectionForms, own: Option<u32>) -> OtherDocuments<'c> {
        OtherDocuments { all: Some(all), own }
    }

    /// The same form.
    pub fn same(self, keys: &NameKeys) -> Option<OtherForm<'c>> {
        self.other(*self.all?.by_number.get(&keys.form)?)
    }

    /// The forms that look like one to a scanner.
    pub fn looking_like(self, keys: &NameKeys) -> impl Iterator<Item = OtherForm<'c>> {
        self.meeting_at(|| at_looks(&keys.looks))
    }

    /// The forms of the same person or body, order and joints aside.
    pub fn of_entity(self, kind: MentionKind, entity: &str) -> impl Iterator<Item = OtherForm<'c>> {
        self.meeting_at(move || at_entity(kind, entity))
    }

    /// The other romanizations of a name.
    pub fn sounding_like(self, sound: &(Scheme, Box<str>)) -> impl Iterator<Item = OtherForm<'c>> {
        self.meeting_at(|| at_sound(sound))
    }

    /// The people whose names differ from one in a single word that begins or ends alike, and are named often.
    pub fn near(self, keys: &NameKeys) -> impl Iterator<Item = OtherForm<'c>> {
        let points = self.all.map(|_| at_slips(&keys.folded));
        points.into_iter().flatten().flat_map(move |point| self.meeting_at(move || point))
    }

    /// Where there are no other documents, the point is not asked for.
    fn meeting_at(self, point: impl FnOnce() -> u64) -> impl Iterator<Item = OtherForm<'c>> {
        let there = self.all.and_then(|all| all.meeting.get(&point()));
        there.into_iter().flatten().filter_map(move |&number| self.other(number))
    }

    /// What is left of a name without the document's own mentions; none if that is nothing.
    fn other(self, number: u32) -> Option<OtherForm<'c>> {
        let all = self.all?;
        let attested = all.names.get(number as usize)?;
        let own = self.own.and_then(|own| attested.standing_in(own));
        let documents = attested.standings.len() - usize::from(own.is_some());
        let mentions = (attested.mentions - own.map_or(0, |own| own.mentions)) as usize;
        (documents > 0).then_some(OtherForm { all, attested, own: self.own, documents, mentions })
    }
}

/// A form of a name that other documents have.
#[derive(Debug, Clone, Copy)]
pub struct OtherForm<'c> {
    all: &'c CollectionForms,
    attested: &'c Attested,
    own: Option<u32>,
    /// How many other documents have it.
    pub documents: usize,
    /// How often they have it.
    pub mentions: usize,
}

/// A place in another document: its path, beginning and end.
pub type OtherPlace<'c> = (&'c Arc<Path>, Spot, Spot);

impl<'c> OtherForm<'c> {
    /// The form as it stands.
    pub fn form(&self) -> &'c str {
        &self.attested.name.form
    }

    /// Its folded words with one space between.
    pub fn folded(&self) -> &'c str {
        &self.attested.name.folded
    }

    /// Whether one of the documents explains an acronym by it.
    pub fn is_explained(&self) -> bool {
        self.standings().any(|(_, standing)| standing.explained)
    }

    /// Its first place in each of the first documents, in the order of their paths.
    pub fn places(&self, most: usize) -> Vec<OtherPlace<'c>> {
        let path = |document: u32| &self.all.documents[document as usize].path;
        let mut places: Vec<OtherPlace> =
            self.standings().map(|(document, standing)| (path(document), standing.start, standing.end)).collect();
        places.sort_unstable_by_key(|(path, start, _)| (*path, start.offset));
        places.truncate(most);
        places
    }

    fn standings(&self) -> impl Iterator<Item = (u32, &'c Standing)> {
        let own = self.own;
        let standings = self.attested.standings.iter().map(|(document, standing)| (*document, standing));
        standings.filter(move |(document, _)| Some(*document) != own)
    }
}
