//! `--since`: the lines that a change touched, by `git diff`.

use std::io::{BufRead, BufReader, ErrorKind};
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};

use rustc_hash::FxHashMap;

use super::Failure;
use super::selection::path_of;

/// What differs between a revision and the files as they lie in the folder.
#[derive(Debug)]
pub(super) struct Changes {
    /// The repository's folder, links followed.
    root: PathBuf,
    /// By path from there on. A file that was only moved is not among them.
    touched: FxHashMap<PathBuf, Touched>,
}

/// What a change touched of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Touched {
    /// All of it: a new file, or one that git cannot read by lines.
    Whole,
    /// These lines, counted from 1, in their order. Lines end at line feeds alone, as git counts.
    Lines(Vec<Range<usize>>),
}

/// Byte ranges that were touched, in their order.
#[derive(Debug, Default)]
pub(super) struct TouchedText(Vec<Range<usize>>);

impl Changes {
    /// What was changed since the current branch left `revision`: committed, staged, in the folder
    /// alone, and files that git does not know yet.
    ///
    /// # Errors
    /// There is no git, no repository, no such revision, or the clone is too shallow to tell.
    pub fn since(revision: &str) -> Result<Changes, Failure> {
        let root = git(&["rev-parse", "--show-toplevel"])?;
        if !root.status.success() {
            return Err(said(&root, "is the current folder in a git repository?"));
        }
        let root = path_of(root.stdout.trim_ascii_end());
        let mut changes = Changes { root, touched: FxHashMap::default() };
        match Base::of(revision)? {
            Base::Nothing => changes.add_whole(&["ls-files", "-z", "--cached"])?,
            Base::Commit(base) => changes.add_differences(&base)?,
        }
        changes.add_whole(&["ls-files", "-z", "--others", "--exclude-standard"])?;
        Ok(changes)
    }

    /// What was touched of a file; none if it is as it was.
    pub fn of(&self, file: &Path) -> Option<&Touched> {
        // Git names files by where they lie, whatever links led there.
        let real = std::fs::canonicalize(file).ok()?;
        self.touched.get(real.strip_prefix(&self.root).ok()?)
    }

    fn add_whole(&mut self, list: &[&str]) -> Result<(), Failure> {
        let listed = git_in(&self.root, list)?;
        if !listed.status.success() {
            return Err(said(&listed, "its files could not be listed"));
        }
        let names = listed.stdout.split(|&byte| byte == 0).filter(|name| !name.is_empty());
        self.touched.extend(names.map(|name| (path_of(name), Touched::Whole)));
        Ok(())
    }

    fn add_differences(&mut self, base: &str) -> Result<(), Failure> {
        let mut diff = git_command(&self.root).args(DIFF).arg("--unified=0").arg(base).arg("--").spawn()?;
        let patch = diff.stdout.take().map(|out| Patch::read(BufReader::new(out))).transpose()?.unwrap_or_default();
        finished(diff)?;
        self.touched.extend(patch.touched.into_iter().map(|(path, lines)| (path, Touched::Lines(lines))));
        if patch.has_binary {
            let counted = git_command(&self.root).args(DIFF).args(["--numstat", "-z", base, "--"]).output()?;
            self.touched.extend(binary_files(&counted.stdout).map(|path| (path, Touched::Whole)));
        }
        Ok(())
    }
}

impl Touched {
    /// The touched places of the file's text.
    pub fn in_text(&self, text: &str) -> TouchedText {
        let Touched::Lines(lines) = self else {
            let everything = 0..usize::MAX;
            return TouchedText(vec![everything]);
        };
        let mut starts = vec![0];
        starts.extend(memchr::memchr_iter(b'\n', text.as_bytes()).map(|end| end + 1));
        let start = |line: usize| starts.get(line - 1).copied().unwrap_or(usize::MAX);
        TouchedText(lines.iter().map(|lines| start(lines.start)..start(lines.end)).collect())
    }
}

impl TouchedText {
    /// Whether a place lies in them, be it in part.
    pub fn meets(&self, place: &Range<usize>) -> bool {
        let after = self.0.partition_point(|touched| touched.end <= place.start);
        let last = place.end.max(place.start + 1);
        self.0.get(after).is_some_and(|touched| touched.start < last)
    }
}

/// What the files are compared with.
enum Base {
    /// The commit where the branch left the revision.
    Commit(String),
    /// There is no commit yet.
    Nothing,
}

impl Base {
    fn of(revision: &str) -> Result<Base, Failure> {
        let commit_of = |name: &str| {
            let name = format!("{name}^{{commit}}");
            git(&["rev-parse", "--verify", "--quiet", "--end-of-options", &name]).map(|found| line(&found))
        };
        let head = commit_of("HEAD")?;
        let commit = match (commit_of(revision)?, &head) {
            (Some(commit), _) => commit,
            (None, None) if revision == "HEAD" => return Ok(Base::Nothing),
            (None, _) => return Err(cut_off(&format!("the repository has no revision “{revision}”"))?),
        };
        let Some(head) = head else { return Ok(Base::Commit(commit)) };
        match line(&git(&["merge-base", &commit, &head])?) {
            Some(common) => Ok(Base::Commit(common)),
            None if is_shallow()? => Err(cut_off(&format!("“{revision}” and HEAD have no commit in common"))?),
            None => Ok(Base::Commit(commit)),
        }
    }
}

