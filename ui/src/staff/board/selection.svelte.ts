// Which tickets are chosen, to act on all of them at once.
class Selection {
  ids = $state.raw<ReadonlySet<string>>(new Set());

  // anchor is where Shift extends from.
  private anchor = "";

  has = (id: string): boolean => this.ids.has(id);

  toggle(id: string) {
    const ids = new Set(this.ids);
    if (!ids.delete(id)) ids.add(id);
    [this.ids, this.anchor] = [ids, id];
  }

  // extend chooses everything between the last one that was chosen and this one,
  // in the order in which they are shown.
  extend(order: string[], to: string) {
    const [from, end] = [order.indexOf(this.anchor), order.indexOf(to)];
    if (end < 0) return;
    if (from < 0) return this.toggle(to);
    this.add(order.slice(Math.min(from, end), Math.max(from, end) + 1));
  }

  add(more: Iterable<string>) {
    this.ids = new Set([...this.ids, ...more]);
  }

  // keep takes away what the condition does not hold for.
  keep(condition: (id: string) => boolean) {
    const kept = [...this.ids].filter(condition);
    if (kept.length < this.ids.size) this.ids = new Set(kept);
  }

  clear = () => (this.ids = new Set());
}

export const selection = new Selection();
