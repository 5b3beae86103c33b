import requests


class Endpoint:
    BALANCE = "/v1/billing/balance"
    CHAT = "/v1/chat/completions"


class AimlClient:
    __slots__ = ("_key", "_http")
    HOST = "https://api.aimlapi.com"

    def __init__(self, key: str):
        self._key = key
        self._http = requests.Session()

    def _call(self, method: str, path: str, **kw):
        r = self._http.request(method, f"{self.HOST}{path}", headers={"Authorization": f"Bearer {self._key}"}, **kw)
        if r.status_code >= 400:
            raise RuntimeError(r.status_code)
        return r.json()

    def balance(self):
        return self._call("GET", Endpoint.BALANCE)

    def chat(self, prompt):
        out = self._call("POST", Endpoint.CHAT, json={"prompt": prompt})
        usage = (out.get("meta") or {}).get("usage") or {}
        return out["choices"], usage.get("credits_used")


def dump(client: AimlClient, user):
    info = client.balance()
    return {"credits": info["balance"], "state": info["status"], "user": user["balance"], "user_state": user["status"]}
