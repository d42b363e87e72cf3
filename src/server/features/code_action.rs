//! Code actions: restorations, the ledger, fixing all of a kind, another convention.

use std::ops::Range;

use tower_lsp::jsonrpc::Result;
use tower_lsp::ls_types::{self as lsp, CodeActionKind, CodeActionOrCommand};

use crate::convention::BUILT_IN;
use crate::lint::Located;
use crate::names::MentionKind;
use crate::rules::{Applicability, Finding, Intent, Restoration};
use crate::text::Source;

use super::super::abilities::Abilities;
use super::super::names;
use super::super::shared::Shared;
use super::edits::workspace_edit;
use super::hover::capitalized;
use super::later::{Later, Target, What};
use super::naming::{mention_at, records};
use super::{commands, diagnostics};

/// Our kind of "fix all": what cannot change a reading.
const FIX_ALL: CodeActionKind = CodeActionKind::new("source.fixAll.lacuna");
const CONVERT: CodeActionKind = CodeActionKind::new("refactor.rewrite.lacuna.convention");
/// Findings of a wide selection that actions are offered for.
const MOST_FINDINGS: usize = 32;
/// Readings offered for a finding.
const MOST_READINGS: usize = 6;

pub(in super::super) fn provider(abilities: Abilities) -> lsp::CodeActionProviderCapability {
    if !abilities.literal_code_actions {
        return lsp::CodeActionProviderCapability::Simple(true);
    }
    lsp::CodeActionProviderCapability::Options(lsp::CodeActionOptions {
        code_action_kinds: Some(vec![CodeActionKind::QUICKFIX, FIX_ALL, CodeActionKind::REFACTOR_REWRITE]),
        resolve_provider: Some(abilities.resolves_edits),
        ..lsp::CodeActionOptions::default()
    })
}

/// `textDocument/codeAction`
pub(in super::super) async fn code_action(
    shared: &Shared,
    params: lsp::CodeActionParams,
) -> Result<Option<lsp::CodeActionResponse>> {
    let uri = params.text_document.uri;
    let Some(analysis) = shared.analysis(&uri).await? else { return Ok(None) };
    let abilities = shared.abilities();
    let meant = params.context.diagnostics.iter().filter(|diagnostic| diagnostic.source.as_deref() == Some("lacuna"));
    let meant = meant.map(|diagnostic| {
        let rule = match &diagnostic.code {
            Some(lsp::NumberOrString::String(rule)) => rule.clone(),
            _ => String::new(),
        };
        (rule, abilities.encoding.byte_range(&analysis.text, diagnostic.range))
    });
    let names = names::current(shared, &uri);
    let in_collection = names.as_ref().is_some_and(|(collection, _)| collection.config_path().is_some());
    let offer = Offer {
        of: Target { shared, analysis: &analysis, uri: &uri, names: names.as_ref().map(|(_, indexed)| &**indexed) },
        level: shared.state().settings.level,
        only: params.context.only.as_deref(),
        asked: abilities.encoding.byte_range(&analysis.text, params.range),
        meant: meant.collect(),
        in_collection,
        has_file: uri.scheme().as_str().eq_ignore_ascii_case("file"),
    };
    let actions = offer.all();
    let response = if abilities.literal_code_actions {
        actions.into_iter().map(CodeActionOrCommand::CodeAction).collect()
    } else {
        actions.into_iter().filter_map(commands::instead_of).map(CodeActionOrCommand::Command).collect()
    };
    Ok(Some(response))
}

/// `codeAction/resolve`
pub(in super::super) async fn resolve(shared: &Shared, mut action: lsp::CodeAction) -> Result<lsp::CodeAction> {
    let Some(later) = action.data.take().and_then(Later::read) else { return Ok(action) };
    let Some(analysis) = shared.analysis(&later.uri).await? else { return Ok(action) };
    if analysis.version != later.version {
        return Err(tower_lsp::jsonrpc::Error::content_modified());
    }
    let names = names::current(shared, &later.uri);
    let names = names.as_ref().map(|(_, indexed)| &**indexed);
    action.edit = Some(later.what.edit(&Target { shared, analysis: &analysis, uri: &later.uri, names }));
    Ok(action)
}

struct Offer<'a> {
    of: Target<'a>,
    level: crate::rules::Severity,
    only: Option<&'a [CodeActionKind]>,
    asked: Range<usize>,
    /// The diagnostics that the client asks about, by rule and place; none: it asks about a place alone.
    meant: Vec<(String, Range<usize>)>,
    /// Whether the document belongs to a configured collection, which has files to add to.
    in_collection: bool,
    /// Whether the document is a file, so that decisions about it can be recorded.
    has_file: bool,
}

