#!/bin/bash
# Mails the operators when the AI/ML API account runs low.
set -eu

BASE_URL="https://api.aimlapi.com"
LIMIT=2000000

credits=$(curl -fsS -H "Authorization: Bearer $AIML_API_KEY" "$BASE_URL/v1/billing/balance" | jq -r '.balance')

if [ "${credits%.*}" -lt "$LIMIT" ]; then
  echo "only $credits credits left" | mail -s "AI/ML API balance" ops@example.org
fi
