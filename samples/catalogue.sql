-- An afternoon of the back office, which knows nothing of events. Each run changes something, so each is heard of.

-- What catalog-etl makes product.listed of: new, and back again after a run that took it away.
insert into item (sku, title, category, price_cents, shelf)
values ('tea-matcha', 'Matcha, 30 g', 'tea', 1490, 'A-04')
on conflict (sku) do update set
    status = case item.status when 'A' then 'I' else 'A' end, -- … and product.discontinued
    last_change = now();

-- product.repriced: up by 10 cents, back to the first price after the fifth time.
update item
set price_cents = case when price_cents >= 500 then 450 else price_cents + 10 end,
    updated_by = 'pricing', last_change = now()
where sku = 'tea-green-100';

-- Nothing: where it lies and what is noted about it concern nobody else.
update item
set notes = 'counted on ' || now(), shelf = 'B-0' || (1 + floor(random() * 9))::int, last_change = now()
where sku in ('mug-blue', 'cup-celadon');

select sku, title, price_cents, currency, status, updated_by from item order by sku;
