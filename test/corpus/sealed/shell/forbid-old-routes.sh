#!/usr/bin/env bash
# Run by pre-commit: what we moved away from must not come back.
set -uo pipefail

cd "$(git rev-parse --show-toplevel)" || exit 2
bad=0

forbid() {
  local why="$1" pattern="$2"
  shift 2
  if git grep -nE "$pattern" -- "$@"; then
    echo "^ ${why}" >&2
    bad=1
  fi
}

forbid 'ask https://api.aimlapi.com/v2/billing' 'v1/billing/balance' '*.ts' '*.py' ':!docs'
forbid 'read usd_spent, it is in dollars' '\bcredits_used\b' 'src/*.ts' ':!src/db'
forbid 'read x-aimlapi-usd-spent' 'aimlapi-credits' '*.ts'

if [[ "${1-}" == "--live" ]]; then
  curl -fsS -H "Authorization: Bearer $AIMLAPI_KEY" https://api.aimlapi.com/v2/billing >/dev/null || bad=1
fi

exit "$bad"
