create table inbox (
    source     text        not null,
    id         text        not null,
    reply      jsonb,
    handled_at timestamptz not null default now(),
    primary key (source, id)
);
create index inbox_handled_at on inbox (handled_at);

-- What the test's function keeps: one counter, written optimistically.
create table counter (
    name    text primary key,
    version int  not null
);

insert into counter values ('events', 0);
