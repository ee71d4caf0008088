-- Full text: trigrams, so that parts of words and Chinese are found.
select pg_advisory_xact_lock(7400);
create extension if not exists pg_trgm schema public;
create table search_rows (record_id uuid primary key, noun text not null, title text not null, body text not null);
create index search_rows_words on search_rows using gin (lower(title || ' ' || body) gin_trgm_ops);
