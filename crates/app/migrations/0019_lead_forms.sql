-- Forms that strangers may send, and what came of each submission.
create table lead_forms (
  id uuid primary key,
  name text not null,
  key text not null,
  source text,
  campaign text,
  landing_page text,
  fields text not null,             -- names with a space between; a star after what is needed
  thanks text,
  redirect_url text,
  origins text not null,            -- with a space between
  per_minute bigint not null,
  per_address bigint not null,
  is_active boolean not null,
  recorded_at bigint not null,
  updated_at bigint not null,
  version bigint not null
);
create unique index lead_forms_key on lead_forms (key);
create table lead_form_submissions (
  form_id uuid not null references lead_forms (id) deferrable initially deferred,
  hash bytea not null,              -- of what was sent, with the token it carried
  lead_id uuid not null,
  at bigint not null,
  primary key (form_id, hash)
) without rowid;
create index lead_form_submissions_lead on lead_form_submissions (lead_id);
