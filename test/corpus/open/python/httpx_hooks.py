import httpx


def log_response(response: httpx.Response) -> None:
    used = response.headers.get("x-aimlapi-credits-used")
    print(response.status_code, used)


class Aiml(httpx.Client):
    def __init__(self, key: str) -> None:
        super().__init__(
            base_url="https://api.aimlapi.com/v1",
            headers={"Authorization": f"Bearer {key}"},
            event_hooks={"response": [log_response]},
        )

    def balance(self) -> int:
        return self.get("/billing/balance").json()["balance"]


def spend(client: Aiml, prompt: str) -> int:
    data = client.post("/chat/completions", json={"prompt": prompt}).json()
    return data["meta"]["usage"]["credits_used"]
