//! One file a request of the protocol.

pub(super) mod code_action;
pub(super) mod code_lens;
pub(super) mod commands;
pub(super) mod completion;
pub(super) mod diagnostics;
pub(super) mod document_link;
mod edits;
mod export;
pub(super) mod folding;
pub(super) mod formatting;
pub(super) mod hover;
pub(super) mod inlay_hint;
mod later;
mod naming;
mod outline;
mod project_file;
pub(super) mod references;
pub(super) mod rename;
pub(super) mod selection;
pub(super) mod semantic_tokens;
pub(super) mod symbols;
mod toml_place;
pub(super) mod workspace_symbol;