impl Offer<'_> {
    fn all(&self) -> Vec<lsp::CodeAction> {
        let mut actions = Vec::new();
        if self.wants(&CodeActionKind::QUICKFIX) {
            for found in self.findings() {
                self.of_finding(&found.to_finding(), &mut actions);
            }
            if self.in_collection {
                self.of_name(&mut actions);
            }
        }
        // Fixing everything is never offered unasked: it belongs to no place.
        if self.only.is_some() && self.wants(&FIX_ALL) {
            actions.push(self.later("Restore all that cannot change a reading".into(), FIX_ALL, What::AllSafe));
        }
        if self.wants(&CONVERT) {
            self.conversions(&mut actions);
        }
        actions
    }

    /// Whether the client asks for actions of this kind: of all kinds, of it or of a wider one.
    fn wants(&self, kind: &CodeActionKind) -> bool {
        let Some(only) = self.only else { return true };
        only.iter().any(|asked| {
            kind.as_str() == asked.as_str()
                || kind.as_str().strip_prefix(asked.as_str()).is_some_and(|rest| rest.starts_with('.'))
                || asked.as_str().is_empty()
        })
    }

    /// The findings that touch the range the client asks about; of these those that it names, if it names any.
    fn findings(&self) -> Vec<&Located> {
        let touch = |finding: &&Located| {
            let range = finding.range();
            finding.severity() >= self.level && range.start <= self.asked.end && self.asked.start <= range.end
        };
        let findings = self.of.analysis.report.findings.iter();
        let touched: Vec<&Located> = findings.filter(touch).take(MOST_FINDINGS).collect();
        let is_meant = |finding: &&Located| {
            let range = finding.range();
            self.meant.iter().any(|(rule, place)| finding.rule().name == *rule && range == *place)
        };
        let meant: Vec<&Located> = touched.iter().copied().filter(is_meant).collect();
        if meant.is_empty() { touched } else { meant }
    }

    fn of_finding(&self, finding: &Finding, actions: &mut Vec<lsp::CodeAction>) {
        let abilities = self.of.shared.abilities();
        let diagnostic = diagnostics::of_finding(finding, &self.of.analysis.text, self.of.uri, abilities);
        let action = |title: String| lsp::CodeAction {
            title,
            kind: Some(CodeActionKind::QUICKFIX),
            diagnostics: Some(vec![diagnostic.clone()]),
            ..lsp::CodeAction::default()
        };
        let readings = finding.restorations.iter().filter(|r| !r.edits.is_empty()).take(MOST_READINGS);
        for (number, restoration) in readings.enumerate() {
            actions.push(lsp::CodeAction {
                edit: Some(workspace_edit(self.of.analysis, self.of.uri, &restoration.edits, abilities)),
                is_preferred: (number == 0).then_some(true),
                ..action(capitalized(&restoration.title))
            });
        }
        if !finding.range.is_empty() && !finding.restorations.iter().any(|r| r.intent == Intent::Gap) {
            let convention = self.of.analysis.document.context().convention;
            let gap = Restoration::gap(convention, finding.range.clone(), None);
            actions.push(lsp::CodeAction {
                edit: Some(workspace_edit(self.of.analysis, self.of.uri, &gap.edits, abilities)),
                ..action("Mark as illegible".into())
            });
        }
        if self.has_file {
            let command = commands::keeping(self.of.uri, finding, &self.of.analysis.text, abilities.encoding);
            actions.push(lsp::CodeAction { command, ..action("Keep as written (on record in the ledger)".into()) });
        }
        if finding.rule.family() == "words"
            && let Some(word) = self.word_at(finding)
        {
            let command = commands::adding_word(self.of.uri, &word);
            actions
                .push(lsp::CodeAction {
                    command, ..action(format!("Add “{word}” to the words of this collection"))
                });
        }
        actions.extend(self.uses(finding).into_iter().map(|mut action| {
            action.diagnostics = Some(vec![diagnostic.clone()]);
            action
        }));
        let alike =
            self.of.analysis.report.findings.iter().filter(|other| other.rule().name == finding.rule.name).count();
        if alike > 1 && !finding.restorations.is_empty() {
            let title = format!("Restore all {alike} of this kind in this document ({})", finding.rule.name);
            let mut all = self.later(title, CodeActionKind::QUICKFIX, What::AllOfRule(finding.rule.name.into()));
            all.diagnostics = Some(vec![diagnostic.clone()]);
            actions.push(all);
        }
    }

    /// Using the better form of a name wherever this one stands.
    fn uses(&self, finding: &Finding) -> Vec<lsp::CodeAction> {
        let best = finding.restorations.iter().find(|restoration| restoration.applicability != Applicability::Display);
        let Some([edit]) = best.map(|best| &best.edits[..]) else { return Vec::new() };
        if finding.rule.family() != "names" || edit.range != finding.range {
            return Vec::new();
        }
        let form = Source::slice(&self.of.analysis.text, finding.range.clone()).into_owned();
        let better = edit.text.clone();
        let everywhere = |in_collection| What::Use { form: form.clone(), better: better.clone(), in_collection };
        let places = self.of.places_of(&form);
        let own = names::key(self.of.uri, self.of.uri.to_file_path().as_deref());
        let here = places.iter().filter(|(path, _)| *path == own).count();
        let mut actions = Vec::new();
        if here > 1 {
            let title = format!("Use “{better}” everywhere in this document ({here} places)");
            actions.push(self.later(title, CodeActionKind::QUICKFIX, everywhere(false)));
        }
        if self.in_collection && places.len() > here {
            let all = places.len();
            let title = format!("Use “{better}” everywhere in this collection ({all} places)");
            actions.push(self.later(title, CodeActionKind::QUICKFIX, everywhere(true)));
        }
        actions
    }

    /// The word that a finding is about, if it is one.
    fn word_at(&self, finding: &Finding) -> Option<String> {
        let text = Source::slice(&self.of.analysis.text, finding.range.clone());
        let word = text.trim();
        let is_word = !word.is_empty() && word.chars().all(|c| c.is_alphabetic() || matches!(c, '-' | '\'' | '’'));
        is_word.then(|| word.to_owned())
    }

    /// What can be done with the name at the place: a record made of it, or a form of one.
    fn of_name(&self, actions: &mut Vec<lsp::CodeAction>) {
        let Some(mention) = mention_at(self.of.analysis, self.asked.start).filter(|m| !m.exact) else { return };
        let action = |title: String, command| lsp::CodeAction {
            title,
            kind: Some(CodeActionKind::QUICKFIX),
            command,
            ..lsp::CodeAction::default()
        };
        let authority = &self.of.analysis.document.context().who.authority;
        for record in records(authority, &mention).into_iter().take(3) {
            let command = commands::adding_variant(self.of.uri, &record.id, &mention.form);
            actions.push(action(format!("Add “{}” as a variant of {}", mention.form, record.name), command));
        }
        let kind = match mention.kind {
            MentionKind::Person => "person",
            MentionKind::Body | MentionKind::Acronym => "organization",
            MentionKind::Unsure => return,
        };
        if mention.bearers.is_empty() {
            let command = commands::adding_record(self.of.uri, &mention.form, kind);
            actions.push(action(format!("Add “{}” to the authority", mention.form), command));
        }
    }

    /// The other conventions, if there are marks to convert.
    fn conversions(&self, actions: &mut Vec<lsp::CodeAction>) {
        let whole = 0..self.of.analysis.text.len_bytes();
        let (range, of) = if self.asked.is_empty() { (whole, "document") } else { (self.asked.clone(), "selection") };
        let from = self.of.analysis.document.context().convention;
        let text = Source::slice(&self.of.analysis.text, range.clone());
        if from.marks(&text, crate::text::Characters::of(&text)).is_empty() {
            return;
        }
        for (name, _) in BUILT_IN {
            if name == from.name() || name == "silent" {
                continue;
            }
            let title = format!("Write the marks of this {of} in the convention “{name}”");
            actions.push(self.later(title, CONVERT, What::Convert { to: name.into(), range: range.clone() }));
        }
    }

    /// An action whose edit is made out when it is asked for, or at once if the client cannot ask.
    fn later(&self, title: String, kind: CodeActionKind, what: What) -> lsp::CodeAction {
        let mut action = lsp::CodeAction { title, kind: Some(kind), ..lsp::CodeAction::default() };
        if self.of.shared.abilities().resolves_edits {
            let later = Later { uri: self.of.uri.clone(), version: self.of.analysis.version, what };
            action.data = later.written();
        } else {
            action.edit = Some(what.edit(&self.of));
        }
        action
    }
}
