#!/usr/bin/env bash
set -euo pipefail

headers=$(mktemp)
trap 'rm -f "$headers"' EXIT

curl -s -D "$headers" -o speech.mp3 https://api.aimlapi.com/v1/tts \
  -H "Authorization: Bearer $AIMLAPI_API_KEY" \
  -H "Content-Type: application/json" \
  -d '{"model": "#g1_aura-asteria-en", "text": "hello"}'

grep -i '^x-aimlapi-credits-used:' "$headers" | cut -d' ' -f2
