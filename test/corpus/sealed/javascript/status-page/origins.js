// One place for every upstream the status page talks to.
export const OPENROUTER = 'https://openrouter.ai/api/v1';
export const VENICE = 'https://api.venice.ai/api/v1';
export const AIML = 'https://api.aimlapi.com/v1';
