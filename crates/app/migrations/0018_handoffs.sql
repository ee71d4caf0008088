-- Work that passes from one position to another.
create table handoffs (
  id uuid primary key,
  noun text not null,               -- lead, account, opportunity
  record_id uuid not null,
  name text not null,
  account_id uuid,
  opportunity_id uuid,
  cause text not null,              -- stage, hand, file
  model text,                       -- assembly_line, pod
  unit_id uuid,                     -- the unit that states it
  stage text not null,
  from_position_id uuid not null,
  to_position_id uuid,
  escalated_to_position_id uuid,
  escalations bigint not null,
  offered_on text not null,
  offered_at bigint not null,
  due_at bigint not null,
  context text not null,            -- [{"field", "value"}]
  asked bigint not null,
  filled bigint not null,
  note text,
  state text not null,              -- offered, accepted, returned, withdrawn
  expired_at bigint,
  decided_at bigint,
  decided_by uuid,
  reason text,
  reply text,
  is_quiet boolean not null,
  is_settled boolean not null,
  version bigint not null,
  updated_at bigint not null,
  set_id uuid,
  recorded_at bigint not null
);
create index handoffs_record on handoffs (record_id, state);
create index handoffs_opportunity on handoffs (opportunity_id);
create index handoffs_to on handoffs (to_position_id, state);
create index handoffs_from on handoffs (from_position_id, state);
create index handoffs_due on handoffs (state, is_settled, due_at);
create index handoffs_offered on handoffs (offered_on);
create index handoffs_set on handoffs (set_id);
-- How the receiver of an offer was found, where no person named one.
create table handoff_explanations (
  handoff_id uuid primary key,
  unit_id uuid,                     -- among its people only
  explanation text not null,
  recorded_at bigint not null
) without rowid;
-- Work put under the model of a later day, on purpose.
create table handoff_models (
  record_id uuid primary key,
  as_of_on text not null,
  user_id uuid,
  recorded_at bigint not null
) without rowid;
-- In how many hours an offer is to be answered, and after how many days without an activity what was accepted is lost.
create table handoff_rules (
  stage text primary key,
  hours bigint not null,
  quiet_days bigint not null,
  recorded_at bigint not null
) without rowid;
