#!/usr/bin/env bash
# Was: curl https://api.aimlapi.com/v1/billing/balance | jq .balance   (credits)
# Now dollars, see https://docs.aimlapi.com
set -euo pipefail
API=https://api.aimlapi.com
# BALANCE_PATH=/v1/billing/balance
BALANCE_PATH=/v2/billing
curl -fsS "$API$BALANCE_PATH" -H "Authorization: Bearer $AIMLAPI_API_KEY" | jq -r .current_balance
