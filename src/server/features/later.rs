//! Code actions whose edit is made out when it is asked for: those of a whole document or collection.

use std::ops::Range;
use std::path::PathBuf;

use serde::{Deserialize, Serialize};
use tower_lsp::ls_types::{self as lsp, Uri};

use crate::convention::{Convention, convert};
use crate::text::{Edit, Source};

use super::super::analysis::Analysis;
use super::super::names::Indexed;
use super::super::shared::Shared;
use super::edits::{Changes, Reason, compatible, safe_edits, workspace_edit};
use super::naming::{Texts, mentions};

/// What a code action whose edit is asked for later must remember.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Later {
    pub uri: Uri,
    pub version: i32,
    pub what: What,
}

/// The edits that are made out for a whole document.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) enum What {
    /// The best restoration of every finding of a rule.
    AllOfRule(String),
    /// Every restoration that is safe.
    AllSafe,
    /// A form of a name becomes a better one, wherever it stands.
    Use { form: String, better: String, in_collection: bool },
    /// The marks of a byte range, in another convention.
    Convert { to: String, range: Range<usize> },
}

/// What an action is about: a document as it is, and the names of its collection.
pub(super) struct Target<'a> {
    pub shared: &'a Shared,
    pub analysis: &'a Analysis,
    pub uri: &'a Uri,
    pub names: Option<&'a Indexed>,
}

impl Later {
    /// As the client keeps it.
    pub fn written(&self) -> Option<lsp::LSPAny> {
        serde_json::to_value(self).ok()
    }

    /// What a client gives back; none if it is not ours.
    pub fn read(data: lsp::LSPAny) -> Option<Later> {
        serde_json::from_value(data).ok()
    }
}

impl Target<'_> {
    /// Where a form of a name stands in the collection, byte by byte.
    pub fn places_of(&self, form: &str) -> Vec<(PathBuf, Range<usize>)> {
        let Some(names) = self.names else { return Vec::new() };
        let index = names.read();
        let mut places = Vec::new();
        for (path, names) in index.documents() {
            let forms = names.forms.iter().filter(|known| *known.form == *form);
            places.extend(forms.flat_map(|form| &form.places).map(|place| (path.to_owned(), place.clone())));
        }
        places
    }
}

impl What {
    /// The edit, made out.
    pub fn edit(&self, of: &Target) -> lsp::WorkspaceEdit {
        if let What::Use { form, better, in_collection: true } = self {
            return use_in_collection(of, form, better);
        }
        workspace_edit(of.analysis, of.uri, &self.edits(of), of.shared.abilities())
    }

    /// The edits of the document alone.
    fn edits(&self, of: &Target) -> Vec<Edit> {
        match self {
            What::AllOfRule(rule) => {
                let found = of.analysis.report.findings.iter().filter(|finding| finding.rule().name == *rule);
                compatible(found.filter_map(|finding| finding.to_finding().restorations.into_iter().next()))
            }
            What::AllSafe => safe_edits(of.analysis),
            What::Use { form, better, .. } => {
                let mentions = mentions(of.analysis).filter(|mention| *mention.form == **form);
                mentions.map(|mention| Edit::replace(mention.range, better.clone())).collect()
            }
            What::Convert { to, range } => {
                let Some(to) = Convention::built_in(to) else { return Vec::new() };
                let from = of.analysis.document.context().convention;
                let text = Source::slice(&of.analysis.text, range.clone());
                convert(&text, from, to).edits.iter().map(|edit| edit.shifted(range.start)).collect()
            }
        }
    }
}

/// A form of a name becomes another in all documents; the user confirms place by place where the client can.
fn use_in_collection(of: &Target, form: &str, better: &str) -> lsp::WorkspaceEdit {
    let mut texts = Texts::new(of.shared);
    let mut changes = Changes::default();
    for (path, range) in of.places_of(form) {
        // A file may have changed since its names were read.
        let text = texts.of(&path).filter(|(_, text, _)| range.end <= text.len_bytes());
        if text.is_some_and(|(_, text, _)| text.get_byte_slice(range.clone()).is_some_and(|found| found == form)) {
            changes.add(path, range, better.to_owned(), Reason::Mention);
        }
    }
    changes.into_edit(of.shared, &mut texts)
}
