import { Controller, Get, Headers, HttpException, Param } from "@nestjs/common";
import { BillingService } from "./billing.service";

interface BalanceDto {
  balance: number;
  credits_used: number;
}

@Controller("v1/billing")
export class BillingController {
  constructor(private readonly billing: BillingService) {}

  @Get("balance")
  async balance(@Headers("authorization") authorization?: string): Promise<BalanceDto> {
    if (!authorization) throw new HttpException("missing key", 401);
    const account = await this.billing.find(authorization);
    return { balance: account.balance, credits_used: account.credits_used };
  }

  @Get("/v1/billing/balance/:team")
  team(@Param("team") team: string): Promise<BalanceDto> {
    return this.billing.team(team);
  }
}
