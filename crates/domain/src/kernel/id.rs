//! Typed ids. Each kind of record has its own, so that a person can never stand where a position is meant.
//!
//! An id is a UUIDv7 made outside (`app::ctx`), or, for what is derived, a UUIDv5 of its source, so
//! that recomputing gives the same bytes.

/// Declares id types, each a newtype over a UUID.
macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, serde::Serialize, serde::Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub uuid::Uuid);
        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result { self.0.fmt(f) }
        }
        impl std::fmt::Debug for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result { write!(f, "{}({})", stringify!($name), self.0) }
        }
        impl std::str::FromStr for $name {
            type Err = uuid::Error;
            fn from_str(s: &str) -> Result<Self, uuid::Error> { Ok(Self(s.parse()?)) }
        }
        impl From<uuid::Uuid> for $name { fn from(id: uuid::Uuid) -> Self { Self(id) } }
        impl From<$name> for uuid::Uuid { fn from(id: $name) -> Self { id.0 } }
    )+};
}

ids! {
    /// A part of the organisation.
    UnitId,
    /// A seat.
    PositionId,
    /// Someone who works here.
    PersonId,
    /// Someone (or something) that signs in.
    UserId,
    /// A segment: a named predicate over accounts, leads and products.
    SegmentId,
    /// A coverage: segment and stages to a unit or position.
    CoverageId,
    /// A queue: where work waits that nobody may take.
    QueueId,
    /// A setting of routing: an absence, hours, a holdover.
    RoutingSettingId,
    /// A decision of routing, as it was made.
    DecisionId,
    /// A company we sell to.
    AccountId,
    /// A person at an account.
    ContactId,
    /// Something sold.
    ProductId,
    /// A person or company not yet qualified.
    LeadId,
    /// A form that strangers may send.
    LeadFormId,
    /// What was learned of past leads, one time.
    ScoreModelId,
    /// A list that somebody works through.
    OutboundListId,
    /// A field of a company's own.
    CustomFieldId,
    /// An address that is told what happens.
    WebhookId,
    /// A possible sale.
    OpportunityId,
    /// Work that passes from one position to another.
    HandoffId,
    /// A process as data.
    PipelineId,
    /// Where leads come from: a group of them.
    SourceId,
    /// One step of a pipeline.
    StageId,
    /// Money won.
    BookingId,
    /// A share of a booking that counts for a position.
    CreditLineId,
    /// A call, task, note and the like.
    ActivityId,
    /// Something a customer said against it.
    ObjectionId,
    /// An answer to take from.
    AnswerId,
    /// A sequence of steps.
    CadenceId,
    /// A record in a cadence.
    EnrolmentId,
    /// A mailbox of a user.
    MailAccountId,
    /// A mail.
    MailId,
    /// Mails that answer one another.
    ThreadId,
    /// A mail that waits to be sent.
    OutgoingId,
    /// A text that mails begin with.
    MailTemplateId,
    /// Something a user is told.
    NotificationId,
    /// An import, a reorganisation: a change of a set.
    SetId,
    /// One version of a dated row.
    RowId,
    /// An entry of the history.
    EventId,
}

/// The namespace of ids derived from a source.
const DERIVED: uuid::Uuid = uuid::Uuid::from_bytes(*b"bailiwick-derive");

/// An id made from its source: the same parts give the same id, on every machine.
pub fn derived<I: From<uuid::Uuid>>(parts: &[&[u8]]) -> I {
    let mut bytes = Vec::with_capacity(parts.iter().map(|p| p.len() + 1).sum());
    for part in parts {
        bytes.extend_from_slice(part);
        bytes.push(0x1f);
    }
    uuid::Uuid::new_v5(&DERIVED, &bytes).into()
}
