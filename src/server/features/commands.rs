//! Commands: what an action does beyond an edit of the document.

use tower_lsp::jsonrpc::{Error, ErrorCode, Result};
use tower_lsp::ls_types::{self as lsp, Uri};

use crate::rules::rule;

use super::super::shared::{Event, Shared};
use super::code_action;

const EXPLAIN: &str = "lacuna.explainRule";
const RESTART: &str = "lacuna.restartAnalysis";
const FIX_ALL: &str = "lacuna.fixAllSafe";
const APPLY: &str = "lacuna.applyEdit";

pub(in super::super) fn provider() -> lsp::ExecuteCommandOptions {
    lsp::ExecuteCommandOptions {
        commands: [EXPLAIN, RESTART, FIX_ALL, APPLY].map(String::from).to_vec(),
        ..lsp::ExecuteCommandOptions::default()
    }
}

/// `workspace/executeCommand`
pub(in super::super) async fn execute(
    shared: &Shared,
    params: lsp::ExecuteCommandParams,
) -> Result<Option<lsp::LSPAny>> {
    let argument = params.arguments.into_iter().next().unwrap_or_default();
    match params.command.as_str() {
        EXPLAIN => explain(&argument).map(|text| Some(text.into())),
        RESTART => {
            shared.tell(Event::Restart);
            Ok(None)
        }
        FIX_ALL => fix_all(shared, argument).await,
        APPLY => {
            let edit = serde_json::from_value(argument).map_err(|error| invalid(error.to_string()))?;
            apply(shared, edit);
            Ok(None)
        }
        other => Err(invalid(format!("there is no command {other}"))),
    }
}

/// The documentation of a rule, in Markdown.
fn explain(argument: &lsp::LSPAny) -> Result<String> {
    let name = argument.as_str().ok_or_else(|| invalid("the argument is the name of a rule".into()))?;
    let rule = rule(name).ok_or_else(|| invalid(format!("there is no rule {name}")))?;
    Ok(format!("# {}\n\n{}", rule.name, rule.doc))
}

async fn fix_all(shared: &Shared, argument: lsp::LSPAny) -> Result<Option<lsp::LSPAny>> {
    let uri: Uri = serde_json::from_value(argument).map_err(|error| invalid(error.to_string()))?;
    let Some(analysis) = shared.analysis(&uri).await? else { return Ok(None) };
    let edits = code_action::safe_edits(&analysis);
    if !edits.is_empty() {
        apply(shared, code_action::workspace_edit(&analysis, &uri, &edits, shared.abilities()));
    }
    Ok(Some(edits.len().into()))
}

/// Asks the client to make an edit, without waiting for it here: the client's answer comes through
/// the same task as its requests.
fn apply(shared: &Shared, edit: lsp::WorkspaceEdit) {
    let client = shared.client.clone();
    tokio::spawn(async move {
        match tokio::time::timeout(super::super::worker::PATIENCE, client.apply_edit(edit)).await {
            Ok(Ok(answer)) if answer.applied => {}
            Ok(Ok(answer)) => {
                tracing::warn!("the client did not make the edit: {}", answer.failure_reason.unwrap_or_default())
            }
            Ok(Err(error)) => tracing::warn!("the client did not make the edit: {error}"),
            Err(_) => tracing::warn!("the client did not answer whether it made the edit"),
        }
    });
}

/// The command that stands for an action where the client takes commands alone.
pub(super) fn instead_of(action: lsp::CodeAction) -> Option<lsp::Command> {
    match (action.command, action.edit) {
        (Some(command), _) => Some(command),
        (None, Some(edit)) => {
            let argument = serde_json::to_value(edit).ok()?;
            Some(lsp::Command { title: action.title, command: APPLY.into(), arguments: Some(vec![argument]) })
        }
        (None, None) => None,
    }
}

fn invalid(message: String) -> Error {
    Error { code: ErrorCode::InvalidParams, message: message.into(), data: None }
}
