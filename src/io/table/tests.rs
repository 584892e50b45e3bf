//! Tests of whole tables: read as a mapping says, refused with words that ask for one, looked at, opened in part.

use std::ops::ControlFlow;

use super::*;
use crate::io::{Opened, ReadCause, ReadError, ReadOptions, read_bytes_with};
use crate::model::{ActorIx, LinkIx, Value, When};

fn options(pairs: &[&str]) -> ReadOptions {
    let mut mapping = TableMapping::default();
    for pair in pairs {
        mapping.add(pair).unwrap_or_else(|why| panic!("{pair}: {why}"));
    }
    ReadOptions { table: Some(mapping), ..ReadOptions::default() }
}

fn read(text: &str, pairs: &[&str]) -> Result<Opened, ReadError> {
    read_bytes_with("a.csv", text.as_bytes(), &options(pairs), &mut |_| ControlFlow::Continue(()))
}

fn codes(opened: &Opened) -> Vec<&'static str> {
    opened.report.notes().iter().map(|note| note.warning.code()).collect()
}

const SHOPS: &str = "day,amount,shop,buyer\n2001-01-01,5,Corner,Ada\n2001-01-02,7,Corner,Bob\n";

#[test]
fn a_mapping_says_what_columns_mean() {
    let opened =
        read(SHOPS, &["source=buyer", "target=shop", "weight=amount", "when=1", "directed=yes"]).expect("mapped");
    let graph = &opened.graph;
    assert_eq!((graph.actor_count(), graph.link_count()), (3, 2));
    let link = graph.link(LinkIx(1));
    let when = link.when.as_ref().map(When::text);
    assert_eq!((link.weight, when, link.directed), (Some(7.0), Some("2001-01-02"), true));
    let (source, target) = graph.ends(LinkIx(1));
    assert_eq!((graph.actor(source).key.as_str(), graph.actor(target).key.as_str()), ("Bob", "Corner"));
    assert_eq!(codes(&opened), Vec::<&str>::new());
    let kept = graph.extras.get("imported").and_then(|facts| facts.get("mapping")).expect("kept").to_string();
    let kept = TableMapping::from_json(&kept).expect("it reads back");
    assert_eq!(kept.column_of(ColumnRole::Weight, &["day", "amount"].map(str::to_owned)), Some(1));
}

#[test]
fn the_same_table_holds_actors_where_the_mapping_says_so() {
    let opened = read(SHOPS, &["rows=actors", "id=buyer", "type=shop", "ignore=amount"]).expect("mapped");
    assert_eq!((opened.graph.actor_count(), opened.graph.link_count()), (2, 0));
    assert_eq!(opened.graph.actor(ActorIx(0)).kind, "Corner");
    assert_eq!(codes(&opened), ["left-out"]);
}

#[test]
fn rows_may_describe_actors_with_links_between_others() {
    let text = "id,name,a,b,tie,n\nx,Ada,x,y,knows,2\ny,Bob,,,,\n";
    let pairs = ["rows=links-and-actors", "id=id", "label=name", "source=a", "target=b", "link type=tie", "weight=n"];
    let opened = read(text, &pairs).expect("mapped");
    assert_eq!((opened.graph.actor_count(), opened.graph.link_count()), (2, 1));
    let link = opened.graph.link(LinkIx(0));
    assert_eq!((link.kind.as_str(), link.weight), ("knows", Some(2.0)));
}

#[test]
fn quotes_and_sources_become_evidence() {
    let text = "a,b,said,paper,web\nada,bob,They met.,The Times,http://times.example/1\nbob,eva,,,\n";
    let opened = read(text, &["source=a", "target=b", "quote=said", "title=paper", "url=web"]).expect("mapped");
    let link = opened.graph.link(LinkIx(0));
    assert_eq!((link.evidence.len(), link.evidence[0].basis), (1, None));
    let (_, passage) = opened.graph.passages().next().expect("a passage");
    let document = opened.graph.document(passage.document.expect("of a document"));
    assert_eq!((passage.quote.as_str(), document.title.as_str()), ("They met.", "The Times"));
    assert_eq!(document.url, "http://times.example/1");
    assert_eq!(opened.graph.link(LinkIx(1)).evidence.len(), 0);
    assert_eq!(
        opened.graph.link_columns().by_name("said").and_then(|column| column.get(0)),
        Some(Value::Text("They met.".into()))
    );
}

#[test]
fn cells_are_told_apart_as_the_mapping_says() {
    let text = "x\nx\na:b:1,5\nb:c:\"2\n";
    let pairs = ["delimiter=:", "header=no", "skip rows=2", "quote mark=none", "decimal=,", "weight=3"];
    let opened = read(text, &pairs).expect("mapped");
    assert_eq!(opened.graph.link(LinkIx(0)).weight, Some(1.5));
    assert_eq!(codes(&opened), ["guessed", "value-not-understood", "guessed"]);
}

