// One answer as it arrives: its proofs, then its lines, then everything that stands around them.
import { questions } from "./asking.js";
import { h, held } from "./dom.js";
import { compareTable, sizeChart, tallyBar } from "./figures.js";
import { opinion } from "./opinion.js";
import { card, chip } from "./proof.js";
import { openVoices } from "./voices.js";

const SHOWN = 4;
const GLANCED = 110;

export function answerView(words, panel) {
  const { say } = words;
  const reading = h("p", { class: "reading" }, say("reading"));
  const lines = h("div", { class: "lines" });
  const counts = h("div");
  const proofs = h("ol", { class: "proofs" });
  const after = h("div");
  const node = h("article", { class: "answer", "aria-label": say("answer"), "aria-busy": "true" }, reading, lines, counts, proofs, after);
  let citations = [];

  const cited = (number) => citations.find((citation) => citation.number === number);
  const chips = (numbers) => h("span", { class: "chips" }, numbers.map(cited).filter(Boolean).map((citation) => chip(citation, words, panel)));
  const line = (sentence) => {
    // Its proof says the same words.
    if (sentence.only_quote) return;
    // A long first line is read, not glanced at: it keeps the weight of text.
    lines.append(h("p", { class: sentence.text.length <= GLANCED && "head" }, h("span", null, held(sentence.text)), " ", sentence.citations.length > 0 && chips(sentence.citations)));
  };
  const ended = (...shown) => {
    node.removeAttribute("aria-busy");
    reading.remove();
    after.replaceChildren(...shown);
  };

  return {
    node,
    slow: () => { reading.textContent = say("slow"); },
    evidence(data) {
      citations = data.citations;
      proofs.replaceChildren(...cards(citations, words, panel));
    },
    sentence(data) {
      reading.remove();
      line(data);
    },
    done(answer, asked) {
      citations = answer.citations;
      const figures = drawn(answer, asked, words, panel, chips);
      lines.replaceChildren();
      answer.sentences.forEach((sentence, place) => place > 0 && inTable(sentence, answer) ? null : line(sentence));
      if (!lines.childElementCount && citations.length) lines.append(h("p", null, say(citations[0].by_brand ? "by_brand" : "by_customers")));
      counts.replaceChildren(...figures);
      proofs.replaceChildren(...cards(citations, words, panel));
      Object.assign(node.dataset, { outcome: answer.outcome, generated: answer.generated });
      node.lang = answer.language;
      ended(...around(answer, asked, words, panel));
    },
    fail(message, retry) {
      proofs.replaceChildren();
      lines.replaceChildren();
      ended(h("p", { class: "failed" }, h("span", null, message), h("button", { class: "plain", click: retry }, say("retry"))), panel.person("plain"));
    },
  };
}

// The table says a product's line of a comparison already.
function inTable(sentence, answer) {
  return answer.standings.some((one) => sentence.text.startsWith(one.name));
}

function cards(citations, words, panel) {
  const all = citations.map((citation) => card(citation, words, panel));
  if (all.length <= SHOWN + 1) return all;
  const shown = () => {
    more.replaceWith(...all.slice(SHOWN));
    all[SHOWN].querySelector("button").focus();
  };
  const more = h("li", null, h("button", { class: "plain", click: shown }, words.say("more")));
  return [...all.slice(0, SHOWN), more];
}

function drawn(answer, asked, words, panel, chips) {
  const { tally, size, standings } = answer;
  const product = answer.product_id;
  return [
    standings.length > 0 && compareTable(standings, words, chips, (one, at) => openVoices({ ...one.tally, product: one.product_id }, at, panel)),
    size?.choices.length > 0 && sizeChart(size, words, (at) => openVoices({ of: size.of, record_ids: size.record_ids }, at, panel)),
    tally?.of > 0 && standings.length === 0 && tallyBar(tally, words, (at) => openVoices({ ...tally, topic: asked, product }, at, panel)),
  ].filter(Boolean);
}

const UNSETTLED = ["handed_over", "refused", "no_evidence"];

function around(answer, asked, words, panel) {
  const { say } = words;
  const unsettled = UNSETTLED.includes(answer.outcome);
  const others = answer.suggestions.filter((text) => text !== asked);
  return [
    answer.limit && h("p", { class: "limit" }, held(answer.limit)),
    answer.nearest.length > 0 && h("section", { class: "nearest" }, h("h3", null, say("nearest")), h("ol", { class: "proofs" }, cards(answer.nearest, words, panel))),
    unsettled && panel.person("strong"),
    others.length > 0 && h("nav", { class: "next", "aria-label": say("next") }, questions(others, (text) => panel.ask(text))),
    opinion(answer.id, words, panel, unsettled),
  ].filter(Boolean);
}
