//! The built program without its window: results, exit codes, messages. What rooms compute is tested beside them.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use linklore::model::{Actor, ActorIx, GraphBuilder, Point, View};
use serde_json::Value as Json;

pub const HARBOUR: &str = "sample-graphs/harbour.linklore";
const KHAZALI: &str = "sample-graphs/khazali-network.linklore";
const COMMUNITIES: &str = "sample-graphs/communities-2000.linklore";

/// What the program did.
pub struct Done {
    pub code: Option<i32>,
    pub out: String,
    pub err: String,
}

impl Done {
    fn of(output: Output) -> Self {
        let text = |bytes| String::from_utf8(bytes).expect("the program prints UTF-8");
        Self { code: output.status.code(), out: text(output.stdout), err: text(output.stderr) }
    }

    /// The result of a run that went well and had nothing else to say.
    pub fn result(self) -> String {
        assert_eq!((self.code, self.err.as_str()), (Some(0), ""), "{}", self.out);
        self.out
    }

    pub fn json(self) -> Json {
        serde_json::from_str(&self.result()).expect("JSON")
    }

    /// The message of a run that failed with this exit code and printed no result.
    pub fn message(self, code: i32) -> String {
        assert_eq!((self.code, self.out.as_str()), (Some(code), ""), "{}", self.err);
        self.err
    }
}

fn program(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_linklore"));
    command.args(arguments).current_dir(env!("CARGO_MANIFEST_DIR")).stdin(Stdio::null());
    command.env("SOURCE_DATE_EPOCH", "1700000000").env_remove("DISPLAY").env_remove("WAYLAND_DISPLAY");
    command
}

pub fn linklore(arguments: &[&str]) -> Done {
    Done::of(program(arguments).output().expect("the program starts"))
}

/// A folder that goes away with the test.
pub struct Folder(tempfile::TempDir);

impl Folder {
    pub fn new() -> Self {
        Self(tempfile::tempdir().expect("a folder for the test"))
    }

    pub fn path(&self, name: &str) -> String {
        self.0.path().join(name).to_str().expect("a readable path").to_owned()
    }

    pub fn write(&self, name: &str, contents: &[u8]) -> String {
        let path = self.path(name);
        fs::write(&path, contents).expect("the folder can be written to");
        path
    }

    fn names(&self) -> Vec<String> {
        let entries = fs::read_dir(self.0.path()).expect("a readable folder");
        let mut names: Vec<String> =
            entries.map(|entry| entry.expect("readable").file_name().to_string_lossy().into_owned()).collect();
        names.sort();
        names
    }
}

/// Three actors, one of them pinned, one without a link; no documents.
fn small(folder: &Folder) -> String {
    let mut builder = GraphBuilder::new("Three", "");
    for (key, label) in [("a,1", "Ada"), ("b", "Bo"), ("c", "Cy")] {
        let actor = Actor { key: key.into(), label: label.into(), kind: "person".into(), ..Actor::default() };
        builder.add_actor(actor).expect("free");
    }
    let link = linklore::model::Link { key: "l".into(), kind: "knows".into(), ..Default::default() };
    builder.add_link(ActorIx(0), ActorIx(1), link).expect("free");
    let graph = builder.finish();
    let mut view = View::blank(&graph);
    view.positions.set(ActorIx(1), Some(Point::new(40.0, -7.5)));
    view.pinned.set(ActorIx(1), true);
    let bytes = linklore::io::native::to_bytes(&graph, &view).expect("it is written");
    folder.write("small.linklore", &bytes)
}

#[test]
fn info_says_what_is_in_a_file() {
    let folder = Folder::new();
    assert_eq!(
        linklore(&["info", &small(&folder)]).result(),
        "Three\nLinklore file\n  3  actors\n  1  links      0 with a direction\n  0  documents\n  0  passages\n\n\
         Types of actors\n  3  person\n\nTypes of links\n  1  knows\n\nLoad report\n  nothing to report\n"
    );
}

#[test]
fn info_for_programs_has_its_promised_shape() {
    let info = linklore(&["info", HARBOUR, "--json"]).json();
    let fields: Vec<&str> = info.as_object().expect("an object").keys().map(String::as_str).collect();
    assert_eq!(
        fields,
        [
            "format",
            "actors",
            "links",
            "directed_links",
            "documents",
            "passages",
            "actor_kinds",
            "link_kinds",
            "dates",
            "attributes",
            "report"
        ]
    );
    assert_eq!(info["format"], "linklore");
    assert_eq!((&info["actors"], &info["links"], &info["directed_links"]), (&14.into(), &34.into(), &27.into()));
    assert_eq!((&info["documents"], &info["passages"]), (&4.into(), &29.into()));
    assert_eq!(info["actor_kinds"]["person"], 6);
    assert_eq!(info["attributes"][0], serde_json::json!({ "name": "born", "on": "actors", "type": "whole number" }));
    assert_eq!(info["report"]["warnings"], serde_json::json!([]));
    let all_kept = serde_json::json!({ "read": 34, "kept": 34, "merged": 0, "skipped": 0, "made": 0 });
    assert_eq!(info["report"]["links"], all_kept);
}

