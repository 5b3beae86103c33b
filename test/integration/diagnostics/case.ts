import type { Setup } from "../../support/case.ts";

const call = `import requests


def left(key):
    answer = requests.get("https://api.aimlapi.com/v1/billing/balance", headers={"Authorization": key})
    return answer.json()["balance"]
`;
const curl = `#!/bin/sh
curl -s -H "Authorization: Bearer $AIMLAPI_API_KEY" https://api.aimlapi.com/v1/billing/balance
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
  },
});
