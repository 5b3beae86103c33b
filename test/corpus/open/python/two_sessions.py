import requests

vendor = requests.Session()
vendor.headers["Authorization"] = "Bearer a"
own = requests.Session()


def read(session, base):
    r = session.get(base + "/v1/billing/balance")
    return r.json()


theirs = read(vendor, "https://api.aimlapi.com")
ours = read(own, "https://ledger.example")
print(theirs["balance"], theirs["lowBalance"])
print(ours["balance"], ours["status"])
