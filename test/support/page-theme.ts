/** What a webview gets from the editor's theme: custom properties on the root, classes and data on the body. */
export interface PageTheme {
  readonly id: string;
  readonly kind: string;
  readonly bodyClass: string;
  readonly variables: Readonly<Record<string, string>>;
}
