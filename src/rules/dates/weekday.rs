//! `dates/weekday`

use jiff::civil::{Date, Weekday};

use crate::convention::Certainty;
use crate::rules::rule::declare_rule;
use crate::rules::{BlockReport, BlockView, Check, Finding, Restoration, Severity};
use crate::text::Characters;

declare_rule! {
    /// The date fell on another weekday than the one it is given with.
    ///
    /// A digit of the date or the weekday was misread, or the author slipped.
    ///
    /// Compare the page; the weekday often tells which digit is wrong. Dates that agree with the Julian
    /// calendar, in use in parts of Europe until the 1920s, are left alone.
    ///
    /// ```finds
    /// The talks began on ⸢Tuesday, January 16, 1967⸣, in the capital.
    /// ```
    ///
    /// ```quiet
    /// The talks began on Monday, January 16, 1967, in the capital.
    /// ```
    pub static WEEKDAY = {
        name: "dates/weekday",
        severity: Severity::Info,
        needs: Characters::DIGITS,
        check: Check::Block(check),
    }
}

/// Years from which the Gregorian calendar is the usual one in English texts.
const GREGORIAN_FROM: i16 = 1753;
/// Years until which the Julian calendar was still in use.
const JULIAN_UNTIL: i16 = 1924;

fn check(block: &BlockView, report: &mut BlockReport) {
    for written in block.dates() {
        let (Some(weekday), Some(date)) = (written.weekday, written.date.day_in_calendar()) else { continue };
        if date.year() < GREGORIAN_FROM || date.weekday() == weekday || is_julian(date, weekday) {
            continue;
        }
        let text = &block.text[written.range.clone()];
        let given = text.find(|c: char| !c.is_alphabetic()).map_or(text, |end| &text[..end]);
        let right = name(date.weekday());
        let message =
            format!("this day was a {right}, not a {}: the weekday or a digit of the date is wrong", name(weekday));
        let range = written.range.start..written.range.start + given.len();
        let mut finding = Finding::new(&WEEKDAY, written.range.clone(), message);
        if given == name(weekday) {
            let correct = Restoration::correct(block.context.convention, range, given, right);
            finding = finding.restoration(correct.certainty(Certainty::Low));
        }
        report.add(finding);
    }
}

/// Whether the day had this weekday in the Julian calendar, at a time when it was in use.
fn is_julian(date: Date, weekday: Weekday) -> bool {
    let (year, month) = (date.year(), date.month());
    if year > JULIAN_UNTIL {
        return false;
    }
    let year_of_leap_days = i32::from(if month > 2 { year } else { year - 1 });
    let behind = year_of_leap_days / 100 - year_of_leap_days / 400 - 2;
    date.weekday().wrapping_add(i64::from(behind)) == weekday
}

fn name(weekday: Weekday) -> &'static str {
    match weekday {
        Weekday::Monday => "Monday",
        Weekday::Tuesday => "Tuesday",
        Weekday::Wednesday => "Wednesday",
        Weekday::Thursday => "Thursday",
        Weekday::Friday => "Friday",
        Weekday::Saturday => "Saturday",
        Weekday::Sunday => "Sunday",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::{finds, keeps_quiet, restores};

    #[test]
    fn finds_another_weekday() {
        finds(&WEEKDAY, "on ⸢Thursday, 5 August 1966⸣, and ⸢Mon. 6 August 1966⸣");
    }

    #[test]
    fn proposes_the_right_weekday_as_a_correction() {
        restores(&WEEKDAY, "on ⸢Sunday, 5 August 1966⸣.", "on Sunday [Friday], 5 August 1966.");
    }

    #[test]
    fn keeps_quiet_at_agreement_ranges_and_the_old_calendar() {
        keeps_quiet(&WEEKDAY, "on Friday, 5 August 1966, and Friday, August 5-9, 1966, and Friday, 5 August");
        // The October revolution began on Wednesday, 25 October 1917 in the Julian calendar.
        keeps_quiet(&WEEKDAY, "on Wednesday, 25 October 1917");
        keeps_quiet(&WEEKDAY, "on Wednesday, 9 January 1700");
    }
}
