//! What other programs read has the shape that they ask for. `tests/packages/run` holds SARIF to its schema.
#![cfg(feature = "cli")]
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::process::Command;

use serde_json::Value;

/// What the command line prints of the fixtures in a format, with all findings.
fn report(format: &str) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_lacuna"))
        .args(["check", "--level", "hint", "--format", format, "fixtures"])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(1), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn sarif_results_refer_to_the_rules_of_the_log() {
    let log: Value = serde_json::from_str(&report("sarif")).unwrap();
    let run = &log["runs"][0];
    let results = run["results"].as_array().unwrap();
    assert!(results.iter().any(|result| !result["fixes"][0].is_null()), "no fix is proposed");
    for result in results {
        let rule = result["ruleIndex"].as_u64().unwrap() as usize;
        assert_eq!(run["tool"]["driver"]["rules"][rule]["id"], result["ruleId"]);
        assert!(result["partialFingerprints"].as_object().is_some_and(|prints| !prints.is_empty()));
    }
}

#[test]
fn code_quality_reports_have_the_shape_that_gitlab_reads() {
    let issues: Vec<Value> = serde_json::from_str(&report("gitlab")).unwrap();
    let mut fingerprints: Vec<&str> = Vec::new();
    for issue in &issues {
        assert!(issue["description"].is_string() && issue["check_name"].is_string(), "{issue}");
        assert!(issue["location"]["path"].as_str().is_some_and(|path| !path.starts_with('/')), "{issue}");
        assert!(issue["location"]["lines"]["begin"].as_u64().is_some_and(|line| line > 0), "{issue}");
        assert!(matches!(issue["severity"].as_str(), Some("info" | "minor" | "major" | "critical" | "blocker")));
        fingerprints.push(issue["fingerprint"].as_str().unwrap());
    }
    let count = fingerprints.len();
    fingerprints.sort_unstable();
    fingerprints.dedup();
    assert_eq!(fingerprints.len(), count, "two issues share a fingerprint");
}

#[test]
fn junit_counts_what_it_holds() {
    let text = report("junit");
    let mut reader = quick_xml::Reader::from_str(&text);
    let (mut cases, mut failures, mut declared) = (0, 0, None);
    loop {
        match reader.read_event().unwrap() {
            quick_xml::events::Event::Eof => break,
            quick_xml::events::Event::Start(tag) | quick_xml::events::Event::Empty(tag) => match tag.name().as_ref() {
                "testsuites" => {
                    let count = |name: &str| -> usize {
                        let value = tag.try_get_attribute(name).unwrap().unwrap();
                        value.value.parse().unwrap()
                    };
                    declared = Some((count("tests"), count("failures")));
                }
                "testcase" => cases += 1,
                "failure" => failures += 1,
                _ => {}
            },
            _ => {}
        }
    }
    assert!(failures > 0);
    assert_eq!(declared, Some((cases, failures)));
}
