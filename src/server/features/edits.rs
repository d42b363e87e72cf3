//! Edits of documents in the form the client takes them.

use std::collections::{BTreeMap, HashMap};
use std::ops::Range;
use std::path::PathBuf;

use tower_lsp::ls_types::{self as lsp, OneOf, Uri};

use crate::rules::{Applicability, Restoration};
use crate::text::Edit;

use super::super::abilities::Abilities;
use super::super::analysis::Analysis;
use super::super::shared::Shared;
use super::naming::Texts;

/// The edits of every restoration that is safe.
pub(super) fn safe_edits(analysis: &Analysis) -> Vec<Edit> {
    let best = analysis.report.findings.iter().filter_map(|finding| {
        let restorations = finding.to_finding().restorations;
        restorations.into_iter().find(|restoration| restoration.applicability == Applicability::Safe)
    });
    compatible(best)
}

/// The edits of those restorations that can be made together; the first come first.
pub(super) fn compatible(restorations: impl Iterator<Item = Restoration>) -> Vec<Edit> {
    let mut edits: Vec<Edit> = Vec::new();
    let mut ordered: Vec<Restoration> = restorations.collect();
    ordered.sort_by_key(|restoration| restoration.edits.first().map(|edit| edit.range.start));
    for restoration in ordered {
        // Edits come in the order of their places, so only the last few can be in the way.
        let clashes =
            restoration.edits.iter().any(|edit| edits.iter().rev().take(8).any(|taken| taken.conflicts_with(edit)));
        if !clashes {
            edits.extend(restoration.edits);
        }
    }
    edits
}

/// Edits of one document in the form the client takes.
pub(super) fn workspace_edit(
    analysis: &Analysis,
    uri: &Uri,
    edits: &[Edit],
    abilities: Abilities,
) -> lsp::WorkspaceEdit {
    let edits = edits.iter().map(|edit| abilities.encoding.text_edit(&analysis.text, edit));
    if !abilities.versioned_edits {
        return lsp::WorkspaceEdit {
            changes: Some(HashMap::from([(uri.clone(), edits.collect())])),
            ..Default::default()
        };
    }
    let change = lsp::TextDocumentEdit {
        text_document: lsp::OptionalVersionedTextDocumentIdentifier {
            uri: uri.clone(),
            version: Some(analysis.version),
        },
        edits: edits.map(lsp::OneOf::Left).collect(),
    };
    lsp::WorkspaceEdit { document_changes: Some(lsp::DocumentChanges::Edits(vec![change])), ..Default::default() }
}

/// Why a change is made: the heading under which a client that can shows it for confirmation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reason {
    /// A name in a transcription.
    Mention,
    /// The authorized form of a record.
    Record,
}

impl Reason {
    const ALL: [Reason; 2] = [Reason::Mention, Reason::Record];

    fn id(self) -> &'static str {
        match self {
            Reason::Mention => "mention",
            Reason::Record => "record",
        }
    }

    fn annotation(self) -> lsp::ChangeAnnotation {
        let (label, needs_confirmation) = match self {
            Reason::Mention => ("Mentions in the transcriptions", true),
            Reason::Record => ("The authorized form in the record", false),
        };
        lsp::ChangeAnnotation {
            label: label.to_owned(),
            needs_confirmation: Some(needs_confirmation),
            description: None,
        }
    }
}

/// Edits of several files.
#[derive(Default)]
pub(super) struct Changes {
    files: BTreeMap<PathBuf, Vec<Change>>,
}

/// What is replaced, by what, and why.
type Change = (Range<usize>, String, Reason);

impl Changes {
    pub fn add(&mut self, path: PathBuf, range: Range<usize>, text: String, reason: Reason) {
        self.files.entry(path).or_default().push((range, text, reason));
    }

    /// The protocol's form: annotated, so that each change can be confirmed, where the client can.
    pub fn into_edit(self, shared: &Shared, texts: &mut Texts) -> lsp::WorkspaceEdit {
        let abilities = shared.abilities();
        let mut plain = HashMap::new();
        let mut versioned = Vec::new();
        for (path, edits) in self.files {
            let Some((uri, text, version)) = texts.of(&path) else { continue };
            let edits = edits
                .into_iter()
                .map(|(range, new, reason)| (lsp::TextEdit::new(abilities.encoding.range(&text, &range), new), reason));
            if !abilities.versioned_edits {
                plain.insert(uri, edits.map(|(edit, _)| edit).collect());
                continue;
            }
            let edits = edits.map(|(text_edit, reason)| {
                if abilities.annotated_edits {
                    OneOf::Right(lsp::AnnotatedTextEdit { text_edit, annotation_id: reason.id().to_owned() })
                } else {
                    OneOf::Left(text_edit)
                }
            });
            versioned.push(lsp::TextDocumentEdit {
                text_document: lsp::OptionalVersionedTextDocumentIdentifier { uri, version },
                edits: edits.collect(),
            });
        }
        if !abilities.versioned_edits {
            return lsp::WorkspaceEdit { changes: Some(plain), ..lsp::WorkspaceEdit::default() };
        }
        let annotations = Reason::ALL.map(|reason| (reason.id().to_owned(), reason.annotation()));
        lsp::WorkspaceEdit {
            document_changes: Some(lsp::DocumentChanges::Edits(versioned)),
            change_annotations: abilities.annotated_edits.then(|| HashMap::from(annotations)),
            ..lsp::WorkspaceEdit::default()
        }
    }
}
