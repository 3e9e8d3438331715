// What readers send back: whether an answer helped, and content they report.
import { h } from "./dom.js";

const LONGEST_REASON = 1000;

export function opinion(answerId, words, panel, unsettled) {
  const { say } = words;
  const row = h("div", { class: "opinion", role: "group", "aria-label": say("opinion") });
  const thanks = () => done(row, say("thanks"));
  const give = (verdict, reason) => panel.send(`/v1/answers/${encodeURIComponent(answerId)}/feedback`, { verdict, reason: reason || null }).then(thanks);
  const because = (verdict) => {
    const form = reasonForm(words, say("why"), false, (reason) => give(verdict, reason), () => ask(verdict));
    row.replaceChildren(form);
    form.elements.reason.focus();
  };
  const chosen = { helpful: (at) => tried(give("helpful"), at, say), unhelpful: () => because("unhelpful"), wrong: () => because("wrong") };
  const ask = (back) => {
    const buttons = Object.entries(chosen).map(([verdict, act]) => h("button", { class: "small", "data-verdict": verdict, click: (event) => act(event.currentTarget) }, say(verdict)));
    row.replaceChildren(h("span", null, say("opinion")), ...buttons, unsettled ? "" : panel.person("plain"));
    buttons.find((one) => one.dataset.verdict === back)?.focus();
  };
  ask();
  return row;
}

export function report(recordId, words, panel) {
  const { say } = words;
  const place = h("div", { class: "report" });
  const closed = (focused) => {
    const button = h("button", { class: "plain", click: opened }, say("report"));
    place.replaceChildren(button);
    if (focused) button.focus();
  };
  const opened = () => {
    const given = (reason) => panel.send(`/v1/records/${encodeURIComponent(recordId)}/report`, { reason }).then(() => done(place, say("reported")));
    const form = reasonForm(words, say("report_why"), true, given, () => closed(true));
    place.replaceChildren(form);
    form.elements.reason.focus();
  };
  closed(false);
  return place;
}

function reasonForm(words, label, required, given, cancelled) {
  const { say } = words;
  const reason = h("textarea", { name: "reason", rows: 2, maxlength: LONGEST_REASON, minlength: required ? 3 : null, required });
  const submit = (event) => {
    event.preventDefault();
    return tried(given(reason.value.trim()), reason, say);
  };
  return h("form", { class: "reason", submit }, h("label", null, label, reason), h("p", { class: "hint" }, say("health")),
    h("button", { type: "submit", class: "small strong" }, say("send_reason")), h("button", { class: "small", click: cancelled }, say("cancel")));
}

// What could not be sent is said beside where it was written, and stays there to be sent again.
async function tried(sending, beside, say) {
  const place = beside.closest("form, .opinion");
  place.querySelector(".unsent")?.remove();
  try {
    await sending;
  } catch {
    place.append(h("p", { class: "unsent", role: "alert" }, say("unsent")));
  }
}

function done(place, text) {
  const line = h("p", { class: "done", tabindex: "-1", role: "status" }, text);
  place.replaceChildren(line);
  line.focus();
}
