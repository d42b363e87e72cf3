//! Bytes to text and back, without losing how the file was written.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};

/// How a file's bytes spell its text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Encoding {
    family: &'static encoding_rs::Encoding,
    bom: bool,
    damaged: bool,
}

/// Why a text cannot be written back in its file's encoding.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unwritable {
    /// The encoding has no such character.
    #[error("{0:?} cannot be written in {1}, the encoding of this file; convert it to UTF-8 first")]
    Character(char, &'static str),
    /// Bytes were lost in reading, and writing would make the loss final.
    #[error("some bytes are not UTF-8 and would be lost; repair the file first")]
    DamagedBytes,
}

impl Encoding {
    /// UTF-8 without a byte-order mark, what every new file is written in.
    pub const UTF8: Encoding = Encoding { family: encoding_rs::UTF_8, bom: false, damaged: false };

    /// The encoding's name in the WHATWG registry, such as `UTF-8` or `windows-1252`.
    pub fn name(self) -> &'static str {
        self.family.name()
    }

    /// Whether the text is Unicode in the file itself (UTF-8 or UTF-16), so that nothing was guessed.
    pub fn is_unicode(self) -> bool {
        self.family == encoding_rs::UTF_8 || self.is_utf16()
    }

    /// Whether bytes were found that are not UTF-8 in a file that otherwise is.
    pub fn is_damaged(self) -> bool {
        self.damaged
    }

    /// Whether the file begins with a byte-order mark.
    pub fn has_bom(self) -> bool {
        self.bom
    }

    fn is_utf16(self) -> bool {
        self.family == encoding_rs::UTF_16LE || self.family == encoding_rs::UTF_16BE
    }

    /// The text as this encoding's bytes, byte-order mark included.
    ///
    /// # Errors
    /// [`Unwritable`], if the bytes would not read back as this text.
    pub fn encode(self, text: &str) -> Result<Vec<u8>, Unwritable> {
        if self.damaged {
            return Err(Unwritable::DamagedBytes);
        }
        let mut bytes = Vec::with_capacity(text.len() + 3);
        if self.is_utf16() {
            let unit = if self.family == encoding_rs::UTF_16LE { u16::to_le_bytes } else { u16::to_be_bytes };
            if self.bom {
                bytes.extend(unit(0xFEFF));
            }
            bytes.extend(text.encode_utf16().flat_map(unit));
            return Ok(bytes);
        }
        if self.family == encoding_rs::UTF_8 {
            if self.bom {
                bytes.extend("\u{FEFF}".as_bytes());
            }
            bytes.extend(text.as_bytes());
            return Ok(bytes);
        }
        let (encoded, _, unmappable) = self.family.encode(text);
        if unmappable {
            return Err(Unwritable::Character(first_unmappable(self.family, text), self.name()));
        }
        bytes.extend(encoded.iter());
        Ok(bytes)
    }
}

/// The character that made an encoding give up; the text is known to hold one.
fn first_unmappable(family: &'static encoding_rs::Encoding, text: &str) -> char {
    let mut buffer = [0; 4];
    text.chars()
        .find(|c| !c.is_ascii() && family.encode(c.encode_utf8(&mut buffer)).2)
        .unwrap_or(char::REPLACEMENT_CHARACTER)
}

/// A file's text with the way its bytes spelt it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decoded {
    /// The text, without a byte-order mark.
    pub text: String,
    /// How to write it back.
    pub encoding: Encoding,
}

/// Why bytes are no transcription.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotText {
    /// The bytes hold NUL: a picture, an archive, a database.
    #[error("holds NUL bytes, so it is no text")]
    Nul,
    /// Most of the bytes are control characters or fit no encoding.
    #[error("is no text in any encoding known here")]
    Garbage,
}

impl Decoded {
    /// Reads bytes as UTF-8, as UTF-16 if a byte-order mark says so, or as the legacy encoding
    /// that their letters make most probable.
    ///
    /// # Errors
    /// [`NotText`] for bytes that are no text at all.
    pub fn from_bytes(bytes: Vec<u8>) -> Result<Decoded, NotText> {
        if let Some((family, length)) = encoding_rs::Encoding::for_bom(&bytes) {
            return decode_marked(&bytes[length..], family);
        }
        if memchr::memchr(0, &bytes).is_some() {
            return Err(NotText::Nul);
        }
        match String::from_utf8(bytes) {
            Ok(text) => Ok(Decoded { text, encoding: Encoding::UTF8 }),
            Err(error) => decode_legacy(error.as_bytes()),
        }
    }
}

