//! The language server, the only room that knows the Language Server Protocol.
//!
//! All handlers of the protocol share one task. Five points keep it live and right:
//!
//! 1. The [`gate`] sees every message in the order received and turns a panic into an error answer.
//! 2. Notification handlers never wait: they lock, change the text, unlock and send an event.
//! 3. One [`worker`] does what is slow: it drains its events to the newest state, computes on a
//!    thread of its own, checks the version again and publishes with that version.
//! 4. The client is asked only by the worker or by tasks of its own, under a timeout.
//! 5. Requests wait for the analysis of the version they were asked of, so that they can be
//!    cancelled and never answer about another text.

mod abilities;
mod analysis;
mod backend;
#[cfg(test)]
mod conversation;
mod documents;
mod faults;
mod features;
mod gate;
mod logging;
mod names;
mod progress;
mod proto;
mod shared;
#[cfg(test)]
mod storm;
mod watching;
mod worker;
mod workspace;

use std::io;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use tokio::io::{AsyncRead, AsyncWrite};
use tower_lsp::{LspService, LspServiceBuilder, Server};

use backend::Backend;
use gate::Gate;

/// How the server is reached and where it logs.
#[derive(Clone, Debug, Default)]
pub struct ServerOptions {
    /// A port on the loopback interface; none: standard input and output.
    pub port: Option<u16>,
    /// A file that the log is written to besides the client's own window.
    pub log: Option<PathBuf>,
}

/// Handlers that may wait at the same time, so that a cancellation is always read.
const CONCURRENCY: usize = 32;

/// Serves one client until it says `exit` or closes the connection. The exit code is 0 after
/// `shutdown`, else 1, as the protocol wants.
///
/// # Errors
/// If the runtime, the socket or the log file cannot be had.
pub fn serve(options: &ServerOptions) -> io::Result<ExitCode> {
    let log = logging::start(options.log.as_deref())?;
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build()?;
    let orderly = runtime.block_on(async {
        match options.port {
            None => Ok(converse(tokio::io::stdin(), tokio::io::stdout(), service(log)).await),
            Some(port) => {
                let listener = tokio::net::TcpListener::bind(("127.0.0.1", port)).await?;
                let (stream, _) = listener.accept().await?;
                stream.set_nodelay(true)?;
                let (read, write) = stream.into_split();
                Ok::<bool, io::Error>(converse(read, write, service(log)).await)
            }
        }
    })?;
    // Threads that still read standard input or compute must not hold up the end.
    runtime.shutdown_background();
    Ok(if orderly { ExitCode::SUCCESS } else { ExitCode::from(1) })
}

/// The service of one client, with the methods that the protocol's library does not name.
fn service(log: logging::Log) -> LspServiceBuilder<Backend> {
    LspService::build(|client| Backend::new(client, log))
        .custom_method("$/setTrace", Backend::set_trace)
        .custom_method("window/workDoneProgress/cancel", Backend::cancel_progress)
}

/// Serves a client over a pair of streams. Returns whether it shut the server down in order.
async fn converse(input: impl AsyncRead + Unpin, output: impl AsyncWrite, service: LspServiceBuilder<Backend>) -> bool {
    let was_shut_down = Arc::new(AtomicBool::new(false));
    let (service, socket) = service.finish();
    let gate = Gate::new(service, Arc::clone(&was_shut_down));
    Server::new(input, output, socket).concurrency_level(CONCURRENCY).serve(gate).await;
    was_shut_down.load(Ordering::SeqCst)
}
