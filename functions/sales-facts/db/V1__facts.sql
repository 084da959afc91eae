-- Everything here is a function of the set of events heard, never of the order in which they came. Text is compared by its bytes
-- wherever the comparison decides which of two events counts, so that no machine's language settings can change a figure.

-- One row per order of which anything was heard. Of several order.confirmed for one order the first by time, source and id counts;
-- the row remembers which that is. A cancellation that comes first waits here for its order.
create table sale (
    order_id     text collate "C" primary key,
    confirmed_at timestamptz,
    source       text collate "C",
    event_id     text collate "C",
    cancelled    boolean          not null,
    check ((confirmed_at is null) = (source is null) and (source is null) = (event_id is null))
);

-- What a confirmed order sold, by SKU, and the catalogue's unit price at that time as far as it is known.
create table sale_line (
    order_id     text collate "C" not null,
    sku          text collate "C" not null,
    confirmed_at timestamptz      not null,
    currency     text             not null,
    -- Whether this is the order's first SKU: counting these counts each order once.
    leads        boolean          not null,
    units        bigint           not null check (units > 0),
    -- Of no bounded type: one absurd price must not spoil the sums of others.
    revenue      numeric          not null check (revenue >= 0),
    list_price   bigint,
    primary key (order_id, sku)
);

-- For a product event, which may change the list price of the lines since.
create index sale_line_by_sku on sale_line (sku, confirmed_at);

-- Every product event. The one with the highest revision is the latest, whenever it came.
create table product_change (
    sku          text collate "C" not null,
    revision     bigint           not null,
    source       text collate "C" not null,
    event_id     text collate "C" not null,
    changed_at   timestamptz      not null,
    -- Of product.listed.
    name         text,
    category     text,
    -- Of product.listed and product.repriced.
    unit_price   bigint,
    currency     text,
    discontinued boolean          not null,
    primary key (sku, revision, source, event_id)
);

-- The hourly facts. A slot (hour, sku, currency) is the sum of its shards: orders of one hot SKU would otherwise wait for each
-- other's commit at a single row. Room in each page keeps its updates off the index.
create table fact (
    hour                  timestamptz      not null,
    sku                   text collate "C" not null,
    currency              text collate "C" not null,
    shard                 smallint         not null,
    -- Of orders that stand.
    orders                bigint           not null,
    leading_orders        bigint           not null,
    units                 bigint           not null,
    revenue               numeric          not null,
    listed_units          bigint           not null,
    list_value            numeric          not null,
    -- Of orders that were confirmed and are cancelled.
    cancelled_orders      bigint           not null,
    cancelled_leading     bigint           not null,
    cancelled_units       bigint           not null,
    cancelled_revenue     numeric          not null,
    primary key (hour, sku, currency, shard)
) with (fillfactor = 50);

-- The fact table as people read it: one row per hour, SKU and currency, with what the catalogue says of the SKU.
create view hourly_sales as
select slot.*, listed.name, listed.category
from (select hour, sku, currency,
             sum(orders)            as orders,
             sum(leading_orders)    as leading_orders,
             sum(units)             as units,
             sum(revenue)           as revenue,
             sum(listed_units)      as listed_units,
             case when sum(listed_units) > 0 then sum(list_value) end as list_value,
             sum(cancelled_orders)  as cancelled_orders,
             sum(cancelled_leading) as cancelled_leading,
             sum(cancelled_units)   as cancelled_units,
             sum(cancelled_revenue) as cancelled_revenue
      from fact
      group by hour, sku, currency
      -- An order that turned out to belong to another hour leaves zeros behind.
      having sum(orders) + sum(cancelled_orders) > 0) slot
left join lateral (
      select c.name, c.category
      from product_change c
      where c.sku = slot.sku and c.name is not null
      order by c.revision desc, c.source desc, c.event_id desc
      limit 1) listed on true;

-- The events already handled (function-kit's Once).
create table inbox (
    source     text        not null,
    id         text        not null,
    reply      jsonb,
    handled_at timestamptz not null default now(),
    primary key (source, id)
);
create index inbox_handled_at on inbox (handled_at);
