export const ENDPOINTS = {
  chat: "/v1/chat/completions",
  images: "/v1/images/generations",
  balance: "/v1/billing/balance",
} as const;

export type EndpointName = keyof typeof ENDPOINTS;
