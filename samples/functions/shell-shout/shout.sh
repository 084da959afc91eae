#!/bin/sh
# A function in plain shell: answers "greeted" with the same in capitals. `kn-local serve` runs it once for each event: attributes are
# in CE_…, the data on standard input; what it writes is the reply, headers first.
set -eu
data=$(cat)
if [ -z "$data" ]; then
    echo "event $CE_ID has no data" >&2
    exit 65 # It never will: not to be tried again.
fi
printf 'ce-type: dev.tideway.sample.shouted.v1\n'
printf 'content-type: application/json\n\n'
printf '%s' "$data" | tr '[:lower:]' '[:upper:]'
