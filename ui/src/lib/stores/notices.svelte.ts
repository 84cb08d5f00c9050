// What is told in passing: toasts, and what screen readers say.
export interface Toast {
  id: number;
  text: string;
  kind: "done" | "failed";
  clause?: string;
  action?: { label: string; run: () => void };
}

const shownFor = 10_000;
// Screen readers must come to an end with one sentence before the next.
const spacing = 5_000;

class Notices {
  toasts = $state<Toast[]>([]);
  polite = $state("");
  urgent = $state("");

  private next = 0;
  private news = new Map<string, { n: number; say: (n: number) => string }>();
  private timer: ReturnType<typeof setTimeout> | undefined;
  private quietUntil = 0;

  show(toast: Omit<Toast, "id">): () => void {
    const id = ++this.next;
    this.toasts.push({ id, ...toast });
    const dismiss = () => (this.toasts = this.toasts.filter((other) => other.id !== id));
    setTimeout(dismiss, shownFor);
    return dismiss;
  }

  // count adds to a summary, such as of new tickets, that is said when the time
  // has come.
  count(what: string, n: number, say: (n: number) => string) {
    this.news.set(what, { n: (this.news.get(what)?.n ?? 0) + n, say });
    this.timer ??= setTimeout(() => this.summarise(), Math.max(spacing / 5, this.quietUntil - Date.now()));
  }

  private summarise() {
    this.timer = undefined;
    this.quietUntil = Date.now() + spacing;
    this.polite = [...this.news.values()].map(({ n, say }) => say(n)).join(" ");
    this.news.clear();
  }

  // alert says at once what cannot wait.
  alert(text: string) {
    this.urgent = text;
  }
}

export const notices = new Notices();
