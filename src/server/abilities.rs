//! What the client can do, resolved once into named booleans.

use tower_lsp::ls_types::{ClientCapabilities, MarkupKind, PositionEncodingKind};

use super::proto::PositionEncoding;

/// What the client can do.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Abilities {
    /// How the client and we count columns.
    pub encoding: PositionEncoding,
    /// It asks for diagnostics itself.
    pub pulls_diagnostics: bool,
    /// It asks again for diagnostics when told to.
    pub refreshes_diagnostics: bool,
    /// Diagnostics may have a link.
    pub diagnostic_links: bool,
    /// Diagnostics may speak of other places.
    pub related_information: bool,
    /// Diagnostics may be tagged as unnecessary.
    pub diagnostic_tags: bool,
    /// Hover text may be Markdown.
    pub markdown_hover: bool,
    /// Completion documentation may be Markdown.
    pub markdown_completion: bool,
    /// Completion documentation may be of a kind at all; else it is a string.
    pub kinds_of_documentation: bool,
    /// Completions may have placeholders.
    pub snippets: bool,
    /// Code actions may be objects; else they must be commands.
    pub literal_code_actions: bool,
    /// The edit of a code action may be asked for later.
    pub resolves_edits: bool,
    /// Edits may name a document's version and create files.
    pub versioned_edits: bool,
    /// Edits may be annotated, and ask for confirmation.
    pub annotated_edits: bool,
    /// Symbols may be nested.
    pub nested_symbols: bool,
    /// It answers questions for settings.
    pub configuration: bool,
    /// It watches files for us.
    pub watches_files: bool,
    /// It shows progress.
    pub progress: bool,
    /// It draws code lenses anew when told to.
    pub refreshes_code_lenses: bool,
    /// It draws inlay hints anew when told to.
    pub refreshes_inlay_hints: bool,
    /// It asks for semantic tokens again when told to.
    pub refreshes_semantic_tokens: bool,
}

impl Abilities {
    pub fn of(client: &ClientCapabilities) -> Abilities {
        let text = client.text_document.as_ref();
        let workspace = client.workspace.as_ref();
        let published = text.and_then(|t| t.publish_diagnostics.as_ref());
        let edits = workspace.and_then(|w| w.workspace_edit.as_ref());
        let actions = text.and_then(|t| t.code_action.as_ref());
        let item = text.and_then(|t| t.completion.as_ref()).and_then(|c| c.completion_item.as_ref());
        let hover = text.and_then(|t| t.hover.as_ref()).and_then(|h| h.content_format.as_ref());
        let markdown = |formats: &Vec<MarkupKind>| formats.contains(&MarkupKind::Markdown);
        Abilities {
            encoding: encoding(client),
            pulls_diagnostics: text.is_some_and(|t| t.diagnostic.is_some()),
            refreshes_diagnostics: workspace
                .and_then(|w| w.diagnostics.as_ref())
                .is_some_and(|d| d.refresh_support == Some(true)),
            diagnostic_links: published.is_some_and(|p| p.code_description_support == Some(true)),
            related_information: published.is_some_and(|p| p.related_information == Some(true)),
            diagnostic_tags: published.is_some_and(|p| p.tag_support.is_some()),
            markdown_hover: hover.is_some_and(markdown),
            kinds_of_documentation: item.is_some_and(|i| i.documentation_format.is_some()),
            markdown_completion: item.and_then(|i| i.documentation_format.as_ref()).is_some_and(markdown),
            snippets: item.is_some_and(|i| i.snippet_support == Some(true)),
            literal_code_actions: actions.is_some_and(|a| a.code_action_literal_support.is_some()),
            resolves_edits: actions
                .and_then(|a| a.resolve_support.as_ref())
                .is_some_and(|r| r.properties.iter().any(|p| p == "edit")),
            versioned_edits: edits.is_some_and(|e| e.document_changes == Some(true)),
            annotated_edits: edits.is_some_and(|e| e.change_annotation_support.is_some()),
            nested_symbols: text
                .and_then(|t| t.document_symbol.as_ref())
                .is_some_and(|s| s.hierarchical_document_symbol_support == Some(true)),
            configuration: workspace.is_some_and(|w| w.configuration == Some(true)),
            watches_files: workspace
                .and_then(|w| w.did_change_watched_files.as_ref())
                .is_some_and(|w| w.dynamic_registration == Some(true)),
            progress: client.window.as_ref().is_some_and(|w| w.work_done_progress == Some(true)),
            refreshes_code_lenses: workspace
                .and_then(|w| w.code_lens.as_ref())
                .is_some_and(|c| c.refresh_support == Some(true)),
            refreshes_inlay_hints: workspace
                .and_then(|w| w.inlay_hint.as_ref())
                .is_some_and(|h| h.refresh_support == Some(true)),
            refreshes_semantic_tokens: workspace
                .and_then(|w| w.semantic_tokens.as_ref())
                .is_some_and(|s| s.refresh_support == Some(true)),
        }
    }
}

/// UTF-8 is what we count in ourselves, UTF-32 the next cheapest, UTF-16 what every client knows.
fn encoding(client: &ClientCapabilities) -> PositionEncoding {
    let offered = client.general.as_ref().and_then(|g| g.position_encodings.as_deref()).unwrap_or_default();
    if offered.contains(&PositionEncodingKind::UTF8) {
        PositionEncoding::Utf8
    } else if offered.contains(&PositionEncodingKind::UTF32) {
        PositionEncoding::Utf32
    } else {
        PositionEncoding::Utf16
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_client_that_says_nothing_counts_utf16_and_can_do_nothing() {
        assert_eq!(Abilities::of(&ClientCapabilities::default()), Abilities::default());
    }

    #[test]
    fn utf8_is_taken_when_offered() {
        let client = serde_json::json!({"general": {"positionEncodings": ["utf-16", "utf-8"]}});
        let client: ClientCapabilities = serde_json::from_value(client).unwrap();
        assert_eq!(Abilities::of(&client).encoding, PositionEncoding::Utf8);
    }
}
