import assert from "node:assert/strict";

import { notebook } from "../../../src/languages/notebook.ts";
import { lines, used } from "./observed-facts.ts";

describe("notebook", () => {
  it("reads cells, shell lines and magics", () => {
    assert.deepEqual(
      used(
        notebook,
        lines(
          "{",
          ' "cells": [',
          "  {",
          '   "cell_type": "code",',
          '   "source": [',
          '    "%%time\\n",',
          '    "r = requests.get(\\"https://api.aimlapi.com/v1/billing/balance\\")\\n",',
          '    "!curl https://api.aimlapi.com/v1/billing/balance \\\\\\n",',
          '    "  -H x\\n",',
          '    "%time x = 1\\n",',
          '    "df?\\n",',
          '    "out = !ls\\n"',
          "   ]",
          "  },",
          "  {",
          '   "cell_type": "code",',
          '   "source": "%%js\\nfetch(\'https://api.aimlapi.com/v1/billing/balance\')"',
          "  },",
          "  {",
          '   "cell_type": "markdown",',
          '   "source": "```bash\\ncurl https://api.aimlapi.com/v1/billing/balance\\n```"',
          "  }",
          " ]",
          "}",
        ),
      ),
      [
        'python: r = requests.get("https://api.aimlapi.com/v1/billing/balance") ⏎ pass ⏎ x = 1 ⏎ pass ⏎ pass',
        "shell: curl https://api.aimlapi.com/v1/billing/balance \\ ⏎ -H x ⏎ ls",
        "javascript: fetch('https://api.aimlapi.com/v1/billing/balance')",
        "markdown: ```bash ⏎ curl https://api.aimlapi.com/v1/billing/balance ⏎ ```",
      ],
    );
  });
});
