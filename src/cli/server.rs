//! `lacuna server`

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;

use crate::server::{ServerOptions, serve};

/// Start the language server, on standard input and output.
#[derive(Debug, Args)]
pub(super) struct ServerArguments {
    /// Serve one client on this port of the loopback interface instead
    #[arg(long)]
    port: Option<u16>,
    /// Write a log to this file
    #[arg(long, value_name = "FILE")]
    log: Option<PathBuf>,
    /// Accepted for editors that pass it; standard input and output is what the server uses anyway
    #[arg(long, hide = true)]
    stdio: bool,
}

pub(super) fn run(arguments: &ServerArguments) -> std::io::Result<ExitCode> {
    serve(&ServerOptions { port: arguments.port, log: arguments.log.clone() })
}
