//! The report of a collection, or of one document, in one of the forms that `lacuna check` has.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde::Deserialize;
use serde_json::json;
use tower_lsp::jsonrpc::Result;
use tower_lsp::ls_types::{self as lsp, Uri};

use crate::collection::Collection;
use crate::report::{FileReport, Format, Summary};
use crate::rules::Severity;
use crate::text::{Encoding, LineIndex, write_file};

use super::super::analysis::Analysis;
use super::super::names::Siblings;
use super::super::progress::Progress;
use super::super::shared::{Shared, invalid, not_open};

/// What is to be reported, and how.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Export {
    /// A document of the collection.
    uri: Uri,
    /// A form of `lacuna check --format`.
    #[serde(default = "default_format")]
    format: String,
    /// Whether that document alone is reported.
    #[serde(default)]
    document_only: bool,
    /// Where the report goes, from the collection's folder on; none: it is the answer.
    file: Option<PathBuf>,
}

fn default_format() -> String {
    "sarif".into()
}

/// Writes the report, or answers with it; tells how much was found. What an editor has open is the truth.
pub(super) async fn export(shared: &Arc<Shared>, export: Export) -> Result<lsp::LSPAny> {
    let format: Format = export.format.parse().map_err(invalid)?;
    let of = shared.collection_of(&export.uri).ok_or_else(not_open)?;
    let target = export.file.as_deref().map(|file| target(&of, file)).transpose()?;
    let Some((text, summary)) = report(shared, &export, &of, format).await? else {
        return Err(invalid("the report was cancelled".into()));
    };
    let counts = Severity::ALL.map(|severity| (severity.name().to_owned(), summary.count(severity).into()));
    let mut answer = json!({ "documents": summary.documents, "words": summary.words });
    answer["findings"] = lsp::LSPAny::Object(counts.into_iter().collect());
    match target {
        Some(file) => {
            let written = write_file(&file, of.root(), &text, Encoding::UTF8);
            written.map_err(|error| invalid(error.to_string()))?;
            answer["file"] = file.to_string_lossy().into();
        }
        None => answer["text"] = text.into(),
    }
    Ok(answer)
}

/// The file of that name; it must be nothing that the collection is made of.
fn target(of: &Collection, file: &Path) -> Result<PathBuf> {
    let path = of.root().join(file);
    let is_own = of.includes(&path) || of.is_knowledge(&path) || of.config_path() == Some(&path);
    if is_own || path.file_name().is_some_and(|name| name == crate::lint::ledger::LEDGER_NAME) {
        return Err(invalid(format!("{} is a file of the collection itself", file.display())));
    }
    Ok(path)
}

/// The report and its sum; none if the user cancelled it.
async fn report(
    shared: &Arc<Shared>,
    export: &Export,
    of: &Arc<Collection>,
    format: Format,
) -> Result<Option<(String, Summary)>> {
    let level = shared.state().settings.level;
    let mut report = format.report(false, 100);
    let (mut out, mut summary) = (Vec::new(), Summary::default());
    let documents = documents(shared, export, of).await;
    let progress = Progress::begin(shared, "Reporting on the collection".into(), documents.len()).await;
    for (number, document) in documents.into_iter().enumerate() {
        if progress.is_cancelled() {
            progress.finish(shared).await;
            return Ok(None);
        }
        let Some(file) = of_document(shared, document, of, level).await? else { continue };
        summary.count_document(file.words);
        if !file.findings.is_empty() {
            summary.count_findings(&file);
            report.file(&file, &mut out).map_err(|error| invalid(error.to_string()))?;
        }
        progress.report(number).await;
    }
    progress.finish(shared).await;
    report.finish(&summary, &mut out).map_err(|error| invalid(error.to_string()))?;
    Ok(Some((String::from_utf8_lossy(&out).into_owned(), summary)))
}

/// A document to report on: open in the editor, or a file.
enum Reported {
    Open(Uri),
    Closed(PathBuf),
}

/// The documents to report on, in the order of their names.
async fn documents(shared: &Arc<Shared>, export: &Export, of: &Arc<Collection>) -> Vec<Reported> {
    if export.document_only {
        return vec![Reported::Open(export.uri.clone())];
    }
    let open: Vec<(PathBuf, Uri)> = {
        let state = shared.state();
        let documents = state.documents.iter();
        documents.filter_map(|(uri, document)| Some((document.path.clone()?, uri.clone()))).collect()
    };
    let files = shared.transcriptions_in(vec![of.root().to_owned()]).await;
    let files = files.into_iter().filter(|(_, collection)| collection.root() == of.root());
    let reported = files.map(|(path, _)| match open.iter().find(|(open, _)| *open == path) {
        Some((_, uri)) => Reported::Open(uri.clone()),
        None => Reported::Closed(path),
    });
    reported.collect()
}

async fn of_document(
    shared: &Arc<Shared>,
    document: Reported,
    of: &Arc<Collection>,
    level: Severity,
) -> Result<Option<FileReport>> {
    match document {
        Reported::Open(uri) => {
            let Some(analysis) = shared.analysis(&uri).await? else { return Ok(None) };
            let path = uri.to_file_path().map_or_else(|| PathBuf::from(uri.as_str()), |path| of.relative(&path).into());
            Ok(Some(of_analysis(&analysis, path, level)))
        }
        Reported::Closed(path) => {
            let decided = shared.state().workspace.decided(&path);
            let siblings = Siblings::of(&shared.names, of, &path);
            let of = Arc::clone(of);
            let read = move || {
                let analysis = Analysis::of_file(&path, &of, siblings.as_ref(), decided.as_ref())?;
                Some(of_analysis(&analysis, of.relative(&path).to_owned(), level))
            };
            tokio::task::spawn_blocking(read).await.map_err(|error| {
                tracing::error!("{error}");
                tower_lsp::jsonrpc::Error::internal_error()
            })
        }
    }
}

fn of_analysis(analysis: &Analysis, path: PathBuf, level: Severity) -> FileReport {
    let text = analysis.text.to_string();
    let shown = analysis.report.findings.iter().filter(|finding| finding.severity() >= level);
    let findings = shown.map(crate::lint::Located::to_finding).collect();
    FileReport { path, lines: LineIndex::new(&text), text, findings, words: analysis.report.words }
}
