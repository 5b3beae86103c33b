import assert from "node:assert/strict";

import { yaml } from "../../../src/languages/yaml.ts";
import { lines, used } from "./observed-facts.ts";

describe("yaml", () => {
  it("reads environment lists of containers", () => {
    assert.deepEqual(
      used(
        yaml,
        lines(
          "services:",
          "  a:",
          "    environment:",
          "      - AIML_BASE=https://api.aimlapi.com",
          "      - BAL=${AIML_BASE}/v1/billing/balance",
          "      - WAL=https://x.test/v1/billing/balance",
          "",
        ),
      ),
      ["use https://api.aimlapi.com /v1/billing/balance", "use https://x.test/v1/billing/balance"],
    );
  });

  it("reads workflow steps with the environment around them", () => {
    assert.deepEqual(
      used(
        yaml,
        lines(
          "env:",
          "  API_URL: https://api.aimlapi.com/v1",
          "jobs:",
          "  a:",
          "    steps:",
          '    - run: curl -s "$API_URL/billing/balance" | jq .balance',
          "    - name: x",
          "      run: |",
          "        b=$(curl -s ${{ env.API_URL }}/billing/balance)",
          '        echo "$b" | jq .lowBalance',
          "    - uses: actions/github-script@v7",
          "      with:",
          "        script: |",
          '          await fetch("https://api.aimlapi.com/v1/billing/balance");',
          "    - shell: python",
          "      run: |",
          "        import requests",
          '        requests.get("https://api.aimlapi.com/v1/billing/balance")',
          "",
        ),
      ),
      [
        "shell: API_URL='https://api.aimlapi.com/v1' ⏎ curl -s \"$API_URL/billing/balance\" | jq .balance",
        "shell: API_URL='https://api.aimlapi.com/v1' ⏎ b=$(curl -s ${{ env.API_URL }}/billing/balance) ⏎ echo \"$b\" | jq .lowBalance",
        'javascript: await fetch("https://api.aimlapi.com/v1/billing/balance");',
        'python: import requests ⏎ requests.get("https://api.aimlapi.com/v1/billing/balance")',
      ],
    );
  });

  it("reads host and path of a probe", () => {
    assert.deepEqual(
      used(
        yaml,
        lines(
          "probe:",
          "  scheme: https",
          "  host: api.aimlapi.com",
          "  path: /v1/billing/balance # old",
          "other:",
          "  host: api.example.com",
          "  path: /v1/billing/balance",
          "",
        ),
      ),
      ["use api.aimlapi.com /v1/billing/balance", "use api.example.com /v1/billing/balance"],
    );
  });

  it("reads anchors", () => {
    assert.deepEqual(
      used(
        yaml,
        lines("base: &b https://api.aimlapi.com", "x: &d", "  url: *b", "  path: /v1/billing/balance", ""),
      ),
      ["use https://api.aimlapi.com /v1/billing/balance"],
    );
  });

  it("reads flow lists and maps", () => {
    assert.deepEqual(
      used(
        yaml,
        lines(
          'targets: [ "https://api.aimlapi.com/v1/billing/balance", https://x.test/v1/billing/balance, {host: api.aimlapi.com, path: /v1/billing/balance} ]',
          "",
        ),
      ),
      [
        "use https://api.aimlapi.com/v1/billing/balance",
        "use https://x.test/v1/billing/balance",
        "use api.aimlapi.com /v1/billing/balance",
      ],
    );
  });

  it("reads a folded command", () => {
    assert.deepEqual(
      used(
        yaml,
        lines(
          "cmd: >-",
          "  curl -s",
          "  https://api.aimlapi.com/v1/billing/balance",
          "  -o x.json",
          "next: 1",
          "",
        ),
      ),
      ["shell: curl -s https://api.aimlapi.com/v1/billing/balance -o x.json"],
    );
  });

  it("reads templates", () => {
    assert.deepEqual(
      used(
        yaml,
        lines(
          "{{- if .Values.x }}",
          "url: {{ .Values.base }}/v1/billing/balance",
          'u2: "https://{{ .Values.host }}/v1/billing/balance"',
          "{{- end }}",
          "",
        ),
      ),
      ["use {.Values.base} /v1/billing/balance", "use https:// {.Values.host} /v1/billing/balance"],
    );
  });

  it("reads a script in lines", () => {
    assert.deepEqual(
      used(
        yaml,
        lines(
          "variables:",
          "  AIML: https://api.aimlapi.com",
          "balance:",
          "  script:",
          '    - curl -s "$AIML/v1/billing/balance" > b.json',
          "    - jq .balance b.json",
          "",
        ),
      ),
      [
        "shell: AIML='https://api.aimlapi.com' ⏎ curl -s \"$AIML/v1/billing/balance\" > b.json ⏎ jq .balance b.json",
      ],
    );
  });

  it("reads container commands", () => {
    assert.deepEqual(
      used(
        yaml,
        lines(
          "spec:",
          "  containers:",
          "  - name: c",
          '    command: ["sh", "-c", "curl -s https://api.aimlapi.com/v1/billing/balance | jq .balance"]',
          "    args:",
          "    - -c",
          "    - |",
          "      curl -s https://api.aimlapi.com/v1/billing/balance",
          "",
        ),
      ),
      [
        "shell: curl -s https://api.aimlapi.com/v1/billing/balance | jq .balance",
        "shell: curl -s https://api.aimlapi.com/v1/billing/balance",
      ],
    );
  });

  it("reads tasks", () => {
    assert.deepEqual(
      used(
        yaml,
        lines(
          "- hosts: all",
          "  tasks:",
          "    - name: balance",
          "      uri:",
          '        url: "https://api.aimlapi.com/v1/billing/balance"',
          "        headers:",
          '          Authorization: "Bearer {{ key }}"',
          "      register: r",
          '    - debug: msg="{{ r.json.balance }}"',
          "",
        ),
      ),
      ["use https://api.aimlapi.com/v1/billing/balance"],
    );
  });

  it("reads block text, items without indentation, odd quotes", () => {
    assert.deepEqual(
      used(
        yaml,
        lines(
          "a: |",
          "  text",
          "   deeper",
          "b:",
          "- c: 1",
          "  d: https://api.aimlapi.com/v1/billing/balance",
          '-   e: "multi',
          '    line"',
          "    f: 'it''s'",
          "? complex",
          ": v",
          "",
        ),
      ),
      ["use https://api.aimlapi.com/v1/billing/balance"],
    );
  });

  it("reads declared fields and headers", () => {
    assert.deepEqual(
      used(
        yaml,
        lines(
          "openapi: 3.1.0",
          "servers:",
          "- url: https://api.aimlapi.com",
          "paths:",
          "  /v1/chat/completions:",
          "    post:",
          "      responses:",
          '        "200":',
          "          headers:",
          "            x-aimlapi-credits-used:",
          "              schema: {type: integer}",
          "          content:",
          "            application/json:",
          "              schema:",
          "                type: object",
          "                properties:",
          "                  meta:",
          "                    properties:",
          "                      usage:",
          "                        properties:",
          "                          credits_used: { type: integer }",
          "",
        ),
      ),
      [
        "declared meta.usage.credits_used of body < https://api.aimlapi.com",
        "read header x-aimlapi-credits-used",
      ],
    );
  });

  it("reads the nearest of equal names", () => {
    assert.deepEqual(
      used(
        yaml,
        lines(
          "a:",
          "  environment:",
          "    BASE: https://api.aimlapi.com",
          "    BAL: ${BASE}/v1/billing/balance",
          "b:",
          "  environment:",
          "    BASE: https://x.test",
          "    BAL: ${BASE}/v1/billing/balance",
          "",
        ),
      ),
      ["use https://api.aimlapi.com /v1/billing/balance", "use https://x.test /v1/billing/balance"],
    );
  });
});
