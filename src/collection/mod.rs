//! A folder of transcriptions under one `lacuna.toml`: its configuration and its files.

mod authority;
mod config;
mod files;
mod ledger;
mod project;

pub use authority::{AuthorityText, FaultyFiles};
#[cfg(feature = "cli")]
pub(crate) use config::unknown_rule_message;
pub use config::{Config, ConfigFault, Override, RuleSetting};
pub use files::{CollectionOf, Files, find_files, find_files_of};
pub use ledger::LedgerFile;
pub use project::{Choices, Collection, CollectionError};

/// The name of a collection's configuration file.
pub const CONFIG_NAME: &str = "lacuna.toml";
