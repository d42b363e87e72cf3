//! What a document's header tells of it: title, date, language of the original.

use std::borrow::Cow;
use std::ops::Range;

use crate::text::{Source, tokens};

use super::{Kind, PartialDate, Place, Region, WrittenDate, dates, front_matter};

/// A block as the header sees it.
#[derive(Clone, Copy, Debug)]
pub struct HeaderBlock<'a> {
    /// Where it stands.
    pub place: Place,
    /// Its first byte in the file.
    pub start: usize,
    /// Its length in bytes.
    pub length: usize,
    /// The dates in it; their ranges count from `start`.
    pub dates: &'a [WrittenDate],
}

/// A piece of the header: its region and the byte range of its text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeaderPart {
    /// Which piece.
    pub region: Region,
    /// Where it stands.
    pub range: Range<usize>,
}

/// A line `key: value` of the front matter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FrontMatterField {
    /// The key as written.
    pub key: String,
    /// Where the key stands.
    pub key_range: Range<usize>,
    /// The value without its quotation marks.
    pub value: String,
    /// Where the value stands; empty if there is none.
    pub value_range: Range<usize>,
}

/// The date of a document, with the place that gives it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DocumentDate {
    /// What it says.
    pub date: PartialDate,
    /// Where it stands in the file.
    pub range: Range<usize>,
    /// What gives it.
    pub source: DateSource,
}

/// What gives the date of a document, the most trusted first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum DateSource {
    /// `date:` of the front matter.
    FrontMatter,
    /// The title line.
    Title,
    /// The citation.
    Citation,
    /// A line of its own over the text: place and date.
    Dateline,
    /// A line of its own under the text, beside the signature, unless it is the dateline itself.
    Signature,
}

/// The header of a document, as its archive wrote it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Header {
    /// The pieces in the order of the file; a label on a line of its own is not part of them.
    pub parts: Vec<HeaderPart>,
    /// The labels on lines of their own or before a value, in the order of the file.
    pub labels: Vec<HeaderPart>,
    /// The lines of the front matter.
    pub fields: Vec<FrontMatterField>,
    /// All that may be the document's date, the most trusted first, at most one of each source.
    pub dates: Vec<DocumentDate>,
}

/// Blocks at the beginning of the body among which a dateline is looked for.
const DATELINE_WITHIN: usize = 8;
/// Blocks at the end among which a signature is looked for.
const SIGNATURE_WITHIN: usize = 4;
/// Bytes of front matter that are read.
const LONGEST_FRONT_MATTER: usize = 64 * 1024;

impl Header {
    /// Gathers the header from the blocks of a document, in order. Of `source`, the front matter
    /// alone is read.
    pub fn gather<'a>(blocks: impl DoubleEndedIterator<Item = HeaderBlock<'a>> + Clone, source: &dyn Source) -> Header {
        let mut header = Header::default();
        let over = blocks.clone().take_while(|b| b.place.region != Region::Body || b.place.kind == Kind::Label);
        for block in over {
            header.take(&block);
        }
        header.fields = front_matter_fields(&header.parts, source);
        header.dates = header.find_dates(blocks);
        header
    }

    fn take(&mut self, block: &HeaderBlock) {
        let Place { region, kind, .. } = block.place;
        let part = HeaderPart { region, range: block.range() };
        let opens = !self.parts.iter().chain(&self.labels).any(|known| known.region == region);
        if kind == Kind::Label {
            self.labels.push(part);
            return;
        }
        let labelled = !matches!(region, Region::FrontMatter | Region::Title | Region::Body);
        if labelled && opens {
            self.labels.push(part.clone());
        }
        self.parts.push(part);
    }

    fn find_dates<'a>(&self, blocks: impl DoubleEndedIterator<Item = HeaderBlock<'a>> + Clone) -> Vec<DocumentDate> {
        let in_region = |region, source| {
            let block = blocks.clone().take(self.parts.len() + self.labels.len());
            block.filter(|b| b.place.region == region).find_map(|b| b.document_date(source, |_| true))
        };
        let body = || blocks.clone().filter(|b| b.place.region == Region::Body && b.place.kind == Kind::Prose);
        let over = body().take(DATELINE_WITHIN).find_map(|b| b.document_date(DateSource::Dateline, is_full_dateline));
        let under = body().rev().take(SIGNATURE_WITHIN);
        let mut under = under.filter_map(|b| b.document_date(DateSource::Signature, is_full_dateline));
        [
            self.date_field(),
            in_region(Region::Title, DateSource::Title),
            in_region(Region::Citation, DateSource::Citation),
            over.clone(),
            under.next().filter(|date| Some(&date.range) != over.as_ref().map(|over| &over.range)),
        ]
        .into_iter()
        .flatten()
        .collect()
    }

    fn date_field(&self) -> Option<DocumentDate> {
        let field = self.field("date")?;
        let written = || dates(&field.value, &tokens(&field.value)).into_iter().map(|written| written.date).next();
        let date = PartialDate::from_iso(&field.value).or_else(written)?;
        Some(DocumentDate { date, range: field.value_range.clone(), source: DateSource::FrontMatter })
    }

    /// The date of the document, by the most trusted place that gives one.
    pub fn date(&self) -> Option<&DocumentDate> {
        self.dates.iter().find(|found| found.date.is_complete()).or(self.dates.first())
    }

    /// The byte range of the first piece of a region.
    pub fn part(&self, region: Region) -> Option<Range<usize>> {
        self.parts.iter().find(|part| part.region == region).map(|part| part.range.clone())
    }

    /// The line of the front matter with this key, in whatever case.
    pub fn field(&self, key: &str) -> Option<&FrontMatterField> {
        self.fields.iter().find(|field| field.key.eq_ignore_ascii_case(key))
    }

    /// The title of the document: of the front matter, or the header's title line.
    pub fn title<'a>(&'a self, source: &'a dyn Source) -> Option<Cow<'a, str>> {
        self.value("title", Region::Title, source)
    }

    /// The language of the original, as written: `Albanian`.
    pub fn original_language<'a>(&'a self, source: &'a dyn Source) -> Option<Cow<'a, str>> {
        let value = self.value("language", Region::OriginalLanguage, source)?;
        let name = value.trim_start_matches("Original Language:").trim();
        (!name.is_empty()).then(|| Cow::Owned(name.to_owned()))
    }

    fn value<'a>(&'a self, key: &str, region: Region, source: &'a dyn Source) -> Option<Cow<'a, str>> {
        let field = self.field(key).filter(|field| !field.value.is_empty());
        field.map(|field| Cow::Borrowed(field.value.as_str())).or_else(|| Some(source.slice(self.part(region)?)))
    }
}

