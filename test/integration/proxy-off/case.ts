import type { Setup } from "../../support/case.ts";
import { openBehindProxy } from "../../support/proxied-vendor.ts";

export const setup: Setup = () => openBehindProxy({ "http.proxySupport": "off" });
