import http.client
import json
import os


def vendor_credits() -> int:
    conn = http.client.HTTPSConnection("api.aimlapi.com", timeout=10)
    conn.request("GET", "/v1/billing/balance", headers={"Authorization": "Bearer " + os.environ["AIMLAPI_TOKEN"]})
    resp = conn.getresponse()
    if resp.status != 200:
        raise RuntimeError(f"unexpected status {resp.status} {resp.reason}")
    body = json.loads(resp.read().decode("utf-8"))
    conn.close()
    return body["balance"]


def own_credits() -> int:
    conn = http.client.HTTPSConnection("billing.acme.internal")
    conn.request("GET", "/v1/billing/balance")
    body = json.loads(conn.getresponse().read())
    return body["balance"]


if __name__ == "__main__":
    print("💰", vendor_credits(), own_credits())
