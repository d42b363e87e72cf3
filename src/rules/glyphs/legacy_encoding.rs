//! `glyphs/legacy-encoding`

use crate::rules::rule::declare_rule;
use crate::rules::{Check, DocumentView, Finding, Severity};

declare_rule! {
    /// The file is not UTF-8, or some of its bytes are damaged.
    ///
    /// Older programs wrote files in encodings such as windows-1252 without saying which. Lacuna reads
    /// such a file in the encoding that its letters make most probable, and a wrong guess garbles
    /// every letter with an accent. A UTF-8 file with a few bytes that are none was damaged on its way.
    ///
    /// Look at the letters with accents; if they are right, save the file as UTF-8. Damaged bytes are
    /// shown as `�`: take the file from its source again.
    pub static LEGACY_ENCODING = {
        name: "glyphs/legacy-encoding",
        severity: Severity::Info,
        precedence: 10,
        check: Check::Document(check),
    }
}

fn check(document: &DocumentView, found: &mut Vec<Finding>) {
    let encoding = document.encoding;
    let Some(first) = document.blocks.iter().find(|block| block.length > 0) else { return };
    let place = first.start..first.start + document.text(first.range()).chars().next().map_or(0, char::len_utf8);
    if encoding.is_damaged() {
        let message =
            "some bytes of this file are not UTF-8; each is shown as “�”: take the file from its source again";
        found.push(Finding::new(&LEGACY_ENCODING, place, message).severity(Severity::Error));
    } else if !encoding.is_unicode() {
        let message = format!(
            "this file is not UTF-8; it was read as {}, the most probable by its letters: look at the letters with \
             accents, then save it as UTF-8",
            encoding.name()
        );
        found.push(Finding::new(&LEGACY_ENCODING, place, message));
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::lint::Document;
    use crate::rules::testing::only;
    use crate::text::Decoded;

    fn messages(bytes: &[u8]) -> Vec<String> {
        let decoded = Decoded::from_bytes(bytes.to_vec()).unwrap();
        let text = decoded.text.as_str();
        let document = Document::read(&text, decoded.encoding, Arc::new(only(&LEGACY_ENCODING)));
        document.report(&text).findings.iter().map(|located| located.to_finding().message.into_owned()).collect()
    }

    #[test]
    fn a_legacy_file_is_named_with_its_encoding() {
        let found = messages(b"Le r\xE9sum\xE9 de la conf\xE9rence a \xE9t\xE9 envoy\xE9.");
        assert!(found.len() == 1 && found[0].contains("windows-1252"), "{found:?}");
    }

    #[test]
    fn damaged_bytes_are_told() {
        let mut bytes = "Koresë, Tiranë, Shqipëri, Çarçani, përsëri".as_bytes().to_vec();
        bytes.insert(9, 0xFF);
        assert!(messages(&bytes)[0].contains("not UTF-8"));
    }

    #[test]
    fn keeps_quiet_at_utf8() {
        assert!(messages("Le résumé".as_bytes()).is_empty());
        assert!(messages(b"").is_empty());
    }
}
