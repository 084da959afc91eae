-- By age, for those that are old enough to go (function-kit's Once).
create index inbox_handled_at on inbox (handled_at);
