//! The command line: one file a command.

mod attested;
mod authorities;
mod check;
mod explain;
mod fix;
mod import;
mod init;
mod ledgers;
mod listed;
mod names;
mod progress;
mod review;
mod rule_pages;
mod schema;
mod selection;
#[cfg(feature = "server")]
mod server;
mod since;
mod terminal;
mod use_form;
mod watch;

use std::io;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{CommandFactory, Parser, Subcommand};

/// A language server and linter for transcriptions of archival documents.
#[derive(Debug, Parser)]
#[command(name = "lacuna", version, propagate_version = true, max_term_width = 100)]
struct Arguments {
    /// Whether to write in colours
    #[arg(long, value_enum, global = true, default_value_t, hide_possible_values = true)]
    color: terminal::Color,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Check(check::CheckArguments),
    Names(names::NamesArguments),
    Import(import::ImportArguments),
    Fix(fix::FixArguments),
    Explain(explain::ExplainArguments),
    Review(review::ReviewArguments),
    Init(init::InitArguments),
    Schema(schema::SchemaArguments),
    Completions(schema::CompletionsArguments),
    #[command(hide = true)]
    Man(schema::ManArguments),
    #[cfg(feature = "server")]
    Server(server::ServerArguments),
}

/// How a command ended, short of an error.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Outcome {
    /// Nothing to complain of.
    Clean,
    /// Findings at or above the level that fails.
    Findings,
}

/// Why a command could not run, or not to its end. Exit code 2, or [`STOPPED`].
#[derive(Debug, thiserror::Error)]
enum Failure {
    #[error(transparent)]
    Collection(#[from] crate::collection::CollectionError),
    #[error("{0}")]
    Message(String),
    #[error("cannot write the output: {0}")]
    Output(#[from] io::Error),
    #[error("{0}")]
    Stopped(String),
}

/// The exit code that shells give to what Ctrl+C ended.
const STOPPED: u8 = 130;

/// Runs the program with the arguments of the process.
pub fn run() -> ExitCode {
    let arguments = Arguments::parse();
    arguments.color.choose();
    let outcome = match &arguments.command {
        Command::Check(check) => check::run(check),
        Command::Names(names) => names::run(names),
        Command::Import(import) => import::run(import),
        Command::Fix(fix) => fix::run(fix),
        Command::Explain(explain) => explain::run(explain),
        Command::Review(review) => review::run(review),
        Command::Init(init) => init::run(init),
        Command::Schema(schema) => schema::schema(schema),
        Command::Completions(completions) => schema::completions(completions, Arguments::command()),
        Command::Man(man) => schema::man(man, Arguments::command()),
        #[cfg(feature = "server")]
        Command::Server(options) => match server::run(options) {
            Ok(code) => return code,
            Err(error) => Err(Failure::Message(error.to_string())),
        },
    };
    match outcome {
        Ok(Outcome::Clean) => ExitCode::SUCCESS,
        Ok(Outcome::Findings) => ExitCode::from(1),
        // Whoever read our output has had enough: `lacuna check | head`.
        Err(Failure::Output(error)) if error.kind() == io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(Failure::Stopped(how_far)) => {
            complain(&how_far);
            ExitCode::from(STOPPED)
        }
        Err(failure) => {
            complain(&format!("error: {failure}"));
            ExitCode::from(2)
        }
    }
}

/// A path from the root of the file system on, whether there is such a file or not.
fn absolute(path: &Path) -> PathBuf {
    std::path::absolute(path).unwrap_or_else(|_| path.to_owned())
}

/// A line on standard error.
fn complain(line: &str) {
    use io::Write;
    // Where standard error is closed there is nobody left to tell.
    let _ = writeln!(anstream::stderr(), "{line}");
}
