-- Segments that a lead fits which waits for somebody, so that whoever covers them sees it.
create table queued_segments (
  segment_id uuid not null,
  record_id uuid not null,
  primary key (segment_id, record_id)
) without rowid;
create index queued_segments_record on queued_segments (record_id);
-- What is known of the elements of a frame of qualification, on leads and on the deals that they became.
create table frame_answers (
  record_id uuid not null,
  element text not null,            -- metrics, economic_buyer, …
  noun text not null,               -- lead, opportunity
  answer text not null,             -- unknown, known, no
  evidence text,
  user_id uuid,
  recorded_at bigint not null,
  primary key (record_id, element)
) without rowid;
-- What was learned of past leads, each time, and the scores by what was learned last.
create table score_models (
  id uuid primary key,
  made_at bigint not null,
  user_id uuid,
  outcome text not null,            -- used, few, no_better
  leads bigint not null,
  deals bigint not null,
  model text not null               -- JSON
);
create index score_models_made on score_models (made_at, id);
create table lead_scores (
  lead_id uuid primary key,
  model_id uuid not null,
  chance_bp bigint not null,
  reasons text not null             -- JSON
) without rowid;
create index lead_scores_chance on lead_scores (chance_bp, lead_id);
