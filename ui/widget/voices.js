// The list behind a count: everyone who was counted, with their words.
import { h } from "./dom.js";
import { card } from "./proof.js";
import { read } from "./stream.js";

const A_PAGE = 10;

export async function openVoices(counted, from, panel) {
  const body = panel.sheet.push(panel.words.say("voices", { n: panel.words.number(counted.of) }), from);
  const list = h("div");
  const pages = (await tallied(counted, panel)) ?? recorded(counted.record_ids, panel);
  body.replaceChildren(list);
  await shownPage(list, pages, panel.words);
}

async function shownPage(list, pages, words) {
  const { value: nodes, done } = await pages.next();
  if (done) return;
  list.append(...nodes);
  const onward = async () => {
    more.remove();
    const seen = list.childElementCount;
    await shownPage(list, pages, words);
    list.children[seen]?.querySelector("button, [tabindex]")?.focus();
  };
  const more = h("button", { class: "plain", click: onward }, words.say("more"));
  if (nodes.left > 0) list.append(more);
}

// The counted words themselves, by side, where the API counts and comes to the same number.
async function tallied(counted, panel) {
  if (!counted.topic || !counted.product) return null;
  const path = (offset) => `/v1/products/${encodeURIComponent(counted.product)}/tally?topic=${encodeURIComponent(counted.topic)}&lang=${panel.words.language}&offset=${offset}&limit=${A_PAGE}`;
  try {
    const first = await read(panel.api, path(0));
    return ["of", "for", "against", "mixed"].every((part) => first[part] === counted[part]) ? cardPages(first, path, panel) : null;
  } catch {
    return null;
  }
}

async function* cardPages(first, path, panel) {
  for (let page = first; ; page = await read(panel.api, path(page.offset + A_PAGE))) {
    const open = (voice) => (event) => panel.proof(voice, event.currentTarget);
    const nodes = [h("ol", { class: "proofs" }, page.voices.map((voice) => card(voice, panel.words, open(voice))))];
    nodes.left = page.of - page.offset - A_PAGE;
    yield nodes;
    if (nodes.left <= 0) return;
  }
}

async function* recorded(ids, panel) {
  for (let at = 0; at < ids.length; at += A_PAGE) {
    const found = await Promise.allSettled(ids.slice(at, at + A_PAGE).map((id) => panel.record(id)));
    const nodes = found.filter((one) => one.value).map((one) => panel.whole(one.value, null));
    nodes.left = ids.length - at - A_PAGE;
    yield nodes.length ? nodes : Object.assign([h("p", null, panel.words.say("record_gone"))], { left: nodes.left });
  }
}
