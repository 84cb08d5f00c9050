const tokenRefused = 4401;
const tooSlow = 4008;
const restart = 1012;
const cutOff = 1006;

// silence is how long the server may say nothing: it gives a sign of life every
// ten seconds.
const silence = 30_000;
const firstWait = 500;
const longestWait = 30_000;

// Link keeps one websocket open and follows channels over it. After a break it
// resumes where each channel stopped. What happens it tells to:
//
//   on.state(state)     connecting, live or lost
//   on.frame(frame)     a snapshot or delta that follows the one before, a reset,
//                       or an error that concerns a channel
//   on.refused(detail)  the token is not good
//   on.version(version) the server's, whenever it has been reached
class Link {
  constructor(address, clock, on) {
    this.address = address;
    this.clock = clock;
    this.on = on;
    this.channels = new Map();
    this.epoch = "";
    this.attempt = 0;
    this.heard = 0; // when the last frame came
    this.caughtUp = false; // since the socket was opened
    setInterval(() => this.check(), 1000);
    addEventListener("online", () => this.waiting && this.connect());
  }

  start(token) {
    this.token = token;
    this.attempt = 0;
    this.connect();
  }

  stop() {
    this.token = "";
    this.drop();
    this.channels.clear();
  }

  follow(name) {
    this.channels.set(name, { seq: null, lost: false });
    if (this.greeted) this.subscribe(name);
  }

  unfollow(name) {
    if (this.channels.delete(name) && this.greeted) this.send({ type: "unsubscribe", unsubscribe: [name] });
  }

  connect() {
    this.drop();
    this.on.state("connecting");
    this.caughtUp = false;
    this.complaint = "";
    this.opened = Date.now();
    const ws = new WebSocket(this.address, "reglament.v1");
    this.ws = ws;
    ws.onopen = () => ws === this.ws && this.greet();
    ws.onmessage = (message) => ws === this.ws && this.receive(JSON.parse(message.data));
    ws.onclose = (close) => ws === this.ws && this.closed(close.code, close.reason);
  }

  // drop forgets the socket, which may not even answer.
  drop() {
    clearTimeout(this.waiting);
    this.waiting = 0;
    this.greeted = false;
    const ws = this.ws;
    this.ws = null;
    ws?.close();
  }

  send(frame) {
    this.ws?.send(JSON.stringify(frame));
  }

  greet() {
    this.greeted = true;
    this.send({ type: "hello", token: this.token, lang, subscribe: [...this.channels.keys()].map((name) => this.wish(name)) });
  }

  subscribe(name) {
    this.send({ type: "subscribe", subscribe: [this.wish(name)] });
  }

  wish(name) {
    const channel = this.channels.get(name);
    if (channel.seq === null) return { chan: name };
    return { chan: name, resume: { epoch: this.epoch, seq: channel.seq } };
  }

  receive(frame) {
    this.heard = Date.now();
    if (frame.server_time) this.clock.learn(frame.server_time, frame.type === "welcome");
    switch (frame.type) {
      case "welcome":
        this.on.version(frame.version);
        return;
      case "error":
        this.complaint = frame.detail;
        if (frame.chan && frame.code !== "try_later") this.end(frame);
        return;
      case "reset":
        if (frame.reason === "gone") this.end(frame);
        else if (this.channels.has(frame.chan)) this.on.frame(frame);
        return;
    }
    const channel = this.channels.get(frame.chan);
    if (channel) this.advance(channel, frame);
  }

  // advance takes a channel on, or asks for what is missing.
  advance(channel, frame) {
    if (frame.type === "snapshot") this.epoch = frame.epoch;
    else if (frame.prev !== channel.seq) {
      // Frames of before may still be on their way.
      if (!channel.lost) {
        channel.lost = true;
        this.subscribe(frame.chan);
      }
      return;
    }
    channel.lost = false;
    channel.seq = frame.seq;
    if (frame.type === "live") this.live();
    else this.on.frame(frame);
  }

  live() {
    if (this.caughtUp) return;
    this.caughtUp = true;
    this.attempt = 0;
    this.on.state("live");
  }

  end(frame) {
    if (this.channels.delete(frame.chan)) this.on.frame(frame);
  }

  closed(code, reason) {
    const caughtUp = this.caughtUp;
    this.drop();
    if (code === tokenRefused) {
      this.token = "";
      this.on.refused(this.complaint);
      return;
    }
    this.on.state("lost");
    this.waiting = setTimeout(() => this.connect(), this.pause(code, reason, caughtUp));
  }

  // pause is how long to wait before the next attempt.
  pause(code, reason, caughtUp) {
    const told = code === restart && /^retry_ms=(\d+)$/.exec(reason);
    if (told) return Number(told[1]);
    if (code === tooSlow && caughtUp) return 0;
    const wait = Math.min(longestWait, firstWait * 2 ** this.attempt++);
    return wait * (0.5 + Math.random() / 2);
  }

  // check gives up a socket that has fallen silent.
  check() {
    if (this.ws && Date.now() - Math.max(this.heard, this.opened) > silence) this.closed(cutOff, "");
  }
}
