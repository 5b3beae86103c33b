import { capitalized, headed, nounOf } from "../../billing/text/letter-case.ts";
import type { Provider } from "../../billing/vendor/provider.ts";

/** All that a person reads while they are asked for what it takes to ask a vendor. */
export interface CredentialWords {
  readonly title: string;
  /** Of the box in which the secret is typed. */
  readonly prompt: string;
  /** Where the environment has one already: what there is to choose from. */
  readonly found: string;
  readonly use: (variable: string) => string;
  readonly enter: string;
  /** Why the text cannot be the secret; undefined when it may be. */
  readonly problem: (secret: string) => string | undefined;
  readonly subject?: SubjectWords;
}

export interface SubjectWords {
  readonly title: string;
  readonly asking: string;
  readonly prompt: string;
  readonly enter: string;
  readonly problem: (id: string) => string | undefined;
}

/** `origin` is where the secret will be sent; `whose` names the account it is for. */
export function createCredentialWords(
  provider: Provider,
  origin: string,
  whose: string = provider.name,
): CredentialWords {
  const { name, credential, pages } = provider;
  const { secret, needs, subject } = credential;
  const noun = nounOf(secret);
  const kept = `Kept in secret storage and sent to ${new URL(origin).host} only.`;
  const made = `[Create one at ${new URL(pages.keys).host}](${pages.keys})`;
  return {
    title: `${whose}: Set ${headed(secret)}`,
    prompt: [kept, needs, made].filter(Boolean).join(" "),
    found: `${capitalized(articled(noun))} was found in the environment`,
    use: (variable) => `Use the ${noun} in ${variable}`,
    enter: `Enter ${articled(noun)}`,
    problem(text) {
      if (text === "") return `Enter the ${secret}.`;
      // Only what no HTTP header can carry is refused: the vendor alone knows what its keys look like.
      return /^[\x21-\x7e]+$/.test(text) ? undefined : `${capitalized(noun)} contains invalid characters.`;
    },
    ...(subject && {
      subject: {
        title: `${whose}: ${headed(subject.name)}`,
        asking: `Asking ${name} for the ${subject.name}`,
        prompt: `${capitalized(subject.form)}. You can find it in the provider's dashboard.`,
        enter: `Enter another ${subject.name}`,
        problem: (id) => (subject.pattern.test(id) ? undefined : `Expected format: ${subject.form}.`),
      },
    }),
  };
}

const articled = (noun: string) => `${/^[aeiou]/i.test(noun) ? "an" : "a"} ${noun}`;
