#!/bin/sh
# PostgreSQL's image runs this once, when it makes its data: a role and a database of its own for each context. The catalogue's is
# read by change data capture, as its own role.
set -eu
export role password
for context in /run/secrets/tideway/contexts/*; do
    role=$(cat "$context/username")
    password=$(cat "$context/password")
    # From the environment: a command's arguments can be read in the list of processes.
    psql --username postgres --dbname postgres --set ON_ERROR_STOP=1 <<'SQL'
\getenv role role
\getenv password password
create role :"role" login password :'password';
create database :"role" owner :"role";
revoke all on database :"role" from public;
select :'role' = 'catalogue' as captured \gset
\if :captured
alter role :"role" replication;
\endif
SQL
done
