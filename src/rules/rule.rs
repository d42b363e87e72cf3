//! What a rule is.

use crate::text::Characters;

use super::{BlockReport, BlockView, DocumentView, Finding, Places, Severity};

/// A rule: what it flags, how it explains itself, how it looks.
#[derive(Debug)]
pub struct Rule {
    /// `family/kebab-case`.
    pub name: &'static str,
    /// The doc comment, in Markdown: what, why, what to do, examples.
    pub doc: &'static str,
    /// How severe its findings are unless they say otherwise.
    pub severity: Severity,
    /// Whether it runs unless the configuration turns it on or off.
    pub enabled: bool,
    /// Whether its behaviour is settled.
    pub maturity: Maturity,
    /// Characters of which a block must hold at least one, or the rule need not look at it.
    pub needs: Characters,
    /// Protected places it looks into all the same.
    pub enters: Places,
    /// Where several rules see the same damage, the one of the highest precedence speaks.
    pub precedence: u8,
    /// How it looks.
    pub check: Check,
}

/// Whether a rule's behaviour is settled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Maturity {
    /// New; what it flags may still change.
    Preview,
    /// Settled.
    Stable,
}

/// How a rule looks at a transcription.
#[derive(Clone, Copy, Debug)]
pub enum Check {
    /// At each block alone.
    Block(fn(&BlockView, &mut BlockReport)),
    /// At the facts of all blocks of a document, which every block gathers anyway.
    Document(fn(&DocumentView, &mut Vec<Finding>)),
    /// At each block for facts of its own (and findings, where the block alone decides), then at
    /// the document.
    Folded {
        /// Looks at a block.
        block: fn(&BlockView, &mut BlockReport),
        /// Looks at the facts of all blocks.
        document: fn(&DocumentView, &mut Vec<Finding>),
    },
    /// The findings are made elsewhere: by the reading of a file, the ledger, the collection.
    Elsewhere,
}

impl Rule {
    /// What a rule is that says nothing else: a warning of middling precedence for every block.
    pub const DEFAULT: Rule = Rule {
        name: "",
        doc: "",
        severity: Severity::Warning,
        enabled: true,
        maturity: Maturity::Preview,
        needs: Characters::ANY,
        enters: Places::NONE,
        precedence: 50,
        check: Check::Elsewhere,
    };

    /// The part of its name before the slash.
    pub fn family(&self) -> &'static str {
        self.name.split('/').next().unwrap_or_default()
    }

    /// The first sentence of its documentation.
    pub fn summary(&self) -> &'static str {
        self.doc.split("\n\n").next().unwrap_or_default().trim()
    }

    /// Where its documentation can be read: its place in the book.
    pub fn url(&self) -> String {
        let (family, name) = self.name.split_once('/').unwrap_or((self.name, ""));
        format!("{}/blob/main/docs/rules/{family}.md#{name}", env!("CARGO_PKG_REPOSITORY"))
    }
}

