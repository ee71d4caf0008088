//! What routes of hand-offs are asked and sent, and who must get what: Arne has offered a deal to Alma, who leads him.

use super::company::{Company, position};
use super::reads::{self, Try, ask};
use super::viewers::May;
use super::writes::{self, Write, call, form};
use app::handoffs::Offer;
use app::{Ctx, Tx};
use domain::kernel::id::OpportunityId;
use serde_json::json;

/// Offers Arne's deal to Alma.
pub fn offered(ctx: &Ctx, tx: &mut Tx<'_>, deal: OpportunityId) -> app::Result<String> {
    let to = Some(position("Alma"));
    let command = Offer { noun: "opportunity".into(), record: deal.0, to, ..Offer::default() };
    Ok(app::handoffs::offer(ctx, tx, &command)?.to_string())
}

pub fn reads(pattern: &str, company: &Company) -> Option<Vec<Try>> {
    let one = |need| vec![Try { shows: &["alfa"], ..ask(pattern.replace("{id}", &company.handoff), need) }];
    Some(match pattern {
        "/handoffs" | "/api/v1/handoffs" => one(reads::Need::To(May::Records)),
        "/handoffs/flow" | "/api/v1/handoff-flow" => vec![ask(pattern, reads::Need::To(May::Records))],
        "/handoffs/rules" => vec![ask(pattern, reads::Need::SignedIn(200))],
        "/handoffs/{id}" | "/api/v1/handoffs/{id}" => one(reads::Need::Handed("Arne")),
        _ => return None,
    })
}

pub fn writes(pattern: &str, company: &Company) -> Option<Vec<Write>> {
    let address = pattern.replace("{id}", &company.handoff);
    let is_api = pattern.starts_with("/api");
    let receiver = writes::Need::Target("Arne");
    let (deal, to) = (company.marked["alfa"].deal, position("Enya").to_string());
    let send = |need, fields: &[(&'static str, &str)]| {
        if !is_api {
            return vec![form(address.clone(), need, fields)];
        }
        let body: serde_json::Map<_, _> = fields.iter().map(|(key, value)| ((*key).to_owned(), json!(value))).collect();
        vec![call(address.clone(), need, body.into())]
    };
    Some(match pattern {
        "/handoffs" => {
            let address = format!("{pattern}?noun=opportunity&record={deal}");
            vec![form(address, writes::Need::On("alfa"), &[("to", &to)])]
        }
        "/api/v1/handoffs" | "/api/v1/handoffs/preview" => {
            vec![call(address, writes::Need::On("alfa"), json!({ "noun": "opportunity", "record": deal }))]
        }
        "/handoffs/rules" => {
            let fields = [("stage", "presenting"), ("hours", "8"), ("quiet_days", "3")];
            send(writes::Need::To(May::Organise), &fields)
        }
        "/handoffs/models/{id}" => {
            let address = pattern.replace("{id}", &company.north.to_string());
            vec![form(address, writes::Need::To(May::Organise), &[])]
        }
        "/handoffs/{id}/accept" | "/api/v1/handoffs/{id}/accept" => send(receiver, &[]),
        "/handoffs/{id}/undo" => send(receiver, &[("set", &company.view.to_string())]),
        "/handoffs/{id}/return" | "/api/v1/handoffs/{id}/return" => send(receiver, &[("reason", "duplicate")]),
        "/handoffs/{id}/withdraw" | "/api/v1/handoffs/{id}/withdraw" => send(writes::Need::On("alfa"), &[]),
        "/handoffs/{id}/tell" => send(writes::Need::On("alfa"), &[("note", "changed")]),
        "/handoffs/{id}/redirect" | "/api/v1/handoffs/{id}/redirect" => {
            send(writes::Need::On("alfa"), &[("to", to.as_str())])
        }
        _ => return None,
    })
}
