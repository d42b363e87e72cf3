//! What a repository with many old findings is promised: a baseline and `--since` show what a change
//! brings in and nothing else, in every form that continuous integration reads.
#![cfg(all(feature = "cli", unix))]
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod repository;

use serde_json::Value;

use repository::{Repository, git};

/// A finding as all formats tell it: file, line, rule.
type Told = (String, usize, String);

/// How one format tells its findings.
type Reading = fn(&str) -> Vec<Told>;

/// What continuous integration reads.
const FORMATS: [(&str, Reading); 8] = [
    ("jsonl", json_lines),
    ("json", json),
    ("github", github),
    ("gitlab", gitlab),
    ("sarif", sarif),
    ("junit", junit),
    ("markdown", markdown),
    ("annotations", annotations),
];

const DEBRIS: &str = "The third item, \u{2610}\u{2610}\u{2610}\u{2610} the harvest, was put off.";
const CLEAN: &str = "The third item, the report on the harvest, was put off.";

fn added_debris() -> Vec<Told> {
    vec![("clean/memorandum.txt".into(), 1, "glyphs/filler-run".into())]
}

/// Fixtures with a baseline.
fn with_baseline() -> Repository {
    let repository = Repository::of_fixtures();
    assert!(repository.lacuna(["check"]).code == Some(1), "the fixtures hold old findings");
    repository.lacuna(["review", "--all", "."]).ended(0);
    repository.commit("Take what is found for a baseline");
    repository
}

/// Puts a paragraph before the first one of the clean document.
fn insert(repository: &Repository, paragraph: &str) {
    let text = repository.read("clean/memorandum.txt");
    repository.write("clean/memorandum.txt", format!("{paragraph}\n\n{text}"));
}

fn found(repository: &Repository, arguments: &[&str]) -> Vec<Told> {
    let ran = repository.lacuna([&["check", "--format", "jsonl", "--level", "warning"], arguments].concat());
    let found = json_lines(&ran.out);
    assert_eq!(ran.code, Some(i32::from(!found.is_empty())), "{}", ran.said);
    found
}

#[test]
fn a_baseline_leaves_nothing_to_complain_of() {
    let repository = with_baseline();
    assert_eq!(found(&repository, &[]), []);
}

#[test]
fn added_debris_fails_with_exactly_its_findings_in_every_format() {
    let repository = with_baseline();
    insert(&repository, DEBRIS);
    repository.commit("Add a paragraph");
    for (format, read) in FORMATS {
        for since in [&[][..], &["--since", "HEAD~1"]] {
            let arguments = [&["check", "--format", format, "--level", "warning"], since].concat();
            let out = repository.lacuna(arguments).ended(1);
            assert_eq!(read(&out), added_debris(), "{format} {since:?}:\n{out}");
        }
    }
}

#[test]
fn a_clean_change_passes_in_every_format() {
    let repository = with_baseline();
    insert(&repository, CLEAN);
    repository.commit("Add a paragraph");
    for (format, read) in FORMATS {
        let out = repository.lacuna(["check", "--format", format, "--level", "warning"]).ended(0);
        assert_eq!(read(&out), [], "{format}:\n{out}");
    }
}

#[test]
fn without_a_baseline_old_findings_of_the_same_file_stay_silent() {
    let repository = Repository::of_fixtures();
    let old = found(&repository, &["stance"]).len();
    assert!(old > 5);
    repository.edit(
        "stance/stance.txt",
        "In former years the guests",
        "In former \u{2610}\u{2610}\u{2610} years the guests",
    );
    let new = found(&repository, &["--since", "HEAD"]);
    assert!(new.iter().all(|(path, line, _)| path == "stance/stance.txt" && *line == 27), "{new:?}");
    assert!(new.contains(&("stance/stance.txt".into(), 27, "glyphs/filler-run".into())), "{new:?}");
}

#[test]
fn what_the_other_branch_did_meanwhile_is_not_ours() {
    let repository = Repository::of_fixtures();
    repository.git(["switch", "--quiet", "--create", "ours"]);
    insert(&repository, DEBRIS);
    repository.commit("Add a paragraph");
    repository.git(["switch", "--quiet", "main"]);
    repository.edit("stance/stance.txt", "□□□ st of all", "First of all");
    repository.commit("Restore an opening");
    repository.git(["switch", "--quiet", "ours"]);
    assert_eq!(found(&repository, &["--since", "main"]), added_debris());
}

#[test]
fn a_file_that_only_moved_is_as_it_was() {
    let repository = Repository::of_fixtures();
    repository.git(["mv", "stance/stance.txt", "clean/moved.txt"]);
    assert_eq!(found(&repository, &["--since", "HEAD"]), []);
    repository.edit(
        "clean/moved.txt",
        "In former years the guests",
        "In former \u{2610}\u{2610}\u{2610} years the guests",
    );
    let new = found(&repository, &["--since", "HEAD"]);
    assert!(!new.is_empty() && new.iter().all(|(path, line, _)| path == "clean/moved.txt" && *line == 27), "{new:?}");
}

