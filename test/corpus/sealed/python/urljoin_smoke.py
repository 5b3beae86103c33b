"""Smoke test after a deploy: are the upstream routes reachable with our key?"""
import json
import os
from urllib.parse import urljoin
from urllib.request import Request, urlopen

ORIGIN = "https://api.aimlapi.com/"
OLD_HOST = "billing.aimlapi.com"


def ask(url):
    request = Request(url, headers={"Authorization": "Bearer {}".format(os.environ["AIMLAPI_KEY"])})
    with urlopen(request, timeout=10) as fh:
        return json.load(fh)


def test_models():
    assert ask(urljoin(ORIGIN, "/v1/models"))["data"]


def test_balance():
    body = ask(urljoin(ORIGIN, "/v1/billing/balance"))
    assert body["balance"] > 0
    assert body["status"] == "current", body["statusExplanation"]


def test_balance_on_the_old_host():
    body = ask("https://%s/v1/billing/balance" % OLD_HOST)
    assert "error" not in body


def test_both_agree():
    # kept on purpose until the old host is gone
    old = ask("https://{}/v1/billing/balance".format(OLD_HOST))  # aimlapi-disable-line
    new = ask(urljoin(ORIGIN, "v2/billing"))
    assert set(old) != set(new)
