//! A git repository of transcriptions, made anew in each test.
#![allow(dead_code, reason = "no test uses all of it")]

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use tempfile::TempDir;

/// A repository in a folder of its own, which goes when the test ends.
pub struct Repository {
    folder: TempDir,
}

impl Repository {
    /// One that holds nothing, not even a commit.
    pub fn empty() -> Repository {
        let repository = Repository { folder: tempfile::tempdir().unwrap() };
        repository.git(["init", "--quiet", "--initial-branch=main"]);
        repository
    }

    /// One whose first commit holds the fixtures.
    pub fn of_fixtures() -> Repository {
        let repository = Repository::empty();
        copy(&Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures"), repository.path());
        repository.commit("Transcribe");
        repository
    }

    pub fn path(&self) -> &Path {
        self.folder.path()
    }

    pub fn at(&self, name: impl AsRef<Path>) -> PathBuf {
        self.path().join(name)
    }

    pub fn read(&self, name: &str) -> String {
        fs::read_to_string(self.at(name)).unwrap()
    }

    pub fn write(&self, name: impl AsRef<Path>, text: impl AsRef<[u8]>) {
        let path = self.at(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    /// Replaces the one place that reads `before`.
    pub fn edit(&self, name: &str, before: &str, after: &str) {
        let text = self.read(name);
        assert_eq!(text.matches(before).count(), 1, "{name} has not one “{before}”");
        self.write(name, text.replace(before, after));
    }

    pub fn git<I: AsRef<OsStr>>(&self, arguments: impl IntoIterator<Item = I>) -> Output {
        let output = git(self.path()).args(arguments).output().unwrap();
        assert!(output.status.success(), "git: {}", String::from_utf8_lossy(&output.stderr));
        output
    }

    pub fn commit(&self, message: &str) {
        self.git(["add", "--all"]);
        self.git(["commit", "--quiet", "--message", message]);
    }

    /// Lacuna, in the repository's folder.
    pub fn lacuna<I: AsRef<OsStr>>(&self, arguments: impl IntoIterator<Item = I>) -> Ran {
        let mut command = lacuna(self.path());
        command.args(arguments);
        Ran::of(&mut command)
    }
}

/// Git as it is before anybody has configured it.
pub fn git(folder: &Path) -> Command {
    let mut command = Command::new("git");
    command.current_dir(folder).envs(identity());
    command
}

/// Who works in the repositories, and with no other settings.
pub fn identity() -> [(&'static str, &'static str); 6] {
    [
        ("GIT_CONFIG_GLOBAL", "/dev/null"),
        ("GIT_CONFIG_NOSYSTEM", "1"),
        ("GIT_AUTHOR_NAME", "A. Transcriber"),
        ("GIT_AUTHOR_EMAIL", "transcriber@example.org"),
        ("GIT_COMMITTER_NAME", "A. Transcriber"),
        ("GIT_COMMITTER_EMAIL", "transcriber@example.org"),
    ]
}

/// Lacuna in a folder.
pub fn lacuna(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_lacuna"));
    command.current_dir(folder);
    command
}

/// How a command ended and what it said.
#[derive(Debug)]
pub struct Ran {
    pub code: Option<i32>,
    pub out: String,
    pub said: String,
}

impl Ran {
    pub fn of(command: &mut Command) -> Ran {
        Ran::from(command.output().unwrap())
    }

    /// The same, where the command's output goes elsewhere.
    pub fn of_piped(command: &mut Command) -> Ran {
        Ran::from(command.stderr(Stdio::piped()).spawn().unwrap().wait_with_output().unwrap())
    }

    /// What it wrote, if it ended with this exit code.
    #[track_caller]
    pub fn ended(self, code: i32) -> String {
        assert_eq!(self.code, Some(code), "{}{}", self.out, self.said);
        self.out
    }

    /// What it complained of, if it could not run.
    #[track_caller]
    pub fn failed(self) -> String {
        assert_eq!(self.code, Some(2), "{}{}", self.out, self.said);
        self.said
    }
}

impl From<Output> for Ran {
    fn from(Output { status, stdout, stderr }: Output) -> Ran {
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
        Ran { code: status.code(), out: text(stdout), said: text(stderr) }
    }
}

fn copy(from: &Path, to: &Path) {
    for entry in fs::read_dir(from).unwrap().map(Result::unwrap) {
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            fs::create_dir_all(&target).unwrap();
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}
