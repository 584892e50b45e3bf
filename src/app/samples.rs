//! The samples that come with the program, so that the start screen has something to open wherever it was installed.

/// A sample: its file name, what it shows, and its bytes.
#[derive(Clone, Copy, Debug)]
pub struct Sample {
    /// The file name.
    pub name: &'static str,
    /// What it shows.
    pub about: &'static str,
    /// The file.
    pub bytes: &'static [u8],
}

/// The samples, in the order of the start screen.
pub const SAMPLES: [Sample; 3] = [
    Sample {
        name: "khazali-network.linklore",
        about: "Who is linked to whom in one article, and in which paragraph it says so",
        bytes: include_bytes!("../../sample-graphs/khazali-network.linklore"),
    },
    Sample {
        name: "harbour.linklore",
        about: "A small invented case: contradictions, parallel links, names in four scripts",
        bytes: include_bytes!("../../sample-graphs/harbour.linklore"),
    },
    Sample {
        name: "communities-2000.linklore",
        about: "2,000 generated actors in communities, to try layout and speed",
        bytes: include_bytes!("../../sample-graphs/communities-2000.linklore"),
    },
];

/// The sample of that name.
#[must_use]
pub fn by_name(name: &str) -> Option<&'static Sample> {
    SAMPLES.iter().find(|sample| sample.name == name)
}
