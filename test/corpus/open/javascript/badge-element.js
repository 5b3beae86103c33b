const VENDOR = 'https://api.aimlapi.com/v2/billing';

class AimlBadge extends HTMLElement {
  #balance = 0;
  async connectedCallback() {
    const own = await fetch('/v1/billing/balance', { credentials: 'same-origin' }).then((r) => r.json());
    const theirs = await fetch(VENDOR, { headers: { authorization: `Bearer ${this.getAttribute('key')}` } }).then((r) => r.json());
    this.#balance = own.balance;
    this.status = own.status;
    this.textContent = `${this.#balance} ${theirs.current_balance} ${this.status}`;
  }
  get balance() { return this.#balance; }
}
customElements.define('aiml-badge', AimlBadge);
