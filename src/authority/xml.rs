//! A small tree of an XML file, read without trusting it.
//!
//! No entity but the five of XML itself and character references is ever expanded, nothing outside the
//! file is ever opened, and elements nest at most [`DEEPEST`] deep.

use std::ops::Range;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

/// How deep elements may nest.
pub const DEEPEST: usize = 200;

/// An element with its content.
#[derive(Debug, Default)]
pub struct Element {
    /// Name without prefix.
    pub name: String,
    /// Attributes by name without prefix (`id` for `xml:id`), in order.
    pub attributes: Vec<(String, String)>,
    /// Elements and text inside.
    pub content: Vec<Node>,
    /// Bytes of the start tag in the file.
    pub range: Range<usize>,
}

/// What an element holds.
#[derive(Debug)]
pub enum Node {
    /// An element.
    Element(Element),
    /// Character data, references resolved.
    Text(String),
}

/// Why a file could not be read.
#[derive(Debug, thiserror::Error)]
#[error("{message}")]
pub struct Unreadable {
    /// Byte in the file.
    pub at: usize,
    /// What is wrong there.
    pub message: String,
}

impl Element {
    /// Reads a whole file and gives its root element.
    pub fn parse(text: &str) -> Result<Element, Unreadable> {
        let mut reader = Reader::from_str(text);
        let mut open: Vec<Element> = vec![Element::default()];
        loop {
            let start = usize::try_from(reader.buffer_position()).unwrap_or(usize::MAX);
            let unreadable = |message: String| Unreadable { at: start, message };
            let event = reader.read_event().map_err(|error| {
                let at = usize::try_from(reader.error_position()).unwrap_or(start);
                Unreadable { at, message: format!("this is not well-formed XML: {error}") }
            })?;
            let end = usize::try_from(reader.buffer_position()).unwrap_or(usize::MAX);
            match event {
                Event::Start(_) if open.len() > DEEPEST => {
                    return Err(unreadable(format!("elements are nested more than {DEEPEST} deep")));
                }
                Event::Start(tag) => open.push(element(&tag, start..end).map_err(unreadable)?),
                Event::Empty(tag) => push(&mut open, Node::Element(element(&tag, start..end).map_err(unreadable)?)),
                Event::End(_) => close(&mut open),
                Event::Text(data) => push_text(&mut open, &data.xml10_content()),
                Event::CData(data) => push_text(&mut open, &data.xml10_content()),
                Event::GeneralRef(reference) => {
                    let name = reference.xml10_content();
                    push_text(&mut open, &resolve(&name).ok_or_else(|| unreadable(refused(&name)))?);
                }
                Event::DocType(declaration)
                    if declaration.xml10_content().to_ascii_uppercase().contains("<!ENTITY") =>
                {
                    return Err(unreadable(
                        "this file declares entities, which are not read: write the characters themselves".to_owned(),
                    ));
                }
                Event::DocType(_) | Event::Comment(_) | Event::Decl(_) | Event::PI(_) => {}
                Event::Eof if open.len() > 1 => {
                    let name = open.last().map_or("", |element| &element.name);
                    return Err(unreadable(format!("the file ends inside <{name}>")));
                }
                Event::Eof => break,
            }
        }
        let root = open.pop().and_then(|document| document.content.into_iter().find_map(Node::into_element));
        root.ok_or_else(|| Unreadable { at: 0, message: "this file holds no XML element".to_owned() })
    }

    /// The value of an attribute.
    pub fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    /// The child elements.
    pub fn children(&self) -> impl Iterator<Item = &Element> {
        self.content.iter().filter_map(|node| match node {
            Node::Element(element) => Some(element),
            Node::Text(_) => None,
        })
    }

    /// The child elements of one name.
    pub fn named<'e>(&'e self, name: &'e str) -> impl Iterator<Item = &'e Element> {
        self.children().filter(move |child| child.name == name)
    }

    /// The first child element of one name.
    pub fn child(&self, name: &str) -> Option<&Element> {
        self.children().find(|child| child.name == name)
    }

    /// The element reached by child names.
    pub fn path(&self, names: &[&str]) -> Option<&Element> {
        names.iter().try_fold(self, |element, name| element.child(name))
    }

    /// This element and all inside it, in document order.
    pub fn descendants(&self) -> Vec<&Element> {
        let mut found = Vec::new();
        let mut left = vec![self];
        while let Some(element) = left.pop() {
            found.push(element);
            let from = left.len();
            left.extend(element.children());
            left[from..].reverse();
        }
        found
    }

    /// The text inside, white space collapsed.
    pub fn text(&self) -> String {
        let mut text = String::new();
        self.collect_text(&mut text);
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    fn collect_text(&self, text: &mut String) {
        for node in &self.content {
            match node {
                Node::Text(data) => text.push_str(data),
                Node::Element(element) => element.collect_text(text),
            }
        }
    }
}

impl Node {
    fn into_element(self) -> Option<Element> {
        match self {
            Node::Element(element) => Some(element),
            Node::Text(_) => None,
        }
    }
}

fn element(tag: &BytesStart<'_>, range: Range<usize>) -> Result<Element, String> {
    let mut element = Element { name: tag.local_name().as_ref().to_owned(), range, ..Element::default() };
    for attribute in tag.attributes() {
        let attribute =
            attribute.map_err(|error| format!("an attribute of <{}> cannot be read: {error}", element.name))?;
        let value = quick_xml::escape::unescape(&attribute.value).map_err(|_| refused(&attribute.value))?;
        element.attributes.push((attribute.key.local_name().as_ref().to_owned(), value.into_owned()));
    }
    Ok(element)
}

fn push(open: &mut [Element], node: Node) {
    if let Some(parent) = open.last_mut() {
        parent.content.push(node);
    }
}

fn push_text(open: &mut [Element], data: &str) {
    if let Some(Node::Text(text)) = open.last_mut().and_then(|parent| parent.content.last_mut()) {
        text.push_str(data);
    } else {
        push(open, Node::Text(data.to_owned()));
    }
}

fn close(open: &mut Vec<Element>) {
    if open.len() > 1
        && let Some(done) = open.pop()
    {
        push(open, Node::Element(done));
    }
}

fn resolve(name: &str) -> Option<String> {
    quick_xml::escape::unescape(&format!("&{name};")).ok().map(std::borrow::Cow::into_owned)
}

fn refused(name: &str) -> String {
    let shown: String = name.chars().take(40).collect();
    format!("the entity “{shown}” is not expanded: write the character itself")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_text_attributes_and_references() {
        let root = Element::parse("<a xml:id='x'>one<!-- no --> <b>&amp;&#233;</b><c/></a>").unwrap();
        assert_eq!(root.attribute("id"), Some("x"));
        assert_eq!(root.text(), "one &é");
        assert_eq!(root.descendants().len(), 3);
    }

    #[test]
    fn refuses_what_is_not_to_be_trusted() {
        let message = |text: &str| Element::parse(text).unwrap_err().message;
        assert!(message("<!DOCTYPE a [<!ENTITY x 'y'>]><a>&x;</a>").contains("declares entities"));
        assert!(message("<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><a/>").contains("declares entities"));
        assert!(message("<a>&unknown;</a>").contains("not expanded"));
        assert!(message("<a><b></a>").contains("well-formed"));
        assert!(message("<a>").contains("ends inside <a>"));
        assert!(message("").contains("no XML element"));
        assert!(message(&"<a>".repeat(5000)).contains("nested"));
    }
}
