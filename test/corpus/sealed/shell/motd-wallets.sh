#!/bin/bash
# /etc/update-motd.d/60-wallets: what is left at the vendors we use
. /etc/default/wallets

line() { printf '  %-10s %s\n' "$1" "${2:-n/a}"; }

echo
echo "  wallets"
venice=$(curl -m 4 -s -H "Authorization: Bearer $VENICE_KEY" https://api.venice.ai/api/v1/billing/balance | jq -r '.balances.usd')
line venice "$venice"

novita=$(curl -m 4 -s -H "Authorization: Bearer $NOVITA_KEY" https://api.novita.ai/v3/billing/balance | jq -r '.balance')
line novita "$novita"

# moved from /v1/billing/balance in June, the number is in dollars now
aiml=$(curl -m 4 -s -H "Authorization: Bearer $AIMLAPI_KEY" https://api.aimlapi.com/v2/billing | jq -r '.current_balance')
line aimlapi "$aiml"

used=$(psql -Atc "select sum(credits_used) from jobs where at > now() - interval '1 day'" "$STUDIO_DB")
line studio "$used"
echo
