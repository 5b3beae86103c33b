import os
import urllib.request
import json

HOST = os.getenv("AIMLAPI_HOST", "api.aimlapi.com")
URL = "https://%s/v1/billing/balance" % HOST


def load(key):
    req = urllib.request.Request(URL)
    req.add_header("Authorization", "Bearer %s" % key)
    with urllib.request.urlopen(req, timeout=15) as fp:
        return json.load(fp)


def show(key):
    data = load(key)
    print("%-12s %12d" % ("credits", data["balance"]))
    print("%-12s %12s" % ("auto debit", data["autoDebitStatus"]))
