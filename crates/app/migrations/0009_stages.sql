-- What a stage asks of an opportunity that enters it, and stages no longer used.
alter table stages add column needs text not null default '';            -- fields that must be filled, space between
alter table stages add column is_retired boolean not null default false; -- histories name it, so it stays
