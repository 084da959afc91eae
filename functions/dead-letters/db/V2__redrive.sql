-- A letter is sent again (redriven) at most once each time it is asked for: who takes it from waiting to unsure may send it.
create sequence redrive_number;

alter table dead_letter
    -- How often it has come, and when it did so last: an event that fails again after a redrive is the same letter.
    add column times       int not null default 1,
    add column last_at     timestamptz not null default now(),
    -- unsure: being sent, or nobody knows whether it has arrived.
    add column state       text not null default 'waiting' check (state in ('waiting', 'unsure', 'redriven')),
    -- Null while it waits.
    add column redriven_at timestamptz,
    -- The number of its last redrive.
    add column redrive     bigint not null default 0;

update dead_letter set last_at = received_at;
create index dead_letter_last_at on dead_letter (last_at);

-- Each time it came. The event says which redrive it comes from, so that one delivered again is known; 0 is none.
create table arrival (
    letter_id bigint not null references dead_letter (id) on delete cascade,
    redrive   bigint not null,
    at        timestamptz not null default now(),
    code      int,
    reason    text,
    primary key (letter_id, redrive)
);

insert into arrival (letter_id, redrive, at, code, reason) select id, 0, received_at, code, reason from dead_letter;

-- Each time it was sent again, and what came of it.
create table redrive (
    id        bigint primary key,
    letter_id bigint not null references dead_letter (id) on delete cascade,
    at        timestamptz not null default now(),
    outcome   text not null check (outcome in ('unsure', 'redriven', 'failed')),
    reason    text
);
create index redrive_letter_id on redrive (letter_id);
