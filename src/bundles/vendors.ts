/** Every vendor: loaded when there is an account of another than the main one, or a person may want one. */
export { providers } from "../catalog.ts";
