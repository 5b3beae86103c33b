import assert from "node:assert/strict";

import { shell } from "../../../src/languages/shell.ts";
import { lines, used } from "./observed-facts.ts";

describe("shell", () => {
  it("reads an address without a scheme", () => {
    assert.deepEqual(used(shell, "curl api.aimlapi.com/v1/billing/balance"), [
      "use api.aimlapi.com/v1/billing/balance",
    ]);
  });

  it("reads an address behind an option", () => {
    assert.deepEqual(used(shell, "curl --url=https://api.aimlapi.com/v1/billing/balance -s"), [
      "use https://api.aimlapi.com/v1/billing/balance",
    ]);
  });

  it("reads a function's argument, joined with the base", () => {
    assert.deepEqual(
      used(
        shell,
        lines(
          "BASE=https://api.aimlapi.com/v1",
          "get() {",
          '  local path="$1"',
          '  curl -sS "$BASE$path" -H "Authorization: Bearer $K"',
          "}",
          "get /billing/balance | jq .balance",
          'get "/models"',
        ),
      ),
      [
        "use https://api.aimlapi.com/v1 /billing/balance",
        "read balance of body < https://api.aimlapi.com/v1 /billing/balance",
      ],
    );
  });

  it("reads the answer of a function, through a variable", () => {
    assert.deepEqual(
      used(
        shell,
        lines(
          'fetch_balance() { curl -s "${AIMLAPI_BASE_URL:-https://api.aimlapi.com}/v1/billing/balance"; }',
          "resp=$(fetch_balance)",
          "balance=$(echo \"$resp\" | jq -r '.balance // 0')",
          'low=$(jq -r .lowBalance <<<"$resp")',
          "printf '%s' \"$resp\" | python3 -c \"import json,sys; print(json.load(sys.stdin)['balance'])\"",
        ),
      ),
      [
        "use https://api.aimlapi.com /v1/billing/balance",
        "read balance of body < https://api.aimlapi.com /v1/billing/balance",
        "read lowBalance of body < https://api.aimlapi.com /v1/billing/balance",
        "read stdin of body < https://api.aimlapi.com /v1/billing/balance",
        "read balance of body < https://api.aimlapi.com /v1/billing/balance",
      ],
    );
  });

  it("reads the answer kept in a file", () => {
    assert.deepEqual(
      used(
        shell,
        lines(
          "curl -o /tmp/b.json https://api.aimlapi.com/v1/billing/balance",
          "jq '{balance, low: .lowBalance}' /tmp/b.json",
          "cat /tmp/b.json | jq '.status'",
          "grep -o '\"balance\":[0-9]*' /tmp/b.json",
        ),
      ),
      [
        "use https://api.aimlapi.com/v1/billing/balance",
        "read balance of body < https://api.aimlapi.com/v1/billing/balance",
        "read lowBalance of body < https://api.aimlapi.com/v1/billing/balance",
        "read status of body < https://api.aimlapi.com/v1/billing/balance",
        "read balance of body < https://api.aimlapi.com/v1/billing/balance",
      ],
    );
  });

  it("reads tables of bases", () => {
    assert.deepEqual(
      used(
        shell,
        lines(
          'declare -A BASES=([aiml]="https://api.aimlapi.com/v1" [venice]="https://api.venice.ai/api/v1")',
          'curl "${BASES[aiml]}/billing/balance"',
          'curl "${BASES[venice]}/billing/balance"',
          'for v in aiml venice; do curl "${BASES[$v]}/billing/balance"; done',
        ),
      ),
      [
        "use https://api.aimlapi.com/v1 /billing/balance",
        "use https://api.venice.ai/api/v1 /billing/balance",
        "use https://api.aimlapi.com/v1 /billing/balance",
        "use https://api.venice.ai/api/v1 /billing/balance",
      ],
    );
  });

  it("reads a list of paths in a loop", () => {
    assert.deepEqual(
      used(
        shell,
        lines("for p in /v1/models /v1/billing/balance; do", ' curl -s "https://api.aimlapi.com$p"', "done"),
      ),
      ["use https://api.aimlapi.com /v1/billing/balance"],
    );
  });

  it("reads here-documents: a file, a usage text, a program", () => {
    assert.deepEqual(
      used(
        shell,
        lines(
          "cat > .env <<EOF",
          "AIMLAPI_BALANCE_URL=https://api.aimlapi.com/v1/billing/balance",
          "EOF",
          "cat <<'USAGE'",
          "asks https://api.aimlapi.com/v1/billing/balance",
          "USAGE",
          "python3 - <<'PY'",
          "import requests",
          'print(requests.get("https://api.aimlapi.com/v1/billing/balance").json()["balance"])',
          "PY",
          "echo done",
        ),
      ),
      [
        "env: AIMLAPI_BALANCE_URL=https://api.aimlapi.com/v1/billing/balance",
        'python: import requests ⏎ print(requests.get("https://api.aimlapi.com/v1/billing/balance").json()["balance"])',
      ],
    );
  });

  it("reads a script in a word", () => {
    assert.deepEqual(
      used(
        shell,
        lines(
          "watch -n 60 'curl -s https://api.aimlapi.com/v1/billing/balance | jq .balance'",
          'bash -c "curl https://api.aimlapi.com/v1/billing/balance"',
        ),
      ),
      [
        "use https://api.aimlapi.com/v1/billing/balance",
        "read balance of body < https://api.aimlapi.com/v1/billing/balance",
        "use https://api.aimlapi.com/v1/billing/balance",
      ],
    );
  });

  it("sees nothing in what is searched or replaced", () => {
    assert.deepEqual(
      used(
        shell,
        lines(
          "sed -i 's#https://api.aimlapi.com/v1/billing/balance#https://api.aimlapi.com/v2/billing#' src/*.ts",
          'grep -rn "/v1/billing/balance" src',
          "rg credits_used src",
        ),
      ),
      [],
    );
  });

  it("sees nothing in what is compared", () => {
    assert.deepEqual(
      used(
        shell,
        lines(
          'if [ "$path" = "/v1/billing/balance" ]; then echo x; fi',
          'if [[ "$url" == https://api.aimlapi.com/v1/billing/balance ]]; then :; fi',
          'case "$1" in https://api.aimlapi.com/v1/billing/balance|x) echo hi;; *) exit 1;; esac',
        ),
      ),
      [
        "definition /v1/billing/balance",
        "definition https://api.aimlapi.com/v1/billing/balance",
        "definition https://api.aimlapi.com/v1/billing/balance",
      ],
    );
  });

  it("reads messages as prose", () => {
    assert.deepEqual(
      used(
        shell,
        lines(
          'echo "GET https://api.aimlapi.com/v1/billing/balance"',
          'log "asking https://api.aimlapi.com/v1/billing/balance"',
        ),
      ),
      [],
    );
  });

  it("reads HTTPie", () => {
    assert.deepEqual(
      used(
        shell,
        lines(
          'http GET https://api.aimlapi.com/v1/billing/balance "Authorization:Bearer $AIMLAPI_KEY" | jq .autoDebitStatus',
          "https api.aimlapi.com/v1/billing/balance",
        ),
      ),
      [
        "use https://api.aimlapi.com/v1/billing/balance",
        "read autoDebitStatus of body < https://api.aimlapi.com/v1/billing/balance",
        "use api.aimlapi.com/v1/billing/balance",
      ],
    );
  });

  it("reads header names in filters and formats", () => {
    assert.deepEqual(
      used(
        shell,
        lines(
          "curl -s -D - -o /dev/null https://api.aimlapi.com/v1/chat/completions | awk 'tolower($1)==\"x-aimlapi-credits-used:\"{print $2}'",
          "curl -w '%header{x-aimlapi-credits-used}' https://api.aimlapi.com/v1/x",
          'grep -i "\\bx-aimlapi-credits-used\\b" h',
        ),
      ),
      [
        "read header x-aimlapi-credits-used",
        "read header x-aimlapi-credits-used",
        "read header x-aimlapi-credits-used",
      ],
    );
  });

  it("reads jq programs with pipes, subscripts and interpolation", () => {
    assert.deepEqual(
      used(
        shell,
        "curl -s https://api.aimlapi.com/v1/chat/completions -d '{}' | jq -r '.meta | .usage.credits_used, (.meta.usage[\"credits_used\"] // 0), \"\\(.meta.usage.credits_used) credits\"'",
      ),
      [
        "read meta of body < https://api.aimlapi.com/v1/chat/completions",
        "read meta.usage of body < https://api.aimlapi.com/v1/chat/completions",
        "read meta.usage.credits_used of body < https://api.aimlapi.com/v1/chat/completions",
        "read meta.meta of body < https://api.aimlapi.com/v1/chat/completions",
        "read meta.meta.usage of body < https://api.aimlapi.com/v1/chat/completions",
        "read meta.meta.usage.credits_used of body < https://api.aimlapi.com/v1/chat/completions",
        "read meta of body < https://api.aimlapi.com/v1/chat/completions",
        "read meta.usage of body < https://api.aimlapi.com/v1/chat/completions",
        "read meta.usage.credits_used of body < https://api.aimlapi.com/v1/chat/completions",
      ],
    );
  });

  it("reads a base without its last slash", () => {
    assert.deepEqual(
      used(
        shell,
        lines(
          'BASE="${AIMLAPI_BASE_URL:-https://api.aimlapi.com/}"',
          'BASE="${BASE%/}"',
          'curl "$BASE/v1/billing/balance"',
        ),
      ),
      ["use https://api.aimlapi.com /v1/billing/balance"],
    );
  });

  it("reads a default that is assigned", () => {
    assert.deepEqual(
      used(
        shell,
        lines(': "${AIMLAPI_URL:=https://api.aimlapi.com/v1}"', "curl $AIMLAPI_URL/billing/balance"),
      ),
      ["use https://api.aimlapi.com/v1 /billing/balance"],
    );
  });

  it("reads both values of a branch", () => {
    assert.deepEqual(
      used(
        shell,
        lines(
          'if [ -n "$STAGING" ]; then BASE=https://staging.example.org; else BASE=https://api.aimlapi.com; fi',
          "curl $BASE/v1/billing/balance",
        ),
      ),
      [
        "use https://staging.example.org /v1/billing/balance",
        "use https://api.aimlapi.com /v1/billing/balance",
      ],
    );
  });

  it("reads backticks", () => {
    assert.deepEqual(
      used(shell, "b=`curl -s https://api.aimlapi.com/v1/billing/balance | jq .balance`; echo $b"),
      [
        "use https://api.aimlapi.com/v1/billing/balance",
        "read balance of body < https://api.aimlapi.com/v1/billing/balance",
      ],
    );
  });

  it("reads an unfinished script", () => {
    assert.deepEqual(
      used(shell, lines('curl "https://api.aimlapi.com/v1/billing/balance', "foo() {", " if [ ")),
      ["use https://api.aimlapi.com/v1/billing/balance"],
    );
  });

  it("reads printf", () => {
    assert.deepEqual(
      used(shell, lines("url=$(printf '%s/billing/balance' \"https://api.aimlapi.com/v1\")", 'curl "$url"')),
      ["use https://api.aimlapi.com/v1 /billing/balance", "use https://api.aimlapi.com/v1 /billing/balance"],
    );
  });

  it("reads arguments kept in a list", () => {
    assert.deepEqual(
      used(
        shell,
        lines(
          'args=(-s -H "Authorization: Bearer $K" https://api.aimlapi.com/v1/billing/balance)',
          'curl "${args[@]}" | jq .balance',
        ),
      ),
      [
        "use https://api.aimlapi.com/v1/billing/balance",
        "use https://api.aimlapi.com/v1/billing/balance",
        "read balance of body < https://api.aimlapi.com/v1/billing/balance",
      ],
    );
  });

  it("reads lines continued, CRLF", () => {
    assert.deepEqual(
      used(
        shell,
        lines("curl -s \\\r", "  https://api.aimlapi.com/v1/billing/balance \\\r", " | jq .balance\r", ""),
      ),
      [
        "use https://api.aimlapi.com/v1/billing/balance",
        "read balance of body < https://api.aimlapi.com/v1/billing/balance",
      ],
    );
  });

  it("reads process substitution", () => {
    assert.deepEqual(
      used(shell, "read -r balance < <(curl -s https://api.aimlapi.com/v1/billing/balance | jq -r .balance)"),
      [
        "use https://api.aimlapi.com/v1/billing/balance",
        "read balance of body < https://api.aimlapi.com/v1/billing/balance",
      ],
    );
  });

  it("reads an answer behind ||", () => {
    assert.deepEqual(
      used(
        shell,
        lines(
          'resp=$(curl -sf "https://api.aimlapi.com/v1/billing/balance") || { echo fail; exit 1; }',
          "status=$(jq -r '.status' <<< \"$resp\")",
        ),
      ),
      [
        "use https://api.aimlapi.com/v1/billing/balance",
        "read status of body < https://api.aimlapi.com/v1/billing/balance",
      ],
    );
  });

  it("reads an answer read line by line", () => {
    assert.deepEqual(
      used(
        shell,
        'curl -s https://api.aimlapi.com/v1/billing/balance | while read -r line; do echo "$line" | jq .balance; done',
      ),
      [
        "use https://api.aimlapi.com/v1/billing/balance",
        "read balance of body < https://api.aimlapi.com/v1/billing/balance",
      ],
    );
  });

  it("reads an answer in a file, read after a check", () => {
    assert.deepEqual(
      used(
        shell,
        lines(
          "code=$(curl -s -o /tmp/body -w '%{http_code}' https://api.aimlapi.com/v1/billing/balance)",
          '[ "$code" = 200 ] && jq .balance /tmp/body',
        ),
      ),
      [
        "use https://api.aimlapi.com/v1/billing/balance",
        "read balance of body < https://api.aimlapi.com/v1/billing/balance",
      ],
    );
  });

  it("reads a program on the command line", () => {
    assert.deepEqual(
      used(
        shell,
        "curl -s https://api.aimlapi.com/v1/billing/balance | node -pe 'JSON.parse(require(\"fs\").readFileSync(0)).balance'",
      ),
      [
        "use https://api.aimlapi.com/v1/billing/balance",
        "read balance of body < https://api.aimlapi.com/v1/billing/balance",
      ],
    );
  });

  it("reads exports of base and path", () => {
    assert.deepEqual(
      used(
        shell,
        lines(
          "export AIMLAPI_BALANCE_PATH=/v1/billing/balance AIML_BASE=https://api.aimlapi.com",
          'curl "$AIML_BASE$AIMLAPI_BALANCE_PATH"',
        ),
      ),
      ["use https://api.aimlapi.com /v1/billing/balance"],
    );
  });

  it("reads host and version in pieces", () => {
    assert.deepEqual(
      used(
        shell,
        lines(
          "HOST=api.aimlapi.com",
          "VER=v1",
          'curl "https://$HOST/$VER/billing/balance"',
          'curl "https://${HOST}/v1/billing/balance"',
        ),
      ),
      [
        "use https:// api.aimlapi.com / v1 /billing/balance",
        "use https:// api.aimlapi.com /v1/billing/balance",
      ],
    );
  });

  it("takes a header's name searched or replaced in code for prose", () => {
    const text = lines(
      "grep -rn x-aimlapi-credits-used src",
      "sed -i 's/x-aimlapi-credits-used/x-aimlapi-usd-spent/' client.ts",
      "grep -i x-aimlapi-credits-used headers.txt",
    );
    assert.deepEqual(used(shell, text), ["read header x-aimlapi-credits-used"]);
  });
});
