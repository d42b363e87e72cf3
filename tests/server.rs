//! The language server, over its real transport.

#[path = "server/client.rs"]
mod client;
#[path = "server/editing.rs"]
mod editing;
#[path = "server/features.rs"]
mod features;
#[path = "server/life.rs"]
mod life;
#[path = "server/names.rs"]
mod names;
