#!/usr/bin/env bash
# Stops the nightly evaluation when there is not enough money for it.
set -euo pipefail

: "${AIMLAPI_API_KEY:?is not set}"
MIN_USD="${MIN_USD:-20}"

body="$(curl --fail --silent --show-error \
  --retry 3 \
  -H "Authorization: Bearer ${AIMLAPI_API_KEY}" \
  "https://api.aimlapi.com/v1/billing/balance")"

credits="$(jq -r '.balance' <<<"$body")"
usd="$(( credits / 2000000 ))"

if (( usd < MIN_USD )); then
  echo "::error::only ${usd} USD on the account, ${MIN_USD} are needed"
  exit 1
fi

balance="$usd"
echo "balance=${balance}" >>"${GITHUB_OUTPUT:-/dev/stdout}"
