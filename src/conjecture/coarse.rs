//! Words that are proposed only where hardly another can have been meant.

use rustc_hash::FxHashSet;

use crate::lexicon::{Lexicon, Rank};

/// The dearest damage by which one of them is still proposed, in nats: one common mistake.
const DEAREST: f32 = 5.0;

/// Slurs, oaths and words for violence of the body. A name that nobody listed is garbled into one of them more readily
/// than anybody meant it, and the reader is hurt by what was never written.
const WORDS: &str = "\
    arse arses arsehole ass asses asshole assholes bastard bastards bitch bitches bollocks bugger buggers chink \
    chinks cock cocks coon coons crap cum cunt cunts damn dick dicks dildo dyke dykes fag fags faggot faggots fart \
    farts fuck fucked fucker fucking fucks gook gooks homo homos incest jap japs kike kikes kraut krauts molest \
    molested nigga nigger niggers nude nudes orgasm paki pakis penis piss pissed porn porno pornography prick pricks \
    pube pubic pussy queer queers rape raped rapes raping rapist rapists retard retards sexy shit shits shitty slut \
    sluts spastic spic spics tit tits tranny turd turds twat twats vagina wank wanker whore whores wog wogs wop wops";

/// The coarse words by rank.
pub(super) struct Coarse(FxHashSet<Rank>);

impl Coarse {
    /// Those that the lexicon has.
    pub fn of(lexicon: &Lexicon) -> Self {
        Self(WORDS.split_whitespace().filter_map(|word| lexicon.rank(word)).collect())
    }

    /// Whether a word may be proposed for one damaged so much.
    pub fn allows(&self, word: Rank, damage: f32) -> bool {
        damage <= DEAREST || !self.0.contains(&word)
    }
}
