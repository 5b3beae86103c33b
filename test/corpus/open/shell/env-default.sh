#!/usr/bin/env bash
API="${AIMLAPI_BASE_URL:-https://api.aimlapi.com/v1}"

balance() {
  curl -s "$API/billing/balance" -H "Authorization: Bearer $1"
}

for key in "$@"; do
  balance "$key"
done
