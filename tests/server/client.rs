//! A small client of the protocol, over the server's real transport. A message that a test did not
//! expect fails it.

use std::collections::VecDeque;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::{Duration, Instant};

use serde_json::{Value, json};

const PATIENCE: Duration = Duration::from_secs(60);

pub struct Client {
    process: Child,
    input: Option<Box<dyn Write>>,
    messages: Receiver<Value>,
    /// Messages received while another was waited for.
    waiting: VecDeque<Value>,
    next_id: i64,
    /// What the server has asked the client: method, parameters.
    questions: Vec<(String, Value)>,
    /// Whether the client answers nothing that the server asks.
    pub silent: bool,
    /// What the client answers to `workspace/configuration`; none: it never answers.
    pub settings: Option<Value>,
}

impl Client {
    /// Starts a server without saying anything.
    pub fn spawn() -> Client {
        let mut process = Client::command().stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
        let output = process.stdout.take().unwrap();
        let input = process.stdin.take().unwrap();
        Client::over(process, Box::new(input), output)
    }

    /// Starts a server on a port, with a file for its log.
    pub fn connect(port: u16, log: &Path) -> Client {
        let process = Client::command().args(["--port", &port.to_string(), "--log"]).arg(log).spawn().unwrap();
        let stream = eventually("the server listens", || TcpStream::connect(("127.0.0.1", port)).ok());
        let output = stream.try_clone().unwrap();
        Client::over(process, Box::new(stream), output)
    }

