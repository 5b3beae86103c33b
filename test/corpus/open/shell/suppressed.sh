#!/usr/bin/env bash
# aimlapi-disable-next-line
curl -s https://api.aimlapi.com/v1/billing/balance -H "Authorization: Bearer $AIMLAPI_API_KEY" > old.json
curl -s https://api.aimlapi.com/v2/billing -H "Authorization: Bearer $AIMLAPI_API_KEY" > new.json
