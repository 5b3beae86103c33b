import type { Setup } from "../../support/case.ts";

const call = `import requests


def left(key):
    answer = requests.get("https://api.aimlapi.com/v1/billing/balance", headers={"Authorization": key})
    return answer.json()["balance"]
`;
const curl = `#!/bin/sh
curl -s -H "Authorization: Bearer $AIMLAPI_API_KEY" https://api.aimlapi.com/v1/billing/balance
`;

const shared = `const key = process.env.KEY;
const paths = { left: "/v1/billing/balance" };
const read = (base) => fetch(base + paths.left, { headers: { key } });

export const left = () => read("https://api.aimlapi.com");
export const other = () => read("https://api.example.test");
`;
const twice = `curl https://api.aimlapi.com/v1/billing/balance
curl https://billing.aimlapi.com/v1/billing/balance
`;

export const setup: Setup = () => ({
  files: {
    "plain.py": "import os\n\n\nprint(os.name)\n",
    "call.py": call,
    "closed.py": call,
    "typed.py": call,
    "settings.py": call,
    "ignored.py": call,
    "broken.py": call,
    "left.sh": curl,
    "saved.sh": curl,
    "unsaved.py": call,
    "large.py": call,
    "cursors.py": call,
    "shared.js": shared,
    "twice.sh": twice,
    "config.ts": 'export const LEFT = "/v1/billing/balance";\n',
    "client.ts":
      'import { LEFT } from "./config";\n\nexport const left = () => fetch(`https://api.aimlapi.com${LEFT}`);\n',
  },
});
