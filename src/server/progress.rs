//! Progress of long work, where the client shows it; the user may cancel.

use std::sync::atomic::{AtomicBool, AtomicI32, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use rustc_hash::FxHashMap;
use tower_lsp::ls_types::ProgressToken;
use tower_lsp::{Bounded, Cancellable, OngoingProgress};

use super::shared::Shared;
use super::worker::PATIENCE;

/// Work of fewer steps shows no progress.
const WORTH_SHOWING: usize = 100;

/// The works whose progress is shown, each with whether the user cancelled it.
#[derive(Default)]
pub(super) struct Works {
    cancelled: Mutex<FxHashMap<ProgressToken, Arc<AtomicBool>>>,
    begun: AtomicI32,
}

impl Works {
    /// Notes that the user wants a work to end.
    pub fn cancel(&self, token: &ProgressToken) {
        if let Some(cancelled) = self.all().get(token) {
            cancelled.store(true, Ordering::Relaxed);
        }
    }

    fn note(&self, token: &ProgressToken, cancelled: &Arc<AtomicBool>) {
        self.all().insert(token.clone(), Arc::clone(cancelled));
    }

    fn all(&self) -> MutexGuard<'_, FxHashMap<ProgressToken, Arc<AtomicBool>>> {
        self.cancelled.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The progress of one work.
pub(super) struct Progress {
    token: ProgressToken,
    steps: usize,
    shown: Option<OngoingProgress<Bounded, Cancellable>>,
    cancelled: Arc<AtomicBool>,
}

impl Progress {
    /// Shows that a work of so many steps begins.
    pub async fn begin(shared: &Shared, title: String, steps: usize) -> Progress {
        let token = ProgressToken::Number(shared.works.begun.fetch_add(1, Ordering::Relaxed));
        let mut progress = Progress { token: token.clone(), steps, shown: None, cancelled: Arc::default() };
        if steps < WORTH_SHOWING || !shared.abilities().progress {
            return progress;
        }
        let created = tokio::time::timeout(PATIENCE, shared.client.create_work_done_progress(token.clone())).await;
        if matches!(created, Ok(Ok(()))) {
            shared.works.note(&token, &progress.cancelled);
            let begun = shared.client.progress(token, title).with_percentage(0).with_cancel_button().begin();
            progress.shown = Some(begun.await);
        }
        progress
    }

    /// Shows that so many steps are done.
    pub async fn report(&self, done: usize) {
        if let Some(shown) = &self.shown {
            let percentage = done.min(self.steps) * 100 / self.steps.max(1);
            shown.report(u32::try_from(percentage).unwrap_or(100), None).await;
        }
    }

    /// Whether the user wants the work to end.
    pub fn is_cancelled(&self) -> bool {
        self.cancelled.load(Ordering::Relaxed)
    }

    /// Shows that the work is done.
    pub async fn finish(self, shared: &Shared) {
        shared.works.all().remove(&self.token);
        if let Some(shown) = self.shown {
            shown.finish().await;
        }
    }
}
