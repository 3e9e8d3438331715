// Customers' words on a listing page, one beside the other: asked for here, or already in the page as the server wrote them.
import { h, held, icon, inLanguage, styled } from "./dom.js";
import { SNIPPETS_STYLE, SNIPPETS_WORDS } from "./made.js";

export async function fill(place, { language, api }) {
  const words = inLanguage(SNIPPETS_WORDS, language);
  if (!place.querySelector("ul")) {
    const products = place.dataset.product.split(" ").filter(Boolean).map((id) => `product=${encodeURIComponent(decodeURIComponent(id))}`);
    const response = await fetch(`${api}/embed/snippets?lang=${language}&${products.join("&")}`, { credentials: "omit" });
    if (!response.ok) throw new Error(`snippets: ${response.status}`);
    const { snippets, criteria } = await response.json();
    if (!snippets.length) return;
    place.lang = language;
    place.replaceChildren(h("ul", null, snippets.map(item)), h("p", { class: "criteria" }, criteria));
  }
  styled(document, SNIPPETS_STYLE);
  turning(place, place.querySelector("ul"), words);
}

function item({ quote, language, by, product, marks }) {
  return h("li", null, h("blockquote", { lang: language }, held(quote)), h("p", { class: "by" }, by), h("p", { class: "of" }, product), h("ul", { class: "marks" }, marks.map((text) => h("li", null, text))));
}

// The list scrolls by itself, by keyboard too; the buttons only help.
function turning(place, list, words) {
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const turn = (way) => list.scrollBy({ left: way * list.clientWidth * 0.9, behavior: still ? "auto" : "smooth" });
  const button = (name, label, way) => h("button", { "aria-label": label, click: () => turn(way) }, icon(name));
  const [back, on] = [button("back", words.snippets_back, -1), button("send", words.snippets_on, 1)];
  const turns = h("div", { class: "turns" }, back, on);
  const bounds = () => {
    turns.hidden = list.scrollWidth <= list.clientWidth;
    back.disabled = list.scrollLeft < 8;
    on.disabled = list.scrollLeft > list.scrollWidth - list.clientWidth - 8;
  };
  const named = { role: "region", "aria-roledescription": words.snippets_carousel, "aria-label": words.snippets };
  for (const [name, value] of Object.entries(named)) place.setAttribute(name, value);
  list.tabIndex = 0;
  list.addEventListener("scroll", bounds, { passive: true });
  new ResizeObserver(bounds).observe(list);
  list.before(turns);
}
