#!/bin/sh
# Balance of the Venice account, for the weekly mail.
set -eu
. /etc/default/llm

json=$(curl -fsS -H "Authorization: Bearer $VENICE_API_KEY" https://api.venice.ai/api/v1/billing/balance)
usd=$(printf '%s' "$json" | jq -r '.balances.USD')
echo "Venice: $usd USD"
