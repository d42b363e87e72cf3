//! Writing marks: forms with places to fill in, and the snippets an editor inserts.

/// How a convention writes each intent; none: it cannot say it.
#[derive(Clone, Debug)]
pub(super) struct Forms {
    pub supply: Template,
    pub supply_doubtful: Template,
    pub gap: Template,
    pub gap_characters: Template,
    pub gap_extent: Option<Template>,
    pub lost: Option<Template>,
    pub lost_characters: Option<Template>,
    pub lost_extent: Option<Template>,
    pub unclear: Template,
    pub correct: Template,
    pub regularize: Template,
    pub sic: Option<Template>,
    pub completed: Option<Template>,
    pub deleted: Option<Template>,
    pub added: Option<Template>,
    pub surplus: Option<Template>,
    pub expansion: Option<Template>,
    pub omitted: Option<Template>,
    pub blank: Option<Template>,
    pub note: Option<Template>,
    pub page: Option<Template>,
    pub link: Option<Template>,
}

/// Text with named places.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Template(Vec<Part>);

#[derive(Clone, Debug, PartialEq, Eq)]
enum Part {
    Text(String),
    Place(String),
    /// A sign as often as characters are missing.
    Repeated(char),
}

/// The names that a form may hold.
const NAMES: [&str; 11] =
    ["text", "dotted", "cert", "n", "unit", "units", "sic", "correction", "original", "regular", "target"];
/// A gap that is drawn, sign by sign, is drawn no longer than this.
const LONGEST_DRAWN: usize = 40;

impl Template {
    /// Reads `<gap quantity="{n}"/>`; braces that hold no name stand for themselves.
    pub fn parse(form: &str) -> Result<Template, String> {
        let (mut parts, mut plain, mut rest) = (Vec::new(), String::new(), form);
        while let Some(open) = rest.find('{') {
            plain.push_str(&rest[..open]);
            let inside = &rest[open + 1..];
            let place = inside.find(['{', '}']).filter(|&end| inside[end..].starts_with('}')).map(|end| &inside[..end]);
            let Some(name) = place.filter(|name| !name.is_empty()) else {
                plain.push('{');
                rest = inside;
                continue;
            };
            if !plain.is_empty() {
                parts.push(Part::Text(std::mem::take(&mut plain)));
            }
            parts.push(Part::named(name)?);
            rest = &inside[name.len() + 1..];
        }
        plain.push_str(rest);
        if !plain.is_empty() {
            parts.push(Part::Text(plain));
        }
        Ok(Template(parts))
    }

    /// Whether it has a place of this name.
    pub fn holds(&self, name: &str) -> bool {
        self.0.iter().any(|part| match part {
            Part::Place(place) => place == name,
            Part::Repeated(_) => name == "n",
            Part::Text(_) => false,
        })
    }

    /// The text with its places filled in; a place without a value stays empty.
    pub fn fill(&self, values: &[(&str, &str)]) -> String {
        let value = |name: &str| values.iter().find(|(known, _)| *known == name).map_or("", |(_, value)| *value);
        self.0
            .iter()
            .map(|part| match part {
                Part::Text(text) => text.clone(),
                Part::Place(name) if name == "dotted" => dotted(value("text")),
                Part::Place(name) => value(name).to_owned(),
                Part::Repeated(sign) => {
                    let n = value("n").parse().unwrap_or(1).clamp(1, LONGEST_DRAWN);
                    std::iter::repeat_n(*sign, n).collect()
                }
            })
            .collect()
    }

    /// The parts of a snippet: each place becomes a placeholder.
    pub fn snippet(&self) -> Vec<SnippetPart> {
        self.0
            .iter()
            .map(|part| match part {
                Part::Text(text) => SnippetPart::Text(text.clone()),
                Part::Place(name) => SnippetPart::Placeholder(placeholder(name).to_owned()),
                Part::Repeated(sign) => SnippetPart::Text(sign.to_string()),
            })
            .collect()
    }
}

