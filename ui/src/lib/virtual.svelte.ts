// Long lists: only the rows in sight are on the page, and the one that has the
// focus.
import { elementScroll, observeElementOffset, observeElementRect, Virtualizer, type VirtualItem } from "@tanstack/virtual-core";

interface Options {
  count: number;
  // size is the height of a row, with the gap after it.
  size: number;
  element: HTMLElement | null;
  // keep is the row that stays wherever the list is scrolled to; -1 for none.
  keep: number;
  // above is what is always above the rows, such as a heading that sticks.
  above?: number;
}

export class Rows {
  items = $state.raw<VirtualItem[]>([]);
  height = $state(0);

  private list: Virtualizer<HTMLElement, Element>;

  // The options are read again when what they depend on has changed.
  constructor(options: () => Options) {
    const settings = () => {
      const { count, size, element, keep, above = 0 } = options();
      return {
        count,
        estimateSize: () => size,
        getScrollElement: () => element,
        overscan: 4,
        scrollPaddingStart: above,
        rangeExtractor: ({ startIndex, endIndex, overscan }: { startIndex: number; endIndex: number; overscan: number }) => {
          const from = Math.max(0, startIndex - overscan);
          const rows = Array.from({ length: Math.min(count - 1, endIndex + overscan) - from + 1 }, (_, i) => from + i);
          if (keep >= 0 && keep < count && !rows.includes(keep)) rows.push(keep);
          return rows.sort((a, b) => a - b);
        },
        observeElementRect,
        observeElementOffset,
        scrollToFn: elementScroll,
        onChange: () => this.read(),
      };
    };
    this.list = new Virtualizer(settings());
    $effect(() => this.list._didMount());
    $effect.pre(() => {
      const next = settings();
      const resized = next.estimateSize() !== this.list.options.estimateSize(0);
      this.list.setOptions(next);
      if (resized) this.list.measure();
      this.list._willUpdate();
      this.read();
    });
  }

  private read() {
    this.items = this.list.getVirtualItems();
    this.height = this.list.getTotalSize();
  }

  // show scrolls as little as needed for a row to be in sight.
  show(index: number) {
    this.list.scrollToIndex(index, { align: "auto" });
  }
}