#[test]
fn what_was_repaired_is_in_the_report() {
    let folder = Folder::new();
    let file = folder.write(
        "gap.linklore",
        br#"{"linklore": 1
,"actors": [{"id":"a","label":"Ada","evidence":[{"passage":"p1"}]}]
,"links": []}
"#,
    );
    let report = linklore(&["info", &file, "--json"]).json()["report"].clone();
    let warning = &report["warnings"][0];
    assert_eq!(
        (&warning["line"], &warning["code"], &warning["count"]),
        (&2.into(), &"dangling-passage".into(), &1.into())
    );
    assert!(warning["message"].as_str().expect("text").contains("\"p1\""), "{warning}");
    let told = linklore(&["info", &file]).result();
    assert!(told.contains("Load report\n  line 2  The evidence of actor \"a\" points at passage \"p1\""), "{told}");
}

#[test]
fn passages_about_an_actor_carry_their_citations() {
    let told = linklore(&["passages", KHAZALI, "Qassem Suleimani"]).result();
    let words = told.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(words.contains("he was in direct contact with Qassem Suleimani, a general"), "{told}");
    assert!(told.contains("— Bill Roggio, “Iraqi militant"), "{told}");
    assert!(told.lines().all(|line| line.chars().count() <= 80), "{told}");
    let json = linklore(&["passages", KHAZALI, "Qassem Suleimani", "--json"]).json();
    let first = &json["supporting"][0];
    let words: Vec<char> = first["words"].as_str().expect("text").chars().collect();
    for mention in json["supporting"].as_array().expect("a list").iter().flat_map(|passage| {
        let words: Vec<char> = passage["words"].as_str().expect("text").chars().collect();
        let cut = move |mention: &Json| {
            let at = |name: &str| mention[name].as_u64().expect("a number") as usize;
            words[at("start")..at("end")].iter().collect::<String>()
        };
        passage["mentions"].as_array().expect("a list").iter().map(cut).collect::<Vec<_>>()
    }) {
        assert!(mention.contains("Sul") || mention.contains("Sol"), "{mention}");
    }
    assert_eq!(
        (first["end"].as_u64().expect("a range") - first["start"].as_u64().expect("a range")) as usize,
        words.len()
    );
    assert!(first["claims"].as_array().is_some_and(|claims| !claims.is_empty()), "{first}");
}

#[test]
fn passages_between_two_set_what_contradicts_apart() {
    let told = linklore(&["passages", HARBOUR, "--between", "Tide Brigade", "harbour lights shipping"]).result();
    let (supporting, contradicting) = told.split_once("1 passage contradicts").expect("one contradicts");
    assert!(supporting.starts_with("1 link between Tide Brigade and Harbour Lights Shipping\n"), "{told}");
    assert!(supporting.contains("Everybody on the quays knew it.") && supporting.contains("(claimed, D5)"), "{told}");
    assert!(contradicting.contains("They hold no payment") && contradicting.contains("(stated, A1)"), "{told}");
    let json = linklore(&["passages", HARBOUR, "--between", "Tide Brigade", "harbour-lights", "--json"]).json();
    assert_eq!(json["supporting"].as_array().map(Vec::len), Some(1));
    assert_eq!(json["contradicting"][0]["claims"][0]["grade"], "A1");
    assert_eq!(json["links"][0]["type"], "paid");
}

#[test]
fn a_link_without_a_passage_and_no_link_at_all_are_said_plainly() {
    let told = linklore(&["passages", HARBOUR, "--between", "Tide Brigade", "Tamsin Pell"]).result();
    assert_eq!(told, "No link between Tide Brigade and Tamsin Pell.\n");
    let folder = Folder::new();
    let told = linklore(&["passages", &small(&folder), "--between", "Ada", "Bo"]).result();
    assert_eq!(told, "1 link between Ada and Bo\n  Ada – knows – Bo (no passage)\nNo passage.\n");
}

#[test]
fn nobody_of_that_name_brings_the_nearest() {
    let message = linklore(&["passages", KHAZALI, "Qassem Sulaimani"]).message(1);
    assert!(message.starts_with("No actor is called \"Qassem Sulaimani\"."), "{message}");
    assert!(message.contains("Suleimani"), "{message}");
}

