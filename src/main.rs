//! The `lacuna` program.

use std::process::ExitCode;

fn main() -> ExitCode {
    lacuna::cli::run()
}
