BALANCE_URL = "{base}/billing/balance"
CHAT_URL = "{base}/chat/completions"


class Endpoints:
    base = "https://api.aimlapi.com/v1"

    @classmethod
    def balance(cls):
        return BALANCE_URL.format(base=cls.base)

    @classmethod
    def chat(cls):
        return CHAT_URL.format(base=cls.base)
