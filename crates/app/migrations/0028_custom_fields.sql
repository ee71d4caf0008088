-- Fields of a company's own. Each has a column of its key in the table of its records, made when it is defined.
create table custom_fields (
    id uuid primary key,
    noun text not null,
    key text not null,
    label text not null,
    help text,
    kind text not null,
    choices text not null default '[]',   -- JSON
    target text,
    decimals bigint not null default 0,
    is_required boolean not null default false,
    place bigint not null default 0,
    is_retired boolean not null default false,
    updated_at bigint not null,
    version bigint not null,
    unique (noun, key)
);
