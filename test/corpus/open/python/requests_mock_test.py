import pytest
from app.billing import read


@pytest.mark.parametrize("status,balance", [("ok", 1), ("low", 0)])
def test_read(requests_mock, status, balance):
    requests_mock.get("https://api.aimlapi.com/v1/billing/balance", json={"balance": balance, "status": status})
    got = read("k")
    assert got.balance == balance
    assert got["status"] == status
    assert requests_mock.last_request.headers["x"] == "y"


def test_headers(requests_mock):
    requests_mock.post("https://api.aimlapi.com/v1/chat/completions", headers={"x-aimlapi-credits-used": "3"}, json={"meta": {"usage": {"credits_used": 3}}})
    assert read("k").credits_used == 3
