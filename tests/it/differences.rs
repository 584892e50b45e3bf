//! `linklore diff` on files that differ in one thing: that thing is told, and nothing else.

use std::fs;
use std::process::Command;

use serde_json::{Value as Json, json};

use crate::command_line::{Folder, HARBOUR, linklore};

/// The sample, with a view.
fn sample() -> Json {
    let path = format!("{}/{HARBOUR}", env!("CARGO_MANIFEST_DIR"));
    let mut file: Json = serde_json::from_slice(&fs::read(path).expect("the sample")).expect("JSON");
    file["view"] =
        json!({ "positions": { "harbour-lights": [1, 2], "tamsin-pell": [3, 4] }, "pinned": ["tamsin-pell"] });
    file
}

fn write(folder: &Folder, name: &str, file: &Json) -> String {
    folder.write(name, file.to_string().as_bytes())
}

/// What is printed about the sample and the sample after an edit.
fn told(edit: impl FnOnce(&mut Json)) -> String {
    let (folder, mut file) = (Folder::new(), sample());
    let old = write(&folder, "old.linklore", &file);
    edit(&mut file);
    let new = write(&folder, "new.linklore", &file);
    linklore(&["diff", &old, &new]).result()
}

/// The place of a value in the file, its new value (none takes it away), and every line that is printed under the heading.
type Row = (&'static str, Option<Json>, &'static [&'static str]);

fn rows() -> Vec<Row> {
    const HARBOUR_LIGHTS: &str = "  ~ Harbour Lights Shipping (organisation) [harbour-lights]";
    const FOUNDED: &str = "  ~ يوسف القرملي – founded → Harbour Lights Shipping [h01]";
    const OWNS: &str = "  ~ يوسف القرملي – owns shares in → Harbour Lights Shipping [h02]";
    const COURIER: &str = "  ~ Who lit Harbour Lights? [courier]";
    const PARAGRAPH: &str =
        "  ~ Hollis Wren, “Who lit Harbour Lights?”, The Marsa Nur Courier, 11 April 2016, para. 1 [courier-1a]";
    const REGISTER: &str =
        "  ~ “Register of ships and agents, volume 3”, Marsa Nur Harbour Authority, 2008, p. 41 [register-41]";
    const EVIDENCE: &str = "      ~ supports, stated, B2: Hollis Wren, “Who lit Harbour Lights?”, The Marsa Nur Courier, 11 April 2016, para. 1 [courier-1a]";
    let text = |text: &str| Some(json!(text));
    vec![
        (
            "/title",
            text("New"),
            &["  ~ title: \"Harbour Lights: an invented case for learning the program\" → \"New\""],
        ),
        ("/created", None, &["  ~ created: \"2026-11-23\" → none"]),
        ("/project", text("x"), &["  ~ unknown field project: none → \"x\""]),
        ("/columns/actors/born", text("number"), &["  ~ born of actors: whole number → number"]),
        ("/columns/links/amount", None, &["  ~ amount of links: number → not declared"]),
        (
            "/actors/0/label",
            text("Lights"),
            &["  ~ Lights (organisation) [harbour-lights]", "      label: \"Harbour Lights Shipping\" → \"Lights\""],
        ),
        (
            "/actors/0/type",
            text("firm"),
            &["  ~ Harbour Lights Shipping (firm) [harbour-lights]", "      type: \"organisation\" → \"firm\""],
        ),
        (
            "/actors/0/aliases/1",
            text("HL"),
            &[
                HARBOUR_LIGHTS,
                "      aliases: \"Harbour Lights\", \"HLS\", \"أضواء المرفأ\" → \"Harbour Lights\", \"HL\", \"أضواء المرفأ\"",
            ],
        ),
        ("/actors/0/note", None, &[HARBOUR_LIGHTS, "      note: \"Ferry company in Marsa Nur.\" → none"]),
        ("/actors/0/details/active", Some(json!(false)), &[HARBOUR_LIGHTS, "      detail active: yes → no"]),
        ("/actors/0/details/ships", Some(json!(3)), &[HARBOUR_LIGHTS, "      detail ships: none → 3"]),
        (
            "/actors/0/colour",
            text("red\u{1b}[31m"),
            &[HARBOUR_LIGHTS, "      unknown field colour: none → \"red\\u001b[31m\""],
        ),
        (
            "/actors/0/evidence/0/basis",
            text("claimed"),
            &[
                HARBOUR_LIGHTS,
                "      ~ supports, claimed, B–: Hollis Wren, “Who lit Harbour Lights?”, The Marsa Nur Courier, 11 April 2016, para. 1 [courier-1]",
                "          basis: \"stated\" → \"claimed\"",
            ],
        ),
        (
            "/links/0/source",
            text("tamsin-pell"),
            &[
                "  ~ Tamsin Pell – founded → Harbour Lights Shipping [h01]",
                "      source: \"yusuf-al-qarmali\" → \"tamsin-pell\"",
            ],
        ),
        (
            "/links/0/target",
            text("pale-heron"),
            &["  ~ يوسف القرملي – founded → Pale Heron [h01]", "      target: \"harbour-lights\" → \"pale-heron\""],
        ),
        (
            "/links/0/type",
            text("bought"),
            &["  ~ يوسف القرملي – bought → Harbour Lights Shipping [h01]", "      type: \"founded\" → \"bought\""],
        ),
        (
            "/links/0/directed",
            Some(json!(false)),
            &["  ~ يوسف القرملي – founded – Harbour Lights Shipping [h01]", "      directed: yes → no"],
        ),
        ("/links/0/when", text("2008"), &[FOUNDED, "      when: \"2007-03\" → \"2008\""]),
        ("/links/1/weight", Some(json!(0.7)), &[OWNS, "      weight: 0.6 → 0.7"]),
        ("/links/0/note", text("two\nlines"), &[FOUNDED, "      note: none → \"two lines\""]),
        ("/links/0/details", Some(json!({ "amount": 2.5 })), &[FOUNDED, "      detail amount: none → 2.5"]),
        ("/links/0/seen", Some(json!([1])), &[FOUNDED, "      unknown field seen: none → [1]"]),
        (
            "/links/0/evidence/0/credibility",
            Some(json!(3)),
            &[
                FOUNDED,
                "      ~ supports, stated, B3: Hollis Wren, “Who lit Harbour Lights?”, The Marsa Nur Courier, 11 April 2016, para. 1 [courier-1a]",
                "          credibility: 2 → 3",
            ],
        ),
        ("/links/0/evidence/0/note", text("sure"), &[FOUNDED, EVIDENCE, "          note: none → \"sure\""]),
        ("/links/0/evidence/0/added", None, &[FOUNDED, EVIDENCE, "          added: \"2026-11-23\" → none"]),
        ("/links/0/evidence/0/by", text("Ada"), &[FOUNDED, EVIDENCE, "          by: \"Linklore sample\" → \"Ada\""]),
        ("/links/0/evidence/0/page", Some(json!(7)), &[FOUNDED, EVIDENCE, "          unknown field page: none → 7"]),
        (
            "/links/0/evidence/0/stance",
            text("contradicts"),
            &[
                FOUNDED,
                "      + contradicts, stated, B2: Hollis Wren, “Who lit Harbour Lights?”, The Marsa Nur Courier, 11 April 2016, para. 1 [courier-1a]",
                "      - supports, stated, B2: Hollis Wren, “Who lit Harbour Lights?”, The Marsa Nur Courier, 11 April 2016, para. 1 [courier-1a]",
            ],
        ),
        (
            "/documents/0/title",
            text("Who?"),
            &["  ~ Who? [courier]", "      title: \"Who lit Harbour Lights?\" → \"Who?\""],
        ),
        ("/documents/0/author", None, &[COURIER, "      author: \"Hollis Wren\" → none"]),
        ("/documents/0/publisher", text("P"), &[COURIER, "      publisher: \"The Marsa Nur Courier\" → \"P\""]),
        ("/documents/0/published", text("2016"), &[COURIER, "      published: \"2016-04-11\" → \"2016\""]),
        ("/documents/0/retrieved", None, &[COURIER, "      retrieved: \"2026-10-02\" → none"]),
        (
            "/documents/0/url",
            None,
            &[COURIER, "      url: \"https://courier.example/2016/04/who-lit-harbour-lights\" → none"],
        ),
        ("/documents/0/path", text("a.pdf"), &[COURIER, "      path: none → \"a.pdf\""]),
        ("/documents/0/sha256", text("00"), &[COURIER, "      sha256: none → \"00\""]),
        ("/documents/0/language", text("ar"), &[COURIER, "      language: \"en\" → \"ar\""]),
        ("/documents/0/reliability", text("C"), &[COURIER, "      reliability: \"B\" → \"C\""]),
        (
            "/documents/3/note",
            None,
            &[
                "  ~ Register of ships and agents, volume 3 [register]",
                "      note: \"Invented for this sample. Held on paper only: the text is not in this file, so its passages have a page instead of a ran…\" → none",
            ],
        ),
        (
            "/documents/3/text",
            text("Held"),
            &["  ~ Register of ships and agents, volume 3 [register]", "      text: none → 4 characters"],
        ),
        ("/documents/0/shelf", Some(json!(1)), &[COURIER, "      unknown field shelf: none → 1"]),
        (
            "/passages/0/document",
            text("court"),
            &[
                "  ~ Registry of the court, “Harbour Authority v. Harbour Lights Shipping, case 31/2017: statement of facts”, Commercial Court of Marsa Nur, 20 February 2017, para. 1 [courier-1a]",
                "      document: \"courier\" → \"court\"",
            ],
        ),
        ("/passages/0/start", Some(json!(4)), &[PARAGRAPH, "      start: 0 → 4"]),
        ("/passages/0/end", Some(json!(88)), &[PARAGRAPH, "      end: 89 → 88"]),
        (
            "/passages/0/paragraph",
            None,
            &[
                "  ~ Hollis Wren, “Who lit Harbour Lights?”, The Marsa Nur Courier, 11 April 2016 [courier-1a]",
                "      paragraph: \"1\" → none",
            ],
        ),
        ("/passages/0/paraphrase", text("Began."), &[PARAGRAPH, "      paraphrase: none → \"Began.\""]),
        ("/passages/0/language", text("ar"), &[PARAGRAPH, "      language: none → \"ar\""]),
        ("/passages/0/translation", text("T"), &[PARAGRAPH, "      translation: none → \"T\""]),
        ("/passages/0/seen", Some(json!(null)), &[PARAGRAPH, "      unknown field seen: none → null"]),
        (
            "/passages/27/page",
            text("42"),
            &[
                "  ~ “Register of ships and agents, volume 3”, Marsa Nur Harbour Authority, 2008, p. 42 [register-41]",
                "      page: \"41\" → \"42\"",
            ],
        ),
        (
            "/passages/27/quote",
            text("PALE HERON, ferry."),
            &[
                REGISTER,
                "      quote: \"PALE HERON, ferry, 1,120 tons. Owner: Harbour Lights Shipping. Master: Y. al-Qarmali.\" → \"PALE HERON, ferry.\"",
            ],
        ),
        ("/view/positions/harbour-lights", Some(json!([1, 3])), &["  ~ 1 actor moved"]),
        ("/view/positions", None, &["  ~ 2 actors moved"]),
        ("/view/pinned", None, &["  ~ 1 actor pinned or let go"]),
        ("/view/hidden", Some(json!(["pale-heron", "tamsin-pell"])), &["  ~ 2 actors hidden or shown again"]),
        ("/view/filters", Some(json!({ "bases": ["claimed"] })), &["  ~ 1 filter switched"]),
        (
            "/view/filters",
            Some(json!({ "questions": [{ "ask": "type:person" }], "joined": "any", "time": { "from": "2014-01-01" } })),
            &["  ~ 3 filters switched"],
        ),
        (
            "/view/style",
            Some(json!({ "links": { "h01": { "colour": "#ff0000" } } })),
            &["  ~ 1 colour or size of the file"],
        ),
        ("/view/camera", Some(json!({ "x": 1, "y": 2, "zoom": 1 })), &["  ~ 1 other place looked at"]),
        ("/view/lamp", Some(json!(true)), &["  ~ 1 unknown field"]),
    ]
}

/// The totals and the heading of a change at that place.
fn head(place: &str) -> [&'static str; 3] {
    let (totals, heading) = match place.split('/').nth(1) {
        Some("actors") => ("1 actor changed; nothing else differs.", "Actors"),
        Some("links") => ("1 link changed; nothing else differs.", "Links"),
        Some("documents") => ("1 document changed; nothing else differs.", "Documents"),
        Some("passages") => ("1 passage changed; nothing else differs.", "Passages"),
        Some("columns") => ("1 detail declared otherwise; nothing else differs.", "Details"),
        Some("view") => ("Only the view differs.", "View"),
        _ => ("1 field of the file changed; nothing else differs.", "The file"),
    };
    [totals, "", heading]
}

#[test]
fn each_change_is_told_and_nothing_else_is() {
    for (place, value, lines) in rows() {
        let told = told(|file| {
            let (parent, name) = place.rsplit_once('/').expect("a place in the file");
            let parent = file.pointer_mut(parent).expect("it is in the sample");
            match (value, parent) {
                (Some(value), Json::Array(items)) => items[name.parse::<usize>().expect("a number")] = value,
                (Some(value), parent) => parent[name] = value,
                (None, parent) => drop(parent.as_object_mut().expect("an object").shift_remove(name)),
            }
        });
        assert_eq!(told.lines().collect::<Vec<_>>(), [&head(place), lines].concat(), "{place}");
    }
}

#[test]
fn a_file_says_the_same_as_itself_in_another_order() {
    assert_eq!(linklore(&["diff", HARBOUR, HARBOUR]).result(), "The two files say the same.\n");
    let reversed = told(|file| {
        for list in ["actors", "links", "documents", "passages"] {
            file[list].as_array_mut().expect("a list").reverse();
        }
    });
    assert_eq!(reversed, "The two files say the same.\n");
}

#[test]
fn records_that_come_and_go_are_told_with_what_they_rest_on() {
    let told = told(|file| {
        let actor = json!({ "id": "new", "label": "New\u{202e}comer", "evidence": [{ "passage": "court-1" }] });
        file["actors"].as_array_mut().expect("a list").push(actor);
        let link = json!({ "id": "h99", "source": "new", "target": "pale-heron", "type": "boards", "directed": true });
        file["links"].as_array_mut().expect("a list").insert(0, link);
        file["links"].as_array_mut().expect("a list").retain(|link| link["id"] != "h34");
        file["links"][1]["evidence"].as_array_mut().expect("a list").remove(0);
        let text = file["documents"][0]["text"].as_str().expect("a text").replace("Pale Heron", "Grey Heron");
        file["documents"][0]["text"] = text.into();
    });
    let court = "Registry of the court, “Harbour Authority v. Harbour Lights Shipping, case 31/2017: statement of facts”, \
                 Commercial Court of Marsa Nur, 20 February 2017";
    let courier = "Hollis Wren, “Who lit Harbour Lights?”, The Marsa Nur Courier, 11 April 2016";
    assert_eq!(
        told,
        format!(
            "1 actor added, 1 link added, 1 link removed, 1 link changed, 1 document changed; nothing else differs.\n\n\
             Actors\n  + New⟨U+202E⟩comer [new]\n      + supports, A–: {court}, para. 1 [court-1]\n\n\
             Links\n  + New⟨U+202E⟩comer – boards → Pale Heron [h99]\n  - Dmitri Volkanov – met – يوسف القرملي [h34]\n  \
             ~ يوسف القرملي – founded → Harbour Lights Shipping [h01]\n      - supports, stated, B2: {courier}, para. 1 [courier-1a]\n\n\
             Documents\n  ~ Who lit Harbour Lights? [courier]\n      \
             text: differs from line 1, column 120 on; 1328 → 1328 characters\n"
        )
    );
}

#[test]
fn a_summary_is_the_totals_and_doubts_are_told() {
    let (folder, mut file) = (Folder::new(), sample());
    let old = write(&folder, "old.linklore", &file);
    for (number, actor) in file["actors"].as_array_mut().expect("a list").iter_mut().enumerate() {
        actor["label"] = format!("Actor {number}").into();
        actor["aliases"] = json!([]);
    }
    let new = write(&folder, "new.linklore", &file);
    assert_eq!(
        linklore(&["diff", &old, &new, "--summary"]).result(),
        "14 actors changed; nothing else differs.\nNote: 14 of 14 actors that have the same id have nothing else in common. \
         If their ids were made anew, those that are listed as changed are others.\n"
    );
    let summary = linklore(&["diff", &old, &new, "--summary", "--json"]).json();
    assert_eq!(summary["totals"]["actors"], json!({ "added": 0, "removed": 0, "changed": 14 }));
    assert_eq!(summary["notes"].as_array().map(Vec::len), Some(1));
}

#[test]
fn the_shape_for_programs_is_as_promised_and_adds_up() {
    let (folder, mut file) = (Folder::new(), sample());
    let old = write(&folder, "old.linklore", &file);
    file["actors"][0]["label"] = "Lights".into();
    file["actors"][1]["details"]["born"] = 1969.into();
    file["actors"].as_array_mut().expect("a list").push(json!({ "id": "new", "label": "New" }));
    file["links"].as_array_mut().expect("a list").pop();
    file["links"][0]["evidence"][1]["note"] = "sure".into();
    file["links"][1].as_object_mut().expect("an object").remove("weight");
    file["documents"][0]["text"] = "Harbour lights".into();
    file["view"]["pinned"] = json!([]);
    let new = write(&folder, "new.linklore", &file);
    let whole = linklore(&["diff", &old, &new, "--json"]).json();
    let fields: Vec<&str> = whole.as_object().expect("an object").keys().map(String::as_str).collect();
    assert_eq!(
        fields,
        ["same", "totals", "view", "notes", "file", "columns", "actors", "links", "documents", "passages"]
    );
    assert_eq!((&whole["same"], &whole["notes"], &whole["columns"]), (&json!(false), &json!([]), &json!([])));
    for list in ["actors", "links", "documents", "passages"] {
        for side in ["added", "removed", "changed"] {
            let listed = whole[list][side].as_array().expect("a list").len();
            assert_eq!(whole["totals"][list][side], listed, "{list} {side}");
        }
    }
    assert_eq!(whole["view"]["pins"], 1);
    assert_eq!(whole["actors"]["added"], json!([{ "id": "new", "label": "New", "type": "" }]));
    assert_eq!(
        whole["actors"]["changed"],
        json!([
            { "id": "harbour-lights", "label": "Lights", "type": "organisation",
              "fields": [{ "field": "label", "old": "Harbour Lights Shipping", "new": "Lights" }] },
            { "id": "yusuf-al-qarmali", "label": "يوسف القرملي", "type": "person",
              "fields": [{ "field": "born", "of": "details", "old": 1968, "new": 1969 }] },
        ])
    );
    let evidence = &whole["links"]["changed"][0]["evidence"];
    assert_eq!((&evidence["added"], &evidence["removed"]), (&json!([]), &json!([])));
    assert_eq!(
        (&evidence["changed"][0]["passage"], &evidence["changed"][0]["fields"]),
        (&json!("court-1"), &json!([{ "field": "note", "new": "sure" }]))
    );
    assert_eq!(whole["links"]["changed"][1]["fields"], json!([{ "field": "weight", "old": 0.6 }]));
    assert_eq!(
        whole["documents"]["changed"][0]["fields"],
        json!([{ "field": "text", "old": { "characters": 1328 }, "new": { "characters": 14 }, "line": 1, "column": 9 }])
    );
}

#[test]
fn a_difference_is_a_failure_only_where_that_is_asked_for() {
    let (folder, mut file) = (Folder::new(), sample());
    let old = write(&folder, "old.linklore", &file);
    file["title"] = "New".into();
    let new = write(&folder, "new.linklore", &file);
    assert_eq!(linklore(&["diff", "--exit-code", &old, &old]).result(), "The two files say the same.\n");
    let done = linklore(&["diff", "--exit-code", &old, &new]);
    assert_eq!((done.code, done.err.as_str()), (Some(1), ""));
    assert!(done.out.starts_with("1 field of the file changed;"), "{}", done.out);
    assert!(linklore(&["diff", &old, "no-such.linklore"]).message(1).contains("no-such.linklore"));
    linklore(&["diff", &old]).message(2);
}

#[test]
fn any_format_stands_on_either_side() {
    let (folder, file) = (Folder::new(), sample());
    let (native, foreign) = (write(&folder, "a.linklore", &file), folder.path("a.graphml"));
    linklore(&["convert", &native, &foreign]).result();
    let told = linklore(&["diff", &native, &foreign, "--summary"]).result();
    assert!(!told.contains("actor") && !told.contains("link "), "{told}");
}

#[test]
fn version_control_shows_what_differs() {
    let git = |folder: &Folder, arguments: &[&str]| {
        let mut git = Command::new("git");
        git.current_dir(folder.path(".")).args(["-c", "user.name=Ada", "-c", "user.email=ada@example.org"]);
        git.env("HOME", folder.path(".")).env("GIT_CONFIG_NOSYSTEM", "1").env("GIT_PAGER", "cat");
        git.args(arguments).output()
    };
    let (folder, mut file) = (Folder::new(), sample());
    if git(&folder, &["init", "-q"]).is_err() {
        crate::say_skipped("there is no git");
        return;
    }
    let program = env!("CARGO_BIN_EXE_linklore");
    let driver = format!("f() {{ echo \"$1\"; '{program}' diff \"$2\" \"$5\"; }}; f");
    git(&folder, &["config", "diff.linklore.command", &driver]).expect("git runs");
    folder.write(".gitattributes", b"*.linklore diff=linklore\n");
    write(&folder, "case.linklore", &file);
    git(&folder, &["add", "."]).expect("git runs");
    git(&folder, &["commit", "-q", "-m", "Begin"]).expect("git runs");
    file["title"] = "New".into();
    write(&folder, "case.linklore", &file);
    write(&folder, "second.linklore", &json!({ "linklore": 1, "actors": [{ "id": "a", "label": "Ada" }] }));
    git(&folder, &["add", "."]).expect("git runs");
    let told = git(&folder, &["diff", "--cached"]).expect("git runs");
    assert_eq!(
        String::from_utf8_lossy(&told.stdout),
        "case.linklore\n1 field of the file changed; nothing else differs.\n\nThe file\n  ~ title: \
         \"Harbour Lights: an invented case for learning the program\" → \"New\"\n\
         second.linklore\n1 actor added; nothing else differs.\n\nActors\n  + Ada [a]\n",
        "{}",
        String::from_utf8_lossy(&told.stderr)
    );
}
