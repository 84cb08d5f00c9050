// words are the page's texts in its language.
const words = JSON.parse(document.body.dataset.words);
const lang = document.documentElement.lang;

// say returns a text, with the values in place of their {names}.
function say(key, values = {}) {
  return (words[key] ?? key).replace(/\{(\w+)\}/g, (all, name) => values[name] ?? all);
}

// el makes an element. Children that are null or empty texts are left out.
function el(tag, attributes, ...children) {
  const e = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes ?? {})) {
    if (value !== null && value !== undefined && value !== false) e.setAttribute(name, value === true ? "" : value);
  }
  e.append(...children.filter((c) => c !== null && c !== undefined && c !== ""));
  return e;
}

// put changes an element's text only where it differs, so that nothing is laid
// out or read aloud in vain.
function put(e, text) {
  if (e.textContent !== text) e.textContent = text;
}

// clauseTag names a clause by the number that its document prints, and by its
// title too where there is room.
function clauseTag(clause, full) {
  const number = say("clause", { clause: clause.label || clause.id });
  return el("span", { class: "clause", title: clause.title || null }, full && clause.title ? `${number} · ${clause.title}` : number);
}
