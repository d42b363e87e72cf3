//! `lacuna schema`, `lacuna completions` and `lacuna man`

use std::io::{self, Write};
use std::path::PathBuf;

use clap::{Args, Command, ValueEnum};
use clap_complete::Shell;
use schemars::Schema;

use crate::authority;
use crate::collection::Config;
use crate::convention;

use super::{Failure, Outcome};

/// Print the JSON schema of a file that a project keeps
#[derive(Debug, Args)]
pub(super) struct SchemaArguments {
    /// Which file
    #[arg(value_enum, default_value_t)]
    of: Kind,
}

#[derive(Clone, Copy, Debug, Default, ValueEnum)]
enum Kind {
    /// lacuna.toml
    #[default]
    Config,
    /// A file of people and bodies
    Authority,
    /// An editorial convention
    Convention,
}

/// Print completions for a shell
#[derive(Debug, Args)]
pub(super) struct CompletionsArguments {
    /// The shell
    shell: Shell,
}

/// Write the manual pages into a folder
#[derive(Debug, Args)]
pub(super) struct ManArguments {
    folder: PathBuf,
}

pub(super) fn schema(arguments: &SchemaArguments) -> Result<Outcome, Failure> {
    let schema: Schema = match arguments.of {
        Kind::Config => schemars::schema_for!(Config),
        Kind::Authority => authority::schema::schema(),
        Kind::Convention => convention::schema(),
    };
    let mut stdout = io::stdout().lock();
    serde_json::to_writer_pretty(&mut stdout, &schema).map_err(io::Error::from)?;
    writeln!(stdout)?;
    Ok(Outcome::Clean)
}

pub(super) fn completions(arguments: &CompletionsArguments, mut command: Command) -> Result<Outcome, Failure> {
    let mut script = Vec::new();
    clap_complete::generate(arguments.shell, &mut command, "lacuna", &mut script);
    io::stdout().write_all(&script)?;
    Ok(Outcome::Clean)
}

pub(super) fn man(arguments: &ManArguments, command: Command) -> Result<Outcome, Failure> {
    std::fs::create_dir_all(&arguments.folder)?;
    clap_mangen::generate_to(command, &arguments.folder)?;
    Ok(Outcome::Clean)
}
