# What every story shares; read by them, not run. Plain POSIX sh with curl and sed.
#
# BROKER_URL, ORDERS_URL, FORECASTS_URL, DEAD_LETTERS_URL and SALES_URL point elsewhere when the store runs elsewhere.
# DEADLINE: seconds until a story gives up waiting for one thing (functions may have to start from zero).

set -u
BROKER_URL=${BROKER_URL:-http://localhost:8080/default/default}
ORDERS_URL=${ORDERS_URL:-http://order-view.default.localhost:8080}
FORECASTS_URL=${FORECASTS_URL:-http://forecast-plan.default.localhost:8080}
DEAD_LETTERS_URL=${DEAD_LETTERS_URL:-http://dead-letters.default.localhost:8080}
SALES_URL=${SALES_URL:-http://sales-facts.default.localhost:8080}
DEADLINE=${DEADLINE:-30}

here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
story=$(basename -- "$0")
# Fresh ids each run: an order is placed once and for all.
run=$(date +%s)-$$
sent=0

if [ -t 1 ]; then
  bold=$(printf '\033[1m') green=$(printf '\033[32m') red=$(printf '\033[31m') plain=$(printf '\033[0m')
else
  bold='' green='' red='' plain=''
fi

title() { printf '%s%s%s: %s\n' "$bold" "$story" "$plain" "$1"; }
say() { printf '  %s\n' "$1"; }
ok() { printf '  %sok%s   %s\n' "$green" "$plain" "$1"; }
fail() {
  printf '  %sFAIL%s %s\n' "$red" "$plain" "$1" >&2
  exit 1
}

# order [n]: this run's order id
order() { printf 'o-%s-%s' "$run" "${1:-1}"; }

# body FILE ID: the sample with that order's or forecast's id in place of its own
body() { sed "s/\"\([a-z]*\)Id\": *\"[of]-[^\"]*\"/\"\1Id\": \"$2\"/" "$here/$1"; }

# post TYPE FILE ID [EVENT_ID]: sends the sample as a CloudEvent, which the broker must accept with 202
post() {
  sent=$((sent + 1))
  event=${4:-$story-$run-$sent}
  code=$(body "$2" "$3" | curl -sS -o /dev/null -w '%{http_code}' -X POST "$BROKER_URL" \
    -H 'ce-specversion: 1.0' -H "ce-type: dev.tideway.$1.v1" -H 'ce-source: /samples' -H "ce-id: $event" \
    -H "ce-subject: $3" -H "ce-partitionkey: $3" -H 'content-type: application/json' --data-binary @-) ||
    fail "no broker answers at $BROKER_URL: is it running (make run)?"
  [ "$code" = 202 ] || fail "the broker answered $code instead of 202 to $1 ($BROKER_URL)"
  say "posted $1 for $3"
}

# tell TYPE SUBJECT EVENT_ID DATA: an event of time $now, as the catalogue or the orders would send it
tell() {
  code=$(printf '%s' "$4" | curl -sS -o /dev/null -w '%{http_code}' -X POST "$BROKER_URL" \
    -H 'ce-specversion: 1.0' -H "ce-type: dev.tideway.$1.v1" -H 'ce-source: /samples' -H "ce-id: $3" -H "ce-time: $now" \
    -H "ce-subject: $2" -H "ce-partitionkey: $2" -H 'content-type: application/json' --data-binary @-) || code=000
  [ "$code" = 202 ] || fail "the broker answered $code instead of 202 to $1 ($BROKER_URL)"
  say "posted $1 for $2"
}

# view ORDER: the order as the read side shows it, one line of JSON; fails when it knows none
view() { curl -sSf "$ORDERS_URL/orders/$1" 2>/dev/null; }

# what ORDER FIELD: a text field of the order itself, not of its history
what() { view "$1" | sed -n 's/,"history":.*//; s/.*"'"$2"'":"\([^"]*\)".*/\1/p'; }

# count_of ORDER TYPE: how often an event type stands in the order's history
count_of() { view "$1" | sed 's/.*"history"://' | grep -o "\"type\":\"dev\.tideway\.$2\.v1\"" | wc -l | tr -d ' '; }

# eventually WHAT COMMAND...: waits until the command succeeds
eventually() {
  wanted=$1
  shift
  end=$(($(date +%s) + DEADLINE))
  until "$@"; do
    [ "$(date +%s)" -lt "$end" ] || fail "$wanted: not within $DEADLINE s"
    sleep 0.2
  done
}

is() { [ "$(what "$1" "$2")" = "$3" ]; }

# becomes ORDER STATUS: waits for it
becomes() {
  end=$(($(date +%s) + DEADLINE))
  until is "$1" status "$2"; do
    now=$(what "$1" status)
    [ "$(date +%s)" -lt "$end" ] || fail "$1 is ${now:-unknown} after $DEADLINE s, not $2 ($ORDERS_URL/orders/$1)"
    sleep 0.2
  done
  ok "$1 is $2"
}

# because ORDER WORDS: its reason holds them
because() {
  case $(what "$1" reason) in
    *"$2"*) ok "reason: $(what "$1" reason)" ;;
    *) fail "reason is \"$(what "$1" reason)\", which does not say \"$2\"" ;;
  esac
}

# stock ORDER STATE: waits until the order's stock is RESERVED, REFUSED or RELEASED
stock() {
  eventually "stock of $1 $2" is "$1" stock "$2"
  ok "its stock is $2"
}

# once ORDER TYPE: its history comes to hold that event exactly once
once() {
  eventually "$2 exactly once in the history of $1" stands_once "$1" "$2"
  ok "one $2"
}
stands_once() { [ "$(count_of "$1" "$2")" = 1 ]; }

# sales BY FORM: the answer of the facts since this story's day began
from=$(date -u +%Y-%m-%dT00:00:00Z)
sales() { curl -sSf -H "accept: $2" "$SALES_URL/sales?from=$from&by=$1&limit=10000" 2>/dev/null; }
# in_csv LINE: whether it is one of those by SKU
in_csv() { sales sku text/csv | tr -d '\r' | grep -qxF -- "$1"; }

# forecast ID: where it stands, one line of JSON; fails when nobody asked for it
forecast() { curl -sSf "$FORECASTS_URL/forecasts/$1" 2>/dev/null; }

# ends ID STATE: true once it does; says how far it is, and stops at another end
ends() {
  state=$(forecast "$1" | sed 's/"result":.*//; s/.*"state":"\([A-Z]*\)","done":\([0-9]*\),"slices":\([0-9]*\).*/\1 \2 of \3/')
  [ -z "$state" ] || [ "$state" = "${told:-}" ] || say "$state"
  told=$state
  case $state in
    "$2 "*) return 0 ;;
    FAILED* | REJECTED*) fail "$1 is $state: $(forecast "$1")" ;;
    *) return 1 ;;
  esac
}

# reorder ID SKU POINT: the forecast's reorder point of that product
reorder() {
  point=$(forecast "$1" | sed 's/.*"sku":"'"$2"'"[^}]*"reorderPoint":\([0-9]*\).*/\1/')
  [ "$point" = "$3" ] || fail "the reorder point of $2 is \"$point\", not $3"
  ok "reorder $2 at $3 pieces"
}
