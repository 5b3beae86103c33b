/** The colours charts are drawn in, as the theme has them now. */
export interface ChartColours {
  readonly text: string;
  readonly grid: string;
  readonly background: string;
  readonly line: string;
  readonly fill: string;
  readonly mark: string;
  readonly threshold: string;
  readonly font: string;
  /** 0 is the quiet one, 1 to 6 those of the models. */
  readonly series: (index: number) => string;
}

/** A canvas knows no custom properties: they are resolved through an element that has them. */
export function readColours(host: HTMLElement): ChartColours {
  const probe = document.createElement("span");
  // Where the system forces its colours, our series would all become one.
  probe.style.setProperty("forced-color-adjust", "none");
  host.append(probe);
  const resolve = (name: string) => {
    probe.style.color = `var(--${name})`;
    return getComputedStyle(probe).color;
  };
  const series = Array.from({ length: 7 }, (_, index) => resolve(`series-${index}`));
  const { fontFamily } = getComputedStyle(probe);
  const colours: ChartColours = {
    text: resolve("muted"),
    grid: resolve("grid"),
    background: resolve("background"),
    line: resolve("series-1"),
    fill: resolve("balance-fill"),
    mark: resolve("top-up"),
    threshold: resolve("threshold"),
    font: `11px ${fontFamily}`,
    series: (index) => series[index] ?? "",
  };
  probe.remove();
  return colours;
}

/** Calls back when the editor gives the page another theme, or the system forces its colours on it. */
export function followTheme(changed: () => void): void {
  const observer = new MutationObserver(changed);
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ["style", "class"] });
  observer.observe(document.body, { attributes: true, attributeFilter: ["class"] });
  matchMedia("(forced-colors: active)").addEventListener("change", changed);
}
