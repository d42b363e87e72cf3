//! Diagnostics: pushed with their version, or pulled where the client pulls; never both.

use std::cmp::Ordering;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::str::FromStr;
use std::sync::{Arc, LazyLock};

use ropey::Rope;
use rustc_hash::FxHashMap;
use tower_lsp::jsonrpc::Result;
use tower_lsp::ls_types::{self as lsp, Uri};

use crate::lint::Located;
use crate::rules::{Finding, Intent, RULES, Rule, Severity};

use super::super::abilities::Abilities;
use super::super::analysis::Analysis;
use super::super::documents::Role;
use super::super::names::Siblings;
use super::super::proto::severity;
use super::super::shared::Shared;

/// Findings of one file that reach the client; of more, the most severe.
const MOST: usize = 1000;

/// Files in one part of an answer about all files.
const PART: usize = 64;

pub(in super::super) fn provider() -> lsp::DiagnosticServerCapabilities {
    lsp::DiagnosticServerCapabilities::Options(lsp::DiagnosticOptions {
        identifier: Some("lacuna".into()),
        inter_file_dependencies: true,
        workspace_diagnostics: true,
        ..lsp::DiagnosticOptions::default()
    })
}

/// Tells the client what is known of an open document, if it is still of this version.
pub(in super::super) async fn publish(shared: &Shared, uri: &Uri, version: i32) {
    let (analysis, role, level) = {
        let state = shared.state();
        let Some(document) = state.documents.get(uri) else { return };
        (document.latest(), document.role, state.settings.level)
    };
    // The faults of project files are published with those of files that are not open.
    if matches!(role, Role::Config | Role::Authority | Role::Ledger) {
        return;
    }
    let diagnostics = match &analysis {
        Some(analysis) if role == Role::Transcription => of_analysis(analysis, uri, level, shared.abilities()),
        _ => Vec::new(),
    };
    let still_current = shared.state().documents.get(uri).is_some_and(|document| document.version == version);
    if still_current {
        tracing::debug!(version, diagnostics = diagnostics.len(), "{} is told of", uri.as_str());
        shared.client.publish_diagnostics(uri.clone(), diagnostics, Some(version)).await;
    }
}

/// `textDocument/diagnostic`
pub(in super::super) async fn pull(
    shared: &Shared,
    params: lsp::DocumentDiagnosticParams,
) -> Result<lsp::DocumentDiagnosticReportResult> {
    let uri = params.text_document.uri;
    let level = shared.state().settings.level;
    let analysis = shared.analysis(&uri).await?;
    // An open document has not changed if its analysis has not.
    let id = analysis.as_ref().map_or_else(String::new, |analysis| format!("{}-{}", analysis.number, level.name()));
    let report = if params.previous_result_id.as_ref() == Some(&id) {
        lsp::DocumentDiagnosticReport::Unchanged(lsp::RelatedUnchangedDocumentDiagnosticReport {
            related_documents: None,
            unchanged_document_diagnostic_report: lsp::UnchangedDocumentDiagnosticReport { result_id: id },
        })
    } else {
        let items = analysis.map(|analysis| of_analysis(&analysis, &uri, level, shared.abilities()));
        let items = items.unwrap_or_default();
        lsp::DocumentDiagnosticReport::Full(lsp::RelatedFullDocumentDiagnosticReport {
            related_documents: None,
            full_document_diagnostic_report: lsp::FullDocumentDiagnosticReport { result_id: Some(id), items },
        })
    };
    Ok(lsp::DocumentDiagnosticReportResult::Report(report))
}

