#!/usr/bin/env bash
case "$1" in
  aimlapi) url=https://api.aimlapi.com/v1/billing/balance ; key=$AIMLAPI_API_KEY ;;
  venice)  url=https://api.venice.ai/api/v1/billing/balance ; key=$VENICE_API_KEY ;;
  novita)  url=https://api.novita.ai/v3/billing/balance ; key=$NOVITA_KEY ;;
  relay)   url=https://relay.example.net/v1/billing/balance ; key=$RELAY_KEY ;;
  *) echo "who is $1?" >&2; exit 2 ;;
esac

wget -qO- --header="Authorization: Bearer $key" "$url"