/// Declares a rule: its doc comment becomes [`Rule::doc`], the fields that are not named are those
/// of [`Rule::DEFAULT`].
macro_rules! declare_rule {
    ($(#[doc = $doc:literal])* $visibility:vis static $name:ident = { $($field:ident: $value:expr),* $(,)? }) => {
        $(#[doc = $doc])*
        $visibility static $name: $crate::rules::Rule = $crate::rules::Rule {
            doc: concat!($($doc, "\n"),*),
            $($field: $value,)*
            ..$crate::rules::Rule::DEFAULT
        };
    };
}
pub(crate) use declare_rule;

#[cfg(test)]
pub(crate) mod testing {
    //! How rules are tested: `⸢` and `⸣` mark what a rule finds.

    use std::path::Path;
    use std::sync::Arc;

    use super::Rule;
    use crate::convention::Convention;
    use crate::lint::Document;
    use crate::names::attested::CollectionForms;
    use crate::rules::{Context, Finding, RuleLevels};
    use crate::text::{Encoding, apply_edits};
    use crate::transcript::Format;

    /// A context in which one rule runs.
    pub fn only(rule: &'static Rule) -> Context {
        let mut levels = RuleLevels::none();
        levels.turn_on(rule);
        Context { levels, ..Context::default() }
    }

    /// What the rules of a context find in a text.
    pub fn findings(context: Context, text: &str) -> Vec<Finding> {
        let document = Document::read(&text, Encoding::UTF8, Arc::new(context));
        document.report(&text).findings.iter().map(|located| located.to_finding()).collect()
    }

    /// The rule finds exactly what is marked.
    #[track_caller]
    pub fn finds(rule: &'static Rule, marked: &str) {
        assert_finds(only(rule), marked);
    }

    /// The rule finds what is marked, and its first restoration gives `restored`.
    #[track_caller]
    pub fn restores(rule: &'static Rule, marked: &str, restored: &str) {
        let found = assert_finds(only(rule), marked);
        assert_eq!(restore(&marked.replace(['⸢', '⸣'], ""), &found), restored);
    }

    /// The rule finds nothing.
    #[track_caller]
    pub fn keeps_quiet(rule: &'static Rule, text: &str) {
        assert_finds(only(rule), text);
    }

    /// As [`only`], with the people and bodies of an authority file.
    pub fn knowing(rule: &'static Rule, authority: &str) -> Context {
        let source = crate::authority::Source { path: "authority.toml".into(), text: authority.to_owned() };
        Context { who: Arc::new(crate::names::WhoIsWho::read(vec![source])), ..only(rule) }
    }

    /// With these people and bodies known, the rule finds exactly what is marked.
    #[track_caller]
    pub fn finds_knowing(rule: &'static Rule, authority: &str, marked: &str) -> Vec<Finding> {
        assert_finds(knowing(rule, authority), marked)
    }

    /// Among other documents of its collection, the rule finds exactly what is marked.
    #[track_caller]
    pub fn finds_among(rule: &'static Rule, others: &[&str], marked: &str) -> Vec<Finding> {
        let context = Arc::new(only(rule));
        let read = |text: &str| Document::read(&text, Encoding::UTF8, Arc::clone(&context));
        let mut collection = CollectionForms::default();
        for (number, other) in others.iter().enumerate() {
            collection.replace(Path::new(&number.to_string()), read(other).forms(other));
        }
        let text = marked.replace(['⸢', '⸣'], "");
        let report = read(&text).report_among(&text.as_str(), collection.others(Path::new("")));
        assert_marked(&text, marked, report.findings.iter().map(|located| located.to_finding()).collect())
    }

    /// Among other documents of its collection, the rule finds nothing.
    #[track_caller]
    pub fn keeps_quiet_among(rule: &'static Rule, others: &[&str], text: &str) {
        finds_among(rule, others, text);
    }

    #[track_caller]
    fn assert_finds(context: Context, marked: &str) -> Vec<Finding> {
        let text = marked.replace(['⸢', '⸣'], "");
        let found = findings(context, &text);
        assert_marked(&text, marked, found)
    }

    #[track_caller]
    fn assert_marked(text: &str, marked: &str, found: Vec<Finding>) -> Vec<Finding> {
        let mut shown = String::new();
        let mut done = 0;
        for finding in &found {
            shown.push_str(&text[done..finding.range.start]);
            shown.push('⸢');
            shown.push_str(&text[finding.range.clone()]);
            shown.push('⸣');
            done = finding.range.end;
        }
        shown.push_str(&text[done..]);
        assert_eq!(shown, marked, "found by {:?}", found.iter().map(|f| (f.rule.name, &f.message)).collect::<Vec<_>>());
        found
    }

    fn restore(text: &str, found: &[Finding]) -> String {
        let edits: Vec<_> = found.iter().filter_map(|f| f.restorations.first()).flat_map(|r| r.edits.clone()).collect();
        apply_edits(text, &edits).unwrap()
    }

    /// Rules of what an example, which is UTF-8 and of no project, cannot show.
    const NOT_IN_A_TEXT: [&str; 3] = ["glyphs/legacy-encoding", "glyphs/outside-inventory", "words/unlisted"];

    /// Every example in every rule's documentation is true.
    #[test]
    fn documented_examples_hold() {
        for &rule in crate::rules::RULES.iter() {
            let (mut finds, mut quiet) = (0, 0);
            for example in Example::all(rule) {
                example.check(rule);
                if example.quiet { quiet += 1 } else { finds += 1 }
            }
            let unshown = matches!(rule.check, super::Check::Elsewhere) || NOT_IN_A_TEXT.contains(&rule.name);
            assert!(unshown || (finds > 0 && quiet > 0), "{} lacks an example", rule.name);
        }
    }

    /// A fenced example of a rule's documentation: `finds` or `quiet`, then perhaps a convention
    /// and `markdown`. It knows the people and bodies of the `toml` fence before it.
    struct Example {
        authority: Option<String>,
        quiet: bool,
        convention: Option<String>,
        format: Format,
        text: String,
        restored: Option<String>,
    }

    impl Example {
        fn all(rule: &Rule) -> Vec<Example> {
            let mut found = Vec::new();
            let mut open: Option<(String, Vec<String>)> = None;
            let mut authority = None;
            for line in rule.doc.lines() {
                let line = line.strip_prefix(' ').unwrap_or(line);
                match (&mut open, line.strip_prefix("```")) {
                    (None, Some(info)) => open = Some((info.to_owned(), Vec::new())),
                    (Some((info, body)), Some(_)) if info == "toml" => {
                        authority = Some(body.join("\n"));
                        open = None;
                    }
                    (Some(_), Some(_)) => found
                        .extend(open.take().and_then(|(info, body)| Example::read(&info, &body, authority.clone()))),
                    (Some((_, body)), None) => body.push(line.to_owned()),
                    (None, None) => {}
                }
            }
            found
        }

        fn read(info: &str, body: &[String], authority: Option<String>) -> Option<Example> {
            let words: Vec<&str> = info.split_whitespace().collect();
            let kind = *words.first()?;
            if kind != "finds" && kind != "quiet" {
                return None;
            }
            let convention = words.iter().find(|word| Convention::built_in(word).is_some());
            let restored: Vec<&str> = body
                .iter()
                .filter_map(|line| line.strip_prefix("→"))
                .map(|l| l.strip_prefix(' ').unwrap_or(l))
                .collect();
            let text: Vec<&str> = body.iter().map(String::as_str).filter(|line| !line.starts_with('→')).collect();
            Some(Example {
                authority,
                quiet: kind == "quiet",
                convention: convention.map(ToString::to_string),
                format: if words.contains(&"markdown") { Format::Markdown } else { Format::Plain },
                text: text.join("\n"),
                restored: (!restored.is_empty()).then(|| restored.join("\n")),
            })
        }

        fn check(&self, rule: &'static Rule) {
            let mut context = match &self.authority {
                Some(authority) => knowing(rule, authority),
                None => only(rule),
            };
            context.format = self.format;
            if let Some(convention) = self.convention.as_deref().and_then(Convention::built_in) {
                context.convention = convention;
                context.convention_declared = true;
            }
            assert!(self.quiet != self.text.contains('⸢'), "a `finds` example marks what is found");
            let found = assert_finds(context, &self.text);
            if let Some(restored) = &self.restored {
                assert_eq!(&restore(&self.text.replace(['⸢', '⸣'], ""), &found), restored, "{}", rule.name);
            }
        }
    }
}
