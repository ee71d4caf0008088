-- How the customer buys: who plays which part, which of their jobs are done, what they object to, and what answers there are.
create table opportunity_contacts (
  id uuid primary key,
  opportunity_id uuid not null references opportunities (id) deferrable initially deferred,
  contact_id uuid not null references contacts (id) deferrable initially deferred,
  role text not null,               -- economic_buyer, decision_maker, champion, influencer, user, blocker
  recorded_at bigint not null
);
create index opportunity_contacts_opportunity on opportunity_contacts (opportunity_id, contact_id);
create index opportunity_contacts_contact on opportunity_contacts (contact_id);
create table buying_jobs (
  opportunity_id uuid not null references opportunities (id) deferrable initially deferred,
  job text not null,                -- problem_identification, solution_exploration, requirements_building, supplier_selection
  begun_on text,
  done_on text,
  recorded_at bigint not null,
  primary key (opportunity_id, job)
) without rowid;
create table objections (
  id uuid primary key,
  opportunity_id uuid not null references opportunities (id) deferrable initially deferred,
  contact_id uuid references contacts (id) deferrable initially deferred,
  topic text not null,              -- price, budget, timing, product, competitor, trust, terms, other
  said text not null,
  answer text,
  case_study text,
  outcome text,                     -- accepted, stands
  raised_on text not null,
  answered_on text,
  user_id uuid,
  recorded_at bigint not null
);
create index objections_opportunity on objections (opportunity_id, raised_on, id);
create index objections_contact on objections (contact_id);
-- Answers to take from, kept by those who keep the process.
create table answers (
  id uuid primary key,
  topic text not null,
  title text not null,
  answer text not null,
  case_study text,
  recorded_at bigint not null
);
