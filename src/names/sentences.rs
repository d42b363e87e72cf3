//! Sentences with the names that are to be found in them, and no others.

use super::{KnownNames, MentionKind, NameFacts};

/// A sentence, and its mentions: `p` a person, `b` a body, `a` an acronym, `?` what may be anything; a title in angles.
const SENTENCES: &[(&str, &[&str])] = &[
    // People, with and without titles.
    ("Yesterday Anna Example met Bert Beispiel.", &["p Anna Example", "p Bert Beispiel"]),
    ("Comrade Krelmann answered.", &["p <Comrade> Krelmann"]),
    ("Prime Minister Carla Omstedt left.", &["p <Prime Minister> Carla Omstedt"]),
    ("We heard Lt. Gen. Jan van der Velde.", &["p <Lt. Gen> Jan van der Velde"]),
    ("A letter by N. S. Orlovsky arrived.", &["p N. S. Orlovsky"]),
    ("Then Kim Il-sung and Pak Chong-ae spoke.", &["p Kim Il-sung", "p Pak Chong-ae"]),
    ("He saw Anna\nExample there.", &["p Anna Example"]),
    ("It was Mrs. Example's house.", &["p <Mrs> Example"]),
    // Bodies, their organs, their acronyms.
    ("The Invented Party of Labour met.", &["b Invented Party of Labour"]),
    ("the Central Committee of the Invented Workers' Party", &["b Central Committee", "b Invented Workers' Party"]),
    ("The Ministry of Foreign Affairs wrote to the IPL.", &["b Ministry of Foreign Affairs", "a IPL"]),
    ("the Invented Union and the Beispiel Society", &["b Invented Union", "b Beispiel Society"]),
    // Offices without a name.
    ("The Federal Chancellor was ill.", &["? Federal Chancellor"]),
    ("Our Austrian Minister was told.", &["? Austrian Minister"]),
    // Lands, waters and what lies there.
    ("They crossed the Persian Gulf.", &["? Persian Gulf"]),
    ("The Weimar Triangle was founded.", &["? Weimar Triangle"]),
    ("He came from São Paulo by La Paz.", &["? São Paulo", "? La Paz"]),
    ("The claims of Austria-Hungary were heard.", &["? Austria-Hungary"]),
    ("Goods from Red China were stopped.", &["? Red China"]),
    // Meetings, papers, numbered things.
    ("See Tab B and Volume V.", &["? Tab B", "? Volume V"]),
    ("The Washington Summit Joint Statement was read.", &["? Washington Summit Joint Statement"]),
    ("It lies in the Omstedt Papers.", &["? Omstedt Papers"]),
    ("The Executive Order was signed.", &["? Executive Order"]),
    // Nothing.
    ("However, nobody came. The next day it rained.", &[]),
    ("On Monday, 3 March, we met.", &[]),
];

fn read(sentence: &str) -> Vec<String> {
    let facts = NameFacts::of(sentence, &KnownNames::default());
    let told = facts.mentions.iter().map(|mention| {
        let kind = match mention.kind {
            MentionKind::Person => "p",
            MentionKind::Body => "b",
            MentionKind::Acronym => "a",
            MentionKind::Unsure => "?",
        };
        let title = mention.title.as_ref().map(|title| format!("<{title}> ")).unwrap_or_default();
        format!("{kind} {title}{}", mention.form)
    });
    told.collect()
}

#[test]
fn every_name_of_a_sentence_is_found_and_nothing_else() {
    let wrong: Vec<String> = SENTENCES
        .iter()
        .filter(|(sentence, names)| read(sentence) != *names)
        .map(|(sentence, names)| format!("{sentence}\n  wanted {names:?}\n  found  {:?}", read(sentence)))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
