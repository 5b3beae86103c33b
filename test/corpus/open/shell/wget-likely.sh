#!/bin/sh
# AIMLAPI_GATEWAY comes from the host's environment
wget -q -O balance.json --header "Authorization: Bearer $TOKEN" "$AIMLAPI_GATEWAY/v1/billing/balance"
wget -q -O wallet.json --header "Authorization: Bearer $TOKEN" "$WALLET_GATEWAY/v1/billing/balance"
