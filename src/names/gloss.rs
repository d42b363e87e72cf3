//! Who somebody was, at the date of a document: what hover shows, as Markdown or as plain text.
//!
//! Nothing that stands in an authority file becomes live Markdown but emphasis and links to `http` and
//! `https` addresses of its own fields: text is escaped, so no link, image, HTML or `command:` gets through.

use std::fmt::Write;

use crate::authority::{Authority, Date, FormKind, Kind, Office, Record};

/// How often a form was counted: the form, its mentions.
pub type Counted<'c> = (&'c str, usize);

/// What a gloss is made from.
#[derive(Debug, Clone, Copy)]
pub struct Gloss<'g> {
    /// Where the record comes from.
    pub authority: &'g Authority,
    /// Whom or what it is about.
    pub record: &'g Record,
    /// The document's own date.
    pub date: Option<&'g Date>,
    /// The form that stands in the text.
    pub form: Option<&'g str>,
    /// Forms in this document.
    pub here: &'g [Counted<'g>],
    /// Mentions, documents and years in the collection, in words.
    pub collection: Option<&'g str>,
}

impl Gloss<'_> {
    /// For hover.
    pub fn markdown(&self) -> String {
        self.write(&Style { markdown: true })
    }

    /// For terminals and for clients that show no Markdown.
    pub fn plain(&self) -> String {
        self.write(&Style { markdown: false })
    }

    /// In a line: what is out of time, else the office held at the date, else what the record says, else an office.
    pub fn brief(&self) -> Option<String> {
        let in_words = |office: &Office| match office.years() {
            Some(years) => format!("{}, {years}", office.title),
            None => office.title.clone(),
        };
        let then = || self.record.offices.iter().find(|office| self.is_held_then(office)).map(in_words);
        let any = || self.record.offices.first().map(in_words);
        let told = self.out_of_time().or_else(then).or_else(|| self.record.gloss.clone()).or_else(any);
        told.map(|told| one_line(told.trim())).filter(|told| !told.is_empty())
    }

    fn is_held_then(&self, office: &Office) -> bool {
        self.date.is_some_and(|date| office.is_dated() && office.may_be_held_at(date))
    }

    fn write(&self, style: &Style) -> String {
        let record = self.record;
        let mut lines = vec![match record.life() {
            Some(life) => format!("{} ({})", style.strong(&record.name), style.text(&life)),
            None => style.strong(&record.name),
        }];
        lines.extend(self.out_of_time().map(|remark| style.emphasis(&remark)));
        lines.extend(self.form_remark().map(|remark| style.text(&remark)));
        lines.extend(self.offices(style));
        lines.extend(record.gloss.as_deref().map(|gloss| style.text(gloss.trim())));
        lines.extend(self.links(style, &record.predecessors, "Before it"));
        lines.extend(self.links(style, &record.successors, "After it"));
        lines.extend(self.counts(style));
        lines.extend(self.identifiers(style));
        lines.join(style.line_end())
    }

    /// The offices at the document's date first; without a date, all.
    fn offices(&self, style: &Style) -> Vec<String> {
        const MOST: usize = 6;
        let (then, other): (Vec<_>, Vec<_>) = self.record.offices.iter().partition(|office| self.is_held_then(office));
        then.into_iter()
            .map(|office| (office, self.date.map(|date| format!("in office on {date}"))))
            .chain(other.into_iter().map(|office| (office, None)))
            .take(MOST)
            .map(|(office, then)| {
                let years = office.years().map(|years| format!(", {years}")).unwrap_or_default();
                let mut line = style.text(&format!("{}{years}", office.title));
                if let Some(then) = then {
                    // Writing to a String cannot fail.
                    let _ = write!(line, ": {}", style.emphasis(&then));
                }
                line
            })
            .collect()
    }

    /// What does not fit the document's date: not yet born, dissolved already.
    fn out_of_time(&self) -> Option<String> {
        let date = self.date?;
        let (born, died) = (self.record.born.as_ref(), self.record.died.as_ref());
        let (begun, ended) = match self.record.kind {
            Kind::Person => ("not yet born", "dead"),
            Kind::Organization => ("not yet founded", "dissolved"),
        };
        if self.record.begins_after(date) {
            return born.map(|born| format!("{begun} on {date}: {born}"));
        }
        if self.record.ended_before(date) {
            return died.map(|died| format!("{ended} on {date}, since {died}"));
        }
        None
    }

    /// What sort of form stands in the text, and whether it was in use.
    fn form_remark(&self) -> Option<String> {
        let form = self.form?;
        let variant = self.record.variants.iter().find(|variant| variant.form.eq_ignore_ascii_case(form))?;
        let what = match variant.kind {
            FormKind::Acronym => return Some(format!("{form}: initials of this body")),
            FormKind::Variant => "another form of the name",
            FormKind::Romanization => "another romanization",
            FormKind::Translation => "the name in another language",
            FormKind::Former => "a name of another time",
            FormKind::Pseudonym => "a pseudonym",
            FormKind::Nickname => "a familiar form",
            FormKind::Misspelling => "a misspelling",
        };
        let used = match (&variant.from, &variant.to) {
            (None, None) => String::new(),
            (from, to) => {
                let end = |date: &Option<Date>| date.as_ref().map(Date::year).unwrap_or_default();
                format!(", in use {}–{}", end(from), end(to))
            }
        };
        Some(format!("“{form}” is {what}{used}"))
    }

    fn links(&self, style: &Style, ids: &[String], label: &str) -> Option<String> {
        let names: Vec<&str> =
            ids.iter().filter_map(|id| self.authority.get(id)).map(|record| record.name.as_str()).collect();
        (!names.is_empty()).then(|| style.text(&format!("{label}: {}", names.join(", "))))
    }

    fn counts(&self, style: &Style) -> Option<String> {
        let mut counted: Vec<String> = Vec::new();
        if !self.here.is_empty() {
            let forms: Vec<String> = self.here.iter().map(|(form, count)| format!("{form} ×{count}")).collect();
            counted.push(format!("Here: {}", forms.join(", ")));
        }
        counted.extend(self.collection.map(|collection| format!("In the collection: {collection}")));
        (!counted.is_empty()).then(|| style.text(&counted.join(" · ")))
    }

    fn identifiers(&self, style: &Style) -> Option<String> {
        let mut places: Vec<String> =
            self.record.same_as.iter().map(|address| style.link(&label(address), address)).collect();
        let file = self
            .authority
            .file_of(self.record)
            .and_then(|path| path.file_name())
            .map(|name| name.to_string_lossy().into_owned());
        places.extend(file.map(|name| style.text(&name)));
        (!places.is_empty()).then(|| places.join(" · "))
    }
}

