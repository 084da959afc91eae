create table forecast (
  forecast_id text        primary key,
  -- As it was asked for, defaults filled in: what makes the slices, and tells whether the same is asked again.
  request     json        not null,
  state       text        not null check (state in ('RUNNING', 'COMPLETED', 'FAILED', 'REJECTED')),
  slices      int         not null check (slices >= 0),
  done        int         not null default 0 check (done between 0 and slices),
  -- Why it failed or was rejected.
  reason      text,
  -- The event because of which it failed: delivered again, it has that said again.
  failed_source text,
  failed_id   text,
  -- The data of forecast.completed. json, not jsonb: it is given as it was written.
  result      json,
  requested_at timestamptz not null default now(),
  -- The last sign of life: while results come in, nothing is overdue.
  heard_at     timestamptz not null default now(),
  ended_at     timestamptz
);
create index forecast_failed_by on forecast (failed_source, failed_id);

-- What a running forecast has asked for. Deleted when it ends: then its result is all that anyone needs.
create table slice (
  forecast_id  text        not null references forecast,
  number       int         not null check (number > 0),
  product      int         not null,
  first_run    int         not null,
  runs         int         not null,
  attempt      int         not null default 1,
  asked_at     timestamptz not null default now(),
  -- The event because of which it was asked for last: delivered again, it has that asked again, under the same id.
  asked_source text        not null,
  asked_id     text        not null,
  -- Null until it has been computed.
  demand       json,
  primary key (forecast_id, number)
);
create index slice_asked_by on slice (asked_source, asked_id) where demand is null;
create index slice_missing on slice (asked_at) where demand is null;

-- Events already handled, with the reply each got (function-kit's Once). json, not jsonb: it is given again to the letter.
create table inbox (
  source     text        not null,
  id         text        not null,
  reply      json,
  handled_at timestamptz not null default now(),
  primary key (source, id)
);
create index inbox_handled_at on inbox (handled_at);
