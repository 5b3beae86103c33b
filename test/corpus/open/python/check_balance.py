#!/usr/bin/env python3
"""Print how many credits the AI/ML API account has left."""
import os
import sys

import requests

CREDITS_PER_USD = 2_000_000


def main() -> int:
    key = os.environ.get("AIMLAPI_API_KEY")
    if not key:
        print("AIMLAPI_API_KEY is not set", file=sys.stderr)
        return 2
    response = requests.get(
        "https://api.aimlapi.com/v1/billing/balance",
        headers={"Authorization": f"Bearer {key}"},
        timeout=10,
    )
    response.raise_for_status()
    account = response.json()
    credits = account["balance"]
    print(f"{credits} credits, {credits / CREDITS_PER_USD:.2f} USD")
    if account.get("lowBalance"):
        print(f"below {account['lowBalanceThreshold']}!")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