impl Part {
    fn named(name: &str) -> Result<Part, String> {
        if let Some(sign) = name.strip_prefix("n×") {
            let mut signs = sign.chars();
            return match (signs.next(), signs.next()) {
                (Some(sign), None) => Ok(Part::Repeated(sign)),
                _ => Err(format!("“{{{name}}}” must repeat one sign, as “{{n×?}}” does")),
            };
        }
        if NAMES.contains(&name) {
            return Ok(Part::Place(name.to_owned()));
        }
        let known: Vec<String> = NAMES.iter().map(|name| format!("{{{name}}}")).collect();
        Err(format!("“{{{name}}}” is no place to fill in; there are {}, {{n×?}}", known.join(", ")))
    }
}

/// A mark an editor may insert, for completion.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Snippet {
    /// What it is, in a phrase.
    pub label: String,
    /// Its text in order, with the places where the editor goes on writing.
    pub parts: Vec<SnippetPart>,
}

/// A piece of a snippet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SnippetPart {
    /// Text as it stands.
    Text(String),
    /// Where the editor writes, with the words that stand there until then.
    Placeholder(String),
}

impl Snippet {
    /// A snippet of a convention's own: `[Handwritten: {text of the note}]`.
    pub(super) fn free(label: &str, insert: &str) -> Snippet {
        let (mut parts, mut rest) = (Vec::new(), insert);
        while let Some((before, from)) = rest.split_once('{') {
            let Some((words, after)) = from.split_once('}') else { break };
            if !before.is_empty() {
                parts.push(SnippetPart::Text(before.to_owned()));
            }
            parts.push(SnippetPart::Placeholder(words.to_owned()));
            rest = after;
        }
        if !rest.is_empty() {
            parts.push(SnippetPart::Text(rest.to_owned()));
        }
        Snippet { label: label.to_owned(), parts }
    }

    /// Its text, placeholders as they are.
    pub fn text(&self) -> String {
        self.parts
            .iter()
            .map(|part| match part {
                SnippetPart::Text(text) | SnippetPart::Placeholder(text) => text.as_str(),
            })
            .collect()
    }
}

/// What stands in a place of a snippet until the editor writes.
fn placeholder(name: &str) -> &str {
    match name {
        "n" => "3",
        "cert" => "high",
        "unit" => "character",
        "units" => "characters",
        "sic" => "as written",
        "dotted" => "text",
        other => other,
    }
}

/// The text with a dot below each letter, as Leiden marks what is read with doubt.
fn dotted(text: &str) -> String {
    let mut out = String::with_capacity(text.len() * 2);
    for c in text.chars() {
        out.push(c);
        if c.is_alphanumeric() {
            out.push('\u{323}');
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_filled_once() {
        let template = Template::parse("<a b=\"{cert}\">{text}</a>").unwrap();
        assert_eq!(template.fill(&[("text", "{cert}"), ("cert", "low")]), "<a b=\"low\">{cert}</a>");
    }

    #[test]
    fn braces_without_a_name_stand_for_themselves() {
        assert_eq!(Template::parse("{{text}}").unwrap().fill(&[("text", "a")]), "{a}");
        assert_eq!(Template::parse("{ {}").unwrap().fill(&[]), "{ {}");
    }

    #[test]
    fn a_sign_is_repeated_but_not_without_end() {
        let template = Template::parse("[{n×?}]").unwrap();
        assert_eq!(template.fill(&[("n", "3")]), "[???]");
        assert_eq!(template.fill(&[("n", "999999999")]).len(), LONGEST_DRAWN + 2);
    }

    #[test]
    fn an_unknown_name_is_told_with_the_known() {
        let message = Template::parse("{txt}").unwrap_err();
        assert!(message.contains("{txt}") && message.contains("{text}"), "{message}");
        assert!(Template::parse("{n×ab}").is_err());
    }

    #[test]
    fn letters_are_dotted_and_spaces_are_not() {
        assert_eq!(Template::parse("{dotted}").unwrap().fill(&[("text", "a b")]), "a\u{323} b\u{323}");
    }

    #[test]
    fn a_snippet_shows_where_to_write() {
        let snippet = Snippet::free("a note", "[Handwritten: {note}]");
        assert_eq!(
            snippet.parts,
            [
                SnippetPart::Text("[Handwritten: ".into()),
                SnippetPart::Placeholder("note".into()),
                SnippetPart::Text("]".into())
            ]
        );
        assert_eq!(snippet.text(), "[Handwritten: note]");
    }
}
