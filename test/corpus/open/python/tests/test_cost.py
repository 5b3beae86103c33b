from unittest.mock import Mock

from studio.cost import record_generation


def test_records_the_amount(db):
    job = Mock(provider="aimlapi", credits_used=12)
    row = record_generation(db, job)
    assert row.credits_used == 12
    assert row["credits_used"] == db.one("select credits_used from generations")[0]


def test_summary_of_user(db, client):
    response = client.get("/v1/billing/balance")
    assert response.status_code == 200
    assert response.json()["balance"] == 88
    assert response.json()["credits_used"] == 12
