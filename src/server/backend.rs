//! The protocol's table of contents: each request goes to its feature.

use std::path::PathBuf;
use std::sync::Arc;

use tower_lsp::jsonrpc::Result;
use tower_lsp::ls_types as lsp;
use tower_lsp::{Client, LanguageServer};

use super::abilities::Abilities;
use super::documents::OpenDocument;
use super::features::{
    code_action, code_lens, commands, completion, diagnostics, document_link, folding, formatting, hover, inlay_hint,
    references, rename, selection, semantic_tokens, symbols, workspace_symbol,
};
use super::logging::{Log, set_verbosity};
use super::shared::{Event, Shared};
use super::worker;

/// The server as the protocol sees it.
pub(super) struct Backend {
    shared: Arc<Shared>,
}

impl Backend {
    pub fn new(client: Client, log: Log) -> Backend {
        let (shared, events) = Shared::new(client, log);
        if let Err(error) = worker::start(Arc::clone(&shared), events) {
            tracing::error!("nothing will be analysed: {error}");
        }
        Backend { shared }
    }

    /// What the worker shares with it.
    #[cfg(test)]
    pub fn shared(&self) -> std::sync::Weak<Shared> {
        Arc::downgrade(&self.shared)
    }

    /// `$/setTrace`
    pub async fn set_trace(&self, params: lsp::SetTraceParams) {
        set_verbosity(params.value);
    }

    /// `window/workDoneProgress/cancel`
    pub async fn cancel_progress(&self, params: lsp::WorkDoneProgressCancelParams) {
        self.shared.works.cancel(&params.token);
    }
}

impl Drop for Backend {
    fn drop(&mut self) {
        self.shared.tell(Event::End);
    }
}

impl LanguageServer for Backend {
    async fn initialize(&self, params: lsp::InitializeParams) -> Result<lsp::InitializeResult> {
        let abilities = Abilities::of(&params.capabilities);
        self.shared.set_abilities(abilities);
        if let Some(trace) = params.trace {
            set_verbosity(trace);
        }
        if let Some(options) = &params.initialization_options {
            self.shared.follow_settings(options);
        }
        let client = params.client_info.as_ref().map_or("a client without a name", |client| &client.name);
        let folders = folders(&params);
        tracing::info!("lacuna {} serves {client} in {folders:?}", env!("CARGO_PKG_VERSION"));
        tracing::debug!("{abilities:?}, {:?}", self.shared.state().settings);
        self.shared.state().workspace.folders = folders;
        Ok(lsp::InitializeResult {
            capabilities: capabilities(abilities),
            server_info: Some(lsp::ServerInfo {
                name: "lacuna".into(),
                version: Some(env!("CARGO_PKG_VERSION").into()),
            }),
            ..lsp::InitializeResult::default()
        })
    }

    async fn initialized(&self, _: lsp::InitializedParams) {
        self.shared.log.forward_to(self.shared.client.clone());
        self.shared.tell(Event::Folders);
        self.shared.tell(Event::AskSettings);
    }

    async fn shutdown(&self) -> Result<()> {
        Ok(())
    }

    async fn did_open(&self, params: lsp::DidOpenTextDocumentParams) {
        let item = params.text_document;
        let path = item.uri.to_file_path().map(std::borrow::Cow::into_owned).filter(|_| is_file(&item.uri));
        let document = OpenDocument::new(path, item.language_id, item.version, &item.text);
        self.shared.state().documents.insert(item.uri.clone(), document);
        self.shared.tell(Event::Opened(item.uri));
    }

    async fn did_change(&self, params: lsp::DidChangeTextDocumentParams) {
        let uri = params.text_document.uri;
        let version = params.text_document.version;
        {
            let mut state = self.shared.state();
            let Some(document) = state.documents.get_mut(&uri) else {
                tracing::warn!("{} changed but is not open", uri.as_str());
                return;
            };
            if version <= document.version {
                tracing::warn!("{}: version {version} after {}", uri.as_str(), document.version);
            }
            document.change(params.content_changes, self.shared.abilities().encoding);
            document.version = version;
        }
        self.shared.tell(Event::Changed(uri));
    }

    async fn did_save(&self, params: lsp::DidSaveTextDocumentParams) {
        let uri = params.text_document.uri;
        if let Some(document) = self.shared.state().documents.get_mut(&uri) {
            document.unsaved = false;
        }
        if let Some(path) = uri.to_file_path() {
            self.shared.tell(Event::Files(vec![path.into_owned()]));
        }
    }

    async fn did_close(&self, params: lsp::DidCloseTextDocumentParams) {
        self.shared.close(&params.text_document.uri);
        self.shared.tell(Event::Closed(params.text_document.uri));
    }

