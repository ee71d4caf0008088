-- What people said of being written to and called: a dated list that is never overwritten.
create table consents (
  id uuid primary key,
  noun text not null,               -- contact, lead
  record_id uuid not null,
  purpose text not null,            -- email, phone
  state text not null,              -- unknown, given, refused, withdrawn
  basis text,                       -- consent, contract, legitimate_interest, legal_obligation
  source text,
  on_day text not null,             -- what was said last holds: by day, then by when it was written down
  set_id uuid,                      -- the import that brought it
  user_id uuid,
  recorded_at bigint not null
);
create index consents_record on consents (record_id, purpose, on_day, recorded_at, id);
create index consents_set on consents (set_id);
-- By whatever record of theirs somebody is written to.
create index contacts_email_lower on contacts (lower(email));
create index leads_email_lower on leads (lower(email));
-- What the step of a cadence was that became the task: call, email, meeting, task; not known of older ones.
alter table enrolment_tasks add column kind text;
-- The words beside which a visitor ticks that they may be written to; without them nobody is asked.
alter table lead_forms add column consent text;
-- By which the opportunities of a contact are found.
create index opportunities_contact on opportunities (contact_id);
