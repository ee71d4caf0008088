-- Fields of a company's own whose values are for those alone who may see sensitive fields.
alter table custom_fields add column is_sensitive boolean not null default false;
