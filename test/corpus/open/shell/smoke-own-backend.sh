#!/usr/bin/env bash
# Smoke test of our own backend; the routes have the vendor's names on purpose.
set -euo pipefail
HOST="${STUDIO_URL:-http://localhost:3000}"

expect() {
  local code
  code=$(curl -s -o /tmp/body -w '%{http_code}' "$HOST$1")
  [ "$code" = "$2" ] || { echo "$1 answered $code, wanted $2"; cat /tmp/body; exit 1; }
}

expect /healthz 200
expect /v1/billing/balance 401
expect /v1/models 200
psql "$DATABASE_URL" -c 'select sum(credits_used) from generations'
curl -s "$HOST/v1/billing/balance" -H "X-Session: $SESSION" | jq '.balance, .credits_used'
