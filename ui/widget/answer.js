// One answer as it arrives: its proofs, then its lines, then everything that stands around them.
import { h } from "./dom.js";
import { card } from "./proof.js";

const SHOWN = 4;
const GLANCED = 110;

export function answerView(words, actions) {
  const { say } = words;
  const reading = h("p", { class: "reading" }, say("reading"));
  const lines = h("div", { class: "lines" });
  const rest = h("div");
  const proofs = h("ol", { class: "proofs" });
  const after = h("div");
  const node = h("article", { class: "answer", "aria-label": say("answer"), "aria-busy": "true" }, reading, lines, rest, proofs, after);
  let citations = [];

  const cited = (number) => citations.find((citation) => citation.number === number);
  const chip = (number) => {
    const citation = cited(number);
    return citation && h("button", { class: "chip", type: "button", "aria-label": say("open_proof", { number }), click: (event) => actions.open(citation, event.currentTarget) }, h("span", null, number));
  };
  const line = (sentence) => {
    if (onlyQuotes(sentence, cited)) return;
    // A long first line is read, not glanced at: it keeps the weight of text.
    lines.append(h("p", { class: sentence.text.length <= GLANCED && "head" }, h("span", null, words.set(sentence.text)), sentence.citations.length > 0 && h("span", { class: "chips" }, sentence.citations.map(chip))));
  };

  return {
    node,
    evidence(data) {
      citations = data.citations;
      proofs.replaceChildren(...cards(citations, words, actions));
    },
    sentence(data) {
      reading.remove();
      line(data);
    },
    done(answer) {
      reading.remove();
      citations = answer.citations;
      lines.replaceChildren();
      answer.sentences.forEach(line);
      if (!lines.childElementCount && citations.length) lines.append(h("p", null, say(citations[0].by_brand ? "by_brand" : "by_customers")));
      rest.replaceChildren(...(answer.tally?.of ? [tallyBar(answer.tally, words, actions)] : []));
      proofs.replaceChildren(...cards(citations, words, actions));
      after.replaceChildren(...around(answer, words, actions));
      node.dataset.outcome = answer.outcome;
      node.dataset.generated = answer.generated;
      node.lang = answer.language;
      node.removeAttribute("aria-busy");
    },
    fail(message, retry) {
      node.removeAttribute("aria-busy");
      reading.remove();
      after.replaceChildren(h("p", { class: "failed" }, message, h("button", { type: "button", class: "plain", click: retry }, say("retry"))));
    },
  };
}

// A line that is only a quote and its source is shown as the proof itself (as chat/quoting.py has it).
const BEFORE = /^(?:.{1,40}[:—]\s*)?[«“]\s*(?:\[…\]\s*)?$/u;
const AFTER = /^\s*(?:\[…\]\s*)?[»”]\s*(?:[—(].*)?$/u;

function onlyQuotes(sentence, cited) {
  const flat = (text) => text.split(/\s+/).join(" ").trim();
  const quote = flat((sentence.citations.length === 1 && cited(sentence.citations[0])?.quote) || "");
  const text = flat(sentence.text);
  const at = quote === "" ? -1 : text.indexOf(quote);
  return at >= 0 && BEFORE.test(text.slice(0, at)) && AFTER.test(text.slice(at + quote.length));
}

function cards(citations, words, actions) {
  const all = citations.map((citation) => card(citation, words, (event) => actions.open(citation, event.currentTarget)));
  if (all.length <= SHOWN) return all;
  const more = h("li", null, h("button", { type: "button", class: "plain", click: () => more.replaceWith(...all.slice(SHOWN)) }, words.say("more")));
  return [...all.slice(0, SHOWN), more];
}

function tallyBar(tally, words, actions) {
  const { say } = words;
  const parts = ["for", "mixed", "against"].filter((stance) => tally[stance] > 0);
  return h("div", { class: "tally" },
    h("div", { class: "bar", "aria-hidden": "true" }, parts.flatMap((stance) => Array.from({ length: share(tally, stance) }, () => h("i", { class: stance })))),
    h("ul", null, parts.map((stance) => h("li", { class: stance }, h("b", null, tally[stance]), ` ${say(stance).toLowerCase()}`))),
    tally.record_ids.length > 0 && h("button", { type: "button", class: "plain", click: (event) => actions.voices(tally, event.currentTarget) }, say("show_all", { n: tally.of })));
}

// One segment a voice while they can be told apart, twenty-four in proportion beyond.
function share(tally, stance) {
  return tally.of <= 24 ? tally[stance] : Math.max(1, Math.round((24 * tally[stance]) / tally.of));
}

function around(answer, words, actions) {
  const { say } = words;
  return [
    answer.limit && h("p", { class: "limit" }, words.set(answer.limit)),
    answer.nearest.length > 0 && h("section", { class: "nearest" }, h("h4", null, say("nearest")), h("ol", { class: "proofs" }, cards(answer.nearest, words, actions))),
    answer.suggestions.length > 0 && h("nav", { class: "next", "aria-label": say("next") }, questions(answer.suggestions, actions.ask, words)),
  ].filter(Boolean);
}

export function questions(texts, ask, words) {
  return h("ul", { class: "questions" }, texts.map((text) => h("li", null, h("button", { type: "button", click: (event) => ask(text, event.currentTarget) }, words.set(text)))));
}
