//! What a reader or writer has to tell, as lines and as JSON. The sentences themselves are the model's.

use serde_json::{Value as Json, json};

use super::prose::{columns, count, one_line, thousands};
use crate::model::{LoadReport, Tally};

/// A report as indented lines: one for each thing there is to say, with how often it is so.
pub fn lines(report: &LoadReport) -> Vec<String> {
    if report.is_empty() {
        return vec!["  nothing to report".to_owned()];
    }
    let rows: Vec<Vec<String>> = report
        .told()
        .into_iter()
        .map(|(note, notes)| {
            let others =
                if notes > 1 { format!(" ({} like this.)", count(notes - 1, "more note")) } else { String::new() };
            vec![one_line(&note.place()), format!("{}{others}", one_line(&note.warning.to_string()))]
        })
        .collect();
    columns(&rows, 2)
}

/// What became of the records of a file, where something did: `12 actors in the file: 10 kept, 2 merged; 1 more made`. Where the
/// file has none of a sort: `12 actors, named by links alone`.
pub fn tally(report: &LoadReport) -> Vec<String> {
    let line = |tally: Tally, noun: &str, how: &str| {
        let Tally { read, merged, skipped, made } = tally;
        if merged + skipped + made == 0 {
            return None;
        }
        if read == 0 && made > 0 {
            return Some(format!("  {}, {how}", count(made, noun)));
        }
        let parts = [(tally.kept(), "kept"), (merged, "merged"), (skipped, "skipped")];
        let parts: Vec<String> = parts
            .into_iter()
            .filter(|(number, what)| *number > 0 || *what == "kept")
            .map(|(number, what)| format!("{} {what}", thousands(number)))
            .collect();
        let more = if made > 0 { format!("; {} more made", thousands(made)) } else { String::new() };
        Some(format!("  {} in the file: {}{more}", count(read, noun), parts.join(", ")))
    };
    [line(report.actors, "actor", "named by links alone"), line(report.links, "link", "made of other records")]
        .into_iter()
        .flatten()
        .collect()
}

/// A report for programs: one entry for each thing there is to say.
pub fn json(report: &LoadReport) -> Json {
    let warnings: Vec<Json> = report
        .told()
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
    let tally = |Tally { read, merged, skipped, made }: Tally| {
        let kept = Tally { read, merged, skipped, made }.kept();
        json!({ "read": read, "kept": kept, "merged": merged, "skipped": skipped, "made": made })
    };
    json!({ "warnings": warnings, "actors": tally(report.actors), "links": tally(report.links) })
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