impl HeaderBlock<'_> {
    fn range(&self) -> Range<usize> {
        self.start..self.start + self.length
    }

    /// The first date that satisfies a condition; a complete one before all others.
    fn document_date(&self, source: DateSource, is: impl Fn(&WrittenDate) -> bool) -> Option<DocumentDate> {
        let mut fit = self.dates.iter().filter(|written| is(written));
        let first = fit.clone().next()?;
        let best = fit.find(|written| written.date.is_complete()).unwrap_or(first);
        let range = best.range.start + self.start..best.range.end + self.start;
        Some(DocumentDate { date: best.date, range, source })
    }
}

fn is_full_dateline(written: &WrittenDate) -> bool {
    written.is_dateline && written.date.is_complete()
}

fn front_matter_fields(parts: &[HeaderPart], source: &dyn Source) -> Vec<FrontMatterField> {
    let mut pieces = parts.iter().filter(|part| part.region == Region::FrontMatter);
    let Some(first) = pieces.next() else { return Vec::new() };
    let range = first.range.start..pieces.next_back().unwrap_or(first).range.end;
    if range.len() > LONGEST_FRONT_MATTER {
        return Vec::new();
    }
    front_matter::fields(&source.slice(range.clone()), range.start)
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::lint::Document;
    use crate::rules::Context;
    use crate::text::Encoding;

    const ARCHIVE: &str = "March 2, 1958 Notes on a Visit\n\nCitation:\n\n\"Notes on a Visit\", March 3, 1958\n\n\
        Original Language:\n\nAlbanian\n\nContents:\n\nTranslation - English\n\nMarch 1, 1958\n\nThe visit went well.\n\n\
        March 4, 1958 [Signed]\n";

    fn header(text: &str) -> Header {
        Document::read(&text, Encoding::UTF8, Arc::new(Context::default())).header(&text)
    }

    #[test]
    fn an_archive_header_gives_title_language_and_dates() {
        let header = header(ARCHIVE);
        assert_eq!(header.title(&ARCHIVE).as_deref(), Some("March 2, 1958 Notes on a Visit"));
        assert_eq!(header.original_language(&ARCHIVE).as_deref(), Some("Albanian"));
        let dates: Vec<_> = header.dates.iter().map(|d| (d.source, d.date.to_string())).collect();
        assert_eq!(
            dates,
            [
                (DateSource::Title, "1958-03-02".to_owned()),
                (DateSource::Citation, "1958-03-03".to_owned()),
                (DateSource::Dateline, "1958-03-01".to_owned()),
                (DateSource::Signature, "1958-03-04".to_owned()),
            ]
        );
        assert_eq!(&ARCHIVE[header.dates[0].range.clone()], "March 2, 1958");
        let labels: Vec<Region> = header.labels.iter().map(|label| label.region).collect();
        assert_eq!(labels, [Region::Citation, Region::OriginalLanguage, Region::Contents, Region::Body]);
    }

    #[test]
    fn front_matter_gives_the_date() {
        let text = "---\ntitle: \"Notes: a visit\"\ndate: 1958-03-02 # as dated by the archive\n---\n\nText.\n";
        let header = header(text);
        assert_eq!(header.title(&text).as_deref(), Some("Notes: a visit"));
        let date = header.date().unwrap();
        assert_eq!((date.date.to_string().as_str(), &text[date.range.clone()]), ("1958-03-02", "1958-03-02"));
    }

    #[test]
    fn a_dateline_dates_a_document_without_header() {
        let text = "The Minister to the Legation\n\nTirana, March 2, 1958.\n\nIn January 1957 it was agreed.\n";
        let header = header(text);
        let date = header.date().unwrap();
        assert_eq!((date.source, date.date.to_string().as_str()), (DateSource::Dateline, "1958-03-02"));
    }

    #[test]
    fn running_text_does_not_date_a_document() {
        assert_eq!(header("On March 2, 1958 the delegation of the union arrived in Tirana.\n").date(), None);
    }

    #[test]
    fn a_rule_across_the_page_is_no_front_matter() {
        let text = "---\n\nMarch 2, 1958\n\nThe visit went well.\n";
        assert_eq!(header(text).date().map(|d| d.source), Some(DateSource::Dateline));
    }
}
