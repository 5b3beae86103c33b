/**
 * The chart library builds a number format for the browser's language as it loads, and throws where that is not a
 * proper tag (Chromium says "en-US@posix" under LANG=C). None of its own formats is shown: any language will do.
 */
try {
  Intl.getCanonicalLocales(navigator.language);
} catch {
  Object.defineProperty(navigator, "language", { value: "en" });
}
