#!/bin/sh
# PostgreSQL's image runs this once, when it makes its data: a role and a database of its own for each context.
set -eu
for context in /run/secrets/tideway/contexts/*; do
    psql --username postgres --dbname postgres --set ON_ERROR_STOP=1 --set role="$(cat "$context/username")" --set password="$(cat "$context/password")" <<'SQL'
create role :"role" login password :'password';
create database :"role" owner :"role";
revoke all on database :"role" from public;
SQL
done
