//! What a reader chose in step two, as settings: kinds, columns, options, what unknown values mean.

use super::{check_href, file, href, likely, named};
use crate::errors::Answer;
use crate::extract::{Posted, SignedIn};
use crate::fields::Fields;
use crate::ui::overlay::Toast;
use app::imports::{Alias, Kind, Settings, jobs, queries, recognise};
use axum::extract::Path;
use std::collections::BTreeMap;
use text::t;

/// Keeps the choices; then checks again, saves them under a name, or loads.
pub async fn save(Path(id): Path<String>, posted: Posted) -> Answer {
    let id = named(&id)?;
    let Posted { signed, fields } = posted;
    let then = fields.text("then");
    let next = then.clone();
    signed
        .write(move |ctx, tx| {
            let before = jobs::read(ctx, tx, id)?.settings;
            let settings = chosen(&fields, before);
            jobs::configure(ctx, tx, id, &settings)?;
            match next.as_str() {
                "load" => jobs::queue(ctx, tx, id),
                "save" => queries::save_mapping(ctx, tx, fields.raw("mapping_name"), &settings).map(|_| ()),
                _ => Ok(()),
            }
        })
        .await?;
    match then.as_str() {
        "load" => signed.done(&href(id), None),
        "save" => signed.done(&check_href(id), Some(&Toast::said(t(signed.lang, "import-mapping-saved")))),
        _ => signed.done(&check_href(id), None),
    }
}

/// The choices so far, as a mapping file.
pub async fn download(Path(id): Path<String>, signed: SignedIn) -> Answer {
    let id = named(&id)?;
    let toml = signed.read(move |ctx, tx| jobs::read(ctx, tx, id)?.settings.to_toml()).await?;
    Ok(file("mapping.toml", "application/toml; charset=utf-8", toml))
}

/// The settings that the form stands for; what it does not show stays.
fn chosen(fields: &Fields, before: Settings) -> Settings {
    let mut settings = Settings {
        as_of: fields.parsed("as_of"),
        complete: fields.is_ticked("complete"),
        duplicates: fields.parsed("duplicates"),
        root_marker: fields.some("root_marker"),
        system: fields.some("system"),
        day_order: fields.some("day_order"),
        ..before
    };
    for n in 0.. {
        let Some(name) = fields.some(&format!("file.{n}")) else { break };
        let own = settings.files.remove(&name).unwrap_or_default();
        let own = of_file(fields, n, own);
        if own != Settings::default() {
            settings.files.insert(name, own);
        }
    }
    for n in 0.. {
        let Some(field) = fields.some(&format!("alias.{n}.field")) else { break };
        let theirs = fields.raw(&format!("alias.{n}.theirs")).to_owned();
        settings.alias.retain(|a| a.field != field || a.theirs != theirs);
        if let Some(ours) = fields.some(&format!("alias.{n}.ours")) {
            settings.alias.push(Alias { field, theirs, ours });
        }
    }
    settings
}

/// One file: its kind where it is not the one recognised, columns that are read otherwise than by their names.
fn of_file(fields: &Fields, n: usize, own: Settings) -> Settings {
    let header: Vec<String> = (0..)
        .map(|i| format!("head.{n}.{i}"))
        .take_while(|name| fields.has(name))
        .map(|name| fields.raw(&name).to_owned())
        .collect();
    let recognised = recognise::recognise(&header).map(|r| r.kind);
    let kind = Kind::from_key(fields.raw(&format!("kind.{n}"))).or(recognised);
    let shown = Kind::from_key(fields.raw(&format!("was.{n}")));
    let id_scope = fields.some(&format!("id_scope.{n}"));
    let own = Settings { kind: kind.filter(|k| Some(*k) != recognised), id_scope, ..own };
    let own = likely::chosen(fields, n, own);
    match kind {
        // Columns were offered as fields of that kind; of another, they begin anew.
        Some(kind) if shown == Some(kind) => columns(fields, n, &header, kind, own),
        _ => Settings { map: BTreeMap::new(), skip: Vec::new(), ..own },
    }
}

