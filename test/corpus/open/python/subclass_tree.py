import requests


class Provider:
    base = ""
    balance_path = "/billing/balance"

    def __init__(self, key):
        self.key = key

    def fetch(self):
        r = requests.get(self.base + self.balance_path, headers={"Authorization": f"Bearer {self.key}"})
        return self.parse(r.json())

    def parse(self, body):
        raise NotImplementedError


class Venice(Provider):
    base = "https://api.venice.ai/api/v1"

    def parse(self, body):
        return body["balance"]


class Aiml(Provider):
    base = "https://api.aimlapi.com/v1"
    balance_path = "/billing/balance"

    def parse(self, body):
        return body["balance"] / 2_000_000


class Deepseek(Provider):
    base = "https://api.deepseek.com"
    balance_path = "/user/balance"

    def parse(self, body):
        return body["balance_infos"][0]["total_balance"]
