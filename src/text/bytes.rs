//! What each byte of a text is, in a table: loops that see every byte look it up instead of asking in turn.

/// A small letter of ASCII.
pub const SMALL: u8 = 1;
/// A capital of ASCII.
pub const CAPITAL: u8 = 1 << 1;
/// A letter of ASCII.
pub const LETTER: u8 = SMALL | CAPITAL;
/// A digit of ASCII.
pub const DIGIT: u8 = 1 << 2;
/// An apostrophe of ASCII, or the grave accent that stands for one.
pub const APOSTROPHE: u8 = 1 << 3;
/// A part of a character beyond ASCII.
pub const BEYOND_ASCII: u8 = 1 << 4;

/// White space of ASCII.
pub const SPACE: u8 = 1 << 5;
/// Any other sign of ASCII.
pub const SIGN: u8 = 1 << 6;

static KINDS: [u8; 256] = {
    let mut kinds = [0; 256];
    let mut byte = 0;
    while byte < 256 {
        kinds[byte] = match byte as u8 {
            b'a'..=b'z' => SMALL,
            b'A'..=b'Z' => CAPITAL,
            b'0'..=b'9' => DIGIT,
            b'\'' | b'`' => APOSTROPHE,
            b' ' | b'\t'..=b'\r' => SPACE,
            128.. => BEYOND_ASCII,
            _ => SIGN,
        };
        byte += 1;
    }
    kinds
};

/// What the byte at `at` is; nothing past the end.
pub fn kind_at(bytes: &[u8], at: usize) -> u8 {
    bytes.get(at).map_or(0, |&byte| KINDS[usize::from(byte)])
}

/// Where the bytes of these kinds that begin at `start` end, and all the kinds that are among them.
pub fn run_of(bytes: &[u8], start: usize, kinds: u8) -> (usize, u8) {
    let (mut end, mut met) = (start, 0);
    while let Some(&byte) = bytes.get(end) {
        let kind = KINDS[usize::from(byte)];
        if kind & kinds == 0 {
            break;
        }
        met |= kind;
        end += 1;
    }
    (end, met)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_run_ends_where_another_kind_begins() {
        assert_eq!(run_of(b"an Abc12' x", 3, LETTER | DIGIT), (8, LETTER | DIGIT));
        assert_eq!(run_of(b"an Abc12' x", 3, SMALL), (3, 0));
        assert_eq!(run_of(b"an", 0, LETTER), (2, SMALL));
        assert_eq!(kind_at(b"an'", 2), APOSTROPHE);
        assert_eq!(kind_at("ë".as_bytes(), 1), BEYOND_ASCII);
        assert_eq!(kind_at(b"", 0), 0);
    }
}
