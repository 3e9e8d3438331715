// The window over the panel in which proofs are opened, one view on the other.
import { h, iconButton } from "./dom.js";

export class Sheet {
  #views = [];

  constructor(words, closed) {
    this.words = words;
    this.title = h("h2", { tabindex: "-1" });
    this.backward = iconButton("back", words.say("back"), () => this.#back());
    this.inside = h("div", { class: "sheet-body" });
    const close = iconButton("close", words.say("close"), () => this.node.close());
    const ended = () => {
      const [first] = this.#views;
      this.#views = [];
      closed(first?.from);
    };
    this.node = h("dialog", { class: "proof", "aria-label": words.say("whole_text"), close: ended, click: (event) => event.target === this.node && this.node.close() },
      h("div", { class: "sheet" }, h("header", null, this.backward, this.title, close), this.inside));
  }

  get open() {
    return this.node.open;
  }

  // A view under its title; what it shows may come later, and focus returns to `from`.
  push(title, from) {
    const body = h("div", null, h("p", { class: "reading" }, this.words.say("loading")));
    this.#views.push({ title, body, from });
    this.#show();
    if (!this.open) this.node.showModal();
    this.title.focus();
    return body;
  }

  #back() {
    const { from } = this.#views.pop();
    this.#show();
    (from?.isConnected ? from : this.title).focus();
  }

  #show() {
    const { title, body } = this.#views.at(-1);
    this.title.textContent = title;
    this.backward.hidden = this.#views.length < 2;
    this.inside.replaceChildren(body);
  }
}
