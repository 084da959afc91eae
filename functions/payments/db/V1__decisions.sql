-- One decision per order, for good: a second request for it gets the same. No card data is kept, nor the token.
create table decision (
    order_id         text primary key,
    amount           bigint not null check (amount >= 0),
    currency         text   not null,
    authorization_id text,
    declined_because text,
    check ((authorization_id is null) <> (declined_because is null))
);

-- The events already handled, with their replies (function-kit's Once).
create table inbox (
    source     text        not null,
    id         text        not null,
    reply      jsonb,
    handled_at timestamptz not null default now(),
    primary key (source, id)
);
