import requests


class VendorSession(requests.Session):
    """Joins every relative address to the vendor's host."""

    prefix = "https://api.aimlapi.com/v1"

    def __init__(self, key):
        super().__init__()
        self.headers["Authorization"] = f"Bearer {key}"

    def request(self, method, url, *args, **kwargs):
        if url.startswith("/"):
            url = self.prefix + url
        kwargs.setdefault("timeout", 20)
        return super().request(method, url, *args, **kwargs)


def summary(key):
    session = VendorSession(key)
    models = session.get("/models").json()["data"]
    account = session.get("/billing/balance").json()
    return {
        "models": len(models),
        "balance": account["balance"],
        "explanation": account.get("statusExplanation", ""),
    }