    fn command() -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_lacuna"));
        command.arg("server").stderr(Stdio::inherit());
        command
    }

    fn over(process: Child, input: Box<dyn Write>, output: impl Read + Send + 'static) -> Client {
        let mut output = BufReader::new(output);
        let (sender, messages) = channel();
        std::thread::spawn(move || {
            while let Some(message) = read_message(&mut output) {
                if sender.send(message).is_err() {
                    return;
                }
            }
        });
        Client {
            process,
            input: Some(input),
            messages,
            waiting: VecDeque::new(),
            next_id: 0,
            questions: Vec::new(),
            silent: false,
            settings: Some(json!({})),
        }
    }

    /// Starts a server and initializes it with these capabilities and folder.
    pub fn start(capabilities: Value, folder: Option<&Path>) -> Client {
        let mut client = Client::spawn();
        let result = client.initialize(capabilities, folder);
        assert_eq!(result["serverInfo"]["name"], "lacuna");
        client
    }

    pub fn initialize(&mut self, capabilities: Value, folder: Option<&Path>) -> Value {
        let folders = folder.map(|folder| json!([{ "uri": uri(folder), "name": "collection" }]));
        let params =
            json!({ "processId": null, "rootUri": null, "capabilities": capabilities, "workspaceFolders": folders });
        let result = self.request("initialize", params);
        self.notify("initialized", json!({}));
        result
    }

    pub fn send(&mut self, message: &Value) {
        let body = message.to_string();
        let input = self.input.as_mut().unwrap();
        write!(input, "Content-Length: {}\r\n\r\n{body}", body.len()).unwrap();
        input.flush().unwrap();
    }

    pub fn notify(&mut self, method: &str, params: Value) {
        self.send(&json!({ "jsonrpc": "2.0", "method": method, "params": params }));
    }

    /// Sends a request without waiting for the answer.
    pub fn ask(&mut self, method: &str, params: Value) -> i64 {
        self.next_id += 1;
        let mut message = json!({ "jsonrpc": "2.0", "id": self.next_id, "method": method });
        if !params.is_null() {
            message["params"] = params;
        }
        self.send(&message);
        self.next_id
    }

    /// The answer to a request: a result, or an error.
    pub fn answer(&mut self, id: i64) -> Result<Value, Value> {
        let mut answer = self.wait(|message| message["id"] == id && message.get("method").is_none());
        match answer.get("error") {
            Some(error) => Err(error.clone()),
            None => Ok(answer["result"].take()),
        }
    }

    pub fn request(&mut self, method: &str, params: Value) -> Value {
        let id = self.ask(method, params);
        self.answer(id).unwrap_or_else(|error| panic!("{method}: {error}"))
    }

    pub fn open(&mut self, uri: &str, language: &str, text: &str) {
        let document = json!({ "uri": uri, "languageId": language, "version": 1, "text": text });
        self.notify("textDocument/didOpen", json!({ "textDocument": document }));
    }

    pub fn change(&mut self, uri: &str, version: i32, changes: Value) {
        self.notify(
            "textDocument/didChange",
            json!({ "textDocument": { "uri": uri, "version": version }, "contentChanges": changes }),
        );
    }

    /// The diagnostics that are published for a version of a document.
    pub fn diagnostics(&mut self, uri: &str, version: i32) -> Vec<Value> {
        let published = self.wait(|message| {
            message["method"] == "textDocument/publishDiagnostics"
                && message["params"]["uri"] == uri
                && message["params"]["version"] == version
        });
        published["params"]["diagnostics"].as_array().unwrap().clone()
    }

    /// The versions that have been published of a document so far and not been asked for, in their order.
    pub fn published_versions(&self, uri: &str) -> Vec<i64> {
        let published = self.waiting.iter().filter(|message| message["params"]["uri"] == uri);
        published.filter_map(|message| message["params"]["version"].as_i64()).collect()
    }

    /// Waits until what is published for a document is as wanted.
    pub fn diagnostics_become(&mut self, uri: &str, wanted: impl Fn(&[Value]) -> bool) {
        self.wait(|message| {
            message["method"] == "textDocument/publishDiagnostics"
                && message["params"]["uri"] == uri
                && message["params"]["diagnostics"].as_array().is_some_and(|found| wanted(found))
        });
    }

    /// Waits for a message, answering what the server asks meanwhile.
    fn wait(&mut self, wanted: impl Fn(&Value) -> bool) -> Value {
        if let Some(index) = self.waiting.iter().position(&wanted) {
            return self.waiting.remove(index).unwrap();
        }
        let deadline = Instant::now() + PATIENCE;
        loop {
            self.receive(deadline);
            if self.waiting.back().is_some_and(&wanted) {
                return self.waiting.pop_back().unwrap();
            }
        }
    }

    /// Takes one more message: what the server asks is answered, anything else waits to be asked for.
    fn receive(&mut self, deadline: Instant) {
        let left = deadline.saturating_duration_since(Instant::now());
        let message = match self.messages.recv_timeout(left) {
            Ok(message) => message,
            Err(error) => panic!("no such message came ({error:?}); waiting: {:?}", self.waiting),
        };
        if message.get("method").is_some() && message.get("id").is_some() {
            self.answer_server(&message);
            return;
        }
        assert!(is_expected(&message), "unexpected message: {message}");
        self.waiting.push_back(message);
    }

    /// The parameters of the first question of a method that the server asks, or has asked.
    pub fn asked(&mut self, method: &str) -> Value {
        let deadline = Instant::now() + PATIENCE;
        loop {
            if let Some(index) = self.questions.iter().position(|(asked, _)| asked == method) {
                return self.questions.remove(index).1;
            }
            self.receive(deadline);
        }
    }

    /// The next word on the progress of a work.
    pub fn progress(&mut self, token: &Value) -> Value {
        self.wait(|message| message["method"] == "$/progress" && message["params"]["token"] == *token)["params"]["value"]
            .take()
    }

    /// The lines of the log so far.
    pub fn log(&self) -> Vec<String> {
        let logged = self.waiting.iter().filter(|message| message["method"] == "window/logMessage");
        logged.filter_map(|message| message["params"]["message"].as_str().map(str::to_owned)).collect()
    }

    /// Waits for a line of the log.
    pub fn wait_for_log(&mut self, part: &str) {
        self.wait(|message| {
            message["method"] == "window/logMessage"
                && message["params"]["message"].as_str().is_some_and(|line| line.contains(part))
        });
    }

    fn answer_server(&mut self, request: &Value) {
        let method = request["method"].as_str().unwrap().to_owned();
        self.questions.push((method, request["params"].clone()));
        if self.silent {
            return;
        }
        let result = match request["method"].as_str().unwrap() {
            "workspace/configuration" => match &self.settings {
                Some(settings) => json!([settings]),
                None => return,
            },
            "client/registerCapability" | "client/unregisterCapability" | "window/workDoneProgress/create" => {
                Value::Null
            }
            "workspace/applyEdit" => json!({ "applied": true }),
            method if method.ends_with("/refresh") => Value::Null,
            other => panic!("the server asked for {other}"),
        };
        self.send(&json!({ "jsonrpc": "2.0", "id": request["id"], "result": result }));
    }

    /// No message of a method has come, nor comes within a moment.
    pub fn is_silent_about(&mut self, method: &str) -> bool {
        let deadline = Instant::now() + Duration::from_millis(300);
        loop {
            match self.messages.recv_timeout(deadline.saturating_duration_since(Instant::now())) {
                Ok(message) => self.waiting.push_back(message),
                Err(RecvTimeoutError::Timeout) => break,
                Err(RecvTimeoutError::Disconnected) => break,
            }
        }
        !self.waiting.iter().any(|message| message["method"] == method)
    }

    /// Ends the server in order and returns how it ended.
    pub fn stop(mut self) -> ExitStatus {
        self.request("shutdown", Value::Null);
        self.notify("exit", Value::Null);
        // Standard input stays open: the server must go all the same.
        self.ended()
    }

    /// Closes the server's standard input and returns how it ended.
    pub fn hang_up(mut self) -> ExitStatus {
        self.input = None;
        self.ended()
    }

    pub fn ended(&mut self) -> ExitStatus {
        eventually("the server ends", || self.process.try_wait().unwrap())
    }
}