/// Whose an address is, in a word.
fn label(address: &str) -> String {
    let host = address.split("//").nth(1).unwrap_or(address).split('/').next().unwrap_or(address);
    let host = host.trim_start_matches("www.");
    match host {
        "wikidata.org" => "Wikidata".to_owned(),
        "viaf.org" => "VIAF".to_owned(),
        "isni.org" => "ISNI".to_owned(),
        "d-nb.info" => "GND".to_owned(),
        other => other.to_owned(),
    }
}

struct Style {
    markdown: bool,
}

impl Style {
    fn text(&self, text: &str) -> String {
        if self.markdown { escape(text) } else { one_line(text) }
    }

    fn strong(&self, text: &str) -> String {
        if self.markdown { format!("**{}**", escape(text)) } else { one_line(text) }
    }

    fn emphasis(&self, text: &str) -> String {
        if self.markdown { format!("*{}*", escape(text)) } else { one_line(text) }
    }

    /// A link, if the address is one of the web; its label otherwise.
    fn link(&self, label: &str, address: &str) -> String {
        let safe = (address.starts_with("https://") || address.starts_with("http://"))
            && address
                .chars()
                .all(|c| c.is_ascii_graphic() && !matches!(c, '<' | '>' | '(' | ')' | '[' | ']' | '\\' | '"' | '`'));
        match (self.markdown, safe) {
            (true, true) => format!("[{}](<{address}>)", escape(label)),
            (true, false) => escape(address),
            (false, _) => one_line(address),
        }
    }

    fn line_end(&self) -> &'static str {
        if self.markdown { "  \n" } else { "\n" }
    }
}

/// Escapes everything that Markdown could take for markup, and evens white space out.
pub fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len() + 8);
    for character in one_line(text).chars() {
        match character {
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '&' => escaped.push_str("&amp;"),
            // A bare address would become a link.
            ':' => escaped.push_str("&#58;"),
            '@' => escaped.push_str("&#64;"),
            '\\' | '`' | '*' | '_' | '{' | '}' | '[' | ']' | '(' | ')' | '#' | '+' | '!' | '|' | '~' | '$' => {
                escaped.push('\\');
                escaped.push(character);
            }
            other => escaped.push(other),
        }
    }
    // At the start of a line a hyphen or a number with a stop would make a list.
    if escaped.starts_with('-') || escaped.starts_with(|c: char| c.is_ascii_digit()) {
        format!("\u{200b}{escaped}")
    } else {
        escaped
    }
}

