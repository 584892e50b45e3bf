//! What a reader or writer has to tell, as lines and as JSON. The sentences themselves are the model's.

use serde_json::{Value as Json, json};

use super::prose::{columns, count, one_line};
use crate::model::LoadReport;

/// A report as indented lines: one for each sort of note, with the first note of that sort.
pub fn lines(report: &LoadReport) -> Vec<String> {
    if report.is_empty() {
        return vec!["  nothing to report".to_owned()];
    }
    let rows: Vec<Vec<String>> = report
        .by_code()
        .into_iter()
        .map(|(note, notes)| {
            let others =
                if notes > 1 { format!(" ({} like this.)", count(notes - 1, "more note")) } else { String::new() };
            vec![one_line(&note.place()), format!("{}{others}", one_line(&note.warning.to_string()))]
        })
        .collect();
    columns(&rows, 2)
}

/// A report for programs: one entry for each sort of note.
pub fn json(report: &LoadReport) -> Json {
    let warnings: Vec<Json> = report
        .by_code()
        .into_iter()
        .map(|(note, count)| {
            json!({
                "part": note.part.as_deref(),
                "line": note.line,
                "code": note.warning.code(),
                "message": note.warning.to_string(),
                "count": count,
            })
        })
        .collect();
    json!({ "warnings": warnings })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Warning;

    #[test]
    fn notes_of_a_sort_are_counted() {
        let mut report = LoadReport::default();
        assert_eq!(lines(&report), ["  nothing to report"]);
        for line in [3, 9, 12] {
            report.push(Some(line), Warning::ViewOfUnknownActor { actor: format!("a{line}") });
        }
        assert_eq!(
            lines(&report),
            ["  line 3  The view speaks of actor \"a3\", which is not in this file. It is kept there. \
              (2 more notes like this.)"]
        );
        assert_eq!(json(&report)["warnings"][0]["count"], 3);
        assert_eq!(json(&report)["warnings"][0]["line"], 3);
    }
}
