// A proof, small in an answer and whole in its own window.
import { h, icon, link } from "./dom.js";

export function moment(address, seconds) {
  return address && seconds !== null && !address.includes("#") ? `${address}#t=${Math.floor(seconds)}` : address;
}

export function card(citation, words, open) {
  const { say } = words;
  const name = [citation.author, citation.rating !== null && words.rating(citation.rating)].filter(Boolean).join(" · ");
  const watch = citation.start_s !== null && link(
    moment(citation.url, citation.start_s),
    [icon("play"), say("moment", { time: words.time(citation.start_s) })],
    { class: "moment" },
  );
  return h("li", { class: "card", "data-stance": citation.stance },
    h("p", { class: "head" },
      h("button", { class: "chip over", type: "button", "aria-label": say("open_proof", { number: citation.number }), click: open }, h("span", null, citation.number)),
      h("span", null, words.kind(citation)),
      citation.stance !== "none" && h("span", { class: "stance" }, say(citation.stance))),
    citation.title && h("p", { class: "about", lang: citation.language }, citation.title),
    h("blockquote", { lang: citation.language }, `${citation.cut_before ? "[…] " : ""}${citation.quote}${citation.cut_after ? " […]" : ""}`),
    h("p", { class: "by" }, name || say(citation.by_brand ? "by_brand" : "anonymous")),
    watch,
    marks(citation, words));
}

function marks(said, words) {
  return h("ul", { class: "marks" }, [...words.labels(said), ...words.dates(said)].map((text) => h("li", null, text)));
}

// Offsets count code points, strings count UTF-16 units.
function pieces(points, from, to, start, end) {
  const text = (a, b) => points.slice(Math.max(a, from), Math.min(b, to)).join("");
  const marked = text(start, end);
  return [text(from, start), marked && h("mark", null, marked), text(end, to)];
}

function body(record, start, end, words) {
  const points = Array.from(record.text);
  const lines = record.cues.map((cue) =>
    h("li", null,
      link(moment(record.url, cue.start_s), words.time(cue.start_s), { class: "at" }) ?? h("span", { class: "at" }, words.time(cue.start_s)),
      h("span", null, pieces(points, cue.start, cue.end, start, end))));
  const inside = lines.length ? h("ol", { class: "cues" }, lines) : pieces(points, 0, points.length, start, end);
  return h("div", { class: "whole", lang: record.language, tabindex: "0", role: "group", "aria-label": words.say("whole_text") }, inside);
}

export function whole(record, citation, words) {
  const { say } = words;
  const [start, end] = citation ? [citation.start, citation.end] : [0, 0];
  const source = link(moment(record.url, citation?.start_s ?? null), [say("source"), icon("out")], { class: "source" });
  return h("article", { class: "record" },
    record.title && h("h3", { lang: record.language }, record.title),
    h("p", { class: "by" }, record.author ?? say(record.by_brand ? "by_brand" : "anonymous"),
      record.rating !== null && ` · ${words.rating(record.rating)}`),
    marks(record, words),
    body(record, start, end, words),
    source);
}
