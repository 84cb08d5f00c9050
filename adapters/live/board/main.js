const tenant = document.body.dataset.tenant;
const place = (id) => document.getElementById(id);

// The token is kept for this tab alone and never stands in an address.
const tokenKey = `reglament.token.${tenant}`;

const clock = new Clock();
const link = new Link(`${location.protocol === "https:" ? "wss:" : "ws:"}//${location.host}/ws?tenant=${encodeURIComponent(tenant)}`, clock, {
  state: showState,
  frame: apply,
  refused: (detail) => leave(detail || say("refused")),
  version: checkVersion,
});
const board = new Board(place("board"), clock, announce);
const ticket = new Ticket(place("ticket"), clock, link);

function apply(frame) {
  if (frame.chan !== "board") ticket.apply(frame);
  else if (frame.type === "error") leave(frame.detail);
  else if (frame.type !== "reset") board.apply(frame); // what is shown is better than nothing until the snapshot
}

// showState says how fresh the board is. The time stands still while there is no
// connection: it is that of the last sign of life.
function showState(state) {
  const shown = place("state");
  const since = board.loaded ? say("data_of", { t: clock.seconds(link.heard + clock.offset) }) : "";
  if (state === "connecting" && shown.dataset.state === "lost") return; // it says so already
  shown.dataset.state = state;
  put(shown, state === "lost" ? `${say("lost")} ${since}`.trim() : say(state));
  board.root.classList.toggle("stale", state !== "live");
}

let version;

// checkVersion reloads the page when the server is another one than before: the
// page and its protocol belong together.
function checkVersion(current) {
  version ??= current;
  if (version !== current) location.reload();
}

let fresh = 0;
let announced = 0;

// announce tells screen readers of new cards, but not more often than they can
// read.
function announce(n) {
  if (n <= 0) return;
  fresh += n;
  if (announced) return;
  put(place("news"), "");
  announced = setTimeout(() => {
    put(place("news"), say("news", { n: fresh }));
    fresh = announced = 0;
  }, 5000);
}

function enter(token) {
  sessionStorage.setItem(tokenKey, token);
  place("enter").hidden = true;
  place("board").hidden = place("leave").hidden = false;
  link.follow("board");
  route();
  link.start(token);
}

// leave forgets the token and asks for another one.
function leave(why) {
  sessionStorage.removeItem(tokenKey);
  ticket.show("");
  link.stop();
  board.clear();
  place("board").hidden = place("leave").hidden = true;
  place("enter").hidden = false;
  put(place("enter-error"), why);
  place("state").dataset.state = "none";
  put(place("state"), "");
  place("token").focus();
}

// route shows the ticket that the address names, so that going back closes it.
function route() {
  if (sessionStorage.getItem(tokenKey)) ticket.show(decodeURIComponent(location.hash.slice(1)));
}

addEventListener("hashchange", route);
place("leave").addEventListener("click", () => leave(""));
place("enter").addEventListener("submit", (e) => {
  e.preventDefault();
  const token = place("token").value.trim();
  place("token").value = "";
  put(place("enter-error"), "");
  if (token) enter(token);
});

const kept = sessionStorage.getItem(tokenKey);
if (kept) enter(kept);
else leave("");