#[test]
fn rows_that_lack_an_end_are_told_whatever_they_describe() {
    let text = "id,name,a,b\nx,Ada,x,y\ny,Bob,y,\nz,Eva,,x\nu,Una,,\n";
    let opened = read(text, &["rows=links-and-actors", "id=id", "label=name", "source=a", "target=b"]).expect("mapped");
    assert_eq!((opened.graph.actor_count(), opened.graph.link_count()), (4, 1));
    assert_eq!(codes(&opened), ["skipped", "skipped"]);
    let opened = read("from,to\na,b\n,c\nd,\n", &[]).expect("a table of links");
    assert_eq!((opened.graph.link_count(), codes(&opened)), (1, vec!["skipped", "skipped"]));
}

#[test]
fn a_look_tells_the_direction_that_the_pairs_of_a_list_have() {
    let directed = |text: &str| {
        let path = tempfile::Builder::new().suffix(".csv").tempfile().expect("a file for the test").into_temp_path();
        std::fs::write(&path, text).expect("the file can be written");
        look_at_table_file(&path, &ReadOptions::default()).expect("a table").guess.directed
    };
    assert_eq!(directed("1,2\n2,1\n"), Some(true));
    assert_eq!(directed("1,2\n2,3\n"), Some(false));
    assert_eq!(directed("# Directed graph\n1,2\n2,3\n"), Some(true));
}

#[test]
fn a_column_that_is_not_there_is_named() {
    let error = read("source,target\na,b\n", &["weight=gewicht"]).expect_err("no such column");
    assert_eq!(error.what(), "The table has no column \"gewicht\". Its columns are \"source\", \"target\".");
}

#[test]
fn a_table_without_ends_asks_for_a_mapping() {
    let error = read(SHOPS, &[]).expect_err("no ends");
    assert_eq!(error.cause(), ReadCause::NeedsMapping);
    let told = error.to_string();
    assert!(told.contains("Its columns are \"day\", \"amount\", \"shop\", \"buyer\"."), "{told}");
    assert!(told.contains("--map source=COLUMN --map target=COLUMN"), "{told}");
    let half = read(SHOPS, &["source=buyer"]).expect_err("half of the ends");
    assert!(half.what().contains("no columns that read like"), "{half}");
}

#[test]
fn a_table_can_be_looked_at_before_it_is_read() {
    let folder = tempfile::tempdir().expect("a folder for the test");
    let file = folder.path().join("a.csv");
    let look = |text: &str, pairs: &[&str]| {
        std::fs::write(&file, text).expect("it can be written");
        look_at_table_file(&file, &options(pairs))
    };
    let text = format!("{SHOPS}{}", "2001-01-03,1,Corner,Eva\n".repeat(500));
    let seen = look(&text, &[]).expect("a table");
    assert_eq!((seen.sheets[0].row_count, seen.sheets[0].rows.len()), (502, 200));
    assert_eq!(seen.guess.column_of(ColumnRole::Source, &seen.sheets[0].names()), None);
    let again = look(&text, &["source=buyer", "target=shop"]).expect("a table");
    assert_eq!((again.guess.rows, again.reasons.len()), (Some(Rows::Links), 0));
    let broken = look("a,b\nc,\"d\n", &[]).expect_err("a quote is open");
    assert_eq!(broken.line(), Some(2));
}

#[test]
fn the_part_before_a_damage_is_opened_only_where_it_was_asked_for() {
    let text = "source,target\na,b\nb,c\nc,\"d\n";
    let error = read(text, &[]).expect_err("a quote is open");
    assert_eq!((error.line(), error.column(), error.readable_part()), (Some(4), Some(3), Some((3, 2))));
    let options = ReadOptions { partial: true, ..ReadOptions::default() };
    let opened =
        read_bytes_with("a.csv", text.as_bytes(), &options, &mut |_| ControlFlow::Continue(())).expect("a part");
    assert_eq!(opened.graph.link_count(), 2);
    assert!(opened.report.incomplete().is_some());
}

#[test]
fn opening_a_table_can_be_cancelled() {
    let text = format!("source,target\n{}", "ada,bob\n".repeat(200_000));
    let mut calls = 0;
    let result = read_bytes_with("a.csv", text.as_bytes(), &ReadOptions::default(), &mut |_| {
        calls += 1;
        if calls > 2 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    });
    assert_eq!(result.expect_err("cancelled").cause(), ReadCause::Cancelled);
    assert!(calls < 6, "it went on for {calls} calls");
}