fn decode_marked(bytes: &[u8], family: &'static encoding_rs::Encoding) -> Result<Decoded, NotText> {
    let (text, _) = family.decode_without_bom_handling(bytes);
    if text.contains('\0') {
        return Err(NotText::Nul);
    }
    Ok(Decoded { text: text.into_owned(), encoding: Encoding { family, bom: true, damaged: false } })
}

fn decode_legacy(bytes: &[u8]) -> Result<Decoded, NotText> {
    if mostly_utf8(bytes) {
        // A few broken bytes in a UTF-8 file: read the rest, and let the replacement characters be findings.
        let text = String::from_utf8_lossy(bytes).into_owned();
        return Ok(Decoded { text, encoding: Encoding { damaged: true, ..Encoding::UTF8 } });
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    let family = detector.guess(None, Utf8Detection::Deny);
    let (text, malformed) = family.decode_without_bom_handling(bytes);
    let controls = text.chars().filter(|c| c.is_control() && !matches!(c, '\n' | '\r' | '\t' | '\x0C')).count();
    if malformed || controls * 20 > text.chars().count() {
        return Err(NotText::Garbage);
    }
    Ok(Decoded { text: text.into_owned(), encoding: Encoding { family, bom: false, damaged: false } })
}

/// Whether the broken bytes are rare among well-formed multi-byte sequences, as after damage to a
/// UTF-8 file, and not the rule, as in a legacy encoding.
fn mostly_utf8(bytes: &[u8]) -> bool {
    let (mut whole, mut broken) = (0usize, 0usize);
    for chunk in bytes.utf8_chunks() {
        whole += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        broken += usize::from(!chunk.invalid().is_empty());
    }
    whole > 4 * broken
}

#[cfg(test)]
mod tests {
    use super::*;

    fn round_trip(bytes: &[u8]) -> Decoded {
        let decoded = Decoded::from_bytes(bytes.to_vec()).unwrap();
        assert_eq!(decoded.encoding.encode(&decoded.text).unwrap(), bytes);
        decoded
    }

    #[test]
    fn utf8_with_and_without_a_mark() {
        assert_eq!(round_trip("Çarçani\r\n".as_bytes()).text, "Çarçani\r\n");
        let marked = round_trip("\u{FEFF}Çarçani".as_bytes());
        assert_eq!(marked.text, "Çarçani");
        assert!(marked.encoding.has_bom());
    }

    #[test]
    fn utf16_of_both_orders() {
        for big in [false, true] {
            let units = "\u{FEFF}Tiranë 😀".encode_utf16();
            let bytes: Vec<u8> = units.flat_map(|u| if big { u.to_be_bytes() } else { u.to_le_bytes() }).collect();
            assert_eq!(round_trip(&bytes).text, "Tiranë 😀");
        }
    }

    #[test]
    fn legacy_letters_are_guessed() {
        let decoded = round_trip(b"Le r\xE9sum\xE9 de la conf\xE9rence a \xE9t\xE9 envoy\xE9 \xE0 l'ambassade.");
        assert_eq!(decoded.text, "Le résumé de la conférence a été envoyé à l'ambassade.");
        assert!(!decoded.encoding.is_unicode());
    }

    #[test]
    fn a_broken_byte_in_utf8_becomes_a_replacement_character() {
        let mut bytes = "Koresë, Tiranë, Shqipëri, Çarçani, përsëri".as_bytes().to_vec();
        bytes.insert(0, 0xFF);
        let decoded = Decoded::from_bytes(bytes).unwrap();
        assert!(decoded.text.starts_with('\u{FFFD}'));
        assert!(decoded.encoding.is_damaged());
        assert_eq!(decoded.encoding.encode(&decoded.text), Err(Unwritable::DamagedBytes));
    }

    #[test]
    fn pictures_are_not_text() {
        assert_eq!(Decoded::from_bytes(b"\x89PNG\x00\x01".to_vec()), Err(NotText::Nul));
    }

    #[test]
    fn a_character_outside_the_encoding_is_named() {
        let decoded = Decoded::from_bytes(b"caf\xE9 cr\xE8me br\xFBl\xE9e".to_vec()).unwrap();
        assert_eq!(decoded.encoding.encode("Ж"), Err(Unwritable::Character('Ж', "windows-1252")));
    }
}
