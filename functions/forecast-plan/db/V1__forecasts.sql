create table forecast (
  forecast_id text        primary key,
  -- As it was asked for, defaults filled in: what makes the slices, and tells whether the same is asked again.
  request     json        not null,
  state       text        not null check (state in ('RUNNING', 'COMPLETED', 'FAILED', 'REJECTED')),
  slices      int         not null check (slices >= 0),
  -- How many were done when it ended. Until then that is counted: a counter here would have all results wait for each other.
  done        int         not null default 0 check (done between 0 and slices),
  -- The extensions of the request by which its whole flow is told: correlationid, traceparent, tracestate.
  context     json        not null,
  -- Why it failed or was rejected.
  reason      text,
  -- The data of forecast.completed. json, not jsonb: it is given as it was written.
  result      json,
  -- The event because of which it ended: delivered again, it has that said again.
  ended_source text,
  ended_id     text,
  requested_at timestamptz not null default now(),
  ended_at     timestamptz
);
create index forecast_ended_by on forecast (ended_source, ended_id);
create index forecast_running on forecast (forecast_id) where state = 'RUNNING';

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
  -- Both null until it has been computed.
  demand       json,
  computed_at  timestamptz,
  primary key (forecast_id, number)
);
create index slice_asked_by on slice (asked_source, asked_id) where demand is null;
create index slice_missing on slice (forecast_id) where demand is null;

-- Progress that was told, and to which event: delivered again, it is told the same.
create table progress (
  forecast_id text not null references forecast,
  tenth       int  not null check (tenth between 1 and 9),
  done        int  not null,
  source      text not null,
  id          text not null,
  primary key (forecast_id, tenth),
  unique (source, id)
);

-- Events already handled, with the reply each got (function-kit's Once). json, not jsonb: it is given again to the letter.
create table inbox (
  source     text        not null,
  id         text        not null,
  reply      json,
  handled_at timestamptz not null default now(),
  primary key (source, id)
);
create index inbox_handled_at on inbox (handled_at);
