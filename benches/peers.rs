//! The whole program beside its peers on one tree of documents, in one interleaved run.
//!
//! `cargo bench --bench peers` checks 100 MB three times with each program that is installed;
//! `cargo bench --bench peers -- 20 5` checks 20 MB five times. Peers: `cargo install typos-cli`, `pip install
//! codespell`. The tree is made of our own fixtures' sentences and taken away at the end. Each program prints a line a
//! finding, into the void. Shown are the median time, the speed, and (on Linux) the most memory that was resident.

#![allow(clippy::print_stdout, reason = "a bench shows what it measured")]

mod prose;

use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

type Failure = Box<dyn std::error::Error>;

/// A program that checks a tree, and what its runs have cost.
struct Peer {
    name: &'static str,
    program: &'static str,
    arguments: &'static [&'static str],
    times: Vec<Duration>,
    resident: u64,
}

fn peers() -> [Peer; 5] {
    let peer = |name, program, arguments| Peer { name, program, arguments, times: Vec::new(), resident: 0 };
    let lacuna = env!("CARGO_BIN_EXE_lacuna");
    const OF_CHARACTERS: &[&str] =
        &["check", "--isolated", "--quiet", "--format", "concise", "--ignore", "words/*", "--ignore", "names/*"];
    const ALL_BUT_WORDS: &[&str] = &["check", "--isolated", "--quiet", "--format", "concise", "--ignore", "words/*"];
    const ALL: &[&str] = &["check", "--isolated", "--quiet", "--format", "concise"];
    [
        peer("lacuna, no words, no names", lacuna, OF_CHARACTERS),
        peer("lacuna, all but words/*", lacuna, ALL_BUT_WORDS),
        peer("lacuna, all rules", lacuna, ALL),
        peer("typos", "typos", &["--isolated", "--format", "brief"]),
        peer("codespell", "codespell", &[]),
    ]
}

fn main() -> Result<(), Failure> {
    let numbers: Vec<usize> = std::env::args().filter_map(|argument| argument.parse().ok()).collect();
    let megabytes = numbers.first().copied().unwrap_or(100);
    let rounds = numbers.get(1).copied().unwrap_or(3);
    // A folder whose name begins with a stop is hidden, and some of them pass it over.
    let folder = tempfile::Builder::new().prefix("lacuna-").tempdir()?;
    let documents = prose::write_tree(folder.path(), megabytes * 1_000_000)?;
    let mut peers: Vec<Peer> = peers().into_iter().filter(Peer::is_installed).collect();
    for _ in 0..rounds {
        for peer in &mut peers {
            peer.check(folder.path())?;
        }
    }
    println!("{megabytes} MB in {documents} documents, median of {rounds} interleaved runs");
    for peer in &mut peers {
        peer.times.sort();
        let median = peer.times[peer.times.len() / 2].as_secs_f64();
        let speed = megabytes as f64 / median;
        println!("{:<28}{median:>8.2} s{speed:>9.1} MB/s{:>8} MB resident", peer.name, peer.resident / 1_000);
    }
    Ok(())
}

impl Peer {
    fn is_installed(&self) -> bool {
        let found = Command::new(self.program).arg("--version").stdout(Stdio::null()).stderr(Stdio::null()).status();
        if found.is_err() {
            println!("{} is not installed and is left out", self.name);
        }
        found.is_ok()
    }

    fn check(&mut self, tree: &Path) -> Result<(), Failure> {
        let began = Instant::now();
        let mut running = Command::new(self.program)
            .args(self.arguments)
            .arg(tree)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()?;
        while running.try_wait()?.is_none() {
            self.resident = self.resident.max(most_resident(&running));
            std::thread::sleep(Duration::from_millis(2));
        }
        self.times.push(began.elapsed());
        Ok(())
    }
}

/// The most memory that a process has had resident so far, in kilobytes; 0 where the system does not tell.
fn most_resident(running: &Child) -> u64 {
    let status = std::fs::read_to_string(format!("/proc/{}/status", running.id())).unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|line| line.split_whitespace().next()?.parse().ok()).unwrap_or(0)
}
