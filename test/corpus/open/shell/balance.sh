#!/usr/bin/env bash
set -euo pipefail

: "${AIMLAPI_API_KEY:?set it first}"

curl --silent --show-error --fail \
  --header "Authorization: Bearer ${AIMLAPI_API_KEY}" \
  "https://api.aimlapi.com/v1/billing/balance"
