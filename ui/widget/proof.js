// A proof, small in an answer and whole in the sheet.
import { h, held, icon, link } from "./dom.js";

// A file of its own can be played here; anything else is a page to go to.
const FILE = /\.(mp4|m4v|webm|ogv)(?=[?#]|$)/i;

export function chip(citation, words, panel, more = "") {
  const { number, author } = citation;
  const name = `${words.say("open_proof", { number })} · ${author ?? words.kind(citation)}`;
  return h("button", { class: `chip ${more}`, "aria-label": name, click: (event) => panel.proof(citation, event.currentTarget) }, h("span", null, number));
}

export function card(citation, words, panel) {
  const { say } = words;
  const name = [citation.author, citation.rating !== null && words.rating(citation.rating)].filter(Boolean).join(" · ");
  return h("li", { class: "card", "data-stance": citation.stance },
    h("p", { class: "head" },
      chip(citation, words, panel, "over"),
      h("span", null, words.kind(citation)),
      citation.stance !== "none" && h("span", { class: "stance" }, say(citation.stance))),
    citation.title && h("p", { class: "about", lang: citation.language }, held(citation.title)),
    quoted(citation),
    h("p", { class: "by" }, name || say(citation.by_brand ? "by_brand" : "anonymous")),
    watch(citation, words),
    marks(citation, words));
}

function quoted(citation) {
  return h("blockquote", { lang: citation.language }, held(`${citation.cut_before ? "[…] " : ""}${citation.quote}${citation.cut_after ? " […]" : ""}`));
}

// The moment itself: a file plays here from its second, the page of a video opens at it.
function watch(citation, words) {
  if (citation.start_s === null) return null;
  const from = words.time(citation.start_s);
  const to = citation.end_s !== null && words.time(citation.end_s);
  const inside = [
    h("span", { class: "play" }, icon("play")),
    h("span", null, words.say("moment", { time: from }), to && to !== from && h("span", { class: "until" }, ` ${words.say("until", { time: to })}`)),
  ];
  const { url } = citation;
  const away = (click) => link(url, inside, { class: "moment", click });
  const here = (event) => {
    event.preventDefault();
    const video = h("video", { src: url, controls: true, autoplay: true, playsinline: true, error: () => shown(video, away()) });
    shown(event.currentTarget, video);
  };
  return away(FILE.test(url ?? "") && here) || h("p", { class: "moment" }, inside);
}

function shown(before, after) {
  before.replaceWith(after);
  after.focus();
}

function marks(said, words) {
  return h("ul", { class: "marks" }, [...words.labels(said), ...words.dates(said)].filter(Boolean).map((text) => h("li", null, text)));
}

// Offsets count code points, strings count UTF-16 units.
function pieces(points, from, to, start, end) {
  const text = (a, b) => points.slice(Math.max(a, from), Math.min(b, to)).join("");
  const marked = text(start, end);
  return [held(text(from, start)), marked && h("mark", null, held(marked)), held(text(end, to))];
}

function body(record, start, end, words) {
  const points = Array.from(record.text);
  const lines = record.cues.map((cue) =>
    h("li", null,
      link(cue.url, words.time(cue.start_s), { class: "at" }) || h("span", { class: "at" }, words.time(cue.start_s)),
      h("span", null, pieces(points, cue.start, cue.end, start, end))));
  const inside = lines.length ? h("ol", { class: "cues" }, lines) : pieces(points, 0, points.length, start, end);
  return h("div", { class: "whole", lang: record.language, tabindex: "0", role: "group", "aria-label": words.say("whole_text") }, inside);
}

// The whole record, the quote marked in it.
export function whole(record, url, citation, words, report) {
  const { say } = words;
  const [start, end] = citation ? [citation.start, citation.end] : [0, 0];
  return h("div", { class: "record", "data-record": record.id },
    record.title && h("h3", { lang: record.language }, held(record.title)),
    h("p", { class: "by" }, record.author ?? say(record.by_brand ? "by_brand" : "anonymous"),
      record.rating !== null && ` · ${words.rating(record.rating)}`),
    marks(record, words),
    body(record, start, end, words),
    h("div", { class: "below" },
      link(url, [say("source"), icon("out")], { class: "source" }),
      report));
}
