//! The book says what is so: the pages of the rules come from their doc comments, the tables from the program,
//! what stands under a command is what it prints, and no link leads nowhere.
//!
//! After a change that is meant, write it anew and read the difference: `LACUNA_BLESS=1 cargo test --test book`.
#![cfg(all(feature = "cli", unix))]
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod repository;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use lacuna::convention::{BUILT_IN, Certainty, Convention};
use lacuna::rules::{FAMILIES, RULES};
use regex::Regex;
use serde_json::Value;

use repository::Repository;

const BLESS: &str = "LACUNA_BLESS=1 cargo test --test book";

#[test]
fn every_rule_stands_in_the_book() {
    let mut book = Book::default();
    for (family, _) in FAMILIES {
        book.is(&format!("docs/rules/{family}.md"), &lacuna(&["explain", family, "--format", "markdown"]));
    }
    let pages = fs::read_dir(top().join("docs/rules")).unwrap().count();
    assert_eq!(pages, FAMILIES.len() + 1, "docs/rules holds a page that is of no family");
    book.close();
}

#[test]
fn tables_say_what_the_program_knows() {
    let mut book = Book::default();
    book.has_table("README.md", "families", &families("docs/rules/"));
    book.has_table("docs/rules/README.md", "families", &families(""));
    book.has_table("docs/conventions.md", "conventions", &conventions());
    book.has_table("docs/lacuna-toml.md", "keys", &keys());
    book.close();
}

#[test]
fn commands_print_what_stands_under_them() {
    let mut book = Book::default();
    for page in pages() {
        let text = fs::read_to_string(top().join(&page)).unwrap();
        // A page of the book tells one story, in a copy of the fixtures; the README is read in the repository.
        let copy = Repository::of_fixtures();
        let folder = if page == "README.md" { top() } else { copy.path() };
        book.is(&page, &rerun(&text, folder));
    }
    book.close();
}

#[test]
fn no_link_leads_nowhere() {
    let link = Regex::new(r"\]\(([^)\s]+)\)").unwrap();
    let mut dead = Vec::new();
    for page in pages() {
        let text = fs::read_to_string(top().join(&page)).unwrap();
        let folder = Path::new(&page).parent().unwrap().to_owned();
        for (_, [target]) in link.captures_iter(&without_code(&text)).map(|found| found.extract()) {
            let (file, anchor) = target.split_once('#').unwrap_or((target, ""));
            if file.contains("://") {
                continue;
            }
            let file = top().join(if file.is_empty() { PathBuf::from(&page) } else { folder.join(file) });
            let leads = file.exists()
                && (anchor.is_empty() || anchors(&fs::read_to_string(&file).unwrap()).contains(&anchor.to_owned()));
            if !leads {
                dead.push(format!("{page}: {target}"));
            }
        }
    }
    assert!(dead.is_empty(), "these links lead nowhere:\n{}", dead.join("\n"));
}

fn top() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The README and all pages of the book.
fn pages() -> Vec<String> {
    let mut pages = vec!["README.md".to_owned()];
    for folder in ["docs", "docs/rules"] {
        let names = fs::read_dir(top().join(folder)).unwrap().map(|entry| entry.unwrap().file_name());
        let names = names.map(|name| name.into_string().unwrap()).filter(|name| name.ends_with(".md"));
        pages.extend(names.map(|name| format!("{folder}/{name}")));
    }
    pages.sort();
    pages
}

/// Pages that are held to what they should say, or, when blessed, made to say it.
#[derive(Default)]
struct Book {
    stale: BTreeMap<String, String>,
}

impl Book {
    fn is(&mut self, page: &str, expected: &str) {
        let path = top().join(page);
        let actual = fs::read_to_string(&path).unwrap_or_default();
        if actual == expected {
        } else if std::env::var_os("LACUNA_BLESS").is_some() {
            fs::write(path, expected).unwrap();
        } else {
            self.stale.insert(page.to_owned(), difference(&actual, expected));
        }
    }

    /// The table stands between comments that name it.
    fn has_table(&mut self, page: &str, name: &str, table: &str) {
        let text = fs::read_to_string(top().join(page)).unwrap();
        let (begin, end) = (format!("<!-- table: {name} -->\n"), "<!-- end of table -->");
        let Some((before, (_, after))) = text.split_once(&begin).and_then(|(b, rest)| Some((b, rest.split_once(end)?)))
        else {
            panic!("{page} has no place for the table “{name}”");
        };
        self.is(page, &format!("{before}{begin}{table}{end}{after}"));
    }

    #[track_caller]
    fn close(self) {
        let stale: String = self.stale.iter().map(|(page, difference)| format!("\n{page}\n{difference}")).collect();
        assert!(stale.is_empty(), "the book is stale; `{BLESS}` writes it anew:\n{stale}");
    }
}

fn difference(before: &str, after: &str) -> String {
    let changes = similar::TextDiff::from_lines(before, after);
    changes
        .iter_all_changes()
        .filter(|change| change.tag() != similar::ChangeTag::Equal)
        .map(|change| format!("{}{change}", change.tag()))
        .collect()
}

