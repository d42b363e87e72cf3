//! Conversations within one process: the promises of the server that cannot be seen from outside.

use std::future::Future;
use std::pin::pin;
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use serde_json::{Value, json};
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader, DuplexStream, ReadHalf, WriteHalf};
use tower_lsp::LanguageServer;
use tower_lsp::jsonrpc::Result;

use super::backend::Backend;
use super::{converse, logging, service};

/// A client on the other end of a pipe.
struct Client {
    input: WriteHalf<DuplexStream>,
    output: BufReader<ReadHalf<DuplexStream>>,
}

impl Client {
    /// A client of a server that has also a handler that panics.
    async fn start() -> (Client, tokio::task::JoinHandle<bool>) {
        let (ours, theirs) = tokio::io::duplex(1 << 16);
        let (input, output) = tokio::io::split(theirs);
        let service = service(logging::start(None).unwrap()).custom_method("test/fail", Backend::fail);
        let server = tokio::spawn(async move { converse(input, output, service).await });
        let (read, write) = tokio::io::split(ours);
        let mut client = Client { input: write, output: BufReader::new(read) };
        client.request(0, "initialize", json!({ "capabilities": {} })).await;
        client.send(&json!({ "jsonrpc": "2.0", "method": "initialized", "params": {} })).await;
        (client, server)
    }

    async fn send(&mut self, message: &Value) {
        let body = message.to_string();
        let framed = format!("Content-Length: {}\r\n\r\n{body}", body.len());
        self.input.write_all(framed.as_bytes()).await.unwrap();
    }

    async fn request(&mut self, id: i64, method: &str, params: Value) -> Value {
        self.send(&json!({ "jsonrpc": "2.0", "id": id, "method": method, "params": params })).await;
        loop {
            let message = self.receive().await;
            if message["id"] == id {
                return message;
            }
        }
    }

    async fn receive(&mut self) -> Value {
        let mut length = 0;
        loop {
            let mut line = String::new();
            self.output.read_line(&mut line).await.unwrap();
            match line.trim().strip_prefix("Content-Length: ") {
                Some(value) => length = value.parse().unwrap(),
                None => break,
            }
        }
        let mut body = vec![0; length];
        self.output.read_exact(&mut body).await.unwrap();
        serde_json::from_slice(&body).unwrap()
    }
}

impl Backend {
    async fn fail(&self) -> Result<()> {
        panic!("on purpose")
    }
}

/// Its thread would hold all documents to the end of the process, and look for timers that are no more.
#[tokio::test]
async fn the_worker_ends_with_the_conversation() {
    let (service, socket) = service(logging::start(None).unwrap()).finish();
    let shared = service.inner().shared();
    drop((service, socket));
    let ended = async {
        while shared.strong_count() > 0 {
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
    };
    assert!(tokio::time::timeout(Duration::from_secs(30), ended).await.is_ok());
}

#[tokio::test]
async fn a_panic_in_a_handler_is_an_answer_and_the_server_lives() {
    let (mut client, server) = Client::start().await;
    for id in 1..4 {
        client.send(&json!({ "jsonrpc": "2.0", "id": id, "method": "test/fail" })).await;
        let answer = loop {
            let message = client.receive().await;
            if message["id"] == id {
                break message;
            }
        };
        assert_eq!(answer["error"]["code"], -32603);
        assert!(answer["error"]["message"].as_str().unwrap().contains("on purpose"));
    }
    // A notification has no answer; nor does it end the server.
    client.send(&json!({ "jsonrpc": "2.0", "method": "test/fail" })).await;
    let params = json!({ "command": "lacuna.explainRule", "arguments": ["glyphs/filler-run"] });
    let answer = client.request(9, "workspace/executeCommand", params).await;
    assert!(answer["result"].as_str().unwrap().contains("filler"));
    client.send(&json!({ "jsonrpc": "2.0", "id": 10, "method": "shutdown" })).await;
    client.send(&json!({ "jsonrpc": "2.0", "method": "exit" })).await;
    assert!(server.await.unwrap(), "it was shut down in order");
}

/// A handler that waited, for the client or for the worker, would be overtaken by the next notification.
#[tokio::test]
async fn no_handler_of_a_notification_waits() {
    let (service, _socket) = service(logging::start(None).unwrap()).finish();
    let backend = service.inner();
    fn params<T: serde::de::DeserializeOwned>(value: Value) -> T {
        serde_json::from_value(value).unwrap()
    }
    fn done_at_once(handler: impl Future<Output = ()>) -> bool {
        matches!(pin!(handler).poll(&mut Context::from_waker(Waker::noop())), Poll::Ready(()))
    }
    let document = json!({ "uri": "untitled:a", "languageId": "plaintext", "version": 1, "text": "the ☐☐☐ meeting" });
    let named = json!({ "uri": "untitled:a", "version": 2 });
    let changes = json!([{ "text": "the meeting" }]);
    let events = json!({ "added": [], "removed": [] });
    assert!(done_at_once(backend.initialized(params(json!({})))));
    assert!(done_at_once(backend.did_open(params(json!({ "textDocument": document })))));
    assert!(done_at_once(backend.did_change(params(json!({ "textDocument": named, "contentChanges": changes })))));
    assert!(done_at_once(backend.did_save(params(json!({ "textDocument": named })))));
    assert!(done_at_once(backend.did_change_configuration(params(json!({ "settings": { "level": "error" } })))));
    assert!(done_at_once(backend.did_change_watched_files(params(json!({ "changes": [] })))));
    assert!(done_at_once(backend.did_change_workspace_folders(params(json!({ "event": events })))));
    assert!(done_at_once(backend.did_close(params(json!({ "textDocument": named })))));
    assert!(done_at_once(backend.set_trace(params(json!({ "value": "off" })))));
    assert!(done_at_once(backend.cancel_progress(params(json!({ "token": 1 })))));
}
