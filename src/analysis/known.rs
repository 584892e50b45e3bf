//! Graphs of which everybody knows the figures, for tests: Zachary's karate club and the families of Florence.

use crate::model::{Topology, graph_from_drawing};

/// Zachary's karate club (1977): 34 members and 78 friendships, as published; member `n` is node `n - 1`.
pub fn karate() -> Topology {
    const FRIENDS: [&[u8]; 33] = [
        &[2, 3, 4, 5, 6, 7, 8, 9, 11, 12, 13, 14, 18, 20, 22, 32],
        &[3, 4, 8, 14, 18, 20, 22, 31],
        &[4, 8, 9, 10, 14, 28, 29, 33],
        &[8, 13, 14],
        &[7, 11],
        &[7, 11, 17],
        &[17],
        &[],
        &[31, 33, 34],
        &[34],
        &[],
        &[],
        &[],
        &[34],
        &[33, 34],
        &[33, 34],
        &[],
        &[],
        &[33, 34],
        &[34],
        &[33, 34],
        &[],
        &[33, 34],
        &[26, 28, 30, 33, 34],
        &[26, 28, 32],
        &[32],
        &[30, 34],
        &[34],
        &[32, 34],
        &[33, 34],
        &[33, 34],
        &[33, 34],
        &[34],
    ];
    let names = (1..=34).map(|actor| format!("K{actor}"));
    let links = (1..).zip(FRIENDS).flat_map(|(actor, friends)| friends.iter().map(move |f| format!("K{actor}-K{f}")));
    Topology::whole(&graph_from_drawing(&names.chain(links).collect::<Vec<_>>().join(" ")))
}

/// The families of [`florence`], by node.
pub const FAMILIES: [&str; 15] = [
    "Acciaiuoli",
    "Medici",
    "Castellani",
    "Peruzzi",
    "Strozzi",
    "Barbadori",
    "Ridolfi",
    "Tornabuoni",
    "Albizzi",
    "Salviati",
    "Pazzi",
    "Bischeri",
    "Guadagni",
    "Ginori",
    "Lamberteschi",
];

/// The node of a family of [`florence`].
pub fn family(name: &str) -> usize {
    FAMILIES.iter().position(|family| *family == name).expect("a family of Florence")
}

/// Marriages between families of Florence about 1430 (Padgett and Ansell 1993), without the Pucci, who married nobody here.
pub fn florence() -> Topology {
    let marriages = "Acciaiuoli-Medici Castellani-Peruzzi Castellani-Strozzi Castellani-Barbadori Medici-Barbadori \
        Medici-Ridolfi Medici-Tornabuoni Medici-Albizzi Medici-Salviati Salviati-Pazzi Peruzzi-Strozzi Peruzzi-Bischeri \
        Strozzi-Ridolfi Strozzi-Bischeri Ridolfi-Tornabuoni Tornabuoni-Guadagni Albizzi-Ginori Albizzi-Guadagni \
        Bischeri-Guadagni Guadagni-Lamberteschi";
    Topology::whole(&graph_from_drawing(&format!("{} {marriages}", FAMILIES.join(" "))))
}