/// `workspace/diagnostic`: the files of the collections that are not open.
pub(in super::super) async fn pull_workspace(
    shared: &Arc<Shared>,
    params: lsp::WorkspaceDiagnosticParams,
) -> Result<lsp::WorkspaceDiagnosticReportResult> {
    let level = shared.state().settings.level;
    let abilities = shared.abilities();
    let mut items = Vec::new();
    for (path, collection) in shared.transcriptions().await {
        if collection.config_path().is_none() || shared.is_open(&path) {
            continue;
        }
        let Some(uri) = Uri::from_file_path(&path) else { continue };
        let decided = shared.state().workspace.decided(&path);
        let siblings = Siblings::of(&shared.names, &collection, &path);
        let for_file = uri.clone();
        // One file at a time, so that a cancellation is heard between two of them.
        let diagnostics = blocking(move || {
            let analysis = Analysis::of_file(&path, &collection, siblings.as_ref(), decided.as_ref())?;
            Some(of_analysis(&analysis, &for_file, level, abilities))
        })
        .await?;
        let Some(diagnostics) = diagnostics else { continue };
        items.push(workspace_report(uri, diagnostics, &params.previous_result_ids));
        if let Some(token) = &params.partial_result_params.partial_result_token
            && items.len() == PART
        {
            send_part(shared, token.clone(), std::mem::take(&mut items)).await;
        }
    }
    // Where parts are sent, all is: the answer itself is empty then.
    if let Some(token) = &params.partial_result_params.partial_result_token {
        send_part(shared, token.clone(), std::mem::take(&mut items)).await;
    }
    Ok(lsp::WorkspaceDiagnosticReportResult::Report(lsp::WorkspaceDiagnosticReport { items }))
}

fn workspace_report(
    uri: Uri,
    items: Vec<lsp::Diagnostic>,
    previous: &[lsp::PreviousResultId],
) -> lsp::WorkspaceDocumentDiagnosticReport {
    let id = result_id(&items);
    if previous.iter().any(|known| known.uri == uri && known.value == id) {
        return lsp::WorkspaceDocumentDiagnosticReport::Unchanged(lsp::WorkspaceUnchangedDocumentDiagnosticReport {
            uri,
            version: None,
            unchanged_document_diagnostic_report: lsp::UnchangedDocumentDiagnosticReport { result_id: id },
        });
    }
    lsp::WorkspaceDocumentDiagnosticReport::Full(lsp::WorkspaceFullDocumentDiagnosticReport {
        uri,
        version: None,
        full_document_diagnostic_report: lsp::FullDocumentDiagnosticReport { result_id: Some(id), items },
    })
}

/// A part of the answer, before the rest is known.
async fn send_part(shared: &Shared, token: lsp::ProgressToken, items: Vec<lsp::WorkspaceDocumentDiagnosticReport>) {
    #[derive(Debug)]
    enum Part {}
    impl lsp::notification::Notification for Part {
        type Params = serde_json::Value;
        const METHOD: &'static str = "$/progress";
    }
    let part = serde_json::json!({ "token": token, "value": { "items": items } });
    shared.client.send_notification::<Part>(part).await;
}

async fn blocking<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T> {
    tokio::task::spawn_blocking(work).await.map_err(|error| {
        tracing::error!("{error}");
        tower_lsp::jsonrpc::Error::internal_error()
    })
}

/// The same for the same diagnostics, within one run of the server.
fn result_id(items: &[lsp::Diagnostic]) -> String {
    let mut hasher = DefaultHasher::new();
    serde_json::to_string(items).unwrap_or_default().hash(&mut hasher);
    format!("{:x}", hasher.finish())
}

/// The diagnostics of an analysis: at most [`MOST`], the most severe, and a word on the rest.
pub(in super::super) fn of_analysis(
    analysis: &Analysis,
    uri: &Uri,
    level: Severity,
    abilities: Abilities,
) -> Vec<lsp::Diagnostic> {
    let findings = &analysis.report.findings;
    let Shown { least, of_least, untold } = Shown::of(findings, level);
    let mut left = of_least;
    let is_shown = |finding: &&Located| match finding.severity().cmp(&least) {
        Ordering::Less => false,
        Ordering::Greater => true,
        Ordering::Equal => {
            let fits = left > 0;
            left -= usize::from(fits);
            fits
        }
    };
    let shown = findings.iter().filter(is_shown);
    let told = shown.map(|found| of_finding(&found.to_finding(), &analysis.text, uri, abilities));
    (untold > 0).then(|| of_the_rest(untold)).into_iter().chain(told).collect()
}

/// Which findings of a file the client is told: all that are more severe than `least`, and the first
/// `of_least` of those that are just as severe.
#[derive(Debug, PartialEq, Eq)]
struct Shown {
    least: Severity,
    of_least: usize,
    untold: usize,
}

