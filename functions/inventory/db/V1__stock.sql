create table stock (
    sku       text primary key,
    available int  not null check (available >= 0)
);

-- What became of each order's stock. The row is made by whichever event of the order comes first, so that a
-- placed order that arrives after its cancellation finds it and reserves nothing.
create table reservation (
    order_id text primary key,
    state    text not null check (state in ('reserved', 'refused', 'cancelled'))
);

create table reserved_line (
    order_id text not null references reservation,
    sku      text not null references stock,
    quantity int  not null check (quantity > 0),
    primary key (order_id, sku)
);

-- The events already handled, with their replies (function-kit's Once).
create table inbox (
    source     text        not null,
    id         text        not null,
    reply      jsonb,
    handled_at timestamptz not null default now(),
    primary key (source, id)
);
