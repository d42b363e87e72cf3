//! The command line as its users see it: arguments, output, exit code.
//!
//! Each file of `tests/cli/` is a session in the folder of its name with `.in`; where a folder with
//! `.out` stands beside it, that is what the folder holds afterwards. After a change that is meant,
//! write them anew and read the difference: `TRYCMD=overwrite cargo test --test cli`.
#![cfg(feature = "cli")]

#[test]
fn sessions() {
    trycmd::TestCases::new().case("tests/cli/*.trycmd").case("tests/cli/*.toml");
}
