//! Numbers as they stand in a sentence.

/// A number of things: `1 mention`, `4,112 mentions`.
pub fn counted(count: usize, noun: &str) -> String {
    format!("{} {noun}{}", thousands(count), if count == 1 { "" } else { "s" })
}

/// A number with commas: `4,112`.
pub fn thousands(number: usize) -> String {
    let digits = number.to_string();
    let mut out = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_thing_is_no_plural() {
        assert_eq!(counted(1, "mention"), "1 mention");
        assert_eq!(counted(0, "mention"), "0 mentions");
        assert_eq!(counted(1_234_567, "mention"), "1,234,567 mentions");
    }
}
