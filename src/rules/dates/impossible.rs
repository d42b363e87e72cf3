//! `dates/impossible`

use crate::rules::rule::declare_rule;
use crate::rules::{BlockReport, BlockView, Check, Finding};
use crate::text::Characters;
use crate::transcript::{PartialDate, WrittenDate, month_name};

declare_rule! {
    /// The calendar has no such day.
    ///
    /// A digit was misread, or the author or typist slipped.
    ///
    /// Compare the page. If the document says so, write `[sic]` after the date.
    ///
    /// ```finds
    /// The plenum met on ⸢November 31, 1961⸣ and again in spring.
    /// ```
    ///
    /// ```quiet
    /// The plenum met on February 29, 1964 and again on November 31 [sic], 1964.
    /// ```
    pub static IMPOSSIBLE = {
        name: "dates/impossible",
        needs: Characters::DIGITS,
        check: Check::Block(check),
    }
}

fn check(block: &BlockView, report: &mut BlockReport) {
    for written in block.dates() {
        let Some((month, longest)) = written.date.month.zip(days_in_month(written.date)) else { continue };
        if last_day(written).is_some_and(|day| day > longest) {
            let year = written.date.year.filter(|_| month == 2).map(|year| format!(" {year}")).unwrap_or_default();
            let message = format!(
                "{}{year} has only {longest} days: a digit was probably misread; if the document says so, mark it [sic]",
                month_name(month)
            );
            report.add(Finding::new(&IMPOSSIBLE, written.range.clone(), message));
        }
    }
}

fn last_day(written: &WrittenDate) -> Option<u8> {
    written.last_day.max(written.date.day)
}

/// The days of the month; in a February of no known year, 29.
fn days_in_month(date: PartialDate) -> Option<u8> {
    // Any leap year will do for a date without a year.
    let first = PartialDate { year: date.year.or(Some(1964)), month: date.month, day: Some(1) }.day_in_calendar()?;
    u8::try_from(first.days_in_month()).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::{finds, keeps_quiet};

    #[test]
    fn finds_days_that_no_month_has() {
        for date in
            ["31 November 1961", "February 29, 1961", "April 31", "June 28-31, 1950", "May 45, 1967", "31.4.1950"]
        {
            finds(&IMPOSSIBLE, &format!("They met on ⸢{date}⸣ in town."));
        }
    }

    #[test]
    fn keeps_quiet_at_days_that_may_have_been() {
        for date in
            ["30 November 1961", "February 29, 1964", "February 29", "31/11/61", "June 28 to 3 July", "3/31/1950"]
        {
            keeps_quiet(&IMPOSSIBLE, &format!("They met on {date} in town."));
        }
    }
}
