import requests

BASE_URL = "https://api.aimlapi.com"


def models() -> list:
    return requests.get(f"{BASE_URL}/v1/models", timeout=10).json()["data"]


def tenant_balance(BASE_URL: str, token: str) -> int:
    """The tenant's own gateway; hides the constant above on purpose."""
    r = requests.get(f"{BASE_URL}/v1/billing/balance", headers={"X-Tenant": token}, timeout=10)
    return r.json()["balance"]


def local_balance(port: int) -> int:
    base = f"http://127.0.0.1:{port}"
    return requests.get(base + "/v1/billing/balance", timeout=1).json()["balance"]
