import js from "@eslint/js";
import regexp from "eslint-plugin-regexp";
import ts from "typescript-eslint";

const thinking = [
  "src/billing/**",
  "src/providers/**",
  "src/lint/**",
  "src/languages/**",
  "src/rules/**",
  "src/protocol/**",
];

export default ts.config(
  { ignores: ["dist", ".vscode-test", "test-results", "test/corpus"] },
  js.configs.recommended,
  ...ts.configs.strictTypeChecked,
  {
    languageOptions: {
      parserOptions: {
        project: ["./tsconfig.json", "./src/webview/tsconfig.json"],
        tsconfigRootDir: import.meta.dirname,
      },
    },
    rules: {
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      "@typescript-eslint/no-confusing-void-expression": ["error", { ignoreArrowShorthand: true }],
      "@typescript-eslint/switch-exhaustiveness-check": "error",
      "no-console": "error",
      // Objects here are closures: none of their methods uses `this`.
      "@typescript-eslint/unbound-method": "off",
    },
  },
  {
    files: thinking,
    rules: {
      "no-restricted-globals": [
        "error",
        "process",
        "Buffer",
        "document",
        "window",
        "setTimeout",
        "setInterval",
      ],
    },
  },
  {
    // Their patterns meet texts that nobody here wrote: each has to be linear in them.
    files: ["src/lint/**", "src/languages/**", "src/rules/**", "src/cli/**"],
    plugins: { regexp },
    rules: {
      "regexp/no-super-linear-backtracking": ["error", { report: "potential" }],
      "regexp/no-super-linear-move": ["error", { report: "potential" }],
    },
  },
  { files: ["**/*.js"], ...ts.configs.disableTypeChecked },
  {
    files: ["esbuild.js", "src/cli/**", "src/sandbox/**", "test/**"],
    languageOptions: { globals: { process: "readonly" } },
    rules: { "no-console": "off" },
  },
);
