//! `structure/staging-address`

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use crate::lexicon::Lexicon;
use crate::rules::rule::declare_rule;
use crate::rules::{BlockReport, BlockView, Check, Finding, Places, Severity};
use crate::text::Characters;

declare_rule! {
    /// An address leads to a site for tests, or to a machine that nobody else reaches.
    ///
    /// Records are often copied from a site while it is being built; its address
    /// (`staging.example.org`, `archive.sitetest.com`, `localhost:8000`) dies with the work.
    ///
    /// Put the public address of the page in its place.
    ///
    /// ```finds
    /// See https://⸢staging.archive.example.org⸣/document/4 and http://⸢localhost:8080⸣/document/5.
    /// ```
    ///
    /// ```quiet
    /// See https://archive.example.org/document/4 and https://latest.example.org/test.
    /// ```
    pub static STAGING_ADDRESS = {
        name: "structure/staging-address",
        severity: Severity::Info,
        needs: Characters::ascii(":"),
        enters: Places::ADDRESSES.and(Places::CITATIONS).and(Places::MARKS),
        precedence: 30,
        check: Check::Block(check),
    }
}

/// Words that stand in the names of sites not meant for the public.
const NOT_PUBLIC: [&str; 22] = [
    "staging",
    "stage",
    "stg",
    "test",
    "testing",
    "tst",
    "dev",
    "devel",
    "development",
    "qa",
    "uat",
    "sandbox",
    "preprod",
    "preproduction",
    "preview",
    "localhost",
    "local",
    "internal",
    "intranet",
    "acceptance",
    "ngrok",
    "vagrant",
];
/// What the name of a company's site for tests ends with: `sitetest`, `sitestaging`.
const ENDINGS: [&str; 3] = ["test", "staging", "sandbox"];

static HOST: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i-u:https?)://(?:[A-Za-z0-9._-]+@)?(?P<host>[A-Za-z0-9.-]+(?::[0-9]{1,5})?)")
        .unwrap_or_else(|error| unreachable!("{error}"))
});

fn check(block: &BlockView, report: &mut BlockReport) {
    if memchr::memmem::find(block.text.as_bytes(), b"://").is_none() {
        return;
    }
    for captures in HOST.captures_iter(&block.text) {
        let Some(host) = captures.name("host") else { continue };
        let name = host.as_str().trim_end_matches('.');
        if is_private(name) {
            let range: Range<usize> = host.start()..host.start() + name.len();
            let message = "this address leads to a site for tests, or to a machine of one's own, and will not last; \
                           put the public address in its place";
            report.add(Finding::new(&STAGING_ADDRESS, range, message));
        }
    }
}

fn is_private(host: &str) -> bool {
    let host = host.to_ascii_lowercase();
    let name = host.split(':').next().unwrap_or_default();
    if let Ok(address) = name.parse::<std::net::Ipv4Addr>() {
        return address.is_private() || address.is_loopback();
    }
    let labels: Vec<&str> = name.split('.').collect();
    // The last label, `org`, is nobody's choice, but `.test` and `.local` are reserved for this.
    let parts = labels.iter().flat_map(|label| label.split('-'));
    parts.clone().any(|part| NOT_PUBLIC.contains(&part.trim_end_matches(|c: char| c.is_ascii_digit())))
        || labels[..labels.len().saturating_sub(1)].iter().any(|label| ends_like_a_test(label))
}

/// Whether a name ends in `test` without its being the end of a word such as `latest` or `protest`.
fn ends_like_a_test(label: &str) -> bool {
    let last = label.rsplit('-').next().unwrap_or_default();
    let Some(ending) = ENDINGS.iter().find(|ending| last.len() > ending.len() + 1 && last.ends_with(*ending)) else {
        return false;
    };
    let longer = (0..last.len() - ending.len()).filter_map(|from| last.get(from..));
    !longer.into_iter().any(|word| Lexicon::english().contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::{finds, keeps_quiet};

    #[test]
    fn sites_for_tests_and_private_machines_are_found() {
        finds(&STAGING_ADDRESS, "http://⸢archive-dev.example.org⸣/a https://⸢archive.websitetest.example⸣/b");
        finds(&STAGING_ADDRESS, "http://⸢192.168.0.4⸣/a https://⸢papers.test⸣ http://⸢test2.example.org:81⸣/");
        finds(
            &STAGING_ADDRESS,
            "Report\n\nCitation:\n\nArchive, 4. https://⸢harbour-archive.acmetest.com⸣/4\n\nText.\n",
        );
    }

    #[test]
    fn keeps_quiet_at_words_that_end_so() {
        keeps_quiet(&STAGING_ADDRESS, "https://contest.example.org/test?stage=dev https://student-protest.org/local");
        keeps_quiet(&STAGING_ADDRESS, "http://www.developers.example.org http://8.8.8.8/ the test: passed");
    }
}
