//! What is wrong in the authority's own files, rule by rule.

mod broken;
mod dangling_reference;
mod duplicate_id;
mod duplicate_record;
mod impossible_dates;
mod shared_form;

pub use broken::BROKEN_RECORD;
pub use dangling_reference::DANGLING_REFERENCE;
pub use duplicate_id::DUPLICATE_ID;
pub use duplicate_record::DUPLICATE_RECORD;
pub use impossible_dates::IMPOSSIBLE_DATES;
pub use shared_form::SHARED_FORM;

use crate::authority::{Fault, FaultKind, Gravity, Place};
use crate::rules::{Elsewhere, Finding, Rule, Severity};

/// The rule that a fault breaks.
pub fn rule_of(kind: FaultKind) -> &'static Rule {
    match kind {
        FaultKind::Broken => &BROKEN_RECORD,
        FaultKind::DuplicateId => &DUPLICATE_ID,
        FaultKind::SharedForm => &SHARED_FORM,
        FaultKind::ImpossibleDates => &IMPOSSIBLE_DATES,
        FaultKind::DanglingReference => &DANGLING_REFERENCE,
        FaultKind::DuplicateRecord => &DUPLICATE_RECORD,
    }
}

/// The finding of a fault, in the file the fault is of; `locate` tells where a record stands that it speaks of too.
pub fn finding(fault: &Fault, mut locate: impl FnMut(&Place) -> Option<Elsewhere>) -> Finding {
    let rule = rule_of(fault.kind);
    // A fault may be graver than its rule usually is, never the other way round: what is worth a look stays so.
    let severity = match fault.gravity {
        Gravity::Error => Severity::Error,
        Gravity::Warning => rule.severity.min(Severity::Warning),
    };
    let finding = Finding::new(rule, fault.range.clone(), fault.message.clone()).severity(severity);
    fault.related.iter().filter_map(&mut locate).fold(finding, Finding::elsewhere)
}
