// The two ways to ask: a field with its button, and questions to press. The box in the page and the panel have both.
import { h, held, icon } from "./dom.js";

export function askForm(words, id, submitted) {
  const input = h("input", { id, name: "question", type: "text", maxlength: 1000, autocomplete: "off", enterkeyhint: "send", required: true });
  const send = h("button", { class: "send", type: "submit", "aria-label": words.send }, icon("send"));
  const submit = (event) => {
    event.preventDefault();
    const text = input.value.trim();
    if (text) submitted(text, input);
  };
  return h("form", { submit }, h("label", { for: id, class: "unseen" }, words.your_question), input, send);
}

export function questions(texts, ask) {
  return h("ul", { class: "questions" }, texts.map((text) => h("li", null, h("button", { click: (event) => ask(text, event.currentTarget) }, held(text)))));
}
