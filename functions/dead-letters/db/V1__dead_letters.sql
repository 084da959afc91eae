create table dead_letter (
    id           bigint generated always as identity primary key,
    received_at  timestamptz not null default now(),
    event_source text  not null,
    event_id     text  not null,
    event_type   text  not null,
    -- Where it could not be delivered, the last status and what came with it; empty or null when not told.
    destination  text  not null,
    code         int,
    reason       text,
    -- The event itself: all attributes and extensions but the above, and its data as it came.
    attributes   jsonb not null,
    data         bytea,
    unique (event_source, event_id, destination)
);
