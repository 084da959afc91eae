-- One row per order: the whole answer to GET /orders/{id}, ready to be sent. It remembers the events it is made of, so that an
-- event told twice is known, and is made again from all of them with each new one, so that their order of arrival does not matter.
create table order_view (
  order_id  text        primary key,
  status    text        not null,
  placed_at timestamptz not null,
  -- How many events the view is made of: a writer that has read fewer has lost and reads again.
  events    int         not null check (events > 0),
  -- json, not jsonb: the answer keeps its order of fields, and nobody looks inside.
  view      json        not null
);

create index order_view_by_status on order_view (status, placed_at desc, order_id);
create index order_view_by_time on order_view (placed_at desc, order_id);
