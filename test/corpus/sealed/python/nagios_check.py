#!/usr/bin/python3
# Nagios plugin. Standard library only, runs on old boxes.
import http.client
import json
import sys

OK, WARNING, CRITICAL, UNKNOWN = range(4)


def query(key):
    conn = http.client.HTTPSConnection("api.aimlapi.com", timeout=10)
    try:
        conn.request("GET", "/v1/billing/balance", headers={"Authorization": "Bearer " + key})
        response = conn.getresponse()
        if response.status != 200:
            print("UNKNOWN - HTTP %d" % response.status)
            sys.exit(UNKNOWN)
        return json.loads(response.read())
    finally:
        conn.close()


def main(argv):
    if len(argv) != 4:
        print("usage: nagios_check.py KEYFILE WARN CRIT")
        return UNKNOWN
    with open(argv[1]) as fh:
        data = query(fh.read().strip())
    usd = data['balance'] / 2000000.0
    perf = "balance=%.2f;%s;%s" % (usd, argv[2], argv[3])
    if usd < float(argv[3]):
        print("CRITICAL - %.2f USD | %s" % (usd, perf))
        return CRITICAL
    if usd < float(argv[2]):
        print("WARNING - %.2f USD | %s" % (usd, perf))
        return WARNING
    print("OK - %.2f USD | %s" % (usd, perf))
    return OK


if __name__ == "__main__":
    sys.exit(main(sys.argv))
