export abstract class BaseApi {
  protected abstract readonly root: string;

  constructor(protected readonly token: string) {}

  protected async get<T>(path: string): Promise<T> {
    const response = await fetch(this.root + path, { headers: { authorization: `Bearer ${this.token}` } });
    if (!response.ok) throw new Error(`${path} answered ${response.status}`);
    return (await response.json()) as T;
  }
}

export class AimlApi extends BaseApi {
  protected readonly root = "https://api.aimlapi.com/v1";

  account(): Promise<unknown> {
    return this.get("/billing/balance");
  }
}

export class RelayApi extends BaseApi {
  protected readonly root = "https://relay.example.net/v1";

  account(): Promise<unknown> {
    return this.get("/billing/balance");
  }
}
