-- When a token was last used, to five minutes.
alter table api_tokens add column used_at bigint;
