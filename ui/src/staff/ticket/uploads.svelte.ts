// Files on their way to the server, with how far each has come.
import { i18n, t } from "$lib/i18n/index.svelte";
import { session } from "$lib/stores/session.svelte";
import type { Schemas } from "$lib/api/client";

export type File = Schemas["File"];

// The server takes no larger ones.
export const largest = 50 * 1024 * 1024;
export const most = 20;

export interface Upload {
  id: number;
  name: string;
  size: number;
  sent: number;
  error: string;
  done?: File;
}

// refusal says why a file is not even begun with, or "".
export function refusal(file: { name: string; size: number }, already: number): string {
  if (already >= most) return t("files.too_many", { n: most });
  if (file.size > largest) return t("files.too_large", { name: file.name, max: sizeOf(largest) });
  if (file.size === 0) return t("files.nothing", { name: file.name });
  return "";
}

// sizeOf is a size in words.
export function sizeOf(bytes: number): string {
  const mega = bytes / 1024 / 1024;
  if (mega >= 1) return t("size.mega", { n: new Intl.NumberFormat(i18n.lang, { maximumFractionDigits: 1 }).format(mega) });
  return t("size.kilo", { n: Math.max(1, Math.round(bytes / 1024)) });
}

export class Uploads {
  all = $state<Upload[]>([]);
  private next = 0;
  private requests = new Map<number, XMLHttpRequest>();

  // onchange is told when the files that are done have changed.
  constructor(private onchange: (files: File[]) => void) {}

  get busy(): boolean {
    return this.all.some((one) => !one.done && !one.error);
  }

  get done(): File[] {
    return this.all.flatMap((one) => one.done ?? []);
  }

  // restore shows files that were uploaded before.
  restore(files: File[]) {
    this.all = files.map((file) => ({ id: ++this.next, name: file.name, size: file.size ?? 0, sent: file.size ?? 0, error: "", done: file }));
  }

  add(files: Iterable<globalThis.File>) {
    for (const file of files) {
      const upload: Upload = { id: ++this.next, name: file.name, size: file.size, sent: 0, error: refusal(file, this.all.filter((one) => !one.error).length) };
      this.all.push(upload);
      if (!upload.error) this.send(upload.id, file);
    }
  }

  // remove takes a file away; one that is on its way is not sent further.
  remove(id: number) {
    this.requests.get(id)?.abort();
    this.requests.delete(id);
    this.all = this.all.filter((one) => one.id !== id);
    this.onchange(this.done);
  }

  private send(id: number, file: globalThis.File) {
    const request = new XMLHttpRequest(); // fetch does not tell how far it has come
    const change = (changes: Partial<Upload>) => {
      const upload = this.all.find((one) => one.id === id);
      if (upload) Object.assign(upload, changes);
    };
    const failed = (detail = "") => change({ error: detail || t("files.failed", { name: file.name }) });
    request.upload.onprogress = (e) => change({ sent: e.loaded });
    request.onerror = () => failed();
    request.onload = () => {
      this.requests.delete(id);
      const answer = JSON.parse(request.responseText || "{}") as File & { detail?: string };
      if (request.status === 401) session.expired = true;
      if (request.status !== 200) return failed(answer.detail);
      change({ done: answer, sent: file.size });
      this.onchange(this.done);
    };
    this.requests.set(id, request);
    request.open("POST", `/api/v1/${session.who?.tenant ?? ""}/files?name=${encodeURIComponent(file.name)}`);
    request.setRequestHeader("Accept-Language", i18n.lang);
    request.setRequestHeader("Content-Type", file.type || "application/octet-stream");
    request.send(file);
  }
}
