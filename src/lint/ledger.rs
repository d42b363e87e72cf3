//! The ledger: decisions "keep as written", each kept by quotation.
//!
//! A ledger is a file of JSON Lines at the root of a collection. An entry is a text-quote selector
//! with the file, the rule, the reason and the date. Line numbers play no part, so edits elsewhere
//! do not matter; an edit on one side of the place does not either, as long as the other side and
//! the place itself stay.

use std::ops::Range;

use jiff::civil::Date;
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

use crate::rules::ledger::{BROKEN, STALE};
use crate::rules::{Finding, RuleLevels, closest_rule, rule};
use crate::text::{Source, lines};

use super::Located;
use super::quotation::{Quotation, reflow};

/// The name of a collection's ledger.
pub const LEDGER_NAME: &str = "lacuna.ledger.jsonl";

/// Characters that must agree on one side where the other was edited.
const ONE_SIDE: usize = 8;

/// Decisions "keep as written".
#[derive(Clone, Debug, Default)]
pub struct Ledger {
    entries: Vec<Entry>,
    /// By file, then by rule and quoted text with white space reflowed.
    places: FxHashMap<String, FxHashMap<(String, String), Vec<usize>>>,
}

/// A decision: this rule's finding at this place is to stay as it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The file, from the ledger's folder, with `/` between the parts.
    pub file: String,
    /// The rule's name.
    pub rule: String,
    /// The place.
    pub quotation: Quotation,
    /// Why it stays; empty if nobody said.
    pub reason: String,
    /// When this was decided.
    pub date: Option<Date>,
    /// Where the entry stands in the ledger: the byte range of its line.
    pub range: Range<usize>,
}

/// A line of a ledger as it is written.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Line {
    file: String,
    rule: String,
    exact: String,
    #[serde(default)]
    prefix: String,
    #[serde(default)]
    suffix: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    reason: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    date: Option<String>,
}

/// What a ledger leaves of a document's findings.
#[derive(Clone, Debug, Default)]
pub struct Filtered {
    /// The findings that no entry answers, in their order.
    pub kept: Vec<Located>,
    /// The numbers of the entries that answered one.
    pub used: Vec<usize>,
}

impl Ledger {
    /// Reads a ledger. A line that cannot be read is a finding of `ledger/broken`; the other lines
    /// stay in force.
    pub fn read(text: &str) -> (Ledger, Vec<Finding>) {
        let mut ledger = Ledger::default();
        let mut faults = Vec::new();
        let mut at = 0;
        for line in lines(text) {
            let range = at..at + line.trim_end().len();
            at += line.len();
            if line.trim().is_empty() {
                continue;
            }
            match Entry::read(line, range) {
                Ok(entry) => ledger.add(entry),
                Err(fault) => faults.push(fault),
            }
        }
        (ledger, faults)
    }

    /// Whether it holds no decision.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// The decisions, in the order of the file.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// Takes out the findings that an entry for this `file` answers. Costs nothing for a file
    /// without entries, else one look-up a finding.
    pub fn filter(&self, file: &str, source: &dyn Source, findings: Vec<Located>) -> Filtered {
        let Some(places) = self.places.get(file) else { return Filtered { kept: findings, used: Vec::new() } };
        let mut near: Vec<Near> = Vec::new();
        let mut silent = vec![false; findings.len()];
        let mut used = vec![false; self.entries.len()];
        for (index, finding) in findings.iter().enumerate() {
            let exact = reflow(&source.slice(finding.range()));
            let Some(candidates) = places.get(&(finding.rule().name.to_owned(), exact)) else { continue };
            let here = Quotation::from_source(source, &finding.range()).reflowed();
            match candidates.iter().find(|&&entry| agrees(&self.entries[entry].quotation, &here)) {
                Some(&entry) => {
                    silent[index] = true;
                    used[entry] = true;
                }
                None => near.push(Near { index, here, candidates }),
            }
        }
        // An entry that fits nowhere wholly may stand where one side was edited.
        for Near { index, here, candidates } in near {
            let half = candidates.iter().find(|&&e| !used[e] && half_agrees(&self.entries[e].quotation, &here));
            if let Some(&entry) = half {
                silent[index] = true;
                used[entry] = true;
            }
        }
        let kept =
            findings.into_iter().zip(&silent).filter(|(_, silent)| !**silent).map(|(finding, _)| finding).collect();
        Filtered { kept, used: (0..self.entries.len()).filter(|&entry| used[entry]).collect() }
    }

