//! The language server, over its real transport.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

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
#[path = "server/project.rs"]
mod project;
#[path = "server/storm.rs"]
mod storm;
