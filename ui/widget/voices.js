// The list behind a count: everyone who was counted, with their words.
import { h } from "./dom.js";
import { card } from "./proof.js";
import { read } from "./stream.js";

const A_PAGE = 10;

// `counted` holds a tally with its product and topic, or only the ids of the records counted.
export function openVoices(counted, from, panel) {
  const title = panel.words.say("voices", { n: panel.words.number(counted.of) });
  let page = null;
  return panel.sheet.push(title, from, async () => {
    page ??= (await tallied(counted, panel)) ?? recorded(counted.record_ids, panel);
    return voicesFrom(page, 0, panel);
  });
}

async function voicesFrom(page, offset, panel) {
  const { nodes, left } = await page(offset);
  const onward = async (event) => {
    const next = h("div", { class: "page" });
    event.currentTarget.replaceWith(next);
    await panel.sheet.fill(next, () => voicesFrom(page, offset + A_PAGE, panel));
    next.querySelector("button, [tabindex]")?.focus();
  };
  return left > 0 ? [...nodes, h("button", { class: "plain", click: onward }, panel.words.say("more"))] : nodes;
}

// The counted words themselves, by side, where the API counts and comes to the same number.
async function tallied(counted, panel) {
  if (!counted.topic || !counted.product) return null;
  const path = (offset) => `/v1/products/${encodeURIComponent(counted.product)}/tally?topic=${encodeURIComponent(counted.topic)}&lang=${panel.words.language}&offset=${offset}&limit=${A_PAGE}`;
  const first = await read(panel.api, path(0)).catch(refused);
  if (!["of", "for", "against", "mixed"].every((part) => first?.[part] === counted[part])) return null;
  return async (offset) => {
    const { of, voices } = offset ? await read(panel.api, path(offset)) : first;
    return { nodes: [h("ol", { class: "proofs" }, voices.map((voice) => card(voice, panel.words, panel)))], left: of - offset - A_PAGE };
  };
}

// A server that will not count is no lost connection: the records are there to read.
function refused(error) {
  if (!error.status) throw error;
}

function recorded(ids, panel) {
  return async (offset) => {
    const found = await Promise.allSettled(ids.slice(offset, offset + A_PAGE).map((id) => panel.record(id)));
    const read = found.filter((one) => one.value);
    if (!read.length) throw found[0].reason;
    return { nodes: read.map((one) => panel.whole(one.value, null)), left: ids.length - offset - A_PAGE };
  };
}
