#!/bin/sh
# samples/load.sh [FUNCTION [PATH]]: drives a function (order-view) from zero to its maximum and back, and draws its replicas over time.
# On this machine (make run), or with CLUSTER=1 on the cluster that kubectl points to (CONTEXT=name for another).
#
# CONNECTIONS: requests under way at any time (300). RAMP: seconds until it gives up on the maximum (120).
# IDLE: seconds until it gives up on zero afterwards (300): a function stays for its window and its drain.
set -u
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
kn_local=$here/../kn-local/bin/kn-local
if [ -n "${CLUSTER:-}" ] && [ -z "${FUNCTIONS_DOMAIN:-}" ]; then
  exec "$kn_local" tunnel ${CONTEXT:+--context "$CONTEXT"} -- "$0" "$@"
fi

function=${1:-order-view}
path=${2:-/orders/o-load}
url=http://$function.${FUNCTIONS_DOMAIN:-default.localhost:8080}$path
connections=${CONNECTIONS:-300} ramp=${RAMP:-120} idle=${IDLE:-300}
settings=$here/../functions/$function/func.yaml
work=$(mktemp -d)
stop() {
  touch "$work/enough"
  wait
  rm -rf "$work"
}
trap stop EXIT
trap 'exit 130' INT TERM

fail() {
  echo "$1" >&2
  exit 1
}

status() {
  if [ -n "${CLUSTER:-}" ]; then
    "$kn_local" status --cluster ${CONTEXT:+--context "$CONTEXT"} -o json
  else
    "$kn_local" status -o json
  fi
}

# sample: sets ready, desired and max of the function
sample() {
  status >"$work/status" || fail "no status of $function"
  # One field a line, as kn-local prints it; a name of a function comes before its numbers.
  eval "$(awk -v wanted="$function" '
    /"triggers"/ { exit }
    /"name"/ { mine = index($0, "\"" wanted "\"") }
    mine && /"(ready|desired|max)" :/ { gsub(/[",:]/, ""); print $1 "=" $2 }
  ' "$work/status")"
  [ -n "$ready" ] || fail "there is no function $function"
}
ready='' desired='' max=''

# chart: a line for this moment: ready replicas, then those that are wanted and not there yet
chart() {
  printf '%5d s  %-*s %2d of %2d\n' $(($(date +%s) - began)) "$most" "$(bar "$ready" '#')$(bar $((desired - ready)) '.')" "$ready" "$desired"
}
bar() { [ "$1" -gt 0 ] && printf "%$1s" '' | tr ' ' "$2"; }

# ask: wave after wave until it is enough; a wave ends by itself, so that no request is broken off
ask() {
  until [ -e "$work/enough" ]; do
    curl -s -Z --parallel-immediate --parallel-max "$connections" -m 60 "$url?n=[1-$((connections * 20))]" -o /dev/null 2>/dev/null ||
      touch "$work/refused"
  done
}

sample
# A cluster's overlay may bound it lower than the function's own settings do.
most=${max:-$(awk '$1 == "max:" { print $2; exit }' "$settings" 2>/dev/null)}
case ${most:-0} in
  0 | *[!0-9]*) fail "$function has no maximum to reach (functions/$function/func.yaml)" ;;
esac

echo "$function: $connections requests under way at $url until it has $most replicas; # ready, . wanted"
began=$(date +%s)
chart
ask &
peak=$ready
until [ "$ready" -ge "$most" ]; do
  [ $(($(date +%s) - began)) -lt "$ramp" ] || fail "$function has $ready of $most replicas after $ramp s"
  [ ! -e "$work/refused" ] || fail "no request gets through: is there a function at $url?"
  sleep 1
  sample
  chart
  [ "$ready" -le "$peak" ] || peak=$ready
done
touch "$work/enough"

echo "it has $peak of $most replicas after $(($(date +%s) - began)) s; now nobody asks any more"
rested=$(date +%s)
until [ "$ready" = 0 ]; do
  [ $(($(date +%s) - rested)) -lt "$idle" ] || fail "$function still has $ready replicas after $idle s of rest"
  sleep 2
  sample
  chart
done
echo "ok: from zero to $peak and back in $(($(date +%s) - began)) s"
