// Elements are built, never parsed: what people wrote can only become text.
const SVG = "http://www.w3.org/2000/svg";
const ICONS = {
  close: "M6 6l12 12M18 6L6 18",
  send: "M5 12h13M12 6l6 6-6 6",
  stop: "M7 7h10v10H7z",
  ask: "M5 6h14v10h-8l-4 4v-4H5z",
  play: "M8 6l10 6-10 6z",
  out: "M9 6h9v9M18 6L7 17",
  back: "M19 12H6M12 6l-6 6 6 6",
  clear: "M5 7h14M10 7V5h4v2M7 7l1 12h8l1-12",
};

// Our mistakes stay ours: whatever a handler throws never reaches the shop's own page.
export function contained(handler) {
  return async (event) => {
    try {
      await handler(event);
    } catch (error) {
      console.warn("temoin:", error);
    }
  };
}

export function h(tag, attributes, ...children) {
  const element = document.createElement(tag);
  if (tag === "button") element.type = "button";
  for (const [name, value] of Object.entries(attributes ?? {})) {
    if (value === null || value === undefined || value === false) continue;
    if (typeof value === "function") element.addEventListener(name, contained(value));
    else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.flat(2).filter((child) => child || child === 0));
  return element;
}

export function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", ICONS[name]);
  svg.append(path);
  return svg;
}

// A line must not break before French high signs; the words stay as they were written.
export function held(text) {
  return text.split(/((?:« )?\S{1,24}(?: [;:?!»%€])+|« \S{1,24})/).map((piece, place) => (place % 2 ? h("span", { class: "held" }, piece) : piece));
}

export function iconButton(name, label, click, more) {
  return h("button", { class: "icon", "aria-label": label, click, ...more }, icon(name));
}

// A shop's page may set its root to 10 pixels: what is read stays as large as elsewhere, or grows with the reader's own size.
export function styled(root, style) {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(style.replace(/(-?[\d.]+)rem/g, "calc($1*max(1rem,16px))"));
  root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
}

// The address as it was given when it is of an allowed kind, else nothing.
export function safe(address, protocols = ["http:", "https:"]) {
  try {
    return protocols.includes(new URL(address, document.baseURI).protocol) ? address : null;
  } catch {
    return null;
  }
}

export function link(address, text, attributes) {
  const absolute = /^https?:/i.test(address ?? "") && safe(address);
  return absolute && h("a", { href: absolute, target: "_blank", rel: "noopener noreferrer nofollow ugc", ...attributes }, text);
}

// One language of [keys, French, English], each of them lines.
export function inLanguage([keys, ...both], language) {
  const said = both[language === "en" ? 1 : 0].split("\n");
  return Object.fromEntries(keys.split("\n").map((key, place) => [key, said[place]]));
}
