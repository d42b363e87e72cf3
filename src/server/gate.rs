//! The gate every message passes, in the order received.

use std::any::Any;
use std::future::Future;
use std::panic::AssertUnwindSafe;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll};
use std::time::Instant;

use tower::Service;
use tower_lsp::jsonrpc::{Error, ErrorCode, Id, Request, Response};

/// Notes `shutdown`, and turns a panic in a handler into the answer "internal error" (-32603)
/// instead of the end of the process.
pub(super) struct Gate<S> {
    inner: S,
    was_shut_down: Arc<AtomicBool>,
}

impl<S> Gate<S> {
    pub fn new(inner: S, was_shut_down: Arc<AtomicBool>) -> Gate<S> {
        Gate { inner, was_shut_down }
    }
}

type Answer<E> = Pin<Box<dyn Future<Output = Result<Option<Response>, E>> + Send>>;

impl<S> Service<Request> for Gate<S>
where
    S: Service<Request, Response = Option<Response>>,
    S::Future: Send + 'static,
    S::Error: Send + 'static,
{
    type Response = Option<Response>;
    type Error = S::Error;
    type Future = Answer<S::Error>;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), S::Error>> {
        self.inner.poll_ready(context)
    }

    fn call(&mut self, request: Request) -> Self::Future {
        if request.method() == "shutdown" {
            self.was_shut_down.store(true, Ordering::SeqCst);
        }
        let id = request.id().cloned();
        let method = request.method().to_owned();
        match &id {
            Some(id) => tracing::debug!(target: "lacuna::protocol", "<- {method} ({id})"),
            None => tracing::debug!(target: "lacuna::protocol", "<- {method}"),
        }
        match std::panic::catch_unwind(AssertUnwindSafe(|| self.inner.call(request))) {
            Ok(answer) => Box::pin(Guarded { answer: Box::pin(answer), id, method, received: Instant::now() }),
            Err(panic) => {
                let answer = answer_to_panic(&method, id, panic.as_ref());
                Box::pin(async move { Ok(answer) })
            }
        }
    }
}

/// A handler's future whose panic becomes an answer.
struct Guarded<F> {
    answer: Pin<Box<F>>,
    id: Option<Id>,
    method: String,
    received: Instant,
}

impl<F, E> Future for Guarded<F>
where
    F: Future<Output = Result<Option<Response>, E>>,
{
    type Output = Result<Option<Response>, E>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let polled = std::panic::catch_unwind(AssertUnwindSafe(|| self.answer.as_mut().poll(context)));
        let polled = polled.unwrap_or_else(|panic| {
            let id = self.id.take();
            Poll::Ready(Ok(answer_to_panic(&self.method, id, panic.as_ref())))
        });
        if let Poll::Ready(Ok(Some(answer))) = &polled {
            tell_of(answer, &self.method, self.received);
        }
        polled
    }
}

/// Tells the log how long a request took, and what is wrong if it was refused.
fn tell_of(answer: &Response, method: &str, received: Instant) {
    let micros = received.elapsed().as_micros();
    match answer.error() {
        None => tracing::debug!(target: "lacuna::protocol", micros, "-> {method} ({})", answer.id()),
        Some(error) => {
            tracing::debug!(target: "lacuna::protocol", micros, "-> {method} ({}): {}", answer.id(), error.message);
        }
    }
}

/// The answer to a request whose handler panicked; a notification has none.
fn answer_to_panic(method: &str, id: Option<Id>, panic: &(dyn Any + Send)) -> Option<Response> {
    let word = word_of(panic);
    tracing::error!("{method} failed: {word}");
    let message = format!("{method} failed; this is a fault in Lacuna: {word}").into();
    id.map(|id| Response::from_error(id, Error { code: ErrorCode::InternalError, message, data: None }))
}

/// What a panic says of itself.
pub(super) fn word_of(panic: &(dyn Any + Send)) -> &str {
    let word = panic.downcast_ref::<&str>().copied();
    word.or_else(|| panic.downcast_ref::<String>().map(String::as_str)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Panics {
        at_once: bool,
    }

    impl Service<Request> for Panics {
        type Response = Option<Response>;
        type Error = std::convert::Infallible;
        type Future = Answer<Self::Error>;

        fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Self::Error>> {
            Poll::Ready(Ok(()))
        }

        fn call(&mut self, _: Request) -> Self::Future {
            assert!(!self.at_once, "at once");
            Box::pin(async { panic!("later") })
        }
    }

    #[tokio::test]
    async fn a_panic_is_an_answer() {
        for at_once in [true, false] {
            let mut gate = Gate::new(Panics { at_once }, Arc::default());
            let request = Request::build("textDocument/hover").id(1).finish();
            let answer = gate.call(request).await.unwrap().unwrap();
            let error = answer.error().unwrap();
            assert_eq!(error.code, ErrorCode::InternalError);
            assert!(error.message.contains(if at_once { "at once" } else { "later" }));
            assert!(gate.call(Request::build("$/x").finish()).await.unwrap().is_none());
        }
    }
}
