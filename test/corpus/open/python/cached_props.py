from functools import cached_property
import requests


class Vendor:
    root = "https://api.aimlapi.com"

    def __init__(self, key):
        self.key = key

    @cached_property
    def balance_url(self):
        return "/".join([self.root, "v1", "billing/balance"])

    @cached_property
    def account(self):
        return requests.get(self.balance_url, headers={"Authorization": self.key}).json()

    @property
    def credits(self):
        return self.account["balance"]

    def is_low(self):
        return bool(self.account.get("lowBalance"))


class Wallet:
    def __init__(self, account):
        self.account = account

    @property
    def credits(self):
        return self.account["balance"]
