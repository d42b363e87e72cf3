//! What is known of one person or corporate body.

use std::ops::Range;

use serde::Serialize;

use super::date::Date;

/// Whom or what a record describes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// A human being.
    Person,
    /// A corporate body: party, ministry, state, newspaper.
    Organization,
}

/// A person or corporate body.
#[derive(Debug, Clone, PartialEq)]
pub struct Record {
    /// Unique among all files of a collection; what `body`, `not` and `successors` refer to.
    pub id: String,
    /// Person or body.
    pub kind: Kind,
    /// The authorized form.
    pub name: String,
    /// Other forms, acronyms among them.
    pub variants: Vec<Variant>,
    /// Birth or foundation.
    pub born: Option<Date>,
    /// Death or dissolution.
    pub died: Option<Date>,
    /// One or two sentences of Markdown.
    pub gloss: Option<String>,
    /// Identifiers elsewhere, as addresses.
    pub same_as: Vec<String>,
    /// Records never to be confused with this one, by id.
    pub not: Vec<String>,
    /// Offices held, in the order of the file.
    pub offices: Vec<Office>,
    /// Bodies this one came out of, by id.
    pub predecessors: Vec<String>,
    /// Bodies this one became, by id.
    pub successors: Vec<String>,
    /// Where the record stands: an index into [`super::Authority::files`] and bytes there.
    pub place: Place,
}

/// Bytes in one of the authority's files.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct Place {
    /// Index into [`super::Authority::files`].
    pub file: usize,
    /// Byte range in that file.
    pub range: Range<usize>,
}

impl Record {
    /// A record with an id and a name and nothing else.
    pub fn new(kind: Kind, id: impl Into<String>, name: impl Into<String>) -> Self {
        Record {
            id: id.into(),
            kind,
            name: name.into(),
            variants: Vec::new(),
            born: None,
            died: None,
            gloss: None,
            same_as: Vec::new(),
            not: Vec::new(),
            offices: Vec::new(),
            predecessors: Vec::new(),
            successors: Vec::new(),
            place: Place::default(),
        }
    }

    /// The same record, all of it so many bytes further on in its file.
    pub(super) fn shifted(mut self, bytes: usize) -> Self {
        let ranges = std::iter::once(&mut self.place.range)
            .chain(self.variants.iter_mut().map(|variant| &mut variant.range))
            .chain(self.offices.iter_mut().map(|office| &mut office.range));
        for range in ranges {
            *range = range.start + bytes..range.end + bytes;
        }
        self
    }

    /// Every form, the authorized one first.
    pub fn forms(&self) -> impl Iterator<Item = &str> {
        std::iter::once(self.name.as_str()).chain(self.variants.iter().map(|variant| variant.form.as_str()))
    }

    /// The variant written `form`, if it is one.
    pub fn variant(&self, form: &str) -> Option<&Variant> {
        self.variants.iter().find(|variant| variant.form == form)
    }

    /// Whether the person had died, or the body been dissolved, before every day of `date`.
    pub fn ended_before(&self, date: &Date) -> bool {
        self.died.as_ref().is_some_and(|died| died.is_before(date))
    }

    /// Whether the person was born, or the body founded, after every day of `date`.
    pub fn begins_after(&self, date: &Date) -> bool {
        self.born.as_ref().is_some_and(|born| born.is_after(date))
    }

    /// The offices that may have been held on `date`.
    pub fn offices_at<'r>(&'r self, date: &'r Date) -> impl Iterator<Item = &'r Office> {
        self.offices.iter().filter(move |office| office.is_dated() && office.may_be_held_at(date))
    }

    /// The life dates as a reader writes them: `1912–1994`, `born 1912`, nothing if nothing is known.
    pub fn life(&self) -> Option<String> {
        let (begun, ended) = match self.kind {
            Kind::Person => ("born", "died"),
            Kind::Organization => ("founded", "dissolved"),
        };
        match (&self.born, &self.died) {
            (Some(born), Some(died)) => Some(format!("{}–{}", born.year(), died.year())),
            (Some(born), None) => Some(format!("{begun} {}", born.year())),
            (None, Some(died)) => Some(format!("{ended} {}", died.year())),
            (None, None) => None,
        }
    }
}

/// Another form of a name.
#[derive(Debug, Clone, PartialEq)]
pub struct Variant {
    /// As it is written.
    pub form: String,
    /// BCP 47 tag of the language it is written in.
    pub language: Option<String>,
    /// What sort of form it is.
    pub kind: FormKind,
    /// In use from.
    pub from: Option<Date>,
    /// In use until.
    pub to: Option<Date>,
    /// Bytes in the record's file.
    pub range: Range<usize>,
}

impl Variant {
    /// An undated form without a language.
    pub fn new(form: impl Into<String>, kind: FormKind) -> Self {
        Variant { form: form.into(), language: None, kind, from: None, to: None, range: 0..0 }
    }
}

/// What sort of form a variant is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum FormKind {
    /// A form as good as another.
    #[default]
    Variant,
    /// The name in another romanization.
    Romanization,
    /// The name in another language.
    Translation,
    /// Initials that stand for a body.
    Acronym,
    /// An earlier or later name of the same bearer.
    Former,
    /// A name of war, of the pen or of the underground.
    Pseudonym,
    /// A familiar form.
    Nickname,
    /// A form known to be wrong, kept so that it is recognized.
    Misspelling,
}

impl FormKind {
    /// Every kind with the word an authority file uses for it.
    pub const ALL: [(&'static str, FormKind); 8] = [
        ("variant", FormKind::Variant),
        ("romanization", FormKind::Romanization),
        ("translation", FormKind::Translation),
        ("acronym", FormKind::Acronym),
        ("former", FormKind::Former),
        ("pseudonym", FormKind::Pseudonym),
        ("nickname", FormKind::Nickname),
        ("misspelling", FormKind::Misspelling),
    ];

    /// The word an authority file uses for the kind.
    pub fn as_str(self) -> &'static str {
        Self::ALL.iter().find(|(_, kind)| *kind == self).map_or("variant", |(word, _)| word)
    }
}

/// An office held.
#[derive(Debug, Clone, PartialEq)]
pub struct Office {
    /// As the holder is called: `Premier of the DPRK`.
    pub title: String,
    /// Held from.
    pub from: Option<Date>,
    /// Held until.
    pub to: Option<Date>,
    /// The body it belongs to, by id.
    pub body: Option<String>,
    /// Bytes in the record's file.
    pub range: Range<usize>,
}

impl Office {
    /// Whether anything is known of when it was held.
    pub fn is_dated(&self) -> bool {
        self.from.is_some() || self.to.is_some()
    }

    /// Whether it may have been held on `date`; an open end stays open.
    pub fn may_be_held_at(&self, date: &Date) -> bool {
        !self.from.as_ref().is_some_and(|from| from.is_after(date))
            && !self.to.as_ref().is_some_and(|to| to.is_before(date))
    }

    /// When it was held, in years: `1948–1972`, `from 1948`.
    pub fn years(&self) -> Option<String> {
        match (&self.from, &self.to) {
            (Some(from), Some(to)) if from.year() == to.year() => Some(from.year()),
            (Some(from), Some(to)) => Some(format!("{}–{}", from.year(), to.year())),
            (Some(from), None) => Some(format!("from {}", from.year())),
            (None, Some(to)) => Some(format!("until {}", to.year())),
            (None, None) => None,
        }
    }
}
