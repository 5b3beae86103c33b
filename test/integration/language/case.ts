import type { Setup } from "../../support/case.ts";

export const setup: Setup = () => ({ language: "de" });