#[test]
fn actors_have_no_part_in_a_file_of_links_between_others() {
    let folder = tempfile::tempdir().expect("a folder for the test");
    let write = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).expect("it can be written");
    let open = |name: &str| {
        crate::io::read_path(&folder.path().join(name), &mut |_| ControlFlow::Continue(())).expect("a table")
    };
    write("nodes.csv", "id,name\n1,Ada\n2,Bob\n");
    write("edges.csv", "source,target\n1,2\n2,1\n");
    assert_eq!(open("nodes.csv").graph.link_count(), 2);
    write("edges.csv", "source,target\nx,y\ny,z\n");
    let alone = open("nodes.csv");
    assert_eq!((alone.graph.actor_count(), alone.graph.link_count()), (2, 0), "nobody is in both");
    assert_eq!(codes(&alone).iter().filter(|code| **code == "guessed").count(), 1, "and that is said");
    write("people.csv", "id,name\n1,Ada\n2,Bob\n");
    write("edges.csv", "source,target\n1,2\n2,1\n");
    let people = open("people.csv");
    assert_eq!((people.graph.actor_count(), people.graph.link_count()), (2, 0), "any file may have such ids");
}

#[test]
fn a_title_of_several_lines_is_no_part_of_a_table() {
    let title =
        "Letters of the learned society, as far as they were kept in the house\nof its secretary, with dates.\n";
    let opened = read(&format!("{title}source,target,n\nada,bob,3\n"), &[]).expect("a table");
    assert_eq!((opened.graph.actor_count(), opened.graph.link_count()), (2, 1));
}

#[test]
fn columns_beyond_those_that_are_looked_at_keep_their_names() {
    let names: Vec<String> = (0..1100).map(|column| format!("c{column}")).collect();
    let text = format!("source,target,{}\na,b{}\n", names.join(","), ",7".repeat(1100));
    let opened = read(&text, &[]).expect("a table");
    let columns = opened.graph.link_columns();
    let of = |name: &str| columns.by_name(name).and_then(|column| column.get(0));
    assert_eq!((of("c3"), of("c1099")), (Some(Value::WholeNumber(7)), Some(Value::WholeNumber(7))));
    assert_eq!((of("column 1102"), codes(&opened)), (None, Vec::new()));
}

#[test]
fn a_row_with_more_cells_than_any_table_has_is_refused() {
    let text = |cell: &str| format!("source,target\na,b{}{cell}\n", ",".repeat(20_000));
    let error = read(&text("x"), &[]).expect_err("too far to the right");
    assert_eq!((error.cause(), error.line()), (ReadCause::TooLarge, Some(2)));
    assert_eq!(read(&text(""), &[]).expect("empty cells are none").graph.link_count(), 1);
}

#[test]
fn cells_far_to_the_right_are_kept_in_whatever_order_they_come() {
    let row = |ends: &str, column: usize| format!("{ends}{}7\n", ",".repeat(column - 1));
    let text = format!("source,target\n{}{}{}", row("a,b", 2000), row("b,c", 1500), row("c,d", 1500));
    let opened = read(&text, &[]).expect("a table");
    let columns = opened.graph.link_columns();
    let of = |name: &str, row| columns.by_name(name).and_then(|column| column.get(row));
    let seven = Some(Value::WholeNumber(7));
    assert_eq!(
        (of("column 2001", 0), of("column 1501", 1), of("column 1501", 2)),
        (seven.clone(), seven.clone(), seven)
    );
}

#[test]
fn ends_of_whole_floats_are_ids() {
    let opened = read("source,target\n1.0,2.0\n2.0,3.0\n4.0,\n", &[]).expect("a table of links");
    let graph = &opened.graph;
    assert_eq!((graph.actor_count(), graph.link_count()), (3, 2));
    assert_eq!(graph.actor(ActorIx(0)).key, "1");
    assert_eq!(codes(&opened), ["skipped", "reshaped"]);
    let opened = read("source,target\n1.0,2.5\n1.0,3.0\n", &[]).expect("a table of links");
    assert_eq!(
        (opened.graph.actor(ActorIx(0)).key.as_str(), opened.graph.actor(ActorIx(1)).key.as_str()),
        ("1", "2.5")
    );
}

#[test]
fn a_column_of_weights_without_numbers_is_told() {
    for cell in ["heavy", "\"1,234.5\""] {
        let opened = read(&format!("source,target,weight\na,b,{cell}\nb,c,2\n"), &[]).expect("a table");
        assert_eq!(opened.graph.link(LinkIx(0)).weight, None);
        assert_eq!(codes(&opened), ["guessed"], "{cell}");
    }
}

#[test]
fn the_least_whole_number_is_one_like_others() {
    let opened =
        read("source,target,weight,n\n-9223372036854775808,b,-9223372036854775808,-9223372036854775808\n", &[]);
    let opened = opened.expect("a table");
    let cell = opened.graph.link_columns().by_name("n").and_then(|column| column.get(0));
    assert_eq!(cell, Some(Value::WholeNumber(i64::MIN)));
}
