import { methodName } from "../../vendor/payment-method-name.ts";
import type { PaymentMethod } from "../../vendor/report.ts";
import { cardTable, rowKeys, type Allowed, type CardBody, type Column } from "./card-body.ts";
import type { CardWords } from "./card-words.ts";

export function presentPaymentMethods(
  methods: readonly PaymentMethod[],
  now: number,
  words: CardWords,
  allowed: Allowed,
): CardBody {
  const columns: readonly Column<PaymentMethod>[] = [
    { label: "Payment method", kind: "text", cell: nameOf },
    {
      label: "Expires",
      kind: "word",
      cell: ({ expires }) => expiryOf(expires, now, words),
      told: ({ expires }) => !!expires,
    },
    {
      label: "Use",
      kind: "word",
      cell: useOf,
      told: ({ isDefault, pending, blocked }) => !!(isDefault ?? pending ?? blocked),
    },
  ];
  return {
    facts: [],
    table: cardTable(columns, methods, rowKeys(methods), "No payment method.", (method) =>
      allowed.has("setDefaultPaymentMethod") && mayBecomeDefault(method)
        ? {
            action: {
              action: "setDefaultPaymentMethod",
              label: "Make default",
              spoken: `Make default: ${nameOf(method)}`,
            },
          }
        : {},
    ),
    actions: [],
  };
}

const mayBecomeDefault = ({ id, isDefault, pending, blocked }: PaymentMethod) =>
  id !== null && isDefault !== true && pending !== true && blocked !== true;

const nameOf = (method: PaymentMethod) =>
  methodName(method, method.last4 === null ? "Payment method" : "Card");

/** A card is good to the end of its month. */
function expiryOf(expires: PaymentMethod["expires"], now: number, words: CardWords): string {
  if (!expires) return "—";
  const text = words.month(expires.year, expires.month);
  return Date.UTC(expires.year, expires.month) <= now ? `${text}, expired` : text;
}

const useOf = ({ isDefault, pending, blocked }: PaymentMethod) =>
  blocked ? "Blocked" : pending ? "Pending" : isDefault === true ? "Default" : "—";
