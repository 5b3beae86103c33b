#!/usr/bin/env bash
# Our proxy must refuse all of these.
for url in \
  https://notaimlapi.com/v1/billing/balance \
  https://aimlapi.com.attacker.test/v1/billing/balance \
  https://attacker.test/v1/billing/balance?host=api.aimlapi.com
do
  code=$(curl -s -o /dev/null -w '%{http_code}' -x "$PROXY" "$url")
  [ "$code" = 403 ] || echo "leak: $url $code"
done