impl Shown {
    /// Counts instead of sorting: of a long document this is done at every keystroke.
    fn of(findings: &[Located], level: Severity) -> Shown {
        let mut counts = [0; Severity::ALL.len()];
        for finding in findings {
            counts[finding.severity() as usize] += 1;
        }
        let mut room = MOST;
        for severity in Severity::ALL.into_iter().rev().filter(|severity| *severity >= level) {
            let count = counts[severity as usize];
            if count > room {
                let lesser = Severity::ALL.into_iter().filter(|lesser| (level..severity).contains(lesser));
                let untold = count - room + lesser.map(|lesser| counts[lesser as usize]).sum::<usize>();
                return Shown { least: severity, of_least: room, untold };
            }
            room -= count;
        }
        Shown { least: level, of_least: MOST, untold: 0 }
    }
}

fn of_the_rest(untold: usize) -> lsp::Diagnostic {
    lsp::Diagnostic {
        severity: Some(lsp::DiagnosticSeverity::INFORMATION),
        source: Some("lacuna".into()),
        message: format!("{untold} less severe findings are not shown; `lacuna check` lists them all"),
        ..lsp::Diagnostic::default()
    }
}

/// The diagnostic of a finding in a transcription or in one of the project's own files.
pub(in super::super) fn of_finding(finding: &Finding, text: &Rope, uri: &Uri, abilities: Abilities) -> lsp::Diagnostic {
    let encoding = abilities.encoding;
    let debris = finding.restorations.first().is_some_and(|best| best.intent == Intent::Remove);
    let related = finding.related.iter().map(|related| lsp::DiagnosticRelatedInformation {
        location: lsp::Location::new(uri.clone(), encoding.range(text, &related.range)),
        message: related.message.to_string(),
    });
    let elsewhere = finding.elsewhere.iter().filter_map(|other| {
        let range = lsp::Range::new(encoding.position_of(other.start), encoding.position_of(other.end));
        let location = lsp::Location::new(Uri::from_file_path(&other.path)?, range);
        Some(lsp::DiagnosticRelatedInformation { location, message: other.message.clone() })
    });
    let related: Vec<_> = related.chain(elsewhere).collect();
    lsp::Diagnostic {
        range: encoding.range(text, &finding.range),
        severity: Some(severity(finding.severity)),
        code: Some(lsp::NumberOrString::String(finding.rule.name.into())),
        code_description: link(finding.rule)
            .filter(|_| abilities.diagnostic_links)
            .map(|href| lsp::CodeDescription { href }),
        source: Some("lacuna".into()),
        message: message(finding),
        related_information: (abilities.related_information && !related.is_empty()).then_some(related),
        tags: (abilities.diagnostic_tags && debris).then(|| vec![lsp::DiagnosticTag::UNNECESSARY]),
        data: None,
    }
}

/// Where a rule is explained. A document has a thousand findings and a few rules.
fn link(rule: &Rule) -> Option<Uri> {
    static LINKS: LazyLock<FxHashMap<&str, Uri>> =
        LazyLock::new(|| RULES.iter().filter_map(|rule| Some((rule.name, Uri::from_str(&rule.url()).ok()?))).collect());
    LINKS.get(rule.name).cloned()
}

/// What the finding says, with its best reading.
fn message(finding: &Finding) -> String {
    match finding.restorations.first() {
        Some(best) if matches!(best.intent, Intent::Supply | Intent::Correct) && !finding.message.contains('”') => {
            format!("{} ({}?)", finding.message, best.title)
        }
        _ => finding.message.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::rule;

    fn findings(counts: [usize; 4]) -> Vec<Located> {
        let rule = rule("glyphs/filler-run").unwrap();
        let of = |severity| Located::Document(Finding::new(rule, 0..1, "").severity(severity));
        Severity::ALL.into_iter().zip(counts).flat_map(|(severity, count)| vec![of(severity); count]).collect()
    }

    #[test]
    fn the_most_severe_are_told_and_the_rest_is_counted() {
        let shown = |counts, level| Shown::of(&findings(counts), level);
        assert_eq!(shown([5, 5, 5, 5], Severity::Hint).untold, 0);
        assert_eq!(shown([900, 0, 90, 20], Severity::Hint), Shown { least: Severity::Hint, of_least: 890, untold: 10 });
        assert_eq!(
            shown([900, 9, 990, 20], Severity::Hint),
            Shown { least: Severity::Warning, of_least: 980, untold: 919 }
        );
        assert_eq!(shown([900, 0, 990, 20], Severity::Warning).untold, 10);
        assert_eq!(shown([9000, 0, 990, 10], Severity::Warning).untold, 0);
    }
}
