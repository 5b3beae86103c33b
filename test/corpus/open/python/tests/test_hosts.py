import pytest

from app.hosts import is_vendor, strip_path


@pytest.mark.parametrize(
    "url",
    [
        "https://notaimlapi.com/v1/billing/balance",
        "https://aimlapi.com.attacker.test/v1/billing/balance",
        "https://api.aimlapi.com.evil.example/v1/billing/balance",
        "https://api.aimlapi.com@attacker.test/v1/billing/balance",
    ],
)
def test_lookalikes_are_refused(url):
    assert not is_vendor(url)


def test_vendor():
    assert is_vendor("https://api.aimlapi.com/v2/billing")
    assert strip_path("https://api.aimlapi.com/v2/billing/detail") == "https://api.aimlapi.com"


def test_other_paths():
    for path in ("/v1/billing/balances", "/v1/billing/balance_history", "/v3/billing/balance"):
        assert strip_path("https://api.aimlapi.com" + path).endswith(".com")
