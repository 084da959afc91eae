CREATE TABLE rehearsal (id text PRIMARY KEY);
