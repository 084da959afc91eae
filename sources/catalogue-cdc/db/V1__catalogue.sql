-- The back office's table as it has always been: it knows nothing of events.
create table item (
    sku         varchar(64)  primary key check (sku <> ''),
    title       varchar(200) not null check (title <> ''),
    category    varchar(64)  not null check (category <> ''),
    price_cents int          not null check (price_cents >= 0),
    currency    char(3)      not null default 'EUR' check (currency ~ '^[A-Z]{3}$'),
    status      char(1)      not null default 'A' check (status in ('A', 'I')),
    shelf       varchar(16),
    notes       text,
    updated_by  varchar(64)  not null default current_user,
    last_change timestamp    not null default now()
);

comment on column item.status is 'A: on sale, I: not (never was, or no longer)';

-- What inventory's shelves hold.
insert into item (sku, title, category, price_cents, shelf) values
    ('tea-earl-grey', 'Earl Grey, loose, 100 g', 'tea', 590, 'A-01'),
    ('tea-sencha', 'Sencha, loose, 100 g', 'tea', 890, 'A-02'),
    ('tea-green-100', 'Green tea, 100 g', 'tea', 450, 'A-03'),
    ('kettle-steel', 'Steel kettle, 1.7 l', 'kettles', 3900, 'C-01'),
    ('cup-celadon', 'Celadon cup', 'cups', 1200, 'B-01'),
    ('mug-blue', 'Blue mug', 'cups', 950, 'B-02'),
    ('cup-limited', 'Cup, limited edition', 'cups', 2900, 'B-09'),
    ('teapot-limited', 'Teapot, limited edition', 'teapots', 8900, 'B-10');
