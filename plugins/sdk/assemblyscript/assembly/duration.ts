// Durations, which the engine computes with.

export function seconds(n: i32): string {
  return n.toString() + "s";
}

export function minutes(n: i32): string {
  return n.toString() + "m";
}

export function hours(n: i32): string {
  return n.toString() + "h";
}

export function days(n: i32): string {
  return n.toString() + "d";
}

export function months(n: i32): string {
  return n.toString() + "mo";
}

/** working durations count while a calendar is open. */
export namespace working {
  export function minutes(n: i32): string {
    return n.toString() + "wm";
  }

  export function hours(n: i32): string {
    return n.toString() + "wh";
  }

  export function days(n: i32): string {
    return n.toString() + "wd";
  }
}
