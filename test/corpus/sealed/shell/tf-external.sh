#!/bin/sh
# data "external" "ai_account" { program = ["./tf-external.sh"] }
# Terraform wants a flat JSON object of strings on stdout.
set -eu

BASE="${AIMLAPI_BASE_URL:-https://api.aimlapi.com/v1}"
KEY="$(vault kv get -field=key secret/ai/aimlapi)"

tmp="$(mktemp)"
trap 'rm -f "$tmp"' EXIT

code="$(curl -s -o "$tmp" -w '%{http_code}' -H "Authorization: Bearer $KEY" "$BASE/billing/balance")"
if [ "$code" != 200 ]; then
  printf '{"ok":"false","code":"%s"}\n' "$code"
  exit 0
fi

printf '{"ok":"true","code":"%s","bytes":"%s"}\n' "$code" "$(wc -c <"$tmp" | tr -d ' ')"
