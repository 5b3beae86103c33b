from airflow.decorators import dag, task
from airflow.providers.http.hooks.http import HttpHook
import json


@dag(schedule="@hourly")
def credits():
    @task
    def read():
        hook = HttpHook(method="GET", http_conn_id="aimlapi_default")
        response = hook.run("/v1/billing/balance")
        return json.loads(response.text)["balance"]

    @task
    def own():
        hook = HttpHook(method="GET", http_conn_id="billing_internal")
        return hook.run("/v1/billing/balance").json()["balance"]

    read() >> own()


credits()
