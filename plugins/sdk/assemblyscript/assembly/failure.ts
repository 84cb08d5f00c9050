// What went wrong, in words. A failure ends the call; the engine then asks for
// these words by rg_error.

let words: string = "";

/** abort stands behind every `throw` and every check of the language. */
export function abort(message: string | null, file: string | null, line: u32, column: u32): void {
  words = message === null ? "failed" : message;
  // A place in the kit or in the language's library says nothing to the author.
  if (file !== null && !file.startsWith("~lib/")) words += " (" + file + ":" + line.toString() + ")";
  unreachable();
}

export function lastWords(): string {
  return words;
}
