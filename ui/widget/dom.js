// Elements are built, never parsed: what people wrote can only become text.
const SVG = "http://www.w3.org/2000/svg";
const ICONS = {
  close: "M6 6l12 12M18 6L6 18",
  send: "M5 12h13M12 6l6 6-6 6",
  ask: "M5 6h14v10h-8l-4 4v-4H5z",
  play: "M8 6l10 6-10 6z",
  out: "M9 6h9v9M18 6L7 17",
};

export function h(tag, attributes, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes ?? {})) {
    if (value === null || value === undefined || value === false) continue;
    if (typeof value === "function") element.addEventListener(name, value);
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

// Only ordinary web addresses become links.
export function webAddress(address) {
  try {
    return ["http:", "https:"].includes(new URL(address).protocol) ? address : null;
  } catch {
    return null;
  }
}

export function link(address, text, attributes) {
  const href = webAddress(address);
  return href && h("a", { href, target: "_blank", rel: "noopener noreferrer nofollow ugc", ...attributes }, text);
}