/// What comes in its own time; fails if it does not come.
pub fn eventually<T>(what: &str, mut look: impl FnMut() -> Option<T>) -> T {
    let deadline = Instant::now() + PATIENCE;
    loop {
        if let Some(found) = look() {
            return found;
        }
        assert!(Instant::now() < deadline, "we waited for this in vain: {what}");
        std::thread::sleep(Duration::from_millis(10));
    }
}

impl Drop for Client {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// What a server may say at any time.
fn is_expected(message: &Value) -> bool {
    let always = ["textDocument/publishDiagnostics", "window/logMessage", "window/showMessage", "$/progress"];
    match message["method"].as_str() {
        Some(method) => always.contains(&method),
        // An answer, to be asked for.
        None => message.get("id").is_some(),
    }
}

fn read_message(output: &mut impl BufRead) -> Option<Value> {
    let mut length = 0;
    loop {
        let mut line = String::new();
        if output.read_line(&mut line).ok()? == 0 {
            return None;
        }
        match line.trim() {
            "" => break,
            header => {
                if let Some(value) = header.strip_prefix("Content-Length: ") {
                    length = value.parse().ok()?;
                } else {
                    panic!("not a header: {header:?}");
                }
            }
        }
    }
    let mut body = vec![0; length];
    output.read_exact(&mut body).ok()?;
    Some(serde_json::from_slice(&body).unwrap())
}

/// The URI of a path.
pub fn uri(path: &Path) -> String {
    format!("file://{}", path.display())
}

/// A position.
pub fn at(line: u32, character: u32) -> Value {
    json!({ "line": line, "character": character })
}

/// A range within a line.
pub fn span(line: u32, start: u32, end: u32) -> Value {
    json!({ "start": at(line, start), "end": at(line, end) })
}

/// What VS Code announces, as far as it matters here.
pub fn vscode() -> Value {
    json!({
        "general": { "positionEncodings": ["utf-16"] },
        "workspace": {
            "configuration": true,
            "workspaceEdit": { "documentChanges": true, "changeAnnotationSupport": { "groupsOnLabel": true } },
            "didChangeWatchedFiles": { "dynamicRegistration": true, "relativePatternSupport": true },
            "diagnostics": { "refreshSupport": true }
        },
        "textDocument": {
            "diagnostic": {},
            "publishDiagnostics": { "relatedInformation": true, "codeDescriptionSupport": true, "tagSupport": { "valueSet": [1] } },
            "hover": { "contentFormat": ["markdown", "plaintext"] },
            "completion": { "completionItem": { "snippetSupport": true, "documentationFormat": ["markdown"] } },
            "codeAction": {
                "codeActionLiteralSupport": { "codeActionKind": { "valueSet": ["", "quickfix", "refactor"] } },
                "resolveSupport": { "properties": ["edit"] }, "isPreferredSupport": true, "dataSupport": true
            },
            "documentSymbol": { "hierarchicalDocumentSymbolSupport": true }
        }
    })
}

/// A client that pushes diagnostics are for, and that takes code actions.
pub fn plain() -> Value {
    json!({
        "textDocument": {
            "publishDiagnostics": {},
            "codeAction": { "codeActionLiteralSupport": { "codeActionKind": { "valueSet": ["quickfix"] } } }
        }
    })
}