    /// The entries for a file that answer nothing there any more: those of rules that ran and that
    /// are not among `used`.
    pub fn stale_in<'a>(
        &'a self,
        file: &'a str,
        levels: &'a RuleLevels,
        used: &'a [usize],
    ) -> impl Iterator<Item = usize> + 'a {
        let entries = self.places.get(file).into_iter().flat_map(FxHashMap::values).flatten().copied();
        entries.filter(move |&entry| {
            let ran = rule(&self.entries[entry].rule).is_some_and(|rule| levels.is_on(rule));
            ran && used.binary_search(&entry).is_err()
        })
    }

    /// The finding that says of an entry that it answers nothing any more. Its range is that of
    /// the entry's line in the ledger.
    pub fn stale(&self, entry: usize) -> Finding {
        let entry = &self.entries[entry];
        let message = format!(
            "{} is no longer found at “{}” in {}; take this line out with `lacuna review --prune`",
            entry.rule, entry.quotation.exact, entry.file
        );
        Finding::new(&STALE, entry.range.clone(), message)
    }

    fn add(&mut self, mut entry: Entry) {
        entry.quotation = entry.quotation.reflowed();
        let key = (entry.rule.clone(), entry.quotation.exact.clone());
        let number = self.entries.len();
        self.places.entry(entry.file.clone()).or_default().entry(key).or_default().push(number);
        self.entries.push(entry);
    }
}

/// A finding that quotes what an entry quotes, in another context.
struct Near<'a> {
    index: usize,
    here: Quotation,
    candidates: &'a [usize],
}

/// Whether both sides agree. Reflowed white space can make one context reach further.
fn agrees(entry: &Quotation, here: &Quotation) -> bool {
    prefixes_agree(&entry.prefix, &here.prefix) && suffixes_agree(&entry.suffix, &here.suffix)
}

/// Whether one side agrees over so many characters that it is no accident.
fn half_agrees(entry: &Quotation, here: &Quotation) -> bool {
    let telling = |side: &str| side.trim().chars().count() >= ONE_SIDE;
    (telling(&entry.prefix) && telling(&here.prefix) && prefixes_agree(&entry.prefix, &here.prefix))
        || (telling(&entry.suffix) && telling(&here.suffix) && suffixes_agree(&entry.suffix, &here.suffix))
}

fn prefixes_agree(a: &str, b: &str) -> bool {
    (a.is_empty() == b.is_empty()) && (a.ends_with(b) || b.ends_with(a))
}

fn suffixes_agree(a: &str, b: &str) -> bool {
    (a.is_empty() == b.is_empty()) && (a.starts_with(b) || b.starts_with(a))
}

impl Entry {
    /// The decision to keep what a finding is about. `file` is its file, from the ledger's folder.
    pub fn keeping(finding: &Finding, file: &str, source: &dyn Source, reason: &str, date: Option<Date>) -> Entry {
        Entry {
            file: file.to_owned(),
            rule: finding.rule.name.to_owned(),
            quotation: Quotation::from_source(source, &finding.range).reflowed(),
            reason: reason.to_owned(),
            date,
            range: 0..0,
        }
    }

    /// The entry as a line of a ledger, with its line end.
    pub fn to_line(&self) -> String {
        let line = Line {
            file: self.file.clone(),
            rule: self.rule.clone(),
            exact: self.quotation.exact.clone(),
            prefix: self.quotation.prefix.clone(),
            suffix: self.quotation.suffix.clone(),
            reason: self.reason.clone(),
            date: self.date.map(|date| date.to_string()),
        };
        // Strings under fixed names always have a JSON form.
        serde_json::to_string(&line).unwrap_or_default() + "\n"
    }

    fn read(line: &str, range: Range<usize>) -> Result<Entry, Finding> {
        let fault = |message: String| Finding::new(&BROKEN, range.clone(), message);
        let read: Line = serde_json::from_str(line).map_err(|error| {
            let said = error.to_string();
            let said = said.rsplit_once(" at line ").map_or(said.as_str(), |(said, _)| said);
            fault(format!("this line of the ledger cannot be read (column {}): {said}", error.column()))
        })?;
        if rule(&read.rule).is_none() {
            let nearest =
                closest_rule(&read.rule).map_or(String::new(), |rule| format!("; did you mean “{}”?", rule.name));
            return Err(fault(format!("there is no rule “{}”{nearest}", read.rule)));
        }
        let date = read.date.map(|date| date.parse::<Date>()).transpose();
        let date = date.map_err(|_| fault("the date of this entry is no date; it is written 2026-01-31".into()))?;
        let quotation = Quotation { exact: read.exact, prefix: read.prefix, suffix: read.suffix };
        Ok(Entry { file: read.file, rule: read.rule, quotation, reason: read.reason, date, range })
    }
}

/// A ledger's text with entries added at its end.
pub fn append(text: &str, entries: &[Entry]) -> String {
    let mut out = text.to_owned();
    if !out.is_empty() && !out.ends_with('\n') {
        out.push('\n');
    }
    out.extend(entries.iter().map(Entry::to_line));
    out
}

