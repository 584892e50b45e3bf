//! What the tables of GraphRAG mean where their names of columns alone would be misunderstood: its links are between the titles
//! of entities, not between their ids.

use crate::io::table::look::SheetLook;
use crate::io::table::mapping::{ColumnName, Rows, TableMapping};
use crate::io::table::roles::ColumnRole;

/// The mapping that was asked for, and where none was, that of a table of GraphRAG; whether it is one.
pub fn meant(look: &SheetLook, asked: TableMapping) -> (TableMapping, bool) {
    let names = look.names();
    let has = |name: &str| names.iter().any(|known| known == name);
    if !asked.columns.is_empty() || asked.rows.is_some() || !has("human_readable_id") {
        return (asked, false);
    }
    let mut mapping = asked;
    let mut give = |name: &str, role| {
        if has(name) {
            mapping.give(ColumnName::from(name), role);
        }
    };
    if has("source") && has("target") && has("text_unit_ids") {
        give("source", ColumnRole::Source);
        give("target", ColumnRole::Target);
        mapping.rows = Some(Rows::Links);
        return (mapping, true);
    }
    // Nodes are the entities of old versions once more, with their communities; communities and documents have titles, too.
    let is_of_entities = has("description") && has("text_unit_ids") && !has("text") && !has("entity_ids");
    let is_of_nodes = has("community") && has("level") && has("degree");
    let title = ["title", "name"].into_iter().find(|name| has(name));
    let Some(title) = title.filter(|_| is_of_entities || is_of_nodes) else { return (mapping, false) };
    give(title, ColumnRole::Id);
    give("id", ColumnRole::Detail);
    // Where it was not asked to draw, every entity has the place 0, 0.
    let is_at_zero = |name: &str| {
        let at = names.iter().position(|known| known == name);
        at.is_some_and(|at| look.cells(at).all(|cell| cell.parse() == Ok(0.0)))
    };
    if is_at_zero("x") && is_at_zero("y") {
        give("x", ColumnRole::Detail);
        give("y", ColumnRole::Detail);
    }
    mapping.rows = Some(Rows::Actors);
    (mapping, true)
}

/// Old versions write entities and, for every level of their communities again, nodes: the entities are read.
pub fn entities_first(mut names: Vec<String>) -> Vec<String> {
    names.sort_by_key(|name| !name.to_lowercase().contains("entities"));
    names
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::io::table::look::text_table;

    fn of(text: &str) -> (TableMapping, bool) {
        let asked = TableMapping { header: Some(true), ..TableMapping::default() };
        let (table, settings, _) = text_table(text, &asked);
        meant(&SheetLook::of(table, settings, &asked, false).expect("it can be cut"), asked)
    }

    fn role(mapping: &TableMapping, name: &str) -> Option<ColumnRole> {
        mapping.columns.iter().find(|mapped| mapped.column == ColumnName::from(name)).map(|mapped| mapped.role)
    }

    #[test]
    fn entities_are_known_by_their_titles() {
        let (mapping, is_graphrag) =
            of("id,human_readable_id,title,type,description,text_unit_ids,x,y\ne1,0,ADA,PERSON,She.,t1,0.0,0.0\n");
        assert!(is_graphrag && mapping.rows == Some(Rows::Actors));
        assert_eq!((role(&mapping, "title"), role(&mapping, "id")), (Some(ColumnRole::Id), Some(ColumnRole::Detail)));
        assert_eq!(role(&mapping, "x"), Some(ColumnRole::Detail), "all stand at 0, 0");
        let (mapping, _) = of("id,human_readable_id,title,community,level,degree,x,y\ne1,0,ADA,1,0,2,1.5,0.0\n");
        assert_eq!((role(&mapping, "title"), role(&mapping, "x")), (Some(ColumnRole::Id), None));
    }

    #[test]
    fn people_with_titles_and_documents_are_no_entities() {
        for text in [
            "id,title,type,description\np1,Dr,person,x\n",
            "id,human_readable_id,title,text,text_unit_ids,description\nd1,0,a.txt,Words.,t1,x\n",
            "id,human_readable_id,community,level,title,entity_ids,text_unit_ids,description\nc1,0,1,0,Group,e1,t1,x\n",
        ] {
            assert!(!of(text).1, "{text}");
        }
    }

    #[test]
    fn entities_come_before_nodes() {
        let names = ["create_final_nodes.parquet", "create_final_entities.parquet"].map(str::to_owned).to_vec();
        assert_eq!(entities_first(names)[0], "create_final_entities.parquet");
    }
}
