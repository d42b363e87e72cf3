//! Giving each passage its place in the document: region, kind and layout.

use super::Passage;
use super::passage::Opening;

/// The part of the document a block stands in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Region {
    /// YAML between `---` lines at the file's beginning.
    FrontMatter,
    /// The title line of an archive's header.
    Title,
    /// Where the document is kept and how to cite it.
    Citation,
    /// The archive's abstract.
    Summary,
    /// Who paid, who translated.
    Credits,
    /// The language of the original.
    OriginalLanguage,
    /// What the file holds.
    Contents,
    /// The transcription itself.
    #[default]
    Body,
}

impl Region {
    /// What a header calls it: `Citation`; none for what no label announces.
    pub fn label(self) -> Option<&'static str> {
        match self {
            Region::Citation => Some("Citation"),
            Region::Summary => Some("Summary"),
            Region::Credits => Some("Credits"),
            Region::OriginalLanguage => Some("Original Language"),
            Region::Contents => Some("Contents"),
            Region::FrontMatter | Region::Title | Region::Body => None,
        }
    }
}

/// What a block is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Kind {
    /// Running text.
    #[default]
    Prose,
    /// A header label such as `Citation:`, alone on its line.
    Label,
    /// Code, front matter: nothing a rule reads.
    Verbatim,
    /// A comment of the editors.
    Comment,
}

/// What a line is in a block of several.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Layout {
    /// A line is a paragraph.
    Flowed,
    /// A block is a paragraph, broken into lines of about one length.
    #[default]
    Wrapped,
}

/// Where a block stands and how it is to be read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Place {
    /// The part of the document.
    pub region: Region,
    /// What the block is.
    pub kind: Kind,
    /// What its lines are.
    pub layout: Layout,
}

/// A header's labels are looked for among this many passages at the beginning.
const HEADER_REACH: usize = 40;

/// The place of each passage of a document, in order.
pub fn place(passages: &[Passage]) -> Vec<Place> {
    let mut reader = Reader::new(passages);
    passages.iter().enumerate().map(|(i, passage)| reader.next(i, passage)).collect()
}

struct Reader {
    /// Index of the last header label, if the document has a header.
    last_label: Option<usize>,
    /// Whether the dashes at the beginning have a second line of dashes.
    has_front_matter: bool,
    region: Region,
    state: State,
    layout: Layout,
}

#[derive(PartialEq)]
enum State {
    Text,
    FrontMatter,
    Fence,
    Comment,
}

impl Reader {
    fn new(passages: &[Passage]) -> Reader {
        let last_label = header_end(passages);
        let region = if last_label.is_some() { Region::Title } else { Region::Body };
        let has_front_matter = has_front_matter(passages);
        Reader { last_label, has_front_matter, region, state: State::Text, layout: Layout::default() }
    }

    fn next(&mut self, index: usize, passage: &Passage) -> Place {
        let kind = match self.state {
            State::Text => self.text(index, passage),
            State::FrontMatter => {
                if passage.shape.opening == Opening::Dashes {
                    self.state = State::Text;
                }
                return Place { region: Region::FrontMatter, kind: Kind::Verbatim, layout: self.layout };
            }
            State::Fence => {
                if passage.shape.opening == Opening::Fence {
                    self.state = State::Text;
                }
                Kind::Verbatim
            }
            State::Comment => {
                if passage.shape.ends_comment {
                    self.state = State::Text;
                }
                Kind::Comment
            }
        };
        let place = Place { region: self.region, kind, layout: self.layout_of(passage) };
        if self.is_value_of_last_label(index, passage) {
            self.region = Region::Body;
        }
        if index == 0 && self.has_front_matter {
            self.state = State::FrontMatter;
            return Place { region: Region::FrontMatter, ..place };
        }
        place
    }