fn lacuna(arguments: &[&str]) -> String {
    let mut command = repository::lacuna(top());
    command.args(arguments);
    repository::Ran::of(&mut command).ended(0)
}

/// The families, each a link to its page in `folder`.
fn families(folder: &str) -> String {
    let mut table = String::from("| family | finds | rules |\n| --- | --- | ---: |\n");
    for (family, finds) in FAMILIES {
        let count = RULES.iter().filter(|rule| rule.family() == *family).count();
        table += &format!("| [{family}]({folder}{family}.md) | {finds} | {count} |\n");
    }
    table
}

/// How each convention writes what an editor means.
fn conventions() -> String {
    let mut table = String::from(
        "| convention | supply “Fir” | illegible | three letters illegible | read “harvest” with doubt | “recieve” is a slip |\n\
         | --- | --- | --- | --- | --- | --- |\n",
    );
    for (name, _) in BUILT_IN {
        let convention = Convention::built_in(name).unwrap();
        let forms = [
            convention.supply("Fir", Certainty::High),
            convention.gap(None),
            convention.gap(Some(3)),
            convention.unclear("harvest"),
            convention.correct("recieve", "receive"),
        ];
        let forms: Vec<String> = forms.iter().map(|form| format!("`{}`", form.replace('|', "\\|"))).collect();
        table += &format!("| `{name}` | {} |\n", forms.join(" | "));
    }
    table
}

/// The keys of `lacuna.toml`, as its schema describes them.
fn keys() -> String {
    let schema: Value = serde_json::from_str(&lacuna(&["schema", "config"])).unwrap();
    let definition = |value: &Value| {
        let reference = value["$ref"].as_str().or_else(|| value["items"]["$ref"].as_str())?;
        schema.pointer(reference.strip_prefix('#')?).cloned()
    };
    let mut table = String::from("| key | meaning |\n| --- | --- |\n");
    for (name, property) in schema["properties"].as_object().unwrap() {
        let keys = definition(property).and_then(|d| d["properties"].as_object().cloned());
        match keys {
            None => table += &row(&format!("[{name}]"), property),
            Some(keys) => {
                for (key, value) in keys {
                    table += &row(&format!("[{name}] {key}"), &value);
                }
            }
        }
    }
    table
}

fn row(key: &str, property: &Value) -> String {
    let key = key.replace("[overrides]", "[[overrides]]");
    let meaning = property["description"].as_str().unwrap_or_default().replace('\n', " ").replace('|', "\\|");
    format!("| `{key}` | {meaning} |\n")
}

/// The page with what its commands print now.
fn rerun(page: &str, folder: &Path) -> String {
    let mut out = String::new();
    let mut lines = page.lines().peekable();
    let mut in_console = false;
    while let Some(line) = lines.next() {
        out += &format!("{line}\n");
        in_console = if line.starts_with("```") { !in_console && line == "```console" } else { in_console };
        if let Some(command) = line.strip_prefix("$ ").filter(|_| in_console) {
            while lines.next_if(|next| !next.starts_with("$ ") && !next.starts_with("```")).is_some() {}
            let printed = run(command, folder);
            let space = if lines.peek().is_some_and(|next| next.starts_with("$ ")) { "\n" } else { "" };
            out += &format!("{printed}{}", if printed.is_empty() { "" } else { space });
        }
    }
    out
}

/// What a command prints, with times that do not depend on the machine and no space at the end of
/// lines, in a folder that anybody may have.
fn run(command: &str, folder: &Path) -> String {
    let program = Path::new(env!("CARGO_BIN_EXE_lacuna")).parent().unwrap();
    let path = format!("{}:{}", program.display(), std::env::var("PATH").unwrap());
    let mut shell = Command::new("sh");
    shell
        .args(["-c", &format!("exec 2>&1; {command}")])
        .current_dir(folder)
        .env("PATH", path)
        .envs(repository::identity());
    let printed = String::from_utf8(shell.output().unwrap().stdout).unwrap();
    let printed = printed.replace(&folder.display().to_string(), "/home/you/letters");
    let printed = Regex::new(r"\b[0-9.]+ m?s\b").unwrap().replace_all(&printed, "18 ms").into_owned();
    let printed = Regex::new(r"(?m) +$").unwrap().replace_all(&printed, "").into_owned();
    if printed.is_empty() { printed } else { format!("{}\n", printed.trim_end()) }
}

fn without_code(page: &str) -> String {
    let code = Regex::new("`[^`]*`").unwrap();
    let mut inside = false;
    let mut kept = String::new();
    for line in page.lines() {
        let fence = line.trim_start().starts_with("```");
        inside ^= fence;
        if !inside && !fence {
            kept += &code.replace_all(line, "");
            kept.push('\n');
        }
    }
    kept
}

/// The anchors that a forge gives the headings of a page.
fn anchors(page: &str) -> Vec<String> {
    let headings = page.lines().filter(|line| line.starts_with('#'));
    headings
        .map(|heading| {
            let kept = heading.trim_start_matches('#').trim().to_lowercase();
            let kept = kept.chars().filter(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_'));
            kept.map(|c| if c == ' ' { '-' } else { c }).collect()
        })
        .collect()
}
