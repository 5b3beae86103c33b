import { isNamed } from "../../billing/vendor/billing-error.ts";

/** The disk does not do as a store: this window goes on by itself. `reason` holds no path. */
export class StoreError extends Error {
  override readonly name = "StoreError";
  readonly reason: string;

  constructor(reason: string) {
    super(reason);
    this.reason = reason;
  }
}

export const isStoreError = (error: unknown): error is StoreError => isNamed(error, "StoreError");
