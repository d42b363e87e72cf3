//! Front matter: the lines `key: value` between `---` lines.
//!
//! Of YAML this reads what archives write there: plain and quoted scalars on one line. Nested values,
//! lists and block scalars are passed over, never misread as fields.

use crate::text::lines;

use super::FrontMatterField;

/// The fields of a front matter; `start` is the byte offset of `text` in the file.
pub(super) fn fields(text: &str, start: usize) -> Vec<FrontMatterField> {
    let mut at = start;
    let mut found = Vec::new();
    for line in lines(text) {
        found.extend(field(line.trim_end(), at));
        at += line.len();
    }
    found
}

fn field(line: &str, start: usize) -> Option<FrontMatterField> {
    let colon = line.find(':')?;
    let (key, rest) = (line[..colon].trim_end(), &line[colon + 1..]);
    let is_key = key.starts_with(|c: char| c.is_alphabetic())
        && key.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | ' '));
    if !is_key || !(rest.is_empty() || rest.starts_with([' ', '\t'])) {
        return None;
    }
    let value = scalar(rest.trim_start());
    let value_start = start + line.len() - rest.trim_start().len();
    let quoted = usize::from(value.quoted);
    Some(FrontMatterField {
        key: key.to_owned(),
        key_range: start..start + key.len(),
        value: value.text.to_owned(),
        value_range: value_start + quoted..value_start + quoted + value.text.len(),
    })
}

struct Scalar<'a> {
    text: &'a str,
    quoted: bool,
}

/// A scalar without its quotation marks or the comment after it.
fn scalar(written: &str) -> Scalar<'_> {
    for quote in ['"', '\''] {
        if let Some(inside) = written.strip_prefix(quote)
            && let Some(end) = inside.find(quote)
        {
            return Scalar { text: &inside[..end], quoted: true };
        }
    }
    let comment = if written.starts_with('#') { Some(0) } else { written.find(" #") };
    let text = written[..comment.unwrap_or(written.len())].trim_end();
    // Block scalars, flow collections, anchors: values this reader does not claim to know.
    let is_plain = !text.starts_with(['|', '>', '[', '{', '&', '*']);
    Scalar { text: if is_plain { text } else { "" }, quoted: false }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scalars_are_read_and_the_rest_passed_over() {
        let text = "title: 'A: b' # note\nempty:\ntags: [a, b]\nnested:\n  date: 1900\n- item: x\nurl:http\nlong: |\n";
        let read: Vec<_> = fields(text, 10).into_iter().map(|f| (f.key, f.value, f.value_range)).collect();
        assert_eq!(
            read,
            [
                ("title".into(), "A: b".to_owned(), 18..22),
                ("empty".into(), String::new(), 37..37),
                ("tags".into(), String::new(), 44..44),
                ("nested".into(), String::new(), 58..58),
                ("long".into(), String::new(), 97..97),
            ]
        );
    }
}
