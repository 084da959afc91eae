-- The event store. (stream, version) is the lock: of two writers of one order only one can take the next version.
create table order_event (
  stream      text        not null,
  version     int         not null check (version > 0),
  type        text        not null,
  data        jsonb       not null,
  recorded_at timestamptz not null default now(),
  primary key (stream, version)
);

-- Kept from the order's placing until its payment is requested, then deleted; history itself never holds a token.
create table payment_token (
  order_id text primary key,
  token    text not null
);

-- Events already handled, with the reply each got (function-kit's Once). json, not jsonb: it is given again to the letter.
create table inbox (
  source     text        not null,
  id         text        not null,
  reply      json,
  handled_at timestamptz not null default now(),
  primary key (source, id)
);
