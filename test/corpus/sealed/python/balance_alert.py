import os
import sys
import requests

API_HOST = "https://api.aimlapi.com"
SLACK_HOOK = os.environ["SLACK_HOOK"]
THRESHOLD_USD = float(os.environ.get("THRESHOLD_USD", "10"))


def get_balance(key):
    r = requests.get(f"{API_HOST}/v1/billing/balance", headers={"Authorization": f"Bearer {key}"}, timeout=15)
    r.raise_for_status()
    return r.json()


def slack(text):
    requests.post(SLACK_HOOK, json={"text": text}, timeout=15)


def main():
    info = get_balance(os.environ["AIMLAPI_API_KEY"])
    balance = info["balance"] / 2_000_000
    if balance < THRESHOLD_USD or info.get("lowBalance"):
        slack(":rotating_light: AI/ML API balance is %.2f USD" % balance)
        return 1
    print("fine: %.2f" % balance)
    return 0


if __name__ == "__main__":
    sys.exit(main())