    async fn did_change_configuration(&self, params: lsp::DidChangeConfigurationParams) {
        if self.shared.follow_settings(&params.settings) {
            self.shared.tell(Event::Settings);
        }
        // Most clients send nothing worth reading along with this, and wait to be asked.
        self.shared.tell(Event::AskSettings);
    }

    async fn did_change_watched_files(&self, params: lsp::DidChangeWatchedFilesParams) {
        let paths = params.changes.iter().filter_map(|change| change.uri.to_file_path());
        self.shared.tell(Event::Files(paths.map(std::borrow::Cow::into_owned).collect()));
    }

    async fn did_change_workspace_folders(&self, params: lsp::DidChangeWorkspaceFoldersParams) {
        {
            let mut state = self.shared.state();
            let gone: Vec<PathBuf> = params.event.removed.iter().filter_map(path_of_folder).collect();
            state.workspace.folders.retain(|folder| !gone.contains(folder));
            state.workspace.folders.extend(params.event.added.iter().filter_map(path_of_folder));
        }
        self.shared.tell(Event::Folders);
    }

    async fn diagnostic(&self, params: lsp::DocumentDiagnosticParams) -> Result<lsp::DocumentDiagnosticReportResult> {
        diagnostics::pull(&self.shared, params).await
    }

    async fn workspace_diagnostic(
        &self,
        params: lsp::WorkspaceDiagnosticParams,
    ) -> Result<lsp::WorkspaceDiagnosticReportResult> {
        diagnostics::pull_workspace(&self.shared, params).await
    }

    async fn hover(&self, params: lsp::HoverParams) -> Result<Option<lsp::Hover>> {
        hover::hover(&self.shared, params).await
    }

    async fn code_action(&self, params: lsp::CodeActionParams) -> Result<Option<lsp::CodeActionResponse>> {
        code_action::code_action(&self.shared, params).await
    }

    async fn code_action_resolve(&self, action: lsp::CodeAction) -> Result<lsp::CodeAction> {
        code_action::resolve(&self.shared, action).await
    }

    async fn completion(&self, params: lsp::CompletionParams) -> Result<Option<lsp::CompletionResponse>> {
        completion::completion(&self.shared, params).await
    }

    async fn goto_definition(&self, params: lsp::GotoDefinitionParams) -> Result<Option<lsp::GotoDefinitionResponse>> {
        references::definition(&self.shared, params).await
    }

    async fn references(&self, params: lsp::ReferenceParams) -> Result<Option<Vec<lsp::Location>>> {
        references::references(&self.shared, params).await
    }

    async fn document_highlight(
        &self,
        params: lsp::DocumentHighlightParams,
    ) -> Result<Option<Vec<lsp::DocumentHighlight>>> {
        references::document_highlight(&self.shared, params).await
    }

    async fn prepare_rename(
        &self,
        params: lsp::TextDocumentPositionParams,
    ) -> Result<Option<lsp::PrepareRenameResponse>> {
        rename::prepare(&self.shared, params).await
    }

    async fn rename(&self, params: lsp::RenameParams) -> Result<Option<lsp::WorkspaceEdit>> {
        rename::rename(&self.shared, params).await
    }

    async fn symbol(&self, params: lsp::WorkspaceSymbolParams) -> Result<Option<lsp::WorkspaceSymbolResponse>> {
        workspace_symbol::symbol(&self.shared, params).await
    }

    async fn inlay_hint(&self, params: lsp::InlayHintParams) -> Result<Option<Vec<lsp::InlayHint>>> {
        inlay_hint::inlay_hint(&self.shared, params).await
    }

    async fn code_lens(&self, params: lsp::CodeLensParams) -> Result<Option<Vec<lsp::CodeLens>>> {
        code_lens::code_lens(&self.shared, params).await
    }

    async fn document_symbol(&self, params: lsp::DocumentSymbolParams) -> Result<Option<lsp::DocumentSymbolResponse>> {
        symbols::document_symbol(&self.shared, params).await
    }

    async fn folding_range(&self, params: lsp::FoldingRangeParams) -> Result<Option<Vec<lsp::FoldingRange>>> {
        folding::folding_range(&self.shared, params).await
    }

    async fn selection_range(&self, params: lsp::SelectionRangeParams) -> Result<Option<Vec<lsp::SelectionRange>>> {
        selection::selection_range(&self.shared, params).await
    }

    async fn semantic_tokens_full(
        &self,
        params: lsp::SemanticTokensParams,
    ) -> Result<Option<lsp::SemanticTokensResult>> {
        semantic_tokens::full(&self.shared, params).await
    }

