//! Words that begin sentences and lines rather than names.

use std::sync::LazyLock;

use rustc_hash::FxHashSet;

static FUNCTION_WORDS: LazyLock<FxHashSet<&'static str>> = LazyLock::new(|| {
    "a an the this that these those and or but nor for so yet if then than as at by from in into of off on onto out over to up with \
     within without about above after again against all also although among any are aren because been before being below between both \
     can could despite did do does down during each either even ever every few following further had has have having he her here hers \
     him his how however i indeed instead is it its just later least less let like may me meanwhile might more moreover most much must \
     my neither never nevertheless no none nonetheless not nothing now once one only other others our ours previously rather recently \
     regarding same several shall she should since some such their them there therefore they though through throughout thus together \
     too two three four five six seven eight nine ten first second third under unless unlike until upon us very was we well were what \
     when where whereas whether which while who whom whose why will would you your yours dear yes furthermore furthermore finally \
     january february march april may june july august september october november december monday tuesday wednesday thursday friday \
     saturday sunday feb mar apr jun jul aug sept sep oct nov dec ibid see cf re subject date source summary citation credits \
     contents secret confidential top page pp vol no nr note copy dated signed to from mr comrades gentlemen \
     yesterday today tomorrow tonight later earlier afterwards accordingly consequently nowadays perhaps maybe certainly clearly obviously \
     naturally similarly likewise besides still soon often sometimes always usually generally unfortunately apparently evidently having being \
     given according concerning considering including owing namely hence thereupon whenever wherever whatever"
        .split_whitespace()
        .collect()
});

/// Whether a word begins sentences and lines rather than names: articles, pronouns, months, labels.
pub(super) fn is_function_word(key: &str) -> bool {
    FUNCTION_WORDS.contains(key)
}
