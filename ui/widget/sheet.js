// The window over the panel in which proofs are opened, one view on the other.
import { h, iconButton } from "./dom.js";

export class Sheet {
  #views = [];

  constructor(words, closed) {
    this.words = words;
    this.title = h("h2", { tabindex: "-1", id: "sheet-title" });
    this.backward = iconButton("back", words.say("back"), () => this.#back());
    this.inside = h("div", { class: "sheet-body" });
    const close = iconButton("close", words.say("close"), () => this.node.close());
    const ended = () => {
      const [first] = this.#views;
      this.#views = [];
      closed(first?.from);
    };
    this.node = h("dialog", { class: "proof", "aria-labelledby": "sheet-title", close: ended, click: (event) => event.target === this.node && this.node.close() },
      h("div", { class: "sheet" }, h("div", { class: "top" }, this.backward, this.title, close), this.inside));
  }

  get open() {
    return this.node.open;
  }

  // A view under its title, filled by what `found` comes to; focus returns to `from`.
  push(title, from, found) {
    const body = h("div");
    this.#views.push({ title, body, from });
    this.#show();
    if (!this.open) this.node.showModal();
    this.title.focus();
    return this.fill(body, found);
  }

  // What could not be read is said in its place, where it can be asked for again.
  async fill(body, found) {
    const { say } = this.words;
    body.replaceChildren(h("p", { class: "reading" }, say("loading")));
    try {
      body.replaceChildren(...(await found()));
      body.querySelector("mark")?.scrollIntoView({ block: "center" });
    } catch (error) {
      const gone = error.status === 404;
      body.replaceChildren(h("p", { class: "failed", role: "alert" }, h("span", null, say(gone ? "record_gone" : "unread")),
        !gone && h("button", { class: "plain", click: () => this.fill(body, found) }, say("retry"))));
    }
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
