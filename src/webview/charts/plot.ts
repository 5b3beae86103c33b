import uPlot from "uplot";
import { followTheme, readColours, type ChartColours } from "./chart-colours.ts";

export interface PlotDrawing {
  readonly data: uPlot.AlignedData;
  readonly options: (colours: ChartColours) => Omit<uPlot.Options, "width" | "height">;
}

export interface Plot {
  draw(drawing: PlotDrawing): void;
  clear(): void;
  /** Puts the cursor on a point; undefined takes it away. */
  point(index: number | undefined): void;
}

/** The chart library in our terms: it fills its host, follows its width and the theme, and tells where the cursor is. */
export function createPlot(
  host: HTMLElement,
  pointed: (index: number | undefined, left: number) => void,
): Plot {
  let drawing: PlotDrawing | undefined;
  let plot: uPlot | undefined;

  function build(): void {
    plot?.destroy();
    plot = undefined;
    if (!drawing || host.clientWidth === 0) return;
    plot = new uPlot(
      {
        ...drawing.options(readColours(host)),
        ...sizeOf(host),
        legend: { show: false },
        cursor: { y: false, points: { show: false }, drag: { x: false, y: false, setScale: false } },
        hooks: {
          ...drawing.options(readColours(host)).hooks,
          setCursor: [
            ({ cursor, over }) =>
              pointed(
                cursor.left === undefined || cursor.left < 0 ? undefined : (cursor.idx ?? undefined),
                over.offsetLeft + (cursor.left ?? 0),
              ),
          ],
        },
      },
      drawing.data,
      host,
    );
  }

  new ResizeObserver(() => {
    const size = sizeOf(host);
    if (!plot) build();
    else if (plot.width !== size.width || plot.height !== size.height) plot.setSize(size);
  }).observe(host);
  followTheme(build);

  return {
    draw(next) {
      drawing = next;
      build();
    },
    clear() {
      drawing = undefined;
      build();
    },
    point(index) {
      const at = index === undefined ? undefined : plot?.data[0][index];
      if (plot) plot.setCursor({ left: at === undefined ? -10 : plot.valToPos(at, "x"), top: 0 });
    },
  };
}

const sizeOf = ({ clientWidth, clientHeight }: HTMLElement) => ({ width: clientWidth, height: clientHeight });
