// What is out of place on the screen: what sticks out of it, is cut off without a
// sign, lies under something else, or is too small to be pressed. Returns sentences.
// Columns of a board are meant to be scrolled sideways.
(() => {
  const found = new Set();
  const name = (e) => `${e.tagName.toLowerCase()}${typeof e.className === "string" && e.className ? "." + e.className.split(" ")[0] : ""} ${JSON.stringify((e.innerText || e.value || e.getAttribute("aria-label") || "").slice(0, 40))}`;
  const dialog = [...document.querySelectorAll("dialog[open]")].at(-1);
  const over = "dialog, [popover], [role=menu], [role=listbox], [role=tooltip], [role=status], [role=alert]";
  // seen is the part of a box that is not scrolled away or cut off by what it lies in.
  const seen = (e) => {
    let { left, top, right, bottom } = e.getBoundingClientRect();
    for (let p = e.parentElement; p !== null; p = p.parentElement) {
      if (getComputedStyle(p).overflow === "visible") continue;
      const box = p.getBoundingClientRect();
      [left, top, right, bottom] = [Math.max(left, box.left), Math.max(top, box.top), Math.min(right, box.right), Math.min(bottom, box.bottom)];
    }
    return { left: Math.max(left, 0), top: Math.max(top, 0), right: Math.min(right, innerWidth), bottom: Math.min(bottom, innerHeight) };
  };
  const scrolls = (e) => {
    for (let p = e.parentElement; p !== null && p !== document.documentElement; p = p.parentElement) {
      if (/auto|scroll/.test(getComputedStyle(p).overflowX) && p.scrollWidth > p.clientWidth) return true;
    }
    return false;
  };
  // hidden is for those who hear the page only.
  const hidden = (e) => e !== null && (getComputedStyle(e).clipPath === "inset(50%)" || hidden(e.parentElement));
  // shortened is a text that ends with an ellipsis where it is cut off.
  const shortened = (e) => e !== null && (getComputedStyle(e).textOverflow === "ellipsis" || shortened(e.parentElement));
  // floats tells what stays in view while e is scrolled below it.
  const floats = (at, e) => {
    for (let p = at; p !== null && !p.contains(e); p = p.parentElement) {
      if (/sticky|fixed/.test(getComputedStyle(p).position)) return true;
    }
    return false;
  };
  if (dialog && [...document.querySelectorAll("[role=menu]")].some((menu) => !dialog.contains(menu) && menu.checkVisibility())) found.add("a menu is open under the dialog");
  if (document.documentElement.scrollWidth > innerWidth) found.add(`the page is ${document.documentElement.scrollWidth} px wide on a screen of ${innerWidth}`);
  for (const e of (dialog ?? document.body).querySelectorAll("*")) {
    const box = e.getBoundingClientRect();
    const style = getComputedStyle(e);
    if (!e.checkVisibility({ checkOpacity: true, checkVisibilityCSS: true }) || box.width <= 1 || box.height <= 1 || e.closest("svg") || hidden(e) || style.pointerEvents === "none") continue;
    const worded = [...e.childNodes].some((n) => n.nodeType === Node.TEXT_NODE && n.data.trim() !== "");
    const control = e.matches("button, a[href], input, select, textarea, summary, [role=option], [role^=menuitem], [role=tab]") && !e.disabled;
    if ((worded || control) && !scrolls(e) && !shortened(e) && (box.left < -1 || box.right > innerWidth + 1)) found.add(`beyond the screen: ${name(e)}`);
    if (worded && style.display !== "inline" && e.scrollWidth > e.clientWidth + 1 && !/auto|scroll/.test(style.overflowX) && style.textOverflow !== "ellipsis") found.add(`wider than its place: ${name(e)}, ${e.scrollWidth} px in ${e.clientWidth}`);
    if (worded && style.overflowY === "hidden" && e.scrollHeight > e.clientHeight + 3 && style.webkitLineClamp === "none") found.add(`higher than its place: ${name(e)}, ${e.scrollHeight} px in ${e.clientHeight}`);
    if (/auto|scroll/.test(style.overflowX) && e.scrollWidth > e.clientWidth + 1 && !e.matches(".lanes, [tabindex], textarea, input")) found.add(`scrolls sideways: ${name(e)}, ${e.scrollWidth} px in ${e.clientWidth}`);
    const { left, top, right, bottom } = seen(e);
    const points = [];
    if (control) {
      if (style.display !== "inline" && !(e.matches("input[type=checkbox], input[type=radio]") && e.closest("label")) && (box.width < 24 || box.height < 24)) found.add(`too small to be pressed: ${name(e)}, ${Math.round(box.width)} × ${Math.round(box.height)} px`);
      if (right - left >= box.width / 2 && bottom - top >= box.height / 2) points.push([(left + right) / 2, (top + bottom) / 2]);
    }
    for (const text of e.childNodes) {
      if (text.nodeType !== Node.TEXT_NODE || text.data.trim() === "") continue;
      const range = document.createRange();
      range.selectNodeContents(text);
      for (const line of [...range.getClientRects()].slice(0, 3)) {
        const y = (line.top + line.bottom) / 2;
        for (const x of [line.left + 3, line.right - 3]) if (x > left && x < right && y > top && y < bottom) points.push([x, y]);
      }
    }
    for (const [x, y] of points) {
      const at = document.elementFromPoint(x, y);
      if (at === null || at.contains(e) || e.contains(at) || at.closest("label")?.contains(e) || floats(at, e)) continue;
      if (dialog ? dialog.contains(at) : !at.closest(over)) found.add(`under something: ${name(e)} lies under ${name(at)}`);
    }
  }
  return [...found];
})()
