import requests


def credits_of(keys):
    """One row for each key: (prefix, credits)."""
    for key in keys:
        r = requests.get(
            "https://billing.aimlapi.com/v1/billing/balance?refresh=true",
            headers={"Authorization": f"Bearer {key}"},
        )
        if r.status_code == 403:
            yield key[:6], None
            continue
        yield key[:6], r.json().get("balance")
