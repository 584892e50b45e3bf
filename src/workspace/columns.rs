//! The columns of details as such: one more, another name, one less. Values of single records are changed elsewhere.

use std::sync::Arc;

use super::RecordEdit;
use crate::model::{ActorIx, Change, Column, ColumnKind, Columns, Graph, LinkIx, Table};

/// The columns of a table.
#[must_use]
pub fn columns_of(graph: &Graph, table: Table) -> &Columns {
    match table {
        Table::Actors => graph.actor_columns(),
        Table::Links => graph.link_columns(),
    }
}

/// How many records that are there have a value in a column of `table`.
#[must_use]
pub fn value_count(graph: &Graph, table: Table, column: &Column) -> usize {
    let is_there = |row: usize| match table {
        Table::Actors => graph.has_actor(ActorIx::new(row)),
        Table::Links => graph.has_link(LinkIx::new(row)),
    };
    column.filled().filter(|(row, _)| is_there(*row)).count()
}

/// What is wrong with a name for a column of `table`, in words; `own` is the name that it has already.
#[must_use]
pub fn trouble(graph: &Graph, table: Table, own: Option<&str>, name: &str) -> Option<String> {
    if name.is_empty() {
        Some("A detail needs a name.".to_owned())
    } else if name.contains(['\n', '\r']) {
        Some("It has to fit on one line.".to_owned())
    } else if own != Some(name) && columns_of(graph, table).by_name(name).is_some() {
        Some(format!("There is a detail “{name}” already."))
    } else {
        None
    }
}

/// The step that adds an empty column at the end; `None` where its name cannot be.
#[must_use]
pub fn add(graph: &Graph, table: Table, name: &str, kind: ColumnKind) -> Option<RecordEdit> {
    if trouble(graph, table, None, name).is_some() {
        return None;
    }
    let column = Arc::new(Column::new(name, kind, true));
    let change = Change::AddColumn(table, columns_of(graph, table).iter().count(), column);
    Some(RecordEdit::new(format!("Add the detail “{name}”"), vec![change]))
}

/// The step that gives a column another name; `None` where there is no such column, or its name cannot be.
#[must_use]
pub fn rename(graph: &Graph, table: Table, before: &str, name: &str) -> Option<RecordEdit> {
    let (at, column) = find(graph, table, before)?;
    if name == before || trouble(graph, table, Some(before), name).is_some() {
        return None;
    }
    let mut renamed = column.clone();
    name.clone_into(&mut renamed.name);
    let changes = vec![Change::RemoveColumn(table, at), Change::AddColumn(table, at, Arc::new(renamed))];
    Some(RecordEdit::new(format!("Rename the detail “{before}”"), changes))
}

/// The step that removes a column with everything in it; `None` where there is no such column.
#[must_use]
pub fn remove(graph: &Graph, table: Table, name: &str) -> Option<RecordEdit> {
    let (at, column) = find(graph, table, name)?;
    let with = match value_count(graph, table, column) {
        0 => String::new(),
        1 => " with 1 value".to_owned(),
        count => format!(" with {count} values"),
    };
    Some(RecordEdit::new(format!("Remove the detail “{name}”{with}"), vec![Change::RemoveColumn(table, at)]))
}

fn find<'g>(graph: &'g Graph, table: Table, name: &str) -> Option<(usize, &'g Column)> {
    columns_of(graph, table).iter().enumerate().find(|(_, column)| column.name == name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{DetailOf, RecordIx, Value, View, graph_from_drawing};

    const TABLE: Table = Table::Actors;

    fn carry_out(graph: &mut Graph, edit: Option<RecordEdit>) -> RecordEdit {
        edit.expect("something changes").apply(graph, &mut View::default()).expect("it fits")
    }

    /// Three columns of actors; everybody has the one in the middle.
    fn case() -> Graph {
        let mut graph = graph_from_drawing("Ada-Ben Cyd");
        for name in ["born", "home", "seen"] {
            let edit = add(&graph, TABLE, name, ColumnKind::Text);
            carry_out(&mut graph, edit);
        }
        for actor in 0..3 {
            let value = Some(Value::Text(format!("place {actor}")));
            let change = Change::Detail(DetailOf::Actor(ActorIx(actor)), "home".into(), value);
            graph.change(change).expect("it fits");
        }
        graph
    }

    fn names(graph: &Graph) -> Vec<String> {
        graph.actor_columns().iter().map(|column| column.name.clone()).collect()
    }

    #[test]
    fn a_column_is_added_renamed_and_removed_and_comes_back_with_everything() {
        let mut graph = case();
        let before = serde_json::to_string(&graph.whole()).expect("plain data");
        let edit = rename(&graph, TABLE, "home", "lives in");
        assert_eq!(edit.as_ref().map(|edit| edit.name.as_str()), Some("Rename the detail “home”"));
        let back = carry_out(&mut graph, edit);
        assert_eq!(names(&graph), ["born", "lives in", "seen"], "where it was");
        let value = graph.actor_columns().by_name("lives in").and_then(|column| column.get(1));
        assert_eq!(value, Some(Value::Text("place 1".into())));
        carry_out(&mut graph, Some(back));
        assert_eq!(serde_json::to_string(&graph.whole()).expect("plain data"), before);

        let edit = remove(&graph, TABLE, "home");
        assert_eq!(edit.as_ref().map(|edit| edit.name.as_str()), Some("Remove the detail “home” with 3 values"));
        let back = carry_out(&mut graph, edit);
        assert_eq!(names(&graph), ["born", "seen"]);
        carry_out(&mut graph, Some(back));
        assert_eq!(serde_json::to_string(&graph.whole()).expect("plain data"), before);
    }

    #[test]
    fn values_of_those_who_are_gone_are_not_counted() {
        let mut graph = case();
        graph.change(Change::Keep(RecordIx::Actor(ActorIx(2)), false)).expect("nothing needs it");
        let column = graph.actor_columns().by_name("home").expect("it is there");
        assert_eq!(value_count(&graph, TABLE, column), 2);
    }

    #[test]
    fn a_name_is_there_once_and_not_empty() {
        let graph = case();
        let words = |own, name| trouble(&graph, TABLE, own, name);
        assert_eq!(words(None, "home").as_deref(), Some("There is a detail “home” already."));
        assert_eq!(words(Some("home"), "home"), None);
        assert_eq!(words(None, "").as_deref(), Some("A detail needs a name."));
        assert!(words(None, "a\nb").is_some());
        assert!(trouble(&graph, Table::Links, None, "home").is_none(), "links have columns of their own");
        assert!(add(&graph, TABLE, "home", ColumnKind::Date).is_none());
        assert!(rename(&graph, TABLE, "home", "born").is_none());
        assert!(rename(&graph, TABLE, "nothing", "something").is_none());
        assert!(remove(&graph, TABLE, "nothing").is_none());
    }
}
