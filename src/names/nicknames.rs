//! Short and familiar forms of given names, and the abbreviations of scribes and typists.

use std::sync::LazyLock;

use rustc_hash::FxHashSet;

/// Sets of given names used for one another. A name may stand in several sets.
const SETS: [&str; 78] = [
    "abraham abram abe",
    "albert bert al",
    "alexander aleksandr alexandre alejandro alec alex sasha sandy",
    "alfred alf fred",
    "andrew andy drew andrei andrej andre",
    "anthony antony tony anton",
    "arthur art",
    "benjamin ben benj",
    "bernard bernie",
    "carl karl",
    "catherine katherine kathryn kate kay kathy cathy katie",
    "charles chas charlie chuck chip",
    "christopher chris kit",
    "clifford cliff",
    "daniel dan danny danl",
    "david dave davy",
    "deborah debbie",
    "donald don",
    "dorothy dot dolly",
    "douglas doug",
    "edmund ed ned ted",
    "edward edw ed eddie ned ted eduard eduardo edouard",
    "edwin ed",
    "elizabeth eliza betty liz beth elisabeth bess",
    "eleanor elinor nell",
    "eugene gene evgeny yevgeny evgenii",
    "ernest ernst ernie",
    "frances fran",
    "francis frank fran franc",
    "franklin frank",
    "frederick frederic fred freddy fredk fritz friedrich",
    "geoffrey jeffrey jeff geoff",
    "george geo georges georg georgi",
    "gerald gerry jerry",
    "gilbert gil",
    "gregory greg grigory grigori grigorii",
    "harold hal harry",
    "henry harry hank hal heinrich henri hendrik",
    "herbert herb bert",
    "howard howie",
    "hubert hugh bert",
    "isaac isaak ike",
    "jacob jake jakob yakov iakov",
    "james jas jim jimmy jamie",
    "janet jan",
    "joan johanna",
    "john jno jack johnny jon johan johann jean juan ivan jan",
    "joseph jos joe josef jozef jose iosif",
    "joshua josh",
    "judith judy",
    "kenneth ken kenny",
    "laurence lawrence larry",
    "leonard len lenny leon",
    "leonid lenya",
    "lewis louis lew lou luis ludwig",
    "madeleine madeline madelaine",
    "margaret maggie meg peggy marge margie",
    "martin marty",
    "mary molly polly maria marie",
    "matthew matt matthias",
    "maurice morris",
    "michael mike mick mikhail michel miguel mikhayl",
    "morton mort",
    "nathaniel nat nate nathan",
    "nicholas nicolas nick nikolai nikolay nicolae nikita",
    "patricia pat patty",
    "patrick pat paddy",
    "peter pete petr pyotr piotr pierre pedro petar",
    "philip phillip phil philippe",
    "raymond ray",
    "richard rich rick dick dickie",
    "robert robt rob bob bobby bert",
    "samuel saml sam sammy",
    "stephen steven steve stephan stefan",
    "susan sue suzanne",
    "theodore theo ted teddy fyodor fedor",
    "thomas thos tom tommy",
    "timothy tim",
];

/// Sets that end the table: kept apart for length alone.
const MORE_SETS: [&str; 12] = [
    "vladimir volodya vlado",
    "vincent vince",
    "walter walt",
    "wilbur will",
    "willard will bill",
    "william wm will bill billy willy wilhelm guillermo guillaume vasily",
    "winston win",
    "yuri yury iurii iuri juri",
    "zachary zach",
    "muhammad mohammed mohammad mohamed muhammed mohamad mahomed mehmed mahmad",
    "husayn hussein husain hussain hoseyn hosein",
    "yusuf yousuf youssef yusef yosef",
];

/// Given names that are words of English too, so that a lexicon does not tell them for names.
const ALSO_WORDS: &str = " alma amber angel anna april august ava basil belle berry blair blanche brook carol christian clara clay cliff colin \
    constant crystal curt daisy dale dana dawn dean dell dexter dot drew duke earl eden elder ella emery ernest eve faith felix fern flora \
    flint forest foster frank gale gay gene glen grace grant guy harry harriet heath herb holly homer hope hunter iris ivy jack jade jay \
    jasmine jean jerry jersey joy jules julia june kirk lance laurel lee leo lily lionel lord lucia lynn mace marina mark marshal martin max may \
    mercy miles milo minor myrtle nelly nick noel norm olive otto pansy paris parker pat pearl penny percy perry pierce poppy rain ray red \
    reed regina rex rich rob robin rocky rod rose rosemary ruby rue rusty ruth sandy scarlet sergeant sheila sky sonny stella sterling stew \
    stone storm sue summer sunny terry tiffany timothy toby tony tricia victor violet virgil virginia vivian wade ward warren wayne \
    wesley will willow wolf woody ";

/// Whether a folded word is a common given name.
pub fn is_given_name(key: &str) -> bool {
    static GIVEN_NAMES: LazyLock<FxHashSet<&str>> = LazyLock::new(|| {
        let lists = SETS.iter().chain(&MORE_SETS).chain([&ALSO_WORDS]);
        lists.flat_map(|names| names.split_ascii_whitespace()).collect()
    });
    GIVEN_NAMES.contains(key)
}

/// Whether two folded given names are forms of one.
///
/// ```
/// # use lacuna::names::nicknames::are_forms_of_one;
/// assert!(are_forms_of_one("thomas", "tom"));
/// assert!(are_forms_of_one("wm", "william"));
/// assert!(!are_forms_of_one("thomas", "tim"));
/// ```
pub fn are_forms_of_one(a: &str, b: &str) -> bool {
    SETS.iter().chain(&MORE_SETS).any(|set| {
        let mut names = set.split(' ');
        names.clone().any(|name| name == a) && names.any(|name| name == b)
    })
}
