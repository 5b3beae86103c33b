import { ENDPOINTS, type EndpointName } from "./endpoints";

const ORIGIN = "https://api.aimlapi.com";

export class Client {
  readonly #key: string;

  constructor(key: string) {
    this.#key = key;
  }

  async #get(name: EndpointName): Promise<any> {
    const response = await fetch(`${ORIGIN}${ENDPOINTS[name]}`, {
      headers: { Authorization: `Bearer ${this.#key}` },
    });
    return response.json();
  }

  raw(): Promise<unknown> {
    return this.#get("balance");
  }

  async chat(body: object): Promise<any> {
    const response = await fetch(ORIGIN + ENDPOINTS.chat, {
      method: "POST",
      headers: { Authorization: `Bearer ${this.#key}`, "content-type": "application/json" },
      body: JSON.stringify(body),
    });
    return response.json();
  }
}
