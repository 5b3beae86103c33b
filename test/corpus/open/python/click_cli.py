import json
import os
import subprocess
import click

BASE = "https://api.aimlapi.com"


@click.group()
def cli():
    pass


@cli.command()
@click.option("--key", envvar="AIMLAPI_KEY")
def balance(key):
    out = subprocess.check_output(["curl", "-sS", "-H", f"Authorization: Bearer {key}", BASE + "/v1/billing/balance"])
    data = json.loads(out)
    click.echo(f"{data['balance']} {data.get('status')}")


@cli.command()
@click.argument("path", type=click.Path())
def own(path):
    with open(path) as f:
        wallet = json.load(f)
    proc = subprocess.run(["git", "status"], capture_output=True)
    click.echo(f"{wallet['balance']} {wallet['status']} {proc.returncode}")
