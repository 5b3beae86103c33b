#!/usr/bin/env bash
# usage: cost-of-prompt.sh MODEL PROMPT...
model=$1
shift
body=$(jq -n --arg m "$model" --arg p "$*" '{model: $m, messages: [{role: "user", content: $p}]}')

curl -s https://api.aimlapi.com/v1/chat/completions \
  -H "Authorization: Bearer $AIMLAPI_API_KEY" \
  -H 'Content-Type: application/json' \
  -d "$body" | jq '.meta.usage.credits_used'