/// One line without control characters: nothing to move a terminal's cursor or turn its writing round.
fn one_line(text: &str) -> String {
    let turned = |c: char| matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let plain: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).filter(|c| !turned(*c)).collect();
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The records a name may stand for, likeliest first: alive and in office at the date, then alive, then the rest.
pub fn candidates<'a>(authority: &'a Authority, bearers: &[u32], date: Option<&Date>) -> Vec<&'a Record> {
    let mut records: Vec<&Record> =
        bearers.iter().filter_map(|index| authority.records.get(usize::try_from(*index).ok()?)).collect();
    if let Some(date) = date {
        records.sort_by_key(|record| {
            let alive = !record.begins_after(date) && !record.ended_before(date);
            (!alive, record.offices_at(date).next().is_none())
        });
    }
    records
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::authority::Source;

    fn authority(text: &str) -> Authority {
        Authority::read(vec![Source { path: "authority/people.toml".into(), text: text.to_owned() }])
    }

    #[test]
    fn tells_the_office_at_the_date() {
        let authority = authority(
            "[[person]]\nid = 'ae'\nname = 'Anna Example'\nborn = '1912-04'\ndied = 1994\nsame-as = ['https://viaf.org/viaf/1']\n
             offices = [{ title = 'Mayor', from = '1920', to = '1930' }, { title = 'Premier', from = '1948-09-09', to = '1972' }]",
        );
        let date: Date = "1967-01-16".parse().unwrap();
        let gloss = Gloss {
            authority: &authority,
            record: &authority.records[0],
            date: Some(&date),
            form: None,
            here: &[("Anna Example", 2)],
            collection: None,
        };
        assert_eq!(
            gloss.plain(),
            "Anna Example (1912–1994)\nPremier, 1948–1972: in office on 16 January 1967\nMayor, 1920–1930\nHere: Anna Example ×2\nhttps://viaf.org/viaf/1 · people.toml"
        );
        assert_eq!(gloss.brief().unwrap(), "Premier, 1948–1972");
        let later: Date = "1995".parse().unwrap();
        assert_eq!(Gloss { date: Some(&later), ..gloss }.brief().unwrap(), "dead on 1995, since 1994");
        assert_eq!(Gloss { date: None, ..gloss }.brief().unwrap(), "Mayor, 1920–1930");
        assert!(gloss.markdown().contains("**Anna Example**"));
        assert!(gloss.markdown().contains("[VIAF](<https://viaf.org/viaf/1>)"));
    }

    #[test]
    fn nothing_is_smuggled_in() {
        let authority = authority(
            "[[person]]\nid = 'x'\nname = '[x](command:evil)'\ngloss = '''<a href=\"javascript:1\">x</a> ![i](http://e.org/p.png) https://e.org'''\nsame-as = ['command:evil', 'https://e.org/)[x](command:y']",
        );
        let gloss = Gloss {
            authority: &authority,
            record: &authority.records[0],
            date: None,
            form: None,
            here: &[],
            collection: None,
        };
        let markdown = gloss.markdown();
        let live = pulldown_cmark::Parser::new_ext(&markdown, pulldown_cmark::Options::all()).find(|event| {
            use pulldown_cmark::{Event, Tag};
            matches!(
                event,
                Event::Start(Tag::Link { .. } | Tag::Image { .. } | Tag::HtmlBlock)
                    | Event::Html(_)
                    | Event::InlineHtml(_)
            )
        });
        assert_eq!(live, None, "{markdown}");
    }

    #[test]
    fn the_living_and_ruling_come_first() {
        let authority = authority(
            "[[person]]\nid = 'a'\nname = 'Anna Example'\nborn = '1990'\n[[person]]\nid = 'b'\nname = 'Bert Example'\nborn = '1910'\n
             [[person]]\nid = 'c'\nname = 'Carl Example'\nborn = '1911'\noffices = [{ title = 'Mayor', from = '1960' }]",
        );
        let date: Date = "1967".parse().unwrap();
        let order: Vec<&str> =
            candidates(&authority, &[0, 1, 2], Some(&date)).iter().map(|record| record.id.as_str()).collect();
        assert_eq!(order, ["c", "b", "a"]);
    }
}
