"use strict";
// Comfort for the request form. Everything works without this file.

const $ = (id) => document.getElementById(id);
const form = $("form");

// Without storage (a browser may forbid it, above all in frames) nothing is kept.
const storage = (() => {
  try { return window.localStorage; } catch { return null; }
})();

// --- The draft -------------------------------------------------------------

const dayLong = 24 * 60 * 60 * 1000;
const draftKey = (element) => "reglament.draft." + element.dataset.draft;
// What a draft holds: the regulation's fields. Files cannot be kept, and the
// form's own controls, whose names start with "_", belong to one drawn form.
const kept = (control) => control.name && !control.name.startsWith("_") && control.type !== "file";
const isBox = (control) => control.type === "radio" || control.type === "checkbox";

function saveDraft() {
  const values = {};
  for (const c of form.elements) {
    if (!kept(c) || (isBox(c) ? !c.checked : c.value === "")) continue;
    (values[c.name] ??= []).push(c.value);
  }
  try { storage?.setItem(draftKey(form), JSON.stringify({ at: Date.now(), values })); } catch { /* full */ }
}

function restoreDraft() {
  let draft = null;
  try { draft = JSON.parse(storage?.getItem(draftKey(form)) ?? "null"); } catch { /* not ours */ }
  if (!draft?.values || Date.now() - draft.at > dayLong) return;
  for (const c of form.elements) {
    if (!kept(c)) continue;
    const values = draft.values[c.name] ?? [];
    if (isBox(c)) c.checked = values.includes(c.value);
    else if (values.length > 0) c.value = values[0];
  }
}

function keepDraft() {
  if ("fresh" in form.dataset) restoreDraft();
  let pending = 0;
  const flush = () => {
    if (pending) saveDraft();
    clearTimeout(pending);
    pending = 0;
  };
  form.addEventListener("input", () => {
    clearTimeout(pending);
    pending = setTimeout(flush, 250);
  });
  addEventListener("pagehide", flush);
  form.addEventListener("submit", flush);
}

// --- Fields that another field makes appear --------------------------------

function answers(name) {
  return [...form.elements].filter((c) => c.name === name && (!isBox(c) || c.checked)).map((c) => c.value);
}

function showConditional() {
  for (const field of form.querySelectorAll("[data-when]")) {
    const wanted = JSON.parse(field.dataset.values);
    field.hidden = !answers(field.dataset.when).some((v) => wanted.includes(v));
  }
}

function watchConditions() {
  if (!form.querySelector("[data-when]")) return;
  for (const hint of form.querySelectorAll(".when")) hint.hidden = true;
  form.addEventListener("change", showConditional);
  showConditional();
}

// --- Files -----------------------------------------------------------------

function sizeOf(file) {
  const [unit, bytes] = file.size < 1048576 ? ["kilobyte", 1024] : ["megabyte", 1048576];
  const format = new Intl.NumberFormat(document.documentElement.lang, { style: "unit", unit, maximumFractionDigits: 1 });
  return format.format(file.size / bytes);
}

// fileFault says what the server would refuse of the chosen files.
function fileFault(input) {
  const limits = input.dataset;
  const files = [...input.files];
  const uploaded = input.parentElement.querySelectorAll(".kept input:checked").length;
  const large = files.find((f) => f.size > Number(limits.file));
  if (large) return limits.fileLarge.replace("{name}", () => large.name);
  if (files.length + uploaded > Number(limits.files)) return limits.filesMany;
  if (files.reduce((sum, f) => sum + f.size, 0) > Number(limits.total)) return limits.filesLarge;
  return "";
}

// explain adds an element that explains the control.
function explain(input, name, before) {
  const element = document.createElement(name);
  element.id = `${input.id}-${name}`;
  input.parentElement.insertBefore(element, before);
  input.setAttribute("aria-describedby", `${input.getAttribute("aria-describedby") ?? ""} ${element.id}`.trim());
  return element;
}

