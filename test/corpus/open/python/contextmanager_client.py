from contextlib import contextmanager
import httpx


@contextmanager
def client(key):
    c = httpx.Client(base_url="https://api.aimlapi.com", headers={"Authorization": f"Bearer {key}"})
    try:
        yield c
    finally:
        c.close()


def report(key, store):
    with client(key) as api:
        r = api.get("/v1/billing/balance")
        if r.is_success:
            body = r.json()
            store["balance"] = body["balance"]
            store["status"] = r.status_code
    return store["balance"], store["status"]
