-- The store opens with full shelves; the limited ones are for trying out what happens when they are empty.
insert into stock (sku, available) values
    ('tea-earl-grey', 100000),
    ('tea-sencha', 100000),
    ('tea-green-100', 100000),
    ('kettle-steel', 100000),
    ('cup-celadon', 100000),
    ('mug-blue', 100000),
    ('cup-limited', 3),
    ('teapot-limited', 5);
