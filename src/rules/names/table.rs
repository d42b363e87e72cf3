//! The names of a document, gathered from its blocks: what the rules of this family fold.

use std::ops::Range;
use std::sync::{Arc, OnceLock};

use rustc_hash::{FxHashMap, FxHashSet};
use smallvec::SmallVec;

use crate::authority::Record;
use crate::names::attested::OtherForm;
use crate::names::fold::words;
use crate::names::personal::PersonalName;
use crate::names::{Definition, Mention, MentionKind};
use crate::rules::{DocumentView, Elsewhere, FactKinds, Finding, PlacedBlock};
use crate::text::counted;

/// One form of a name with all its places.
#[derive(Debug)]
pub(crate) struct Named<'v> {
    /// The first mention.
    pub mention: &'v Mention,
    /// Every place, in the file, in order.
    pub places: SmallVec<[Range<usize>; 1]>,
}

/// The forms of a document in the order of their first places.
#[derive(Debug, Default)]
pub(crate) struct Table<'v> {
    pub forms: Vec<Named<'v>>,
    pub definitions: Vec<(&'v Definition, Range<usize>)>,
    /// Forms that look alike to a scanner, by their numbers.
    look_alikes: OnceLock<FxHashMap<&'v str, SmallVec<[u32; 2]>>>,
}

impl<'v> Table<'v> {
    /// The table of a document's blocks.
    pub fn of(blocks: &'v [PlacedBlock<'v>]) -> Table<'v> {
        let mut table = Table::default();
        let mut known: FxHashMap<u64, usize> = FxHashMap::default();
        for block in blocks.iter().filter(|block| block.kinds.meets(FactKinds::NAMES)) {
            for mention in &block.report.facts.names.mentions {
                let at = *known.entry(mention.keys.form).or_insert_with(|| {
                    table.forms.push(Named { mention, places: SmallVec::new() });
                    table.forms.len() - 1
                });
                table.forms[at].places.push(block.in_file(&mention.range));
            }
            let definitions = &block.report.facts.names.definitions;
            table
                .definitions
                .extend(definitions.iter().map(|definition| (definition, block.in_file(&definition.range))));
        }
        table
    }

    /// The numbers of the forms by how they look.
    fn by_looks(&self) -> &FxHashMap<&'v str, SmallVec<[u32; 2]>> {
        self.look_alikes.get_or_init(|| {
            let mut alike: FxHashMap<&str, SmallVec<[u32; 2]>> = FxHashMap::default();
            for (number, named) in (0u32..).zip(&self.forms) {
                alike.entry(&named.mention.keys.looks).or_default().push(number);
            }
            alike
        })
    }

    /// The forms that look as this one does to a scanner, itself among them, in the order of their first places.
    pub fn look_alikes(&self, named: &Named) -> impl Iterator<Item = &Named<'v>> {
        let numbers = self.by_looks().get(&*named.mention.keys.looks);
        numbers.into_iter().flatten().filter_map(|&number| self.forms.get(number as usize))
    }

    /// The forms of one kind.
    pub fn of_kind(&self, kind: MentionKind) -> impl Iterator<Item = &Named<'v>> {
        self.forms.iter().filter(move |named| named.mention.kind == kind)
    }
}

impl Named<'_> {
    /// The form as it stands.
    pub fn form(&self) -> &str {
        &self.mention.form
    }

    /// Its folded words.
    pub fn words(&self) -> impl Iterator<Item = &str> {
        self.mention.keys.folded.split(' ')
    }

    /// How often it stands in the document.
    pub fn count(&self) -> usize {
        self.places.len()
    }

    /// Whether the form is all in capitals, as headings are.
    pub fn is_shouted(&self) -> bool {
        !self.form().chars().any(char::is_lowercase)
    }

    /// The only record it may name.
    pub fn bearer<'a>(&self, view: &'a DocumentView) -> Option<&'a Record> {
        match self.mention.bearers.as_slice() {
            [one] => view.context.who.authority.records.get(usize::try_from(*one).ok()?),
            _ => None,
        }
    }
}

/// Adds to a finding where else a form stands, at most three places.
pub(super) fn relate(mut finding: Finding, named: &Named) -> Finding {
    let own = finding.range.clone();
    for place in named.places.iter().filter(|place| **place != own).take(3) {
        finding = finding.related(place.clone(), format!("“{}” stands here", named.form()));
    }
    finding
}

/// Places in other documents that a finding lists at most.
const MOST_ELSEWHERE: usize = 3;

/// Adds to a finding where other documents have a form.
pub(super) fn relate_elsewhere(finding: Finding, other: &OtherForm) -> Finding {
    other.places(MOST_ELSEWHERE).into_iter().fold(finding, |finding, (path, start, end)| {
        let message = format!("“{}” stands here", other.form());
        finding.elsewhere(Elsewhere { path: Arc::clone(path), start, end, message })
    })
}

/// `12 times in 3 other documents`.
pub(super) fn often_elsewhere(other: &OtherForm) -> String {
    let times = if other.mentions == 1 { "once".to_owned() } else { counted(other.mentions, "time") };
    format!("{times} in {}", counted(other.documents, "other document"))
}

/// The record's form that is written as `key` is, spaces and case aside.
pub(super) fn form_like(record: &Record, matches: impl Fn(&str) -> bool) -> Option<&str> {
    record.forms().find(|form| !form.contains(',') && matches(&written_together(form)))
}

/// The record's name as running text has it: a list's `Example, Anna` is `Anna Example`.
pub(super) fn running_name(record: &Record) -> String {
    let direct = record.forms().find(|form| !form.contains(',') && form.contains(' '));
    match direct {
        Some(form) if record.name.contains(',') => form.to_owned(),
        _ => running_form(&record.name),
    }
}

/// A form as running text has it.
pub(super) fn running_form(form: &str) -> String {
    if form.contains(',') { PersonalName::parse(form).in_running_order() } else { form.to_owned() }
}

/// The folded words of a name without the spaces.
pub(super) fn written_together(name: &str) -> String {
    words(name).into_iter().map(|word| word.key).collect()
}

/// `a, b and c`, each once.
pub(super) fn listed<'n>(names: impl Iterator<Item = &'n str>) -> String {
    let mut seen = FxHashSet::default();
    let names: Vec<String> = names.filter(|name| seen.insert(*name)).map(|name| format!("“{name}”")).collect();
    match names.as_slice() {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}
