//! Whatever an authority file holds, its faults are told at their place and the rest is used.

use std::path::PathBuf;

use lacuna::authority::{Authority, Source};
use lacuna::names::gloss::{Gloss, escape};
use lacuna::names::{NameFacts, WhoIsWho};

/// The records that are used, and what is said of the file.
fn read(name: &str, text: &str) -> (Vec<String>, Vec<String>) {
    let authority = Authority::read(vec![Source { path: PathBuf::from(name), text: text.to_owned() }]);
    for fault in authority.all_faults() {
        assert!(text.get(fault.range.clone()).is_some(), "{name}: {fault:?} is no place in the file");
    }
    let names = authority.records.iter().map(|record| record.name.clone()).collect();
    (names, authority.all_faults().into_iter().map(|fault| fault.message).collect())
}

#[track_caller]
fn refused(name: &str, text: &str) {
    let (records, faults) = read(name, text);
    assert!(records.is_empty() && !faults.is_empty(), "{name}: {records:?} {faults:?}");
}

#[test]
fn broken_files_are_told_of() {
    refused("a.toml", "[[person]\nid = =\n");
    refused("a.xml", "<listPerson><person xml:id='a'><persName>Anna</listPerson>");
    refused("a.json", "{\"entities\": {\"Q1\": ");
    refused("a.csv", "");
    refused("a.csv", "id;nothing\n1;2\n");
}

#[test]
fn quotes_and_broken_rows_of_a_table_do_no_harm() {
    let (records, _) = read("a.csv", "id,name\na,\"Anna \"\"Ann\"\" Example\"\nb,\"Bert, Beispiel\nc,Carla\n");
    assert!(records.first().is_some_and(|name| name.starts_with("Anna")), "{records:?}");
}

#[test]
fn entity_bombs_and_external_entities_are_refused() {
    let bomb = "<?xml version='1.0'?><!DOCTYPE l [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;'>\
        <!ENTITY c '&b;&b;&b;&b;&b;&b;&b;&b;'>]><listPerson><person xml:id='p'><persName>&c;</persName></person></listPerson>";
    let outside = "<?xml version='1.0'?><!DOCTYPE l [<!ENTITY x SYSTEM 'file:///etc/hostname'>]>\
        <listPerson><person xml:id='p'><persName>&x;</persName></person></listPerson>";
    for text in [bomb, outside] {
        let (records, faults) = read("a.xml", text);
        assert!(records.iter().all(|name| name.len() < 40), "{records:?}");
        assert!(!faults.is_empty(), "{records:?}");
    }
}

#[test]
fn contradictory_records_are_told_of_and_used() {
    let text = "[[person]]\nid = 'a'\nname = 'Anna'\nborn = '1950'\ndied = '1912'\nnot = ['a', 'nobody']\n\
        [[person]]\nid = 'a'\nname = 'Anna'\n";
    let (records, faults) = read("a.toml", text);
    assert_eq!(records.len(), 2);
    assert!(faults.len() >= 3, "{faults:?}");
}

#[test]
fn signs_of_regular_expressions_are_letters_like_others() {
    let text = "[[person]]\nid = 'a'\nname = 'Anna (.*) [Example+] {3,}'\n[[person]]\nid = 'b'\nname = '\\d+$^|?'\n";
    let who = WhoIsWho::read(vec![Source { path: "a.toml".into(), text: text.to_owned() }]);
    let facts = NameFacts::of("We met Anna Example 3 and .* and Bert Beispiel.", &who.known);
    assert!(facts.mentions.iter().any(|mention| &*mention.form == "Bert Beispiel" && mention.bearers.is_empty()));
}

#[test]
fn names_written_from_right_to_left_are_read_and_turn_nothing_round() {
    let text = "[[person]]\nid = 'a'\nname = 'جمال عبد الناصر'\nvariants = ['Gamal \u{202e}Nasser']\n";
    let who = WhoIsWho::read(vec![Source { path: "a.toml".into(), text: text.to_owned() }]);
    let authority = &who.authority;
    let record = &authority.records[0];
    let gloss =
        Gloss { authority, record, date: None, form: None, here: &[("Gamal \u{202e}Nasser", 1)], collection: None };
    assert!(!gloss.markdown().contains('\u{202e}') && !gloss.plain().contains('\u{202e}'));
    NameFacts::of("قال جمال عبد الناصر ذلك", &who.known);
}

#[test]
fn nothing_of_a_gloss_becomes_a_link_or_a_command() {
    let text = "[[person]]\nid = 'a'\nname = '[Anna](command:evil)'\n\
        gloss = '<img src=x> [click](command:workbench.action.quit) ![x](http://e.example/x)'\n\
        same-as = ['command:evil', 'javascript:alert(1)', 'https://e.example/)[x](command:evil)']\n";
    let who = WhoIsWho::read(vec![Source { path: "a.toml".into(), text: text.to_owned() }]);
    let authority = &who.authority;
    let record = &authority.records[0];
    let shown = Gloss { authority, record, date: None, form: None, here: &[], collection: None }.markdown();
    for live in ["](command", "(command:", "<img", "](javascript", "![", "](http://e"] {
        assert!(!shown.contains(live), "{live} in {shown}");
    }
    assert!(escape("[a](b)").starts_with("\\["));
}

#[test]
fn a_million_lines_are_read_in_time_that_grows_with_their_number() {
    let mut text = String::new();
    for number in 0..20_000 {
        text.push_str(&format!("[[person]]\nid = 'p{number}'\nname = 'Person Number{number}'\nborn = '1912'\n\n"));
    }
    let (records, faults) = read("a.toml", &text);
    assert_eq!((records.len(), faults.len()), (20_000, 0));
}
