//! The log: to the client's window, to a file, never to standard output.

use std::fmt::Write as _;
use std::fs::File;
use std::io;
use std::path::Path;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU8, Ordering};

use tokio::sync::mpsc;
use tower_lsp::ls_types::{MessageType, TraceValue};
use tracing::field::{Field, Visit};
use tracing::{Event, Level, Subscriber};
use tracing_subscriber::layer::{Context, SubscriberExt};
use tracing_subscriber::util::SubscriberInitExt;
use tracing_subscriber::{EnvFilter, Layer, fmt};

/// Where log lines for the client come out.
pub(super) struct Log {
    lines: Mutex<Option<mpsc::UnboundedReceiver<(MessageType, String)>>>,
}

/// How much the client wants to see: `$/setTrace`.
static VERBOSITY: AtomicU8 = AtomicU8::new(0);

/// Starts logging. The environment variable `LACUNA_LOG` says what the file gets (default: all of ours).
pub(super) fn start(file: Option<&Path>) -> io::Result<Log> {
    let (sender, lines) = mpsc::unbounded_channel();
    let to_file = match file {
        Some(path) => {
            let file = File::options().create(true).append(true).open(path)?;
            let filter = EnvFilter::try_from_env("LACUNA_LOG").unwrap_or_else(|_| EnvFilter::new("lacuna=trace"));
            Some(fmt::layer().with_ansi(false).with_writer(Mutex::new(file)).with_filter(filter))
        }
        None => None,
    };
    // A second server in one process, as in tests, shares the first one's log.
    let _ = tracing_subscriber::registry().with(ToClient { sender }).with(to_file).try_init();
    Ok(Log { lines: Mutex::new(Some(lines)) })
}

impl Log {
    /// Sends the log to the client from now on.
    pub fn forward_to(&self, client: tower_lsp::Client) {
        let lines = self.lines.lock().ok().and_then(|mut lines| lines.take());
        if let Some(mut lines) = lines {
            tokio::spawn(async move {
                while let Some((kind, line)) = lines.recv().await {
                    client.log_message(kind, line).await;
                }
            });
        }
    }
}

/// Follows the client's wish for more or less.
pub(super) fn set_verbosity(trace: TraceValue) {
    let verbosity = match trace {
        TraceValue::Off => 0,
        TraceValue::Messages => 1,
        TraceValue::Verbose => 2,
    };
    VERBOSITY.store(verbosity, Ordering::Relaxed);
}

/// What a user should know always; what happens if the client traces messages; everything if it is verbose.
struct ToClient {
    sender: mpsc::UnboundedSender<(MessageType, String)>,
}

impl<S: Subscriber> Layer<S> for ToClient {
    fn on_event(&self, event: &Event<'_>, _: Context<'_, S>) {
        let level = *event.metadata().level();
        let wanted = match VERBOSITY.load(Ordering::Relaxed) {
            0 => Level::INFO,
            1 => Level::DEBUG,
            _ => Level::TRACE,
        };
        if level > wanted || !event.metadata().target().starts_with("lacuna") {
            return;
        }
        let kind = match level {
            Level::ERROR => MessageType::ERROR,
            Level::WARN => MessageType::WARNING,
            Level::INFO => MessageType::INFO,
            _ => MessageType::LOG,
        };
        let mut line = Line::default();
        event.record(&mut line);
        let _ = self.sender.send((kind, line.message + &line.fields));
    }
}

#[derive(Default)]
struct Line {
    message: String,
    fields: String,
}

impl Visit for Line {
    fn record_debug(&mut self, field: &Field, value: &dyn std::fmt::Debug) {
        // Writing to a string cannot fail.
        let _ = if field.name() == "message" {
            write!(self.message, "{value:?}")
        } else {
            write!(self.fields, " {}={value:?}", field.name())
        };
    }
}
