from locust import HttpUser, between, task


class Vendor(HttpUser):
    host = "https://api.aimlapi.com"
    wait_time = between(1, 3)

    @task
    def balance(self):
        with self.client.get("/v1/billing/balance", catch_response=True) as r:
            if r.status_code != 200 or r.json()["balance"] < 0:
                r.failure("bad")


class Own(HttpUser):
    host = "https://ledger.example"

    @task
    def balance(self):
        r = self.client.get("/v1/billing/balance")
        assert r.json()["balance"] >= 0