fn columns(fields: &Fields, n: usize, header: &[String], kind: Kind, own: Settings) -> Settings {
    let by_name = recognise::columns(header, kind);
    let (mut map, mut skip) = (BTreeMap::new(), Vec::new());
    for (i, theirs) in header.iter().enumerate() {
        // What the page found by itself: one of our fields, or one of the company's own.
        let own = fields.some(&format!("own.{n}.{i}"));
        let usual = by_name.iter().find(|(_, at)| **at == i).map(|(field, _)| *field).or(own.as_deref());
        match (fields.some(&format!("col.{n}.{i}")), usual) {
            (Some(field), usual) if usual == Some(field.as_str()) => {}
            (Some(field), _) => {
                map.insert(field, theirs.clone());
            }
            (None, Some(_)) => skip.push(theirs.clone()),
            (None, None) => {}
        }
    }
    Settings { map, skip, ..own }
}

#[cfg(test)]
mod tests {
    use super::*;
    use app::imports::Duplicates;

    fn fields(pairs: &[(&str, &str)]) -> Fields {
        Fields::from(pairs.iter().map(|(n, v)| ((*n).to_owned(), (*v).to_owned())).collect::<Vec<_>>())
    }

    #[test]
    fn only_what_differs_from_the_recognised_is_kept() {
        let head = [("file.0", "p.csv"), ("kind.0", "products"), ("was.0", "products")];
        let columns = [("head.0.0", "product"), ("head.0.1", "sales_price"), ("head.0.2", "series")];
        let usual = [("col.0.0", "name"), ("col.0.1", "price"), ("col.0.2", "line")];
        let all: Vec<_> = head.iter().chain(&columns).chain(&usual).copied().collect();
        assert_eq!(chosen(&fields(&all), Settings::default()), Settings::default());
        let other = [("col.0.0", "name"), ("col.0.1", ""), ("col.0.2", "code"), ("as_of", "2026-01-02")];
        let all: Vec<_> = head.iter().chain(&columns).chain(&other).copied().collect();
        let made = chosen(&fields(&all), Settings::default());
        let own = &made.files["p.csv"];
        assert_eq!((own.skip.as_slice(), own.map["code"].as_str()), (["sales_price".to_owned()].as_slice(), "series"));
        assert_eq!(made.as_of.map(|d| d.to_string()).as_deref(), Some("2026-01-02"));
        assert_eq!(Settings::from_toml(&made.to_toml().unwrap()).unwrap(), made);
    }

    #[test]
    fn a_row_has_a_choice_of_its_own_and_loses_it() {
        let rows = |four| [("file.0", "p.csv"), ("kind.0", "leads"), ("was.0", "leads"), ("row.0.4", four)];
        let other = Settings { rows: [("9".to_owned(), Duplicates::Update)].into(), ..Settings::default() };
        let before = Settings { files: [("p.csv".to_owned(), other)].into(), ..Settings::default() };
        let made = chosen(&fields(&rows("skip")), before);
        let own: Vec<_> = made.of_file("p.csv").rows.into_iter().collect();
        assert_eq!(own, [("4".to_owned(), Duplicates::Skip), ("9".to_owned(), Duplicates::Update)]);
        assert_eq!(Settings::from_toml(&made.to_toml().unwrap()).unwrap(), made);
        let lost: Vec<_> = chosen(&fields(&rows("")), made).of_file("p.csv").rows.into_keys().collect();
        assert_eq!(lost, ["9"], "rows that were not shown keep theirs");
    }

    #[test]
    fn an_unknown_value_gets_a_meaning_and_loses_it() {
        let pairs = |ours| [("alias.0.field", "product"), ("alias.0.theirs", "GTXPro"), ("alias.0.ours", ours)];
        let made = chosen(&fields(&pairs("GTX Pro")), Settings::default());
        assert_eq!(made.ours("product", "GTXPro"), "GTX Pro");
        assert_eq!(chosen(&fields(&pairs("")), made).alias, []);
    }
}
