//! `junit`: JUnit XML, which most CI services read.

use std::io::{self, Write};

use quick_junit::{NonSuccessKind, TestCase, TestCaseStatus, TestSuite};

use super::{FileReport, Report, Summary, proposal, slashed};

/// One test suite a file; each finding is a test that failed, a file without findings one that passed.
#[derive(Debug, Default)]
pub struct JUnit {
    suites: Vec<TestSuite>,
}

impl Report for JUnit {
    fn file(&mut self, file: &FileReport, _out: &mut dyn Write) -> io::Result<()> {
        let path = slashed(&file.path);
        let mut suite = TestSuite::new(path.clone());
        for finding in &file.findings {
            let position = file.lines.position(&file.text, finding.range.start);
            let place = format!("{path}:{}:{}", position.line, position.column);
            let mut status = TestCaseStatus::non_success(NonSuccessKind::Failure);
            status.set_type(finding.severity.name()).set_message(finding.message.clone());
            let proposal = proposal::best(&file.text, finding).map_or(String::new(), |best| format!("\n{best}"));
            status.set_description(format!("{place}: {}{proposal}", finding.message));
            let mut case =
                TestCase::new(format!("{} at {}:{}", finding.rule.name, position.line, position.column), status);
            case.set_classname(finding.rule.name);
            suite.add_test_case(case);
        }
        if file.findings.is_empty() {
            suite.add_test_case(TestCase::new("nothing found", TestCaseStatus::success()));
        }
        self.suites.push(suite);
        Ok(())
    }

    fn finish(&mut self, summary: &Summary, out: &mut dyn Write) -> io::Result<()> {
        let mut report = quick_junit::Report::new("lacuna");
        report.set_time(summary.time);
        report.add_test_suites(std::mem::take(&mut self.suites));
        report.serialize(out).map_err(io::Error::other)
    }
}
