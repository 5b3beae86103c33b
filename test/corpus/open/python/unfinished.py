import requests

AIML = "https://api.aimlapi.com"

class Account:
	def __init__(self, key):
		self.key = key
		self.base = AIML

	def credits(self):
		r = requests.get(self.base + "/v1/billing/balance", headers={"Authorization": f"Bearer {self.key}"})
		return r.json()["balance"]

	def detail(self):
		r = requests.get(self.base + "/v2/billing/det