#[test]
fn a_new_file_counts_whole_before_git_knows_it_and_after() {
    let repository = Repository::of_fixtures();
    let text = format!("{CLEAN}\n\n{DEBRIS}\n");
    // Names as git quotes them, and one that is not UTF-8.
    for name in ["two words é.txt", "a \"quoted\"\nname.txt", "tab\there.txt"] {
        repository.write(name, &text);
        let expected = [(name.to_owned(), 3, "glyphs/filler-run".to_owned())];
        assert_eq!(found(&repository, &["--since", "HEAD"]), expected, "untracked");
        repository.git(["add", "--all"]);
        assert_eq!(found(&repository, &["--since", "HEAD"]), expected, "staged");
        repository.commit("Add a transcription");
        assert_eq!(found(&repository, &["--since", "HEAD~1"]), expected, "committed");
        assert_eq!(found(&repository, &["--since", "HEAD"]), []);
    }
}

#[test]
fn a_file_in_utf_16_counts_whole() {
    let repository = Repository::of_fixtures();
    let utf_16 = |text: &str| text.encode_utf16().chain([10]).flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
    repository.write("a.txt", [&[0xFF, 0xFE][..], &utf_16(CLEAN)].concat());
    repository.commit("Add a transcription");
    repository.write("a.txt", [&[0xFF, 0xFE][..], &utf_16(CLEAN), &utf_16(""), &utf_16(DEBRIS)].concat());
    assert_eq!(found(&repository, &["--since", "HEAD"]), [("a.txt".into(), 3, "glyphs/filler-run".into())]);
}

#[test]
fn before_the_first_commit_everything_is_new() {
    let repository = Repository::empty();
    repository.write("a.txt", DEBRIS);
    repository.write("b.txt", DEBRIS);
    repository.git(["add", "a.txt"]);
    assert_eq!(found(&repository, &["--since", "HEAD"]).len(), 2);
}

#[test]
fn no_setting_of_git_changes_what_was_touched() {
    let repository = Repository::of_fixtures();
    insert(&repository, DEBRIS);
    let settings = "[diff]\n noprefix = true\n external = false\n context = 9\n interHunkContext = 9\n relative = true\n\
                    [core]\n quotePath = true\n fsmonitor = false\n[color]\n ui = always\n";
    let config = repository.read(".git/config");
    repository.write(".git/config", config + settings);
    let mut check = repository::lacuna(&repository.at("clean"));
    check.args(["check", "--format", "jsonl", "--level", "warning", "--since", "HEAD"]);
    let found = json_lines(&repository::Ran::of(&mut check).ended(1));
    assert_eq!(found, [("memorandum.txt".into(), 1, "glyphs/filler-run".into())]);
}

#[test]
fn so_many_findings_are_let_pass_and_not_one_more() {
    let repository = Repository::of_fixtures();
    let count = found(&repository, &[]).len();
    let check = |allowed: usize| repository.lacuna(["check", "--max-findings", &allowed.to_string()]);
    check(count).ended(0);
    let ran = check(count - 1);
    assert!(
        ran.said.contains(&format!("findings at or above warning: {count} of {} allowed", count - 1)),
        "{}",
        ran.said
    );
    ran.ended(1);
}

#[test]
fn only_what_is_grave_enough_fails() {
    let repository = Repository::of_fixtures();
    repository.write("a.txt", DEBRIS);
    repository.lacuna(["check", "a.txt", "--fail-on", "warning"]).ended(1);
    repository.lacuna(["check", "a.txt", "--fail-on", "error"]).ended(0);
}

#[test]
fn statistics_count_each_rule() {
    let repository = Repository::of_fixtures();
    repository.write("a.txt", format!("{DEBRIS}\n\n{DEBRIS}\n"));
    let out = repository.lacuna(["check", "a.txt", "--statistics", "--level", "warning"]).ended(1);
    assert!(out.contains("       2  warning  glyphs/filler-run\n"), "{out}");
}

#[test]
fn an_excluded_file_can_be_left_out_though_it_is_named() {
    let repository = Repository::empty();
    repository.write("lacuna.toml", "[collection]\nexclude = [\"drafts/**\"]\n");
    repository.write("drafts/a.txt", DEBRIS);
    assert_eq!(found(&repository, &["drafts/a.txt"]).len(), 1);
    assert_eq!(found(&repository, &["drafts/a.txt", "--force-exclude"]), []);
}

#[test]
fn a_shallow_clone_says_how_to_deepen_it() {
    let origin = Repository::of_fixtures();
    insert(&origin, CLEAN);
    origin.commit("Add a paragraph");
    let clone = tempfile::tempdir().unwrap();
    let url = format!("file://{}", origin.path().display());
    let cloned = git(clone.path()).args(["clone", "--quiet", "--depth=1", &url, "shallow"]).status().unwrap();
    assert!(cloned.success());
    let folder = clone.path().join("shallow");
    let said = repository::Ran::of(repository::lacuna(&folder).args(["check", "--since", "HEAD~1"])).failed();
    assert!(
        said.contains("no revision “HEAD~1”") && said.contains("--unshallow") && said.contains("fetch-depth"),
        "{said}"
    );
    repository::Ran::of(repository::lacuna(&folder).args(["check", "--since", "HEAD"])).ended(0);
}

