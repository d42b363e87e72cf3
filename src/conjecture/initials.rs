//! Decorated or underlined initials that engines misread.

/// What engines make of decorated or underlined initials, and what those were.
const DECORATED: [(&str, &str); 10] = [
    ("Inh", "Th"),
    ("In", "Th"),
    ("In", "T"),
    ("Im", "T"),
    ("Im", "In "),
    ("Ih", "Th"),
    ("Jh", "Th"),
    ("Lh", "Th"),
    ("Jn", "In"),
    ("Ln", "In"),
];

/// Whether a reading differs from what stands there only in that a decorated initial was misread.
pub(super) fn is_misread_initial(written: &str, reading: &str) -> bool {
    DECORATED.iter().any(|(read, meant)| {
        let rest = written.strip_prefix(read).filter(|rest| !rest.is_empty());
        rest.is_some() && rest == reading.strip_prefix(meant)
    })
}
