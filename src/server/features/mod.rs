//! One file a request of the protocol.

pub(super) mod code_action;
pub(super) mod commands;
pub(super) mod completion;
pub(super) mod diagnostics;
pub(super) mod document_link;
pub(super) mod folding;
pub(super) mod formatting;
pub(super) mod hover;
mod outline;
pub(super) mod selection;
pub(super) mod semantic_tokens;
pub(super) mod symbols;
