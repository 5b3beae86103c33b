import type { Accounts } from "./accounts.ts";
import { createAimlapiTwin } from "./aimlapi/aimlapi.ts";
import { createCloudflareTwin } from "./cloudflare/cloudflare.ts";
import type { Ask, Twin } from "./http/vendor-twin.ts";
import { createDeepseekTwin } from "./small-vendors/deepseek.ts";
import { createOpenrouterTwin } from "./small-vendors/openrouter.ts";
import { createVercelTwin } from "./small-vendors/vercel.ts";
import type { Vendor } from "./vendors.ts";
import type { World } from "./world/world.ts";
import { createXaiTwin } from "./xai/xai.ts";

export type Twins = Readonly<Record<Vendor, Twin>>;

export function createTwins(world: World, accounts: Accounts): Twins {
  const of = (vendor: Vendor) => ({ clock: world.clock, customer: world[vendor] });
  return {
    aimlapi: createAimlapiTwin(of("aimlapi")),
    cloudflare: createCloudflareTwin(of("cloudflare"), accounts.cloudflare),
    xai: createXaiTwin(of("xai"), accounts.xai),
    openrouter: createOpenrouterTwin(of("openrouter")),
    deepseek: createDeepseekTwin(of("deepseek")),
    vercel: createVercelTwin(of("vercel")),
  };
}

/** Who answers a path: the twin with the longest beginning of it. */
export function vendorOf(twins: Twins, { path }: Ask): Vendor {
  const fitting = (Object.entries(twins) as [Vendor, Twin][]).flatMap(([vendor, { prefixes }]) =>
    prefixes.filter((prefix) => path.startsWith(prefix)).map(({ length }) => ({ vendor, length })),
  );
  const [closest] = fitting.sort((a, b) => b.length - a.length);
  if (!closest) throw new RangeError(`No twin answers ${path}.`);
  return closest.vendor;
}
