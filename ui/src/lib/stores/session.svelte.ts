// Who is signed in. The session is a cookie that scripts cannot read; the server
// says whose it is. This file and the sign-in page are all that knows how people
// sign in.
export interface Who {
  tenant: string;
  principal: string;
  roles: string[];
}

export type SignInError = "token_unknown" | "role_forbidden" | "try_later" | "offline";

const address = "/s/session";

class Session {
  who = $state<Who | null>(null);
  // loaded is set once the server has said who is signed in, or that nobody is.
  loaded = $state(false);
  // expired is set when a request was refused though somebody had signed in.
  expired = $state(false);

  async load() {
    const response = await fetch(address).catch(() => null);
    this.who = response?.status === 200 ? await response.json() : null;
    this.loaded = true;
  }

  // signIn returns what was wrong, or nothing.
  async signIn(tenant: string, token: string): Promise<SignInError | undefined> {
    const body = JSON.stringify({ tenant, token });
    const response = await fetch(address, { method: "POST", headers: { "Content-Type": "application/json" }, body }).catch(() => null);
    if (!response) return "offline";
    if (response.status >= 500) return "try_later";
    if (!response.ok) return response.status === 403 ? "role_forbidden" : "token_unknown";
    this.who = await response.json();
    this.expired = false;
    return undefined;
  }

  async signOut() {
    await fetch(address, { method: "DELETE" }).catch(() => null);
    this.who = null;
    this.expired = false;
  }
}

export const session = new Session();
