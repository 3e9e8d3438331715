// Counts drawn small: a tally, the sizes people took, products side by side. The words carry them; the bars repeat them.
import { h } from "./dom.js";

const STANCES = ["for", "mixed", "against"];
const FITS = ["suited", "small", "large", "returned", "unsaid"];
const SEGMENTS = 24;

// One segment a person while they can be told apart, in proportion beyond.
function bar(parts, of, most = of) {
  const each = (n) => (most <= SEGMENTS ? n : Math.max(1, Math.round((SEGMENTS * n) / most)));
  const filled = parts.flatMap(([name, n]) => Array.from({ length: n && each(n) }, () => h("i", { class: name })));
  const free = Math.max(0, (most <= SEGMENTS ? most : SEGMENTS) - filled.length);
  return h("div", { class: "bar", "aria-hidden": "true" }, filled, Array.from({ length: most > of ? free : 0 }, () => h("i", { class: "free" })));
}

export function tallyBar(tally, words, open) {
  const told = STANCES.filter((stance) => tally[stance] > 0);
  return h("div", { class: "tally" },
    bar(told.map((stance) => [stance, tally[stance]]), tally.of),
    h("ul", null, told.map((stance) => h("li", { class: stance }, h("b", null, words.number(tally[stance])), ` ${words.say(stance === "mixed" && tally.mixed > 1 ? "mixed_many" : stance).toLowerCase()}`))),
    tally.record_ids.length > 0 && seeAll(tally.of, words, open));
}

function seeAll(n, words, open) {
  return h("button", { class: "plain", click: (event) => open(event.currentTarget) }, words.say("show_all", { n: words.number(n) }));
}

export function sizeChart(size, words, open) {
  const { say } = words;
  const total = (choice) => FITS.reduce((sum, fit) => sum + choice[fit], 0);
  const most = Math.max(...size.choices.map(total));
  return h("section", { class: "sizes", "aria-label": say("sizes_taken") },
    h("h3", null, say("sizes_taken")),
    h("ul", null, size.choices.map((choice) => h("li", { class: advised(choice, size) && "advised" },
      h("p", { class: "taken" }, h("b", null, stepName(choice, words), advised(choice, size) && size.size && ` (${size.size})`), ` ${words.count("people", total(choice))}`),
      bar(FITS.map((fit) => [`fit-${fit}`, choice[fit]]), total(choice), most),
      h("p", { class: "fits" }, FITS.filter((fit) => choice[fit] > 0).map((fit) => h("span", { class: `fit-${fit}` }, `${words.number(choice[fit])} ${say(`fit_${fit}`)}`)))))),
    size.record_ids.length > 0 && seeAll(size.of, words, open));
}

function advised(choice, size) {
  return choice.step !== null && choice.step === size.step;
}

function stepName({ step, size }, words) {
  if (step === null) return words.say("size_taken", { size: size ?? "?" });
  if (step === 0) return words.say("usual_size");
  return words.say(step > 0 ? "sizes_up" : "sizes_down", { n: words.number(Math.abs(step)).replace(/^0[.,]5$/, "½").replace(/[.,]5$/, " ½") });
}

export function compareTable(standings, words, chips, voices) {
  const { say } = words;
  const topic = standings.find((one) => one.tally)?.tally.topic;
  const cells = (one) => (one.tally ? STANCES.map((stance) => one.tally[stance]) : [one.high, one.rated - one.high - one.low, one.low]);
  const heads = topic ? STANCES : ["stars_high", "stars_middle", "stars_low"];
  return h("div", { class: "compare" }, h("table", null,
    h("caption", null, topic ? say("compared_on", { topic }) : say("compared_by_stars")),
    h("thead", null, h("tr", null, h("th", { scope: "col" }, say("product_column")), heads.map((head) => h("th", { scope: "col" }, say(head))))),
    h("tbody", null, standings.map((one) => h("tr", null,
      h("th", { scope: "row", "aria-label": one.name }, one.name, " ", chips(one.citations),
        one.tally?.record_ids.length > 0 && seeAll(one.tally.of, words, (from) => voices(one, from))),
      cells(one).map((n, place) => h("td", { class: STANCES[place] }, words.number(n))))))));
}