    fn text(&mut self, index: usize, passage: &Passage) -> Kind {
        match passage.shape.opening {
            Opening::Label(region) if self.last_label.is_some_and(|last| index <= last) => {
                self.region = region;
                if passage.shape.inline_value { Kind::Prose } else { Kind::Label }
            }
            Opening::Fence => {
                self.state = State::Fence;
                Kind::Verbatim
            }
            Opening::Comment => {
                if !passage.shape.ends_comment {
                    self.state = State::Comment;
                }
                Kind::Comment
            }
            Opening::Dashes => Kind::Verbatim,
            Opening::Text | Opening::Label(_) => Kind::Prose,
        }
    }

    /// The last label has one passage of value; what follows is the document itself.
    fn is_value_of_last_label(&self, index: usize, passage: &Passage) -> bool {
        match self.last_label {
            Some(last) if index == last => passage.shape.inline_value,
            Some(last) => index > last,
            None => false,
        }
    }

    /// Long lines are paragraphs, many short ones are a wrapped paragraph; two short lines are
    /// read as the block before them was.
    fn layout_of(&mut self, passage: &Passage) -> Layout {
        let shape = passage.shape;
        if shape.lines > 1 && shape.longest > 160 {
            self.layout = Layout::Flowed;
        } else if shape.lines > 2 && shape.longest <= 120 {
            self.layout = Layout::Wrapped;
        }
        self.layout
    }
}

/// Whether dashes open the document and close again soon; else they are a rule across the page.
fn has_front_matter(passages: &[Passage]) -> bool {
    let mut dashes = passages.iter().take(HEADER_REACH).map(|passage| passage.shape.opening == Opening::Dashes);
    dashes.next() == Some(true) && dashes.any(|closes| closes)
}

/// The index of the header's last label: the one that opens the body, or else the last of a run
/// of labels at the beginning.
fn header_end(passages: &[Passage]) -> Option<usize> {
    let mut last = None;
    for (i, passage) in passages.iter().take(HEADER_REACH).enumerate() {
        match passage.shape.opening {
            Opening::Label(Region::Body) if last.is_some() => return Some(i),
            Opening::Label(region) if region != Region::Body => last = Some(i),
            _ => {}
        }
    }
    last
}

#[cfg(test)]
mod tests {
    use super::super::{Format, passages_from};
    use super::*;

    fn places(text: &str, format: Format) -> Vec<(Region, Kind)> {
        let passages: Vec<Passage> = passages_from(&text, 0, format).collect();
        place(&passages).into_iter().map(|p| (p.region, p.kind)).collect()
    }

    #[test]
    fn an_archive_header_is_read_into_regions() {
        let text = "Report\n\nCitation:\n\n\"Report\", 1967\n\nSummary: short\n\nContents:\n\nTranslation - English\n\nTEXT\n\nSummary:\n\nof ours";
        use Kind::*;
        use Region::*;
        assert_eq!(
            places(text, Format::Plain),
            [
                (Title, Prose),
                (Citation, Label),
                (Citation, Prose),
                (Summary, Prose),
                (Contents, Label),
                (Body, Label),
                (Body, Prose),
                (Body, Prose),
                (Body, Prose),
            ]
        );
    }

    #[test]
    fn without_a_translation_label_the_body_follows_the_last_value() {
        use Region::*;
        let regions: Vec<Region> =
            places("T\n\nCitation:\n\nc\n\nbody\n\nmore", Format::Plain).into_iter().map(|p| p.0).collect();
        assert_eq!(regions, [Title, Citation, Citation, Body, Body]);
    }

    #[test]
    fn text_without_labels_is_all_body() {
        assert_eq!(places("one\n\ntwo", Format::Plain), [(Region::Body, Kind::Prose); 2]);
    }

    #[test]
    fn front_matter_fences_and_comments_are_not_prose() {
        use Kind::*;
        let kinds: Vec<Kind> =
            places("---\ndate: 1967\n---\ntext\n```\ncode\n\ncode\n```\n<!-- a\n\nb -->\n\ntext", Format::Markdown)
                .into_iter()
                .map(|p| p.1)
                .collect();
        assert_eq!(
            kinds,
            [Verbatim, Verbatim, Verbatim, Prose, Verbatim, Verbatim, Verbatim, Verbatim, Comment, Comment, Prose]
        );
    }
}
