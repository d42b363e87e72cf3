//! What LaTeX commands mean to a transcription.

/// What becomes of a command.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Meaning {
    /// It wraps text, which stays: `\text{…}`.
    Wrapper,
    /// A fraction of two arguments.
    Fraction,
    /// A box that the engine wrote for ink it could not read.
    Filler,
    /// A large operator: alone it stands for ink that could not be read, in a formula around text it
    /// says nothing.
    Operator,
    /// It arranges the page and says nothing.
    Layout,
    /// It is the name of a sign.
    Sign(&'static str),
}

/// The meaning of a command by its name, without the backslash.
pub(super) fn meaning(name: &str) -> Option<Meaning> {
    use Meaning::*;
    Some(match name {
        "text" | "textrm" | "textbf" | "textit" | "textsf" | "texttt" | "textsc" | "textnormal" | "textup"
        | "textsuperscript" | "textsubscript" | "emph" | "mathrm" | "mathbf" | "mathit" | "mathsf" | "mathtt"
        | "mathcal" | "mathbb" | "mathfrak" | "boldsymbol" | "operatorname" | "mbox" | "fbox" | "boxed"
        | "underline" | "overline" | "uline" | "sout" | "underbrace" | "overbrace" | "underset" | "overset"
        | "stackrel" | "widehat" | "title" | "section" | "subsection" | "subsubsection" | "paragraph" | "caption"
        | "footnote" | "begin" | "end" | "sqrt" => Wrapper,
        "frac" | "dfrac" | "tfrac" | "sfrac" | "nicefrac" => Fraction,
        "Box" | "square" | "blacksquare" | "boxdot" | "boxtimes" | "boxplus" | "Diamond" | "diamond" => Filler,
        "bigcup" | "bigcap" | "bigsqcup" | "bigvee" | "bigwedge" | "bigoplus" | "bigotimes" | "bigcirc" | "cup"
        | "cap" | "sqcup" | "sqcap" | "coprod" | "prod" | "sum" | "int" | "oint" | "hbar" | "ell" | "wp" => Operator,
        "hline" | "hrule" | "vrule" | "rule" | "quad" | "qquad" | "hfill" | "vfill" | "hspace" | "vspace"
        | "newline" | "noindent" | "indent" | "par" | "newpage" | "pagebreak" | "clearpage" | "centering"
        | "raggedright" | "displaystyle" | "textstyle" | "limits" | "nolimits" | "left" | "right" | "big" | "Big"
        | "bigg" | "item" | "tiny" | "small" | "normalsize" | "large" | "Large" | "LARGE" | "huge" | "bf" | "it"
        | "rm" | "sf" | "tt" | "bfseries" | "itshape" | "rmfamily" | "label" | "maketitle" | "smallskip"
        | "medskip" | "bigskip" => Layout,
        "ldots" | "dots" | "cdots" | "dotsc" => Sign("…"),
        "cdot" => Sign("·"),
        "bullet" => Sign("•"),
        "times" => Sign("×"),
        "div" => Sign("÷"),
        "pm" => Sign("±"),
        "circ" | "degree" => Sign("°"),
        "prime" => Sign("′"),
        "leq" | "le" => Sign("≤"),
        "geq" | "ge" => Sign("≥"),
        "neq" | "ne" => Sign("≠"),
        "approx" => Sign("≈"),
        "sim" => Sign("~"),
        "infty" => Sign("∞"),
        "rightarrow" | "to" | "Rightarrow" | "longrightarrow" => Sign("→"),
        "leftarrow" | "Leftarrow" | "longleftarrow" => Sign("←"),
        "checkmark" => Sign("✓"),
        "dagger" => Sign("†"),
        "ddagger" => Sign("‡"),
        "ast" | "star" => Sign("*"),
        "pounds" | "textsterling" => Sign("£"),
        "copyright" => Sign("©"),
        "textendash" => Sign("–"),
        "textemdash" => Sign("—"),
        "textquotedblleft" => Sign("“"),
        "textquotedblright" => Sign("”"),
        "textquoteleft" => Sign("‘"),
        "textquoteright" => Sign("’"),
        "textbackslash" | "backslash" => Sign("\\"),
        "alpha" => Sign("α"),
        "beta" => Sign("β"),
        "gamma" => Sign("γ"),
        "delta" => Sign("δ"),
        "lambda" => Sign("λ"),
        "mu" => Sign("μ"),
        "pi" => Sign("π"),
        "sigma" => Sign("σ"),
        "Delta" => Sign("Δ"),
        "Sigma" => Sign("Σ"),
        "Omega" => Sign("Ω"),
        "AA" => Sign("Å"),
        "ss" => Sign("ß"),
        _ => return None,
    })
}

/// Whether a command's name is also a word or a scrap of one, so that a stain read as a backslash
/// before it looks like the command. Such a name counts only where LaTeX is certain.
pub(super) fn is_also_a_word(name: &str) -> bool {
    name.len() < 3
        || matches!(
            name,
            "square"
                | "cup"
                | "cap"
                | "sum"
                | "int"
                | "ell"
                | "rule"
                | "par"
                | "left"
                | "right"
                | "big"
                | "Big"
                | "item"
                | "tiny"
                | "small"
                | "large"
                | "Large"
                | "LARGE"
                | "huge"
                | "label"
                | "bullet"
                | "times"
                | "div"
                | "degree"
                | "prime"
                | "dagger"
                | "ast"
                | "star"
                | "pounds"
                | "copyright"
                | "alpha"
                | "beta"
                | "gamma"
                | "delta"
                | "sigma"
                | "Delta"
                | "Sigma"
                | "Omega"
                | "indent"
                | "limits"
                | "Diamond"
                | "diamond"
                | "dots"
                | "backslash"
                | "sim"
                | "sqrt"
                | "prod"
                | "circ"
                | "quad"
                | "lambda"
                | "neq"
        )
}
