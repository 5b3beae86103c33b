export interface PageHtmlOptions {
  /** Where scripts, styles and the icon font may come from, as a content policy names it. */
  readonly source: string;
  readonly script: string;
  readonly style: string;
  readonly nonce: string;
}

/** Nothing but our own script, style and icon font may load, and nothing may be reached from the page. */
export function pageHtml({ source, script, style, nonce }: PageHtmlOptions): string {
  const policy = `default-src 'none'; style-src ${source}; font-src ${source}; script-src 'nonce-${nonce}'`;
  return `<!DOCTYPE html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta http-equiv="Content-Security-Policy" content="${policy}">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <link rel="stylesheet" href="${style}">
    <title>AI/ML API Balance</title>
  </head>
  <body>
    <main id="page"></main>
    <script nonce="${nonce}" src="${script}"></script>
  </body>
</html>`;
}
