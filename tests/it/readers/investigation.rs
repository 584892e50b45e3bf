//! Any graph written as STIX or FollowTheMoney reads back as the same graph: every graph of the corpus, in all that these
//! formats can hold. Whether other programs read the files is asked in `tests/peers`.

use linklore::io::{Format, Opened, RealDisk, export_graph};
use serde_json::{Value as Json, json};

use super::facts::everything;
use super::{corpus, open};

#[test]
fn every_graph_survives_stix_and_followthemoney() {
    let mut faults = Vec::new();
    let folder = tempfile::tempdir().expect("a folder for the test");
    for file in corpus() {
        let Ok(opened) = open(&file) else { continue };
        let name = file.strip_prefix(super::fixtures()).expect("below the fixtures").display().to_string();
        for format in ["stix", "ftm"].map(|id| Format::from_id(id).expect("a format")) {
            let target = folder.path().join(format!("again.{}", format.extensions()[0]));
            if let Err(error) = export_graph(&RealDisk, &target, format, &opened.graph, &opened.view) {
                faults.push(format!("{name} as {format:?}: {error}"));
                continue;
            }
            match open(&target) {
                Err(error) => faults.push(format!("{name} as {format:?}: {error}")),
                Ok(again) if again.format != format => {
                    faults.push(format!("{name} as {format:?} was taken for {:?}", again.format));
                }
                Ok(again) => compare(&format!("{name} as {format:?}"), &opened, &again, &mut faults),
            }
        }
    }
    assert!(faults.is_empty(), "{} faults\n{}\n", faults.len(), faults.join("\n"));
}

fn compare(name: &str, opened: &Opened, again: &Opened, faults: &mut Vec<String>) {
    let (mut one, mut other) = (everything(&opened.graph), everything(&again.graph));
    // STIX allows no list without an item; that they are left out is told.
    if again.format.id() == "stix" {
        for fact in one.values_mut().chain(other.values_mut()) {
            if let Some(details) = fact.as_object_mut() {
                details.retain(|_, value| *value != json!([]));
            }
        }
    }
    if again.format.id() == "ftm" && opened.graph.actor_count() == 0 {
        // Without an entity there is nothing that could carry them; this is told too.
        one.remove("facts");
        one.remove("title");
    }
    for (fact, value) in &one {
        if other.get(fact) != Some(value) {
            let found = other.get(fact).map_or_else(|| "nothing".to_owned(), Json::to_string);
            faults.push(format!("{name}: {fact} was {value}, is {found}"));
        }
    }
    for fact in other.keys().filter(|fact| !one.contains_key(*fact) && !matches!(fact.as_str(), "facts" | "title")) {
        faults.push(format!("{name}: {fact} is new"));
    }
}