function showFiles(input) {
  const list = $(input.id + "-ul") ?? explain(input, "ul", input.nextSibling);
  list.className = "chosen";
  list.setAttribute("aria-label", input.dataset.chosen);
  list.hidden = input.files.length === 0;
  list.replaceChildren(...[...input.files].map((f) => {
    const item = document.createElement("li");
    item.textContent = `${f.name}, ${sizeOf(f)}`;
    return item;
  }));
  const fault = $(input.id + "-p") ?? explain(input, "p", input);
  fault.className = "error";
  fault.setAttribute("role", "alert");
  fault.textContent = fileFault(input);
  fault.hidden = fault.textContent === "";
  if (fault.hidden) input.removeAttribute("aria-invalid");
  else input.setAttribute("aria-invalid", "true");
}

function watchFiles() {
  const inputs = [...form.querySelectorAll("input[type=file]")];
  for (const input of inputs) input.parentElement.addEventListener("change", () => showFiles(input));
  form.addEventListener("submit", (event) => {
    const wrong = inputs.find((input) => fileFault(input) !== "");
    if (!wrong) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    showFiles(wrong);
    wrong.focus();
  });
}

// --- The robot check -------------------------------------------------------

// SHA-256 of our own: crypto.subtle is missing where the page came by plain
// http, and is slower for many short texts.
const constants = (() => {
  const primes = [];
  for (let n = 2; primes.length < 64; n++) if (primes.every((p) => n % p)) primes.push(n);
  const fraction = (x) => ((x - Math.floor(x)) * 2 ** 32) | 0;
  return { start: primes.slice(0, 8).map((p) => fraction(Math.sqrt(p))), round: primes.map((p) => fraction(Math.cbrt(p))) };
})();

const schedule = new Int32Array(64);

function compress(state, block) {
  const w = schedule;
  for (let i = 0; i < 16; i++) w[i] = block.getInt32(i * 4);
  for (let i = 16; i < 64; i++) {
    const x = w[i - 15], y = w[i - 2];
    const s0 = (x >>> 7 | x << 25) ^ (x >>> 18 | x << 14) ^ x >>> 3;
    const s1 = (y >>> 17 | y << 15) ^ (y >>> 19 | y << 13) ^ y >>> 10;
    w[i] = w[i - 16] + s0 + w[i - 7] + s1 | 0;
  }
  let [a, b, c, d, e, f, g, h] = state;
  for (let i = 0; i < 64; i++) {
    const s1 = (e >>> 6 | e << 26) ^ (e >>> 11 | e << 21) ^ (e >>> 25 | e << 7);
    const t1 = h + s1 + (e & f ^ ~e & g) + constants.round[i] + w[i] | 0;
    const s0 = (a >>> 2 | a << 30) ^ (a >>> 13 | a << 19) ^ (a >>> 22 | a << 10);
    const t2 = s0 + (a & b ^ a & c ^ b & c) | 0;
    h = g; g = f; f = e; e = d + t1 | 0; d = c; c = b; b = a; a = t1 + t2 | 0;
  }
  [a, b, c, d, e, f, g, h].forEach((x, i) => { state[i] = state[i] + x | 0; });
}

// hasher returns a function that gives SHA-256(prefix + n) as eight words. The
// blocks that the prefix fills are worked off once.
function hasher(prefix) {
  const bytes = new TextEncoder().encode(prefix);
  const whole = bytes.length - bytes.length % 64;
  const start = Int32Array.from(constants.start);
  for (let at = 0; at < whole; at += 64) compress(start, new DataView(bytes.buffer, at, 64));
  const rest = new Uint8Array(128);
  const blocks = [new DataView(rest.buffer, 0, 64), new DataView(rest.buffer, 64, 64)];
  const state = new Int32Array(8);
  return (n) => {
    let end = bytes.length - whole;
    rest.fill(0).set(bytes.subarray(whole));
    for (const digit of String(n)) rest[end++] = digit.charCodeAt(0);
    rest[end] = 0x80;
    const last = blocks[end < 56 ? 0 : 1];
    last.setUint32(60, (whole + end) * 8);
    state.set(start);
    compress(state, blocks[0]);
    if (last !== blocks[0]) compress(state, last);
    return state;
  };
}