    async fn semantic_tokens_full_delta(
        &self,
        params: lsp::SemanticTokensDeltaParams,
    ) -> Result<Option<lsp::SemanticTokensFullDeltaResult>> {
        semantic_tokens::delta(&self.shared, params).await
    }

    async fn semantic_tokens_range(
        &self,
        params: lsp::SemanticTokensRangeParams,
    ) -> Result<Option<lsp::SemanticTokensRangeResult>> {
        semantic_tokens::range(&self.shared, params).await
    }

    async fn document_link(&self, params: lsp::DocumentLinkParams) -> Result<Option<Vec<lsp::DocumentLink>>> {
        document_link::document_link(&self.shared, params).await
    }

    async fn formatting(&self, params: lsp::DocumentFormattingParams) -> Result<Option<Vec<lsp::TextEdit>>> {
        formatting::formatting(&self.shared, params).await
    }

    async fn range_formatting(&self, params: lsp::DocumentRangeFormattingParams) -> Result<Option<Vec<lsp::TextEdit>>> {
        formatting::range_formatting(&self.shared, params).await
    }

    async fn execute_command(&self, params: lsp::ExecuteCommandParams) -> Result<Option<lsp::LSPAny>> {
        commands::execute(&self.shared, params).await
    }
}

fn is_file(uri: &lsp::Uri) -> bool {
    uri.scheme().as_str().eq_ignore_ascii_case("file")
}

fn path_of_folder(folder: &lsp::WorkspaceFolder) -> Option<PathBuf> {
    folder.uri.to_file_path().map(std::borrow::Cow::into_owned)
}

/// The folders a client opens; older clients name one root alone.
fn folders(params: &lsp::InitializeParams) -> Vec<PathBuf> {
    match &params.workspace_folders {
        Some(folders) => folders.iter().filter_map(path_of_folder).collect(),
        None => {
            #[expect(deprecated, reason = "clients that know no folders")]
            let root = params.root_uri.as_ref();
            root.and_then(|uri| uri.to_file_path()).map(std::borrow::Cow::into_owned).into_iter().collect()
        }
    }
}

/// What the server offers this client.
fn capabilities(abilities: Abilities) -> lsp::ServerCapabilities {
    use lsp::OneOf::Left;
    lsp::ServerCapabilities {
        position_encoding: Some(abilities.encoding.kind()),
        text_document_sync: Some(lsp::TextDocumentSyncCapability::Options(lsp::TextDocumentSyncOptions {
            open_close: Some(true),
            change: Some(lsp::TextDocumentSyncKind::INCREMENTAL),
            save: Some(lsp::TextDocumentSyncSaveOptions::Supported(true)),
            ..lsp::TextDocumentSyncOptions::default()
        })),
        diagnostic_provider: abilities.pulls_diagnostics.then(diagnostics::provider),
        hover_provider: Some(lsp::HoverProviderCapability::Simple(true)),
        code_action_provider: Some(code_action::provider(abilities)),
        completion_provider: Some(completion::provider()),
        definition_provider: Some(Left(true)),
        references_provider: Some(Left(true)),
        document_highlight_provider: Some(Left(true)),
        rename_provider: Some(lsp::OneOf::Right(lsp::RenameOptions {
            prepare_provider: Some(true),
            work_done_progress_options: lsp::WorkDoneProgressOptions::default(),
        })),
        workspace_symbol_provider: Some(Left(true)),
        inlay_hint_provider: Some(Left(true)),
        code_lens_provider: Some(lsp::CodeLensOptions { resolve_provider: Some(false) }),
        document_symbol_provider: Some(Left(true)),
        folding_range_provider: Some(lsp::FoldingRangeProviderCapability::Simple(true)),
        selection_range_provider: Some(lsp::SelectionRangeProviderCapability::Simple(true)),
        semantic_tokens_provider: Some(semantic_tokens::provider()),
        document_link_provider: Some(lsp::DocumentLinkOptions {
            resolve_provider: None,
            work_done_progress_options: lsp::WorkDoneProgressOptions::default(),
        }),
        document_formatting_provider: Some(Left(true)),
        document_range_formatting_provider: Some(Left(true)),
        execute_command_provider: Some(commands::provider()),
        workspace: Some(lsp::WorkspaceServerCapabilities {
            workspace_folders: Some(lsp::WorkspaceFoldersServerCapabilities {
                supported: Some(true),
                change_notifications: Some(Left(true)),
            }),
            file_operations: None,
        }),
        ..lsp::ServerCapabilities::default()
    }
}
