// Addresses inside one page. The address holds the whole state of a screen, so
// that it can be reloaded, sent to somebody and gone back to.
class Router {
  path = $state(location.pathname);
  query = $state.raw(new URLSearchParams(location.search));
  // before is the address that one came from.
  before = "";

  constructor() {
    addEventListener("popstate", () => this.read());
    addEventListener("click", (e) => this.click(e));
  }

  // go opens an address. replace takes the place of the current one in the history.
  go(address: string, replace = false) {
    if (address === location.pathname + location.search) return;
    this.before = location.pathname + location.search;
    history[replace ? "replaceState" : "pushState"](null, "", address);
    this.read();
  }

  // choose changes the query: null takes a name away.
  choose(changes: Record<string, string[] | null>, replace = false) {
    const query = new URLSearchParams(this.query);
    for (const [name, values] of Object.entries(changes)) {
      query.delete(name);
      for (const value of values ?? []) query.append(name, value);
    }
    query.sort();
    const text = query.toString();
    this.go(this.path + (text && `?${text}`), replace);
  }

  private read() {
    this.path = location.pathname;
    this.query = new URLSearchParams(location.search);
  }

  // click keeps links to screens of this page from loading it anew.
  private click(e: MouseEvent) {
    const link = (e.target as Element).closest?.("a");
    if (!link || e.defaultPrevented || e.button !== 0 || e.metaKey || e.ctrlKey || e.shiftKey || e.altKey) return;
    if (link.target || link.origin !== location.origin || !link.pathname.startsWith("/s/")) return;
    e.preventDefault();
    this.go(link.pathname + link.search);
  }
}

export const router = new Router();
