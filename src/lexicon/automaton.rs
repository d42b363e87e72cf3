//! The words as an automaton laid flat, so that a step along a word costs one look at a table.
//!
//! A node is a run of edges in the order of their letters, eight bytes each: the lowest byte is the letter, the next
//! bit tells whether the edge is its node's last, 24 bits are its output, the highest 31 the number of the edge
//! that its target begins with. An edge with the letter 0, always a node's first, says that a word ends here. The
//! sum of outputs on the way to a node is the least rank that can be reached from it; with the output of the edge
//! that ends the word it is the word's rank.

/// Bytes in an edge.
pub const EDGE_BYTES: usize = 8;
/// The node where every word begins.
pub const ROOT: Node = Node(1);
/// The node from which nothing goes on: only the end of a word.
pub const END: Node = Node(0);

/// A place on the way to a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Node(pub u32);

/// A step to the next letter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Edge {
    /// The letter, a byte of UTF-8; 0 for the end of a word.
    pub letter: u8,
    /// What it adds to the rank.
    pub output: u32,
    /// Where it leads.
    pub to: Node,
    /// Whether its node has no more edges.
    pub last: bool,
}

impl Edge {
    /// The edge as it is written down.
    #[must_use]
    pub fn to_bytes(self) -> [u8; EDGE_BYTES] {
        let (letter, last) = (u64::from(self.letter), u64::from(self.last));
        (letter | last << 8 | u64::from(self.output & 0xFF_FFFF) << 9 | u64::from(self.to.0) << 33).to_le_bytes()
    }

    fn from_bytes(bytes: [u8; EDGE_BYTES]) -> Self {
        let packed = u64::from_le_bytes(bytes);
        Self {
            letter: packed as u8,
            last: packed >> 8 & 1 == 1,
            output: (packed >> 9) as u32 & 0xFF_FFFF,
            to: Node((packed >> 33) as u32),
        }
    }
}

/// The automaton over its edges.
#[derive(Debug, Clone, Copy)]
pub struct Automaton<'a> {
    edges: &'a [[u8; EDGE_BYTES]],
}

/// The edges of one node, for whoever asks for many letters there.
#[derive(Debug, Clone, Copy)]
pub struct Steps<'a> {
    edges: &'a [[u8; EDGE_BYTES]],
    /// A bit for each letter there is; most that are asked for are not there.
    letters: u32,
}

impl<'a> Automaton<'a> {
    /// An automaton of these edges, or `None` if there cannot be one.
    #[must_use]
    pub fn new(edges: &'a [u8]) -> Option<Self> {
        let (edges, rest) = edges.as_chunks();
        (rest.is_empty() && edges.len() > 1).then_some(Self { edges })
    }

    /// The edges of a node.
    #[must_use]
    pub fn steps(self, node: Node) -> Steps<'a> {
        let from = self.edges.get(node.0 as usize..).unwrap_or_default();
        let (mut count, mut letters) = (0, 0);
        for edge in from {
            count += 1;
            letters |= bit(edge[0]);
            if is_last(edge) {
                break;
            }
        }
        Steps { edges: &from[..count], letters }
    }

    /// The edges of a node that go on with a letter.
    pub fn edges(self, node: Node) -> impl Iterator<Item = Edge> + 'a {
        self.steps(node).edges()
    }

    /// The step from a node with a letter.
    #[must_use]
    pub fn follow(self, node: Node, letter: u8) -> Option<Edge> {
        let mut at = node.0 as usize;
        loop {
            let edge = self.edges.get(at)?;
            if edge[0] >= letter {
                return (edge[0] == letter && letter != 0).then(|| Edge::from_bytes(*edge));
            }
            if is_last(edge) {
                return None;
            }
            at += 1;
        }
    }

    /// What the end of a word adds to the rank, if one ends at this node.
    #[must_use]
    pub fn end(self, node: Node) -> Option<u32> {
        let edge = Edge::from_bytes(*self.edges.get(node.0 as usize)?);
        (edge.letter == 0).then_some(edge.output)
    }

    /// The number of a word.
    #[must_use]
    pub fn get(self, word: &[u8]) -> Option<u32> {
        let (mut node, mut rank) = (ROOT, 0);
        for &letter in word {
            let edge = self.follow(node, letter)?;
            (node, rank) = (edge.to, rank + edge.output);
        }
        self.end(node).map(|output| rank + output)
    }
}

impl<'a> Steps<'a> {
    /// The edges that go on with a letter.
    pub fn edges(self) -> impl Iterator<Item = Edge> + 'a {
        let ends_word = self.edges.first().is_some_and(|edge| edge[0] == 0);
        self.edges[usize::from(ends_word)..].iter().map(|edge| Edge::from_bytes(*edge))
    }

    /// The step with a letter.
    #[must_use]
    pub fn follow(self, letter: u8) -> Option<Edge> {
        if self.letters & bit(letter) == 0 || letter == 0 {
            return None;
        }
        self.edges.iter().find(|edge| edge[0] == letter).map(|edge| Edge::from_bytes(*edge))
    }
}

fn is_last(edge: &[u8; EDGE_BYTES]) -> bool {
    edge[1] & 1 == 1
}

/// The bit of a letter; other signs may share it.
fn bit(letter: u8) -> u32 {
    1 << (letter % 32)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_edge_is_read_as_it_was_written() {
        let edge = Edge { letter: b'z', output: 158_700, to: Node(400_000), last: true };
        assert_eq!(Edge::from_bytes(edge.to_bytes()), edge);
    }

    #[test]
    fn words_are_found_and_beginnings_of_words_are_not() {
        let edge = |letter, output, to, last| Edge { letter, output, to: Node(to), last }.to_bytes();
        let edges =
            [edge(0, 0, 0, true), edge(b'a', 0, 2, true), edge(0, 1, 0, false), edge(b't', 0, 0, true)].concat();
        let words = Automaton::new(&edges).unwrap();
        assert_eq!(words.get(b"a"), Some(1));
        assert_eq!(words.get(b"at"), Some(0));
        for none in [&b""[..], b"t", b"att", b"b", b"a\0"] {
            assert_eq!(words.get(none), None);
        }
    }

    #[test]
    fn edges_that_lead_nowhere_are_the_end() {
        assert_eq!(Automaton::new(&[0; 16]).unwrap().get(b"a"), None);
        assert!(Automaton::new(&[0; 9]).is_none());
    }
}
