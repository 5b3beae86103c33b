import { HttpService } from "@nestjs/axios";
import { Injectable, Logger } from "@nestjs/common";
import { ConfigService } from "@nestjs/config";
import { firstValueFrom } from "rxjs";

@Injectable()
export class AimlService {
  private readonly logger = new Logger(AimlService.name);
  private readonly baseUrl = "https://api.aimlapi.com/v1";

  constructor(
    private readonly http: HttpService,
    private readonly config: ConfigService,
  ) {}

  async getBalance(): Promise<number> {
    const { data } = await firstValueFrom(
      this.http.get(`${this.baseUrl}/billing/balance`, {
        headers: { Authorization: `Bearer ${this.config.get<string>("AIMLAPI_API_KEY")}` },
      }),
    );
    this.logger.debug("balance refreshed");
    return data.balance;
  }

  async moderate(text: string): Promise<boolean> {
    const { data } = await firstValueFrom(
      this.http.post(`${this.baseUrl}/chat/completions`, {
        model: "meta-llama/LlamaGuard-2-8b",
        messages: [{ role: "user", content: text }],
      }),
    );
    return data.choices[0].message.content.startsWith("safe");
  }
}