// solve finds the number of a challenge, a little at a time so that the page
// stays usable.
async function solve(task) {
  const wanted = task.challenge.match(/.{8}/g).map((word) => parseInt(word, 16) | 0);
  const hash = hasher(task.salt);
  for (let n = 0; n <= task.maxnumber;) {
    const until = performance.now() + 12;
    for (; n <= task.maxnumber && performance.now() < until; n++) {
      const words = hash(n);
      if (wanted.every((word, i) => word === words[i])) return n;
    }
    await new Promise((next) => setTimeout(next));
  }
  throw new Error("the challenge has no solution");
}

function proofOf(task, number) {
  const { algorithm, challenge, salt, signature } = task;
  return btoa(JSON.stringify({ algorithm, challenge, number, salt, signature }));
}

// askInWords shows the question that stands in for the check.
function askInWords() {
  const question = $("robot-question");
  if (question.localName === "noscript") question.outerHTML = `<div id="robot-question">${question.textContent}</div>`;
  $("robot-question").hidden = false;
  $("robot-answer").focus();
}

// checkRobots returns what a submission waits for.
function checkRobots() {
  const box = $("robot-check");
  if (!box) return () => null;
  const tick = $("robot-tick"), state = $("robot-state"), proof = $("proof");
  let running = null;
  box.hidden = false;
  tick.checked = false;
  proof.value = "";
  $("robot-question").hidden = true;
  const work = async () => {
    try {
      const task = JSON.parse(box.dataset.challenge);
      proof.value = proofOf(task, await solve(task));
      state.textContent = box.dataset.checked;
    } catch {
      state.textContent = "";
      box.hidden = true;
      askInWords();
    }
  };
  tick.addEventListener("change", () => {
    if (!tick.checked || running) return;
    state.textContent = box.dataset.checking;
    running = work();
    running.then(() => { running = null; });
  });
  return () => (tick.checked && proof.value === "" ? running : null);
}

// --- Sending ---------------------------------------------------------------

function guardSending(waiting) {
  const button = form.querySelector("button[type=submit]");
  const words = button.textContent;
  let sending = false;
  const idle = () => {
    sending = false;
    button.textContent = words;
    button.removeAttribute("aria-disabled");
  };
  form.addEventListener("submit", (event) => {
    const check = waiting();
    if (sending || check) event.preventDefault();
    if (sending) return;
    sending = true;
    button.textContent = form.dataset.sending;
    button.setAttribute("aria-disabled", "true");
    check?.then(() => {
      idle();
      if ($("proof").value) form.requestSubmit();
    });
  });
  addEventListener("pageshow", (event) => { if (event.persisted) idle(); });
}

function dressForm() {
  if (form.dataset.draft) keepDraft();
  watchConditions();
  watchFiles();
  guardSending(checkRobots());
}

// --- After sending ---------------------------------------------------------

async function copyText(element) {
  try {
    await navigator.clipboard.writeText(element.textContent);
  } catch { // not a secure page
    getSelection().selectAllChildren(element);
    document.execCommand("copy");
  }
}

function dressSent(sent) {
  try { storage?.removeItem(draftKey(sent)); } catch { /* nothing was kept */ }
  const button = $("copy");
  if (!button) return;
  button.hidden = false;
  button.addEventListener("click", async () => {
    await copyText($("number"));
    $("copied").textContent = button.dataset.copied;
  });
}

if (form) dressForm();
if ($("sent")) dressSent($("sent"));
document.querySelector("[autofocus]")?.focus();