/// The failure that this is; with the remedy if the clone is shallow.
fn cut_off(what: &str) -> Result<Failure, Failure> {
    let remedy = if is_shallow()? {
        ": this clone is shallow, so older commits are not here. Fetch them with `git fetch --unshallow`; \
         in GitHub Actions set `fetch-depth: 0` for the checkout, in GitLab the variable `GIT_DEPTH: 0`"
    } else {
        ""
    };
    Ok(Failure::Message(format!("--since: {what}{remedy}")))
}

fn is_shallow() -> Result<bool, Failure> {
    Ok(line(&git(&["rev-parse", "--is-shallow-repository"])?).is_some_and(|answer| answer == "true"))
}

/// A difference in a form that no setting of the user changes and that runs no other program.
const DIFF: [&str; 11] = [
    "diff",
    "--no-color",
    "--no-ext-diff",
    "--no-textconv",
    "--no-relative",
    "--find-renames",
    "--diff-filter=d",
    "--ignore-submodules=all",
    "--inter-hunk-context=0",
    "--src-prefix=a/",
    "--dst-prefix=b/",
];

fn git(arguments: &[&str]) -> Result<Output, Failure> {
    git_in(Path::new("."), arguments)
}

fn git_in(folder: &Path, arguments: &[&str]) -> Result<Output, Failure> {
    git_command(folder).args(arguments).output().map_err(|error| match error.kind() {
        ErrorKind::NotFound => Failure::Message("--since needs the program git, which is not installed".into()),
        _ => Failure::Message(format!("--since: git cannot be run: {error}")),
    })
}

