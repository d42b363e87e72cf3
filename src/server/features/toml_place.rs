//! Where a cursor stands in a TOML file that is being written, and may not be whole: in which table, at which
//! key, in which value.

/// A place in a TOML file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct TomlPlace {
    /// The path of the table: that of the header, then the keys of the inline tables around the place.
    pub table: Vec<String>,
    /// The key whose value is being written; none where a key is.
    pub key: Option<String>,
    /// What is written of the key or value so far, without its quotation mark.
    pub typed: String,
    /// Whether it stands in a string.
    pub in_string: bool,
}

/// A table or array that is open at the place, and the key last written in it.
#[derive(Default)]
struct Open {
    is_array: bool,
    key: Option<String>,
}

impl TomlPlace {
    /// The place after this text.
    pub fn after(text: &str) -> TomlPlace {
        let (header, body) = last_header(text);
        let mut open = vec![Open::default()];
        let mut typed = String::new();
        let mut quote = None;
        let mut is_comment = false;
        for c in body.chars() {
            match (c, quote) {
                ('\n', _) => {
                    (quote, is_comment) = (None, false);
                    typed.clear();
                    if let [outermost] = &mut open[..] {
                        outermost.key = None;
                    }
                }
                _ if is_comment => {}
                (_, Some(mark)) if c == mark => quote = None,
                (_, Some(_)) => typed.push(c),
                ('"' | '\'', None) => {
                    quote = Some(c);
                    typed.clear();
                }
                ('#', None) => is_comment = true,
                ('=', None) => {
                    if let Some(innermost) = open.last_mut() {
                        innermost.key = Some(std::mem::take(&mut typed).trim().to_owned());
                    }
                }
                ('{' | '[', None) => {
                    open.push(Open { is_array: c == '[', key: None });
                    typed.clear();
                }
                ('}' | ']', None) => {
                    if open.len() > 1 {
                        open.pop();
                    }
                    typed.clear();
                }
                (',', None) => {
                    typed.clear();
                    if let Some(innermost) = open.last_mut().filter(|innermost| !innermost.is_array) {
                        innermost.key = None;
                    }
                }
                _ => typed.push(c),
            }
        }
        let innermost = open.iter().rposition(|open| !open.is_array).unwrap_or(0);
        let around = open[..innermost].iter().filter_map(|open| open.key.clone());
        TomlPlace {
            table: header.into_iter().chain(around).collect(),
            key: open[innermost].key.clone(),
            typed: typed.trim().to_owned(),
            in_string: quote.is_some(),
        }
    }
}

/// The path of the last table header, and what follows it.
fn last_header(text: &str) -> (Vec<String>, &str) {
    let mut header = (Vec::new(), text);
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        at += line.len();
        let line = line.trim_end();
        if line.starts_with('[') && line.ends_with(']') {
            let path = line.trim_matches(['[', ']']).split('.');
            header = (path.map(|part| part.trim().trim_matches('"').to_owned()).collect(), &text[at..]);
        }
    }
    header
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, table: &[&str], key: Option<&str>, typed: &str) {
        let place = TomlPlace::after(text);
        let found: Vec<&str> = place.table.iter().map(String::as_str).collect();
        assert_eq!((&found[..], place.key.as_deref(), &*place.typed), (table, key, typed), "{text}");
    }

    #[test]
    fn keys_and_values() {
        check("", &[], None, "");
        check("[collection]\nconv", &["collection"], None, "conv");
        check("[collection]\nconvention = \"b", &["collection"], Some("convention"), "b");
        check("[rules]\n\"glyphs/a\" = \"", &["rules"], Some("glyphs/a"), "");
        check("[rules]\n# \"x\" = \"off\"\n\"gly", &["rules"], None, "gly");
    }

    #[test]
    fn inline_tables_and_arrays() {
        check("[[person]]\noffices = [{ title = \"x, y\", fr", &["person", "offices"], None, "fr");
        check("[[person]]\noffices = [\n  { title = \"x\", body = \"d", &["person", "offices"], Some("body"), "d");
        check("[[person]]\nnot = [\"a\", \"b", &["person"], Some("not"), "b");
        check("[[person]]\nnot = [\"a\"]\nbo", &["person"], None, "bo");
        check("[[overrides]]\nrules = { \"wor", &["overrides", "rules"], None, "wor");
    }
}
