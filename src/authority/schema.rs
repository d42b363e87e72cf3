//! The JSON schema of our authority files, for editors that complete TOML.
//!
//! These types are never read into: [`super::toml`] reads the same keys with faults at their places, and a test
//! keeps the two alike.

use schemars::{JsonSchema, Schema};

use super::record::FormKind;

/// An authority file: the people and bodies a collection speaks of.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
#[expect(dead_code, reason = "described, not built")]
struct AuthorityFile {
    /// People.
    #[schemars(default)]
    person: Vec<Person>,
    /// Corporate bodies: parties, ministries, states, newspapers.
    #[schemars(default)]
    organization: Vec<Organization>,
}

/// A person.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields, rename_all = "kebab-case")]
#[expect(dead_code, reason = "described, not built")]
struct Person {
    /// Unique among all authority files of the collection.
    id: String,
    /// The authorized form.
    name: String,
    /// Other forms.
    variants: Option<Vec<Variant>>,
    /// Date of birth, in EDTF: 1912-04-15, 1912, 191X, 1912~.
    born: Option<Date>,
    /// Date of death, in EDTF.
    died: Option<Date>,
    /// Who this was, in one or two sentences of Markdown.
    gloss: Option<String>,
    /// Identifiers elsewhere, as addresses.
    same_as: Option<Vec<String>>,
    /// Ids of records never to be confused with this one.
    not: Option<Vec<String>>,
    /// Offices held.
    offices: Option<Vec<Office>>,
}

/// A corporate body.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields, rename_all = "kebab-case")]
#[expect(dead_code, reason = "described, not built")]
struct Organization {
    /// Unique among all authority files of the collection.
    id: String,
    /// The authorized form.
    name: String,
    /// Initials that stand for the body.
    acronyms: Option<Vec<String>>,
    /// Other forms.
    variants: Option<Vec<Variant>>,
    /// Date of foundation, in EDTF.
    founded: Option<Date>,
    /// Date of dissolution, in EDTF.
    dissolved: Option<Date>,
    /// What this was, in one or two sentences of Markdown.
    gloss: Option<String>,
    /// Identifiers elsewhere, as addresses.
    same_as: Option<Vec<String>>,
    /// Ids of records never to be confused with this one.
    not: Option<Vec<String>>,
    /// Ids of the bodies this one came out of.
    predecessors: Option<Vec<String>>,
    /// Ids of the bodies this one became.
    successors: Option<Vec<String>>,
}

/// Another form of a name: the form alone, or a table that says more.
#[derive(JsonSchema)]
#[schemars(untagged)]
#[expect(dead_code, reason = "described, not built")]
enum Variant {
    /// The form.
    Form(String),
    /// The form with its language, kind and time.
    Described(DescribedVariant),
}

/// A form with its language, kind and time.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
#[expect(dead_code, reason = "described, not built")]
struct DescribedVariant {
    /// As it is written.
    form: String,
    /// BCP 47 language tag: sq, ko, zh-Latn-wadegile.
    language: Option<String>,
    /// What sort of form it is.
    kind: Option<FormKind>,
    /// In use from, in EDTF.
    from: Option<Date>,
    /// In use until, in EDTF.
    to: Option<Date>,
}

/// An office.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
#[expect(dead_code, reason = "described, not built")]
struct Office {
    /// As the holder is called.
    title: String,
    /// Held from, in EDTF.
    from: Option<Date>,
    /// Held until, in EDTF.
    to: Option<Date>,
    /// Id of the body it belongs to.
    body: Option<String>,
}

/// A date in EDTF, or a bare year.
#[derive(JsonSchema)]
#[schemars(untagged)]
#[expect(dead_code, reason = "described, not built")]
enum Date {
    /// EDTF.
    Text(String),
    /// A year.
    Year(i32),
}

/// The schema of an authority file.
pub fn schema() -> Schema {
    schemars::schema_for!(AuthorityFile)
}

#[cfg(test)]
mod tests {
    use super::super::toml::{OFFICE_KEYS, ORGANIZATION_KEYS, PERSON_KEYS, VARIANT_KEYS};

    #[test]
    fn the_schema_has_the_keys_that_are_read() {
        let schema = serde_json::to_value(super::schema()).unwrap();
        for (name, keys) in [
            ("Person", &PERSON_KEYS[..]),
            ("Organization", &ORGANIZATION_KEYS[..]),
            ("DescribedVariant", &VARIANT_KEYS[..]),
            ("Office", &OFFICE_KEYS[..]),
        ] {
            let mut described: Vec<&str> =
                schema["$defs"][name]["properties"].as_object().unwrap().keys().map(String::as_str).collect();
            let mut read = keys.to_vec();
            described.sort_unstable();
            read.sort_unstable();
            assert_eq!(described, read, "{name}");
        }
    }
}