fn git_command(folder: &Path) -> Command {
    let mut command = Command::new("git");
    command.current_dir(folder).args(["-c", "core.fsmonitor=false", "-c", "core.quotePath=false"]);
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

fn finished(child: Child) -> Result<(), Failure> {
    let output = child.wait_with_output()?;
    if output.status.success() { Ok(()) } else { Err(said(&output, "the difference could not be made")) }
}

/// What git complains of.
fn said(output: &Output, otherwise: &str) -> Failure {
    let words = String::from_utf8_lossy(&output.stderr);
    let words = words.trim().lines().next().unwrap_or(otherwise).to_owned();
    Failure::Message(format!("--since: git says: {words}"))
}

/// The line that git answered; none if it failed or answered nothing.
fn line(output: &Output) -> Option<String> {
    let answer = String::from_utf8_lossy(&output.stdout).trim().to_owned();
    (output.status.success() && !answer.is_empty()).then_some(answer)
}

/// A patch without context, as read.
#[derive(Debug, Default)]
struct Patch {
    touched: Vec<(PathBuf, Vec<Range<usize>>)>,
    /// Whether it names files that are no text to git.
    has_binary: bool,
}

impl Patch {
    fn read(mut patch: impl BufRead) -> std::io::Result<Patch> {
        let mut read = Patch::default();
        let mut line = Vec::new();
        // Lines that belong to the hunk; what they hold is not to be taken for a header.
        let mut inside = 0;
        while {
            line.clear();
            patch.read_until(b'\n', &mut line)?
        } > 0
        {
            if inside > 0 && (line.starts_with(b"+") || line.starts_with(b"-")) {
                inside -= 1;
            } else if let Some(name) = line.strip_prefix(b"+++ ") {
                if let Some(path) = file_name(name) {
                    read.touched.push((path, Vec::new()));
                }
            } else if let Some(hunk) = Hunk::of(&line) {
                inside = hunk.removed + hunk.added.len();
                if let Some((_, lines)) = read.touched.last_mut().filter(|_| !hunk.added.is_empty()) {
                    lines.push(hunk.added);
                }
            } else if line.starts_with(b"Binary files ") {
                read.has_binary = true;
            }
        }
        Ok(read)
    }
}

/// `@@ -3,2 +4,7 @@`
struct Hunk {
    removed: usize,
    added: Range<usize>,
}

impl Hunk {
    fn of(line: &[u8]) -> Option<Hunk> {
        let mut words = std::str::from_utf8(line.strip_prefix(b"@@ ")?.split(|&b| b == b'@').next()?).ok()?.split(' ');
        let (_, removed) = span(words.next()?.strip_prefix('-')?)?;
        let (start, count) = span(words.next()?.strip_prefix('+')?)?;
        Some(Hunk { removed, added: start..start + count })
    }
}

/// `4,7`, or `4` for one line.
fn span(text: &str) -> Option<(usize, usize)> {
    let (start, count) = text.split_once(',').unwrap_or((text, "1"));
    Some((start.parse().ok()?, count.parse().ok()?))
}

/// The name in a `+++` line: without its prefix, the tab that may end it, and git's quotation.
fn file_name(written: &[u8]) -> Option<PathBuf> {
    let written = written.strip_suffix(b"\n").unwrap_or(written);
    let written = written.strip_suffix(b"\t").unwrap_or(written);
    let plain = match written.strip_prefix(b"\"").and_then(|rest| rest.strip_suffix(b"\"")) {
        Some(quoted) => unquoted(quoted),
        None => written.to_owned(),
    };
    plain.strip_prefix(b"b/").map(path_of)
}

/// Bytes that git wrote as a string of C.
fn unquoted(quoted: &[u8]) -> Vec<u8> {
    let mut plain = Vec::new();
    let mut rest = quoted;
    loop {
        let (byte, after) = match rest {
            [b'\\', a @ b'0'..=b'3', b @ b'0'..=b'7', c @ b'0'..=b'7', after @ ..] => {
                ((a - b'0') << 6 | (b - b'0') << 3 | (c - b'0'), after)
            }
            [b'\\', letter, after @ ..] => (escaped(*letter), after),
            [byte, after @ ..] => (*byte, after),
            [] => return plain,
        };
        plain.push(byte);
        rest = after;
    }
}

fn escaped(letter: u8) -> u8 {
    match letter {
        b'a' => 7,
        b'b' => 8,
        b't' => b'\t',
        b'n' => b'\n',
        b'v' => 11,
        b'f' => 12,
        b'r' => b'\r',
        itself => itself,
    }
}

/// The files that `--numstat -z` has no numbers for: `-⇥-⇥name␀`, or `-⇥-⇥␀old␀new␀` where it was moved.
fn binary_files(counted: &[u8]) -> impl Iterator<Item = PathBuf> + '_ {
    let mut fields = counted.split(|&byte| byte == 0);
    std::iter::from_fn(move || {
        loop {
            let field = fields.next()?;
            let mut parts = field.splitn(3, |&byte| byte == b'\t');
            let added = parts.next()?;
            let name = parts.nth(1).unwrap_or_default();
            let name = if name.is_empty() { fields.nth(1).unwrap_or_default() } else { name };
            if added == b"-" {
                return Some(path_of(name));
            }
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn touched(patch: &str) -> String {
        format!("{:?}", Patch::read(patch.as_bytes()).unwrap().touched)
    }

    #[test]
    fn added_lines_are_touched_and_removed_ones_leave_nothing() {
        let patch = "diff --git a/a.txt b/a.txt\n--- a/a.txt\n+++ b/a.txt\n@@ -1 +1,2 @@ x\n-a\n+b\n+c\n@@ -9,2 +9,0 @@\n-d\n-e\n";
        assert_eq!(touched(patch), "[(\"a.txt\", [1..3])]");
    }

    #[test]
    fn what_stands_in_a_hunk_is_no_header() {
        let patch =
            "--- a/a.txt\n+++ b/a.txt\n@@ -0,0 +1,2 @@\n+++ b/b.txt\n+@@ -1 +7 @@\n\\ No newline at end of file\n";
        assert_eq!(touched(patch), "[(\"a.txt\", [1..3])]");
    }

    #[test]
    fn odd_names_are_read_as_they_are() {
        assert_eq!(file_name(b"b/two words.txt\t\n").unwrap(), Path::new("two words.txt"));
        assert_eq!(file_name(b"\"b/a\\nb\\\"\\\\.txt\"\n").unwrap(), Path::new("a\nb\"\\.txt"));
        assert_eq!(file_name("b/é.txt\n".as_bytes()).unwrap(), Path::new("é.txt"));
        assert_eq!(file_name(b"/dev/null\n"), None);
        assert_eq!(unquoted(b"\\377"), [0xFF]);
    }

    #[test]
    fn files_without_lines_are_named() {
        let counted = b"1\t2\ta.txt\0-\t-\tb.txt\x003\t0\t\0c.txt\0d.txt\0-\t-\t\0e.txt\0f.txt\0";
        assert_eq!(binary_files(counted).collect::<Vec<_>>(), [Path::new("b.txt"), Path::new("f.txt")]);
    }

    #[test]
    fn a_place_is_touched_if_one_of_its_lines_is() {
        let text = "one\ntwo\nthree\nfour";
        let places = Touched::Lines(vec![2..3, 4..5]).in_text(text);
        let at = |words: &str| text.find(words).unwrap()..text.find(words).unwrap() + words.len();
        assert!(places.meets(&at("two")) && places.meets(&at("four")) && places.meets(&at("one\nt")));
        assert!(!places.meets(&at("one")) && !places.meets(&at("three")));
        assert!(places.meets(&(4..4)) && !places.meets(&(8..8)) && places.meets(&(18..18)));
        assert!(Touched::Whole.in_text(text).meets(&at("three")));
    }
}