/// A ledger's text without some of its entries.
pub fn prune(text: &str, ledger: &Ledger, without: &[usize]) -> String {
    let gone: std::collections::BTreeSet<usize> =
        without.iter().map(|&entry| ledger.entries[entry].range.start).collect();
    let mut at = 0;
    let mut out = String::with_capacity(text.len());
    for line in lines(text) {
        if !gone.contains(&at) {
            out.push_str(line);
        }
        at += line.len();
    }
    out
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::lint::Document;
    use crate::rules::{Context, testing};
    use crate::text::Encoding;

    const TEXT: &str = "The first meeting of ☐☐☐ was held in Korçë.\n\nThe other meeting of ☐☐☐ was held in Vlorë.\n";

    fn found(text: &str) -> Vec<Located> {
        let context: Context = testing::only(rule("glyphs/filler-run").unwrap());
        Document::read(&text, Encoding::UTF8, Arc::new(context)).report(&text).findings
    }

    fn ledger_of_first(text: &str) -> Ledger {
        let finding = found(text)[0].to_finding();
        let entry = Entry::keeping(
            &finding,
            "a.txt",
            &text,
            "a row of boxes on the page",
            Some(jiff::civil::date(2026, 1, 31)),
        );
        let (ledger, faults) = Ledger::read(&append("", &[entry]));
        assert!(faults.is_empty());
        ledger
    }

    fn kept(ledger: &Ledger, text: &str) -> usize {
        ledger.filter("a.txt", &text, found(text)).kept.len()
    }

    #[test]
    fn an_entry_silences_its_place_alone() {
        let ledger = ledger_of_first(TEXT);
        let filtered = ledger.filter("a.txt", &TEXT, found(TEXT));
        assert_eq!(filtered.kept.len(), 1);
        assert!(filtered.kept[0].range().start > 50);
        assert_eq!(filtered.used, [0]);
        assert_eq!(ledger.filter("b.txt", &TEXT, found(TEXT)).kept.len(), 2, "other files do not matter");
    }

    #[test]
    fn edits_elsewhere_line_breaks_and_one_edited_side_do_not_matter() {
        let ledger = ledger_of_first(TEXT);
        assert_eq!(kept(&ledger, &format!("Another paragraph.\n\n{TEXT}")), 1);
        assert_eq!(kept(&ledger, &TEXT.replacen("meeting of", "meeting\r\nof", 1)), 1);
        assert_eq!(kept(&ledger, &TEXT.replacen("was held in Korçë", "took place", 1)), 1);
        assert_eq!(kept(&ledger, &TEXT.replacen("The first", "The very first", 1)), 1);
    }

    #[test]
    fn an_entry_whose_place_is_gone_is_stale() {
        let ledger = ledger_of_first(TEXT);
        let text = TEXT.replacen("☐☐☐", "the Plenum", 1);
        let filtered = ledger.filter("a.txt", &text.as_str(), found(&text));
        assert_eq!(filtered.kept.len(), 1);
        let levels = RuleLevels::default();
        assert_eq!(ledger.stale_in("a.txt", &levels, &filtered.used).collect::<Vec<_>>(), [0]);
        assert!(ledger.stale(0).message.contains("“☐☐☐” in a.txt"));
        assert_eq!(ledger.stale_in("a.txt", &RuleLevels::none(), &[]).count(), 0, "a rule that is off tells nothing");
    }

    #[test]
    fn a_broken_line_is_named_and_the_rest_stays_in_force() {
        let finding = found(TEXT)[0].to_finding();
        let good = Entry::keeping(&finding, "a.txt", &TEXT, "", None).to_line();
        let text = format!("{{\"file\": 3}}\n\n{good}{}", good.replace("filler-run", "filler-runs"));
        let (ledger, faults) = Ledger::read(&text);
        assert_eq!(kept(&ledger, TEXT), 1);
        assert_eq!(faults.len(), 2);
        assert!(faults[0].message.contains("invalid type: integer"), "{}", faults[0].message);
        assert!(faults[1].message.contains("did you mean “glyphs/filler-run”"), "{}", faults[1].message);
        assert_eq!(faults[1].range.end, text.len() - 1);
    }

    #[test]
    fn pruning_takes_out_what_it_is_told() {
        let finding = found(TEXT)[0].to_finding();
        let line = |file: &str| Entry::keeping(&finding, file, &TEXT, "", None).to_line();
        let text = format!("{}{}", line("a.txt"), line("b.txt"));
        let (ledger, _) = Ledger::read(&text);
        assert_eq!(prune(&text, &ledger, &[0]), line("b.txt"));
    }

    #[test]
    fn each_of_a_thousand_entries_answers_its_own_place() {
        let mut text = String::new();
        for number in 0..4_000 {
            text.push_str(&format!("Paragraph {number} of the minutes of ☐☐☐ and nothing else.\n\n"));
        }
        let found = found(&text);
        let source = text.as_str();
        let entries: Vec<Entry> =
            found.iter().step_by(4).map(|f| Entry::keeping(&f.to_finding(), "a.txt", &source, "", None)).collect();
        let (ledger, _) = Ledger::read(&append("", &entries));
        let filtered = ledger.filter("a.txt", &source, found);
        assert_eq!(filtered.kept.len(), 3_000);
        assert_eq!(filtered.used.len(), 1_000);
    }
}
