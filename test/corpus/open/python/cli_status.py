import json
import os
import sys
from urllib import request

URL = os.environ.get("BALANCE_URL", "https://api.aimlapi.com/v1/billing/balance")


def main(argv):
    req = request.Request(URL, headers={"Authorization": "Bearer " + os.environ["AIMLAPI_API_KEY"]})
    with request.urlopen(req) as answer:
        if answer.status != 200:
            return 1
        account = json.loads(answer.read())
    if "--json" in argv:
        json.dump({"balance": account["balance"], "status": account["status"]}, sys.stdout)
    else:
        print(account["statusExplanation"] or account["status"])
    return 0


sys.exit(main(sys.argv[1:]))