#[test]
fn find_ignores_case_and_accents() {
    let found = linklore(&["find", HARBOUR, "TÍDE", "--json"]).json();
    assert_eq!(found["actors"]["total"], 1);
    assert_eq!(found["actors"]["hits"][0]["label"], "Tide Brigade");
    assert!(found["passages"]["total"].as_u64().is_some_and(|total| total > 0), "{found}");
    assert_eq!(linklore(&["find", HARBOUR, "zzz"]).result(), "Nothing found for \"zzz\".\n");
    let limited = linklore(&["find", HARBOUR, "harbour", "--limit", "1"]).result();
    assert!(limited.contains("more; --limit shows them"), "{limited}");
}

#[test]
fn check_fails_only_when_it_is_strict() {
    let checked = linklore(&["check", HARBOUR, "--json"]).json();
    let findings = checked["findings"].as_array().expect("a list");
    let unsourced: Vec<&Json> = findings.iter().filter(|finding| finding["code"] == "unsourced_link").collect();
    assert_eq!(unsourced.len(), 1);
    assert_eq!(unsourced[0]["record"], serde_json::json!({ "sort": "link", "id": "h34" }));
    let strict = linklore(&["check", HARBOUR, "--strict"]);
    assert_eq!((strict.code, strict.err.as_str()), (Some(1), ""));
    assert!(strict.out.contains("Links without a passage (weak)"), "{}", strict.out);
}

