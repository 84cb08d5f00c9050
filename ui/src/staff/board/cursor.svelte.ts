// Which ticket the keyboard is on. One ticket of the board is a stop of the Tab
// key; the other keys go from ticket to ticket.
import { tick } from "svelte";
import type { Lane } from "./order";

interface Place {
  show: (row: number) => void;
  element: (ticket: string) => HTMLElement | null;
}

class Cursor {
  lane = $state(0);
  row = $state(0);
  ticket = $state("");
  // lanes are what is shown.
  lanes = $state.raw<Lane[]>([]);

  private places = new Map<number, Place>();

  place(index: number, place: Place): () => void {
    this.places.set(index, place);
    return () => this.places.delete(index);
  }

  stops(lane: number, row: number): boolean {
    if (this.ticket) return lane === this.lane && row === this.row;
    return row === 0 && lane === this.lanes.findIndex((one) => one.ids.length > 0);
  }

  at(lane: number, row: number, ticket: string) {
    [this.lane, this.row, this.ticket] = [lane, row, ticket];
  }

  // follow keeps the cursor on its ticket when the order has changed, or near to
  // where it was.
  follow(lanes: Lane[]) {
    this.lanes = lanes;
    if (!this.ticket) return;
    for (const [lane, { ids }] of lanes.entries()) {
      const row = ids.indexOf(this.ticket);
      if (row < 0) continue;
      [this.lane, this.row] = [lane, row];
      return;
    }
    const lane = lanes[this.lane];
    this.row = Math.max(0, Math.min(this.row, (lane?.ids.length ?? 0) - 1));
    this.ticket = lane?.ids[this.row] ?? "";
  }

  // down goes to the next ticket, or with -1 to the one before.
  down = (by: number) => this.go(this.lane, this.ticket ? this.row + by : this.row);

  // first and last go to the ends of a column.
  end = (last: boolean) => this.go(this.lane, last ? Infinity : 0);

  // across goes to the next column that has tickets.
  across(by: number) {
    for (let lane = this.lane + by; lane >= 0 && lane < this.lanes.length; lane += by) {
      if (this.lanes[lane]?.ids.length) return this.go(lane, this.row);
    }
  }

  // refocus gives the focus back to the ticket, as after a dialog.
  refocus = () => this.go(this.lane, this.row);

  // element is the ticket's, if it is on the page.
  element = () => this.places.get(this.lane)?.element(this.ticket) ?? null;

  private go(lane: number, row: number) {
    let ids = this.lanes[lane]?.ids ?? [];
    if (!ids.length) {
      lane = this.lanes.findIndex((one) => one.ids.length > 0);
      ids = this.lanes[lane]?.ids ?? [];
    }
    row = Math.max(0, Math.min(row, ids.length - 1));
    const ticket = ids[row];
    if (ticket === undefined) return;
    this.at(lane, row, ticket);
    const place = this.places.get(lane);
    place?.show(row);
    void tick().then(() => {
      const element = place?.element(ticket);
      element?.focus({ preventScroll: true });
      element?.scrollIntoView({ block: "nearest", inline: "nearest" });
    });
  }
}

export const cursor = new Cursor();
