//! Which kind of record a file holds, and which of its columns are which of our fields.

use super::kinds::{FieldNames, Kind};
use std::collections::BTreeMap;

/// A kind a file may be, with its columns.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recognised {
    /// The kind.
    pub kind: Kind,
    /// Our field → index of the column.
    pub columns: BTreeMap<&'static str, usize>,
}

/// A header folded to letters and digits, without what exporters put before it.
pub fn folded(header: &str, prefix: &str) -> String {
    let header = header.trim().trim_end_matches('*');
    let header = header.strip_prefix("property_").unwrap_or(header);
    let cut = header.split_once(" - ").or_else(|| header.split_once(" – "));
    let header = match cut {
        Some((before, rest)) if !prefix.is_empty() && fold(before) == prefix => rest,
        _ => header,
    };
    fold(header)
}

fn fold(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// The kind that fits a header best: all its needs met, then the most columns known.
pub fn recognise(header: &[String]) -> Option<Recognised> {
    let fits = Kind::ALL.into_iter().filter_map(|kind| fit(header, kind));
    fits.max_by_key(|(certain, found)| (*certain, found.columns.len(), std::cmp::Reverse(found.kind)))
        .map(|(_, found)| found)
}

/// The columns of a kind in a header, whatever else it may be.
pub fn columns(header: &[String], kind: Kind) -> BTreeMap<&'static str, usize> {
    let names = kind.names();
    let folded: Vec<String> = header.iter().map(|h| folded(h, names.prefix)).collect();
    let mut taken = vec![false; header.len()];
    let mut columns = BTreeMap::new();
    for FieldNames { field, theirs } in names.fields {
        let at = theirs.iter().find_map(|name| folded.iter().enumerate().position(|(i, h)| h == name && !taken[i]));
        if let Some(at) = at {
            taken[at] = true;
            columns.insert(*field, at);
        }
    }
    columns
}

/// Whether the headers name the kind themselves (`Deal - Title`) and its columns, where its needs are met.
fn fit(header: &[String], kind: Kind) -> Option<(bool, Recognised)> {
    let names = kind.names();
    let plain: Vec<String> = header.iter().map(|h| folded(h, names.prefix)).collect();
    if plain.iter().any(|h| names.never.contains(&h.as_str())) {
        return None;
    }
    let columns = columns(header, kind);
    let met = names.needs.iter().all(|group| group.iter().any(|field| columns.contains_key(field)));
    let named = |h: &String| {
        !names.prefix.is_empty() && h.split_once(" - ").is_some_and(|(before, _)| fold(before) == names.prefix)
    };
    met.then(|| (header.iter().any(named) || kind == Kind::Teams, Recognised { kind, columns }))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kind(header: &str) -> Option<Kind> {
        let header: Vec<String> = header.split(',').map(str::to_owned).collect();
        recognise(&header).map(|r| r.kind)
    }

    #[test]
    fn exports_are_known_by_their_headers() {
        for (header, expected) in [
            (
                "opportunity_id,sales_agent,product,account,deal_stage,engage_date,close_date,close_value",
                Kind::Opportunities,
            ),
            ("account,sector,year_established,revenue,employees,office_location,subsidiary_of", Kind::Accounts),
            ("product,series,sales_price", Kind::Products),
            ("sales_agent,manager,regional_office", Kind::Teams),
            ("ID,NAME,TYPE,PARENTID,BILLINGCITY,PHONE,INDUSTRY,OWNERID,CREATEDDATE", Kind::Accounts),
            ("ID,ACCOUNTID,NAME,STAGENAME,AMOUNT,PROBABILITY,CLOSEDATE,OWNERID", Kind::Opportunities),
            ("Opportunity Owner,Account Name,Opportunity Name,Stage,Amount,Close Date", Kind::Opportunities),
            ("First Name,Last Name,Title,Mailing Street,Phone,Email,Account Owner,Account Name", Kind::Contacts),
            ("name,account,amount,close_date,owner", Kind::Opportunities),
            ("Deal Name,Expected Close Date,Amount", Kind::Opportunities),
            ("Record ID,Deal Name,Pipeline,Deal Stage,Amount,Close Date,Deal owner", Kind::Opportunities),
            ("Record ID,Company name,Company Domain Name,Industry,Company owner", Kind::Accounts),
            ("Record ID,First Name,Last Name,Email,Contact owner,Lifecycle Stage", Kind::Contacts),
            ("Deal - ID,Deal - Title,Deal - Owner,Deal - Value,Deal - Stage,Deal - Status", Kind::Opportunities),
            ("Person - ID,Person - Name,Person - Email - Work,Person - Organization", Kind::Contacts),
            ("Organization - ID,Organization - Name,Organization - Owner", Kind::Accounts),
            ("pipeline_id,_fivetran_deleted,active,display_order,label", Kind::Pipelines),
            ("closed_won,is_closed,display_order,probability,stage_id,label,pipeline_id", Kind::Stages),
            (
                "deal_id,deal_pipeline_id,deal_pipeline_stage_id,owner_id,property_dealname,property_amount",
                Kind::Opportunities,
            ),
            ("Id,Username,LastName,FirstName,Name,Department,Title,Email,IsActive,ManagerId", Kind::People),
            ("name,e-mail,position,unit,manager", Kind::People),
            ("owner_id,portal_id,type,email,first_name,last_name,active_user_id", Kind::People),
        ] {
            assert_eq!(kind(header), Some(expected), "{header}");
        }
        assert_eq!(kind("deal_id,merged_deal_id,_fivetran_synced"), None);
        assert_eq!(kind("a,b,c"), None);
    }

    #[test]
    fn the_owners_email_is_not_the_rows_identity() {
        let header = ["Owner Email", "Account Name", "Website"].map(str::to_owned);
        assert!(!columns(&header, Kind::Accounts).contains_key("id"));
    }
}
