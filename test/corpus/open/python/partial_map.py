from functools import partial
import requests

get_balance = partial(requests.get, "https://api.aimlapi.com/v1/billing/balance", timeout=10)


def left(key: str) -> float:
    answer = get_balance(headers={"Authorization": f"Bearer {key}"})
    if answer.status_code == 401:
        raise PermissionError(answer.text)
    body = answer.json()
    return body["balance"] / 2_000_000


def rows(keys):
    return [{"key": k, "balance": left(k), "status": "ok"} for k in keys]


print(sum(row["balance"] for row in rows(["x"])))