#[test]
fn an_unknown_revision_is_named() {
    let repository = Repository::of_fixtures();
    for revision in ["no-such-branch", "--output=x", ""] {
        let said = repository.lacuna(["check".to_owned(), format!("--since={revision}")]).failed();
        assert!(said.contains(&format!("no revision “{revision}”")), "{said}");
    }
}

#[test]
fn without_a_repository_or_git_the_words_are_clear() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("a.txt"), CLEAN).unwrap();
    let check = || {
        let mut check = repository::lacuna(folder.path());
        check.args(["check", "--since", "HEAD"]).env("GIT_CEILING_DIRECTORIES", folder.path());
        check
    };
    let said = repository::Ran::of(&mut check()).failed();
    assert!(said.contains("not a git repository"), "{said}");
    let said = repository::Ran::of(check().env("PATH", folder.path())).failed();
    assert!(said.contains("needs the program git"), "{said}");
}

fn json_lines(out: &str) -> Vec<Told> {
    out.lines().map(|line| record(&serde_json::from_str(line).unwrap())).collect()
}

fn json(out: &str) -> Vec<Told> {
    serde_json::from_str::<Vec<Value>>(out).unwrap().iter().map(record).collect()
}

fn record(finding: &Value) -> Told {
    told(&finding["path"], &finding["start"]["line"], &finding["rule"])
}

fn told(path: &Value, line: &Value, rule: &Value) -> Told {
    let line = usize::try_from(line.as_u64().unwrap()).unwrap();
    (path.as_str().unwrap().to_owned(), line, rule.as_str().unwrap().to_owned())
}

/// `::warning file=a.txt,line=1,endLine=1,col=2,endColumn=3,title=family/rule::message`
fn github(out: &str) -> Vec<Told> {
    let property = |line: &str, name: &str| {
        let value = line.split_once(&format!("{name}=")).unwrap().1;
        value.split([',', ':']).next().unwrap().to_owned()
    };
    let commands = out.lines().map(|line| line.strip_prefix("::").unwrap());
    commands
        .map(|line| (property(line, " file"), property(line, ",line").parse().unwrap(), property(line, ",title")))
        .collect()
}

fn gitlab(out: &str) -> Vec<Told> {
    let issues: Vec<Value> = serde_json::from_str(out).unwrap();
    let place = |issue: &Value| issue["location"].clone();
    issues.iter().map(|i| told(&place(i)["path"], &place(i)["lines"]["begin"], &i["check_name"])).collect()
}

fn sarif(out: &str) -> Vec<Told> {
    let log: Value = serde_json::from_str(out).unwrap();
    let results = log["runs"][0]["results"].as_array().unwrap();
    let place = |result: &Value| result["locations"][0]["physicalLocation"].clone();
    (results.iter())
        .map(|r| told(&place(r)["artifactLocation"]["uri"], &place(r)["region"]["startLine"], &r["ruleId"]))
        .collect()
}

/// `<testcase name="family/rule at 1:2" …>` in a suite that is named for its file.
fn junit(out: &str) -> Vec<Told> {
    let attribute = |line: &str, name: &str| {
        let value = line.split_once(&format!("{name}=\""))?.1;
        Some(value.split('"').next()?.to_owned())
    };
    let mut file = String::new();
    let mut found = Vec::new();
    for line in out.lines().map(str::trim) {
        if line.starts_with("<testsuite ") {
            file = attribute(line, " name").unwrap();
        } else if line.starts_with("<testcase ") {
            let name = attribute(line, " name").unwrap();
            if let Some((rule, place)) = name.split_once(" at ") {
                found.push((file.clone(), place.split_once(':').unwrap().0.parse().unwrap(), rule.to_owned()));
            }
        }
    }
    found
}

/// `| a.txt:1:2 | warning | message | [family/rule](url) |`
fn markdown(out: &str) -> Vec<Told> {
    let rows = out.lines().skip_while(|line| !line.starts_with("| place")).skip(2);
    rows.map(|row| {
        let cells: Vec<&str> = row.trim_matches('|').split(" | ").map(str::trim).collect();
        let mut place = cells[0].rsplitn(3, ':');
        let line = place.nth(1).unwrap().parse().unwrap();
        let rule = cells[3].split(['[', ']']).nth(1).unwrap();
        (place.next().unwrap().to_owned(), line, rule.to_owned())
    })
    .collect()
}

/// Annotations know no lines; that of the place is counted in the file's first characters, where ours stands.
fn annotations(out: &str) -> Vec<Told> {
    let page: Value = serde_json::from_str(out).unwrap();
    let items = page["items"].as_array().unwrap();
    let told = |item: &Value| {
        let target = &item["target"];
        let quoted = &target["selector"][0];
        let line = 1 + quoted["prefix"].as_str().unwrap().matches('\n').count();
        (target["source"].as_str().unwrap().to_owned(), line, item["body"][1]["value"].as_str().unwrap().to_owned())
    };
    items.iter().map(told).collect()
}
