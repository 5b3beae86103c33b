import logging
import requests

log = logging.getLogger(__name__)


def spent(response, *args, **kwargs):
    log.info("%s used %s", response.status_code, response.headers.get("x-aimlapi-credits-used"))


class Aiml:
    def __init__(self, key, base="https://api.aimlapi.com/v1"):
        self.base = base
        self.session = requests.Session()
        self.session.headers.update({"Authorization": f"Bearer {key}"})
        self.session.hooks["response"].append(spent)
        self.balance = None
        self.status = "new"

    def _get(self, path, **params):
        resp = self.session.get(self.base + path, params=params, timeout=10)
        resp.raise_for_status()
        return resp.json()

    def refresh(self):
        account = self._get("/billing/balance")
        self.balance = account["balance"] / 2_000_000
        self.status = account.get("status", "unknown")
        return self

    @property
    def low(self):
        return self.balance is not None and self.balance < 1 and self.status != "ok"
