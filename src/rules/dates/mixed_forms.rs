//! `dates/mixed-forms`

use std::collections::BTreeMap;

use crate::rules::rule::declare_rule;
use crate::rules::{Check, DocumentView, FactKinds, Finding, Severity};
use crate::transcript::{DateForm, Region};

declare_rule! {
    /// A date is written in another form than nearly all others of the document.
    ///
    /// Editors and translators who write dates in one form overlook some. What the document itself writes
    /// stays as it is.
    ///
    /// ```finds
    /// It began on January 3, 1961, went on from February 4, 1961 to March 5, 1961, rested
    /// on April 6, 1961, May 7, 1961, June 8, 1961, July 9, 1961, August 1, 1961 and ended on ⸢9.9.1961⸣.
    /// ```
    ///
    /// ```quiet
    /// It began on January 3, 1961 and ended on 9.9.1961.
    /// ```
    pub static MIXED_FORMS = {
        name: "dates/mixed-forms",
        severity: Severity::Hint,
        precedence: 10,
        check: Check::Document(check),
    }
}

/// Dates of the usual form a document has at least.
const ENOUGH: usize = 8;
/// Dates of other forms it has at most, one in so many of the usual form.
const ONE_IN: usize = 8;

fn check(view: &DocumentView, found: &mut Vec<Finding>) {
    let dated = || view.blocks_with(FactKinds::DATES).map(|(_, block)| block);
    let body = || dated().filter(|block| block.place.region == Region::Body);
    let complete = || {
        body().flat_map(|block| {
            let dates = block.report.facts.dates.iter();
            dates
                .filter(|written| written.date.is_complete() && !written.is_dateline)
                .map(move |written| (block, written))
        })
    };
    let mut counts: BTreeMap<DateForm, usize> = BTreeMap::new();
    for (_, written) in complete() {
        *counts.entry(written.form).or_default() += 1;
    }
    let all: usize = counts.values().sum();
    let Some((&usual, &count)) = counts.iter().max_by_key(|(_, count)| **count) else { return };
    let others = all - count;
    if others == 0 || count < ENOUGH || others * ONE_IN > count {
        return;
    }
    found.extend(complete().filter(|(_, written)| written.form != usual).map(|(block, written)| {
        let message = format!("the other dates of this document are written as {}", example(usual));
        Finding::new(&MIXED_FORMS, block.in_file(&written.range), message)
    }));
}

fn example(form: DateForm) -> &'static str {
    match form {
        DateForm::MonthDay => "“January 16, 1967”",
        DateForm::DayMonth => "“16 January 1967”",
        DateForm::MonthYear => "“January 1967”",
        DateForm::Iso => "“1967-01-16”",
        DateForm::Dotted => "“16.1.1967”",
        DateForm::Roman => "“16.I.1967”",
        DateForm::Slashed => "“16/1/1967”",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::{finds, keeps_quiet};

    #[test]
    fn finds_the_odd_one_out() {
        let usual = "They met on 3 May 1961. ".repeat(9);
        finds(&MIXED_FORMS, &format!("{usual}They met on ⸢May 4, 1961⸣ too."));
    }

    #[test]
    fn keeps_quiet_without_a_clear_majority() {
        let usual = "They met on 3 May 1961. ".repeat(9);
        let other = "They met on May 4, 1961 too. ".repeat(2);
        keeps_quiet(&MIXED_FORMS, &format!("{usual}{other}"));
    }
}