#[test]
fn check_names_actors_that_may_be_one_with_the_reasons() {
    let folder = tempfile::tempdir().expect("a folder for the test");
    let path = folder.path().join("case.linklore");
    let actors = r#"[{"id": "a", "label": "Qais al-Khazali"}, {"id": "b", "label": "Qayis al-Khaz'ali"}, {"id": "c", "label": "Laith al-Khazali"}]"#;
    let write = |actors: &str| fs::write(&path, format!(r#"{{"linklore": 1, "actors": {actors}}}"#)).expect("written");
    let duplicates = || {
        let checked = linklore(&["check", &path.display().to_string(), "--json"]).json();
        let findings = checked["findings"].as_array().expect("a list").clone();
        findings.into_iter().filter(|finding| finding["code"] == "likely_duplicate").collect::<Vec<_>>()
    };
    write(actors);
    let found = duplicates();
    assert_eq!(found.len(), 1);
    assert_eq!(found[0]["record"]["id"], "a");
    assert_eq!(found[0]["other"], serde_json::json!({ "sort": "actor", "id": "b" }));
    let message = "“Qais al-Khazali” (id a) and “Qayis al-Khaz'ali” (id b) may be the same: same letters but for vowels: Qais / Qayis.";
    assert_eq!(found[0]["message"], message);
    write(&actors.replace(r#"{"id": "b","#, r#"{"id": "b", "different_from": ["a"],"#));
    assert_eq!(duplicates(), Vec::<Json>::new(), "what was said to be different is not asked again");
}

#[test]
fn formats_and_schema_are_told() {
    let formats = linklore(&["formats"]).result();
    assert!(formats.lines().any(|line| line.starts_with("Linklore") && line.contains("read, write")), "{formats}");
    let endings: Vec<String> = linklore(&["formats", "--json"])
        .json()
        .as_array()
        .expect("a list")
        .iter()
        .map(|format| format["extensions"][0].as_str().expect("text").to_owned())
        .collect();
    assert_eq!(endings[0], "linklore");
    assert!(endings.contains(&"tgf".to_owned()), "{endings:?}");
    assert_eq!(endings[endings.len() - 3..], ["csv", "png", "svg"]);
    let schema = jsonschema::validator_for(&linklore(&["schema"]).json()).expect("a sound schema");
    for sample in [HARBOUR, KHAZALI, COMMUNITIES] {
        let sample: Json = serde_json::from_slice(&fs::read(in_repository(sample)).expect("readable")).expect("JSON");
        assert!(schema.is_valid(&sample), "{sample:.80}");
        let mut broken = sample.clone();
        broken["actors"][0]["label"] = Json::from(7);
        assert!(!schema.is_valid(&broken), "a number is no label");
    }
}

#[test]
fn a_foreign_file_is_read_by_its_content_and_counts_add_up() {
    let folder = Folder::new();
    let file = folder.write("network.txt", b"1 Ada\n2 Ben\n2 Ben\n#\n1 2 knows\n2 9 owes\n");
    let told = linklore(&["info", &file]).result();
    assert!(told.contains("Trivial Graph Format file"), "{told}");
    assert!(told.contains("3 actors in the file: 2 kept, 1 merged; 1 more made"), "{told}");
    let links = folder.write("links.csv", b"source,target\nAda,Ben\n");
    let of_links = linklore(&["info", &links]).result();
    assert!(of_links.contains("  2 actors, named by links alone"), "{of_links}");
    let info = linklore(&["info", &file, "--json"]).json();
    assert_eq!(info["format"], "tgf");
    let codes: Vec<&str> = info["report"]["warnings"]
        .as_array()
        .expect("a list")
        .iter()
        .filter_map(|note| note["code"].as_str())
        .collect();
    assert_eq!(codes, ["merged-actor", "undeclared-actor"]);
    let out = folder.path("case.linklore");
    linklore(&["convert", &file, &out]).result();
    assert_eq!(linklore(&["info", &out, "--json"]).json()["actors"], 3);
    let forced = linklore(&["info", &file, "--from", "linklore"]).message(1);
    assert!(forced.starts_with("Could not open \"network.txt\"."), "{forced}");
    let unknown = linklore(&["info", &file, "--from", "nonsense"]);
    assert_eq!(unknown.code, Some(2));
}

#[test]
fn the_readable_part_of_a_damaged_file_opens_only_when_asked_for_and_says_so() {
    let folder = Folder::new();
    let file = folder.write("cut.tgf", b"1 Ada\n2 Ben\n#\n1 2 knows\n2\n");
    let refused = linklore(&["info", &file]).message(1);
    assert!(refused.contains("can be opened as a part, marked incomplete: 2 actors and 1 link."), "{refused}");
    assert!(refused.ends_with("Add --partial to read that part.\n"), "{refused}");
    let part = linklore(&["info", &file, "--partial"]);
    assert_eq!(part.code, Some(0));
    assert!(part.err.contains("Only a part of"), "{}", part.err);
    assert!(part.out.contains("Only a part of the file was read. Line 5: a link has no target."), "{}", part.out);
    let out = folder.path("part.linklore");
    let strict = linklore(&["convert", &file, &out, "--partial", "--strict"]);
    assert_eq!(strict.code, Some(1), "a part is a loss");
}

#[test]
fn details_become_passages_where_that_is_asked_for() {
    let folder = Folder::new();
    let native = r#"{"linklore": 1, "actors": [{"id": "a", "details": {"quote": "Ada flew.", "url": "https://example.org/1"}}]}"#;
    let file = folder.write("case.linklore", native.as_bytes());
    let told = linklore(&["info", &file]).result();
    assert!(told.contains("These details could be evidence: quote (quote), url (url)."), "{told}");
}

#[test]
fn convert_writes_the_same_and_never_over_what_it_reads() {
    let folder = Folder::new();
    let copy = folder.path("copy.linklore");
    let told = linklore(&["convert", HARBOUR, &copy, "--strict"]).result();
    assert_eq!(told, format!("Read {HARBOUR}\n  nothing to report\nWrote {copy}\n  nothing to report\n"));
    let original = fs::read(in_repository(HARBOUR)).expect("readable");
    assert!(fs::read(&copy).expect("it was written") == original);
    let message = linklore(&["convert", &copy, &copy]).message(2);
    assert!(message.contains("a file is never changed by being read"), "{message}");
    assert!(fs::read(&copy).expect("still there") == original);
    assert_eq!(folder.names(), ["copy.linklore"]);
}

#[test]
fn a_strict_conversion_writes_nothing_where_something_is_lost() {
    let folder = Folder::new();
    let lossy = folder.write(
        "lossy.linklore",
        br#"{"linklore": 1
,"actors": [{"id":"a","label":"Ada","details":{"account":12345678901234567890123}}]
,"links": []}
"#,
    );
    let out = folder.path("out.linklore");
    let strict = linklore(&["convert", &lossy, &out, "--strict"]);
    assert_eq!(strict.code, Some(1));
    assert!(strict.err.starts_with(&format!("Nothing was written to {out}")), "{}", strict.err);
    assert!(strict.out.contains("  line 2  ") && strict.out.contains("12345678901234567890123"), "{}", strict.out);
    assert!(!Path::new(&out).exists());
    assert_eq!(linklore(&["convert", &lossy, &out]).code, Some(0));
    assert!(Path::new(&out).exists());
}

#[test]
fn an_ending_that_cannot_be_written_is_wrong_usage() {
    let folder = Folder::new();
    for (arguments, what_can) in [
        (["convert", HARBOUR, "case.xlsx"], "A graph can be written to a file that ends in .linklore, "),
        (["layout", HARBOUR, "case.xlsx"], "A layout can be written to a graph (.linklore, "),
        (["export", HARBOUR, "case.xlsx"], "A picture can be written to a file that ends in .png or .svg.\n"),
    ] {
        let out = folder.path(arguments[2]);
        let message = linklore(&[arguments[0], arguments[1], &out]).message(2);
        let begins = format!("Could not write \"{out}\".\nLinklore cannot write .xlsx here.\n{what_can}");
        assert!(message.starts_with(&begins), "{message}");
    }
    assert_eq!(folder.names(), Vec::<String>::new());
}

#[test]
fn a_layout_is_a_table_of_positions_in_the_order_of_the_file() {
    let folder = Folder::new();
    let out = folder.path("positions.csv");
    let input = small(&folder);
    let told = linklore(&["layout", &input, &out, "--json"]).json();
    assert_eq!((&told["actors"], &told["links"], &told["settled"]), (&3.into(), &1.into(), &true.into()));
    assert!(told["steps"].is_u64() && told["milliseconds"].is_f64(), "{told}");
    let table = fs::read_to_string(&out).expect("it was written");
    let rows: Vec<&str> = table.lines().collect();
    assert_eq!(rows.len(), 4);
    assert_eq!(rows[0], "id,x,y");
    assert!(rows[1].starts_with("\"a,1\","), "{table}");
    assert_eq!(rows[2], "b,40,-7.5", "what is pinned stays");
    let numbers = rows[3].strip_prefix("c,").expect("the third").split(',').map(str::parse::<f32>);
    assert!(numbers.map(|number| number.expect("a number")).all(f32::is_finite), "{table}");
}

#[test]
fn a_layout_is_the_same_on_any_number_of_threads_and_differs_by_seed() {
    let folder = Folder::new();
    let lay_out = |name: &str, extra: &[&str]| {
        let out = folder.path(name);
        let arguments = [&["layout", KHAZALI, &out][..], extra].concat();
        linklore(&arguments).result();
        fs::read(&out).expect("it was written")
    };
    let one = lay_out("one.csv", &["--threads", "1"]);
    assert!(one == lay_out("three.csv", &["--threads", "3"]));
    assert!(one != lay_out("seed.csv", &["--seed", "9"]));
    assert!(one != lay_out("linear.csv", &["--algorithm", "forceatlas2"]));
}

#[test]
fn every_way_to_lay_out_gives_another_table_and_says_how_it_went() {
    let folder = Folder::new();
    let mut tables = Vec::new();
    let ways = ["force", "forceatlas2", "fruchterman-reingold", "layered", "concentric", "circular", "grid", "axis"];
    for way in ways {
        let out = folder.path("positions.csv");
        let told = linklore(&["layout", KHAZALI, &out, "--algorithm", way, "--json"]).json();
        assert_eq!((&told["algorithm"], &told["settled"]), (&way.into(), &true.into()), "{told}");
        let phases = told["phases"].as_object().expect("an object");
        assert!(phases["preparing"].is_f64() && phases.len() > 1, "{told}");
        let is_by_force = ["force", "forceatlas2", "fruchterman-reingold"].contains(&way);
        assert_eq!(told["law"]["words"].is_string(), is_by_force, "{told}");
        assert_eq!(told["law"]["automatic"].as_bool(), is_by_force.then_some(way == "force"), "{told}");
        if cfg!(target_os = "linux") {
            assert!(told["cpu_seconds"].is_f64() && told["peak_bytes"].as_u64() > Some(1_000_000), "{told}");
        }
        tables.push(fs::read(&out).expect("it was written"));
    }
    for (at, table) in tables.iter().enumerate() {
        assert!(!tables[..at].contains(table), "{} is like another", ways[at]);
    }
}

#[test]
fn an_axis_is_made_of_what_is_asked_for_and_drawn_beside_the_actors() {
    let folder = Folder::new();
    let out = folder.path("by-type.linklore");
    linklore(&["layout", KHAZALI, &out, "--algorithm", "axis", "--by", "type"]).result();
    let written: Json = serde_json::from_slice(&fs::read(&out).expect("written")).expect("JSON");
    let axis = &written["view"]["layout"]["axis"];
    assert_eq!((&axis["title"], &axis["scale"]), (&"type".into(), &"names".into()), "{axis}");
    let names: Vec<&str> =
        axis["names"].as_array().expect("a list").iter().filter_map(|name| name[0].as_str()).collect();
    let picture = folder.path("by-type.svg");
    linklore(&["export", &out, &picture]).result();
    let svg = fs::read_to_string(&picture).expect("written");
    assert!(
        names.len() > 2 && names.iter().all(|name| svg.matches(&format!(">{name}</text>")).count() >= 1),
        "{names:?}"
    );
    // Forces leave no axis behind.
    let forces = folder.path("forces.linklore");
    linklore(&["layout", &out, &forces]).result();
    assert!(!fs::read_to_string(&forces).expect("written").contains("\"axis\""));

    let message = linklore(&["layout", KHAZALI, &out, "--algorithm", "axis", "--by", "shoe size"]).message(1);
    assert!(message.contains("No actor in this file has a value for \"shoe size\"."), "{message}");
    assert!(message.contains("type, links"), "{message}");
    let message = linklore(&["layout", KHAZALI, &out, "--by", "type"]).message(2);
    assert!(message.contains("--by says what an axis is made of, and force has none."), "{message}");
}

#[test]
fn spread_goes_with_forces_alone_and_is_from_0_to_1() {
    let folder = Folder::new();
    let out = folder.path("positions.csv");
    let told = linklore(&["layout", HARBOUR, &out, "--spread", "0.25", "--json"]).json();
    assert_eq!(told["law"]["spread"], 0.25);
    let message = linklore(&["layout", HARBOUR, &out, "--spread", "0.25", "--algorithm", "grid"]).message(2);
    assert!(message.contains("--spread says how strong forces are, and grid has its own."), "{message}");
    let message = linklore(&["layout", HARBOUR, &out, "--spread", "2"]).message(2);
    assert!(message.contains("from 0 (cluster) to 1 (spread)"), "{message}");
}

#[test]
fn a_layout_written_to_a_graph_changes_nothing_but_positions() {
    let folder = Folder::new();
    let out = folder.path("laid-out.linklore");
    linklore(&["layout", HARBOUR, &out]).result();
    let read = |path: &Path| linklore::io::read_bytes("x.linklore", &fs::read(path).expect("readable")).expect("sound");
    let (before, mut after) = (read(&in_repository(HARBOUR)), read(Path::new(&out)));
    assert!(after.view.positions.is_complete());
    assert!(!before.view.positions.is_complete(), "the sample is to be laid out when it is opened");
    after.view.positions = before.view.positions.clone();
    let bytes = |opened: &linklore::io::Opened| {
        linklore::io::native::to_bytes(&opened.graph, &opened.view).expect("it is written")
    };
    assert!(bytes(&before) == bytes(&after));
}

#[test]
fn pictures_have_the_asked_size_and_colours() {
    let folder = Folder::new();
    let png = folder.path("case.png");
    linklore(&["export", HARBOUR, &png, "--size", "640x400", "--scale", "2"]).result();
    let picture = image::load_from_memory(&fs::read(&png).expect("it was written")).expect("a PNG").to_rgba8();
    assert_eq!(picture.dimensions(), (1280, 800));
    let ground = picture.get_pixel(2, 400);
    assert!(ground.0[..3].iter().all(|part| *part > 200), "light: {ground:?}");
    let drawn = picture.pixels().filter(|pixel| *pixel != ground).count();
    assert!(drawn > 5_000, "only {drawn} pixels are drawn");
    linklore(&["export", HARBOUR, &png, "--size", "640x400", "--theme", "dark"]).result();
    let dark = image::load_from_memory(&fs::read(&png).expect("it was written")).expect("a PNG").to_rgba8();
    assert_eq!(dark.dimensions(), (640, 400));
    assert!(dark.get_pixel(2, 200).0[..3].iter().all(|part| *part < 80), "{:?}", dark.get_pixel(2, 200));
    assert_eq!(folder.names(), ["case.png"], "no backup of a picture");
}

#[test]
fn a_drawing_is_xml_with_every_name_and_the_same_every_time() {
    let folder = Folder::new();
    let draw = |name: &str, extra: &[&str]| {
        let out = folder.path(name);
        linklore(&[&["export", HARBOUR, &out][..], extra].concat()).result();
        fs::read_to_string(&out).expect("it was written")
    };
    let svg = draw("one.svg", &["--title", "The <harbour> case"]);
    resvg::usvg::Tree::from_str(&svg, &resvg::usvg::Options::default()).expect("sound SVG");
    assert!(svg.contains("The &lt;harbour&gt; case"), "the heading is written as text");
    assert!(svg.contains("harbour.linklore") && svg.contains("2023-11-14"), "file and day are at the foot");
    assert!(svg == draw("two.svg", &["--title", "The <harbour> case"]));
    let plain = draw("plain.svg", &["--title", "The <harbour> case", "--no-legend"]);
    assert!(plain.len() < svg.len(), "the legend is left out");
}

#[test]
fn links_are_drawn_as_density_where_that_is_asked_for_and_nothing_is_left_out_in_silence() {
    let folder = Folder::new();
    let out = folder.path("case.svg");
    let draw = |how: &str| {
        let run = linklore(&["export", HARBOUR, &out, "--links", how]);
        assert_eq!(run.code, Some(0), "{}", run.err);
        (run.err, fs::read_to_string(&out).expect("it was written"))
    };
    let (told, svg) = draw("density");
    assert!(told.contains(" links drawn as density: straight, without arrows"), "{told}");
    assert!(svg.contains("links drawn as density") && svg.contains("data:image/png;base64,"), "at the foot, too");
    let (told, svg) = draw("lines");
    assert!(told.is_empty() && !svg.contains("<image"), "{told}");
    assert!(svg == draw("auto").1, "there are few");
}

#[test]
fn labels_are_all_there_larger_for_important_actors_or_none() {
    let folder = Folder::new();
    let out = folder.path("case.svg");
    let draw = |which: &str| {
        linklore(&["export", HARBOUR, &out, "--no-legend", "--labels", which]).result();
        fs::read_to_string(&out).expect("it was written")
    };
    let texts = |svg: &str| svg.matches("<text").count();
    let (all, sized, none) = (draw("all"), draw("sized"), draw("none"));
    assert!(texts(&none) + 5 < texts(&all), "{} {}", texts(&none), texts(&all));
    assert!(texts(&sized) > texts(&none) && sized != all);
}

#[test]
fn communities_of_a_large_graph_are_in_its_picture_unless_they_are_switched_off() {
    let folder = Folder::new();
    let (file, out) = (folder.path("large.linklore"), folder.path("large.svg"));
    linklore(&["generate", &file, "--actors", "3000", "--links", "15000"]).result();
    let draw = |extra: &[&str]| {
        linklore(&[&["export", &file, &out, "--size", "600x400"][..], extra].concat()).result();
        fs::read_to_string(&out).expect("it was written").matches("fill-opacity").count()
    };
    assert!(draw(&[]) > 0);
    assert_eq!(draw(&["--no-communities"]), 0);
}

#[test]
fn a_drawing_has_the_colours_that_the_file_gives_unless_they_are_switched_off() {
    let folder = Folder::new();
    let (file, out) = (folder.path("looks.linklore"), folder.path("looks.svg"));
    let mut graph = serde_json::json!({
        "linklore": 1,
        "actors": [{"id": "a"}, {"id": "b"}],
        "links": [{"id": "l", "source": "a", "target": "b"}],
        "view": {"style": {
            "actors": {"a": {"colour": "#C01080", "size": 3.5}, "b": {"size": 1}},
            "links": {"l": {"colour": "#107060"}}
        }}
    });
    let mut draw = |shown: bool| {
        graph["view"]["style"]["shown"] = shown.into();
        fs::write(&file, graph.to_string()).expect("the folder can be written");
        linklore(&["export", &file, &out]).result();
        fs::read_to_string(&out).expect("it was written")
    };
    let svg = draw(true);
    assert!(svg.contains("fill=\"#c01080\"") && svg.contains("stroke=\"#107060\""), "{svg}");
    let plain = draw(false);
    assert!(!plain.contains("#c01080") && !plain.contains("#107060"), "{plain}");
}

#[test]
fn a_picture_that_is_too_large_is_refused_in_words() {
    let folder = Folder::new();
    let out = folder.path("huge.png");
    let message = linklore(&["export", HARBOUR, &out, "--size", "60000x60000"]).message(1);
    assert!(message.starts_with("Could not make a picture of 60000 by 60000 pixels"), "{message}");
    assert_eq!(folder.names(), Vec::<String>::new());
}

#[test]
fn every_mistake_with_a_file_is_said_in_words() {
    let folder = Folder::new();
    let missing = folder.path("missing.linklore");
    let empty = folder.write("empty.linklore", b"");
    let prose = folder.write("prose.linklore", b"Dear reader,\nthis is a letter.\n");
    let inside = folder.path("");
    for (file, said) in [
        (&missing, "There is no such file."),
        (&inside, "This is a folder, not a file."),
        (&empty, "The file is empty"),
        (&prose, "prose.linklore"),
    ] {
        for command in ["info", "check"] {
            let message = linklore(&[command, file]).message(1);
            assert!(message.starts_with("Could not open \""), "{message}");
            assert!(message.contains(said), "{message}");
            assert!(message.lines().count() <= 20, "{message}");
        }
    }
}

#[test]
fn opening_never_changes_a_file() {
    let folder = Folder::new();
    let file = small(&folder);
    let state = || (fs::read(&file).expect("readable"), fs::metadata(&file).and_then(|facts| facts.modified()).ok());
    let before = state();
    let (csv, png) = (folder.path("p.csv"), folder.path("p.png"));
    for arguments in [
        &["info", &file][..],
        &["passages", &file, "Ada"],
        &["find", &file, "ada"],
        &["check", &file],
        &["layout", &file, &csv],
        &["export", &file, &png, "--size", "200x100"],
    ] {
        assert_eq!(linklore(arguments).code, Some(0), "{arguments:?}");
        assert!(state() == before, "{arguments:?} changed the file");
    }
    assert_eq!(folder.names(), ["p.csv", "p.png", "small.linklore"]);
}

#[test]
fn wrong_usage_is_told_apart_from_failure() {
    let usage = linklore(&["info"]).message(2);
    assert!(usage.contains("<FILE>"), "{usage}");
    let typo = linklore(&["inof"]).message(2);
    assert!(typo.starts_with("There is no command \"inof\" and no file of that name."), "{typo}");
    let size = linklore(&["export", HARBOUR, "x.png", "--size", "big"]).message(2);
    assert!(size.contains("such as 1600x1000"), "{size}");
    let both = linklore(&["passages", HARBOUR, "a", "--between", "b", "c"]).message(2);
    assert!(both.contains("--between"), "{both}");
    assert_eq!(linklore(&["passages", HARBOUR]).code, Some(2));
}

#[test]
fn nothing_that_is_piped_has_colours_or_progress() {
    for arguments in
        [&["--help"][..], &["info", "--help"], &["info", KHAZALI], &["check", HARBOUR], &["find", HARBOUR, "a"]]
    {
        let done = linklore(arguments);
        assert!(!done.out.contains('\u{1b}') && !done.err.contains('\u{1b}'), "{arguments:?}");
        assert_eq!(done.err, "", "{arguments:?}");
    }
    assert!(!linklore(&["info"]).err.contains('\u{1b}'));
}

#[test]
fn a_reader_that_goes_away_is_no_failure() {
    let mut child = program(&["schema"]).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("it starts");
    drop(child.stdout.take());
    let done = Done::of(child.wait_with_output().expect("it ends"));
    assert_eq!((done.code, done.err.as_str()), (Some(0), ""));
}

#[test]
fn help_lists_what_there_is_and_nothing_else() {
    let help = linklore(&["--help"]).result();
    for command in [
        "info",
        "convert",
        "layout",
        "export",
        "passages",
        "path",
        "rank",
        "communities",
        "find",
        "check",
        "formats",
        "schema",
    ] {
        assert!(help.contains(&format!("\n  {command} ")), "{command} is missing:\n{help}");
    }
    for absent in ["generate", "completions", "\n  man", "mentions"] {
        assert!(!help.contains(absent), "{absent} is there:\n{help}");
    }
    assert_eq!(linklore(&["--version"]).result(), format!("linklore {}\n", env!("CARGO_PKG_VERSION")));
}

#[test]
fn shells_and_manuals_are_served_from_the_same_definition() {
    let bash = linklore(&["completions", "bash"]).result();
    assert!(bash.contains("--between") && bash.contains("complete "), "no completions");
    assert!(linklore(&["man"]).result().contains(".TH linklore"));
    let folder = Folder::new();
    linklore(&["man", &folder.path("")]).result();
    let pages = folder.names();
    assert!(pages.contains(&"linklore.1".to_owned()) && pages.contains(&"linklore-passages.1".to_owned()), "{pages:?}");
}

#[test]
fn the_generated_sample_can_be_generated_again() {
    let folder = Folder::new();
    let out = folder.path("again.linklore");
    linklore(&["generate", &out, "--actors", "2000", "--links", "6000", "--seed", "7"]).result();
    assert!(fs::read(&out).expect("it was written") == fs::read(in_repository(COMMUNITIES)).expect("readable"));
    let other = folder.path("other.linklore");
    linklore(&["generate", &other, "--actors", "2000", "--links", "6000", "--seed", "8"]).result();
    assert!(fs::read(&out).expect("readable") != fs::read(&other).expect("readable"));
}

#[cfg(unix)]
#[test]
fn a_folder_that_is_gone_is_said_in_words() {
    let folder = Folder::new();
    let out = folder.path("gone/case.png");
    let message = linklore(&["export", HARBOUR, &out, "--size", "200x100"]).message(1);
    assert!(message.starts_with("Could not save \"case.png\"."), "{message}");
    assert!(message.contains("The folder is gone") && !message.contains("unsaved"), "{message}");
}

fn in_repository(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

#[test]
fn without_a_display_the_way_to_a_picture_is_named() {
    if !cfg!(target_os = "linux") {
        return crate::say_skipped("there is always a display on this system");
    }
    let output = program(&[HARBOUR]).env_remove("WAYLAND_SOCKET").output().expect("the program starts");
    assert_eq!(
        Done::of(output).message(1),
        "Linklore cannot open a window here: there is no display. To make a picture without one: linklore export FILE \
         picture.png\n"
    );
}
