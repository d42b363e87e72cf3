//! What the closing line tells.

use std::collections::BTreeMap;
use std::fmt;
use std::time::Duration;

use crate::rules::{Intent, Severity};
use crate::text::{counted, thousands};

use super::FileReport;

/// The sum of what was shown.
#[derive(Clone, Debug, Default)]
pub struct Summary {
    /// Files that were checked.
    pub documents: usize,
    /// Words in them.
    pub words: usize,
    /// Findings that a reading can be restored for.
    pub restorable: usize,
    /// Time since the beginning.
    pub time: Duration,
    by_rule: BTreeMap<(&'static str, Severity), usize>,
}

impl Summary {
    /// Counts a document that was checked.
    pub fn count_document(&mut self, words: usize) {
        self.documents += 1;
        self.words += words;
    }

    /// Counts the findings of a file.
    pub fn count_findings(&mut self, file: &FileReport) {
        for finding in &file.findings {
            *self.by_rule.entry((finding.rule.name, finding.severity)).or_default() += 1;
            let restores = |intent| !matches!(intent, Intent::Gap | Intent::Keep);
            if finding.restorations.iter().any(|r| restores(r.intent) && !r.edits.is_empty()) {
                self.restorable += 1;
            }
        }
    }

    /// Number of findings of a severity.
    pub fn count(&self, severity: Severity) -> usize {
        self.by_rule.iter().filter(|((_, s), _)| *s == severity).map(|(_, n)| n).sum()
    }

    /// Findings by rule and severity, the most frequent first.
    pub fn by_rule(&self) -> Vec<(&'static str, Severity, usize)> {
        let mut rows: Vec<_> = self.by_rule.iter().map(|(&(rule, severity), &count)| (rule, severity, count)).collect();
        rows.sort_by_key(|&(rule, _, count)| (std::cmp::Reverse(count), rule));
        rows
    }

    /// The same, a line a rule.
    pub fn statistics(&self) -> String {
        let rows = self.by_rule().into_iter();
        rows.map(|(rule, severity, count)| format!("{count:>8}  {:<8} {rule}\n", severity.name())).collect()
    }
}

impl fmt::Display for Summary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}, {}: ", counted(self.documents, "document"), counted(self.words, "word"))?;
        let found: Vec<String> = [
            (Severity::Error, "error"),
            (Severity::Warning, "warning"),
            (Severity::Info, "info"),
            (Severity::Hint, "hint"),
        ]
        .into_iter()
        .map(|(severity, name)| (self.count(severity), name))
        .filter(|(count, _)| *count > 0)
        .map(|(count, name)| if name == "info" { format!("{} info", thousands(count)) } else { counted(count, name) })
        .collect();
        f.write_str(if found.is_empty() { "nothing found".into() } else { found.join(", ") }.as_str())?;
        if self.restorable > 0 {
            write!(f, " · {} can be restored", thousands(self.restorable))?;
        }
        write!(f, " · {}", duration(self.time))
    }
}

fn duration(time: Duration) -> String {
    if time < Duration::from_secs(1) {
        format!("{} ms", time.as_millis())
    } else {
        format!("{:.1} s", time.as_secs_f64())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_closing_line_counts_in_the_plural_and_the_singular() {
        let mut summary = Summary { time: Duration::from_millis(18), ..Summary::default() };
        summary.count_document(4112);
        assert_eq!(summary.to_string(), "1 document, 4,112 words: nothing found · 18 ms");
        summary.by_rule.insert(("glyphs/filler-run", Severity::Error), 1);
        summary.by_rule.insert(("dates/impossible", Severity::Warning), 2100);
        summary.restorable = 3;
        summary.documents = 2;
        assert_eq!(
            summary.to_string(),
            "2 documents, 4,112 words: 1 error, 2,100 warnings · 3 can be restored · 18 ms"
        );
        assert_eq!(summary.statistics(), "    2100  warning  dates/impossible\n       1  error    glyphs/filler-run\n");
    }
}
