import type { AxiosInstance } from "axios";

/** The client is built in the container; here we only know what it is. */
export class CreditGuard {
  constructor(
    private readonly aimlapiClient: AxiosInstance,
    private readonly walletClient: AxiosInstance,
  ) {}

  async vendorCredits(): Promise<unknown> {
    const response = await this.aimlapiClient.get("/v1/billing/balance");
    return response.data;
  }

  async ownCredits(): Promise<number> {
    const response = await this.walletClient.get("/v1/billing/balance");
    return response.data.balance;
  }
}
