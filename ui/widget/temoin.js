// The chat panel of a product page: <temoin-chat data-product="…" data-lang="fr"> in the page, or this script alone with
// the same attributes for a button in the corner. Nothing is stored; the conversation ends with the page.
import { answerView, questions } from "./answer.js";
import { h, icon } from "./dom.js";
import { whole } from "./proof.js";
import { ask, read } from "./stream.js";
import { speaker } from "./words.js";

const HERE = new URL(".", import.meta.url);
const LONGEST = 1000;
const REMEMBERED = 12;
const VOICES_A_PAGE = 10;

class TemoinChat extends HTMLElement {
  #messages = [];
  #records = new Map();
  #back = [];
  #asking = null;

  connectedCallback() {
    if (this.shadowRoot) return;
    this.words = speaker(this.dataset.lang === "en" ? "en" : "fr");
    this.api = this.dataset.api ?? HERE.origin;
    this.lang = this.words.language;
    this.#build(this.attachShadow({ mode: "open" }));
    this.#suggest();
  }

  disconnectedCallback() {
    this.#asking?.abort();
  }

  #build(root) {
    const { say } = this.words;
    const floating = "float" in this.dataset;
    this.box = !floating && this.#box();
    this.welcome = h("div", { class: "welcome" }, h("p", null, say("health")));
    this.log = h("div", { class: "log", role: "log", "aria-live": "off", "aria-label": say("conversation"), tabindex: "0" }, this.welcome);
    this.panelForm = this.#form("panel-question");
    this.panelTitle = h("h2", { tabindex: "-1" }, say("title"));
    this.panel = h("dialog", { class: "panel", "aria-label": say("title"), keydown: (event) => event.key === "Escape" && this.#close(event), cancel: (event) => this.#close(event) },
      this.#header(this.panelTitle, () => this.#close()), this.#notice(), this.log, this.panelForm);
    this.proofBody = h("div", { class: "sheet-body" });
    this.proofTitle = h("h2", { tabindex: "-1" });
    this.proof = h("dialog", { class: "proof", "aria-label": say("whole_text"), close: () => this.#focusBack(), click: (event) => event.target === this.proof && this.proof.close() },
      h("div", { class: "sheet" }, this.#header(this.proofTitle, () => this.proof.close()), this.proofBody));
    this.launch = h("button", { class: "launch", type: "button", click: (event) => this.open(event.currentTarget) }, icon("ask"), say("launch"));
    this.status = h("div", { class: "unseen", role: "status" });
    const style = h("link", { rel: "stylesheet", href: new URL("temoin.css", HERE).href, load: () => this.classList.add("styled") });
    root.append(style, h("div", { class: "root" }, this.box, this.launch, this.panel, this.proof, this.status));
    if (this.box) new IntersectionObserver(([seen]) => this.launch.classList.toggle("away", seen.isIntersecting)).observe(this.box);
  }

  #box() {
    const { say } = this.words;
    this.boxForm = this.#form("box-question");
    this.boxQuestions = h("div");
    return h("section", { class: "box", "aria-label": say("ask_title") },
      h("h2", null, say("ask_title")), h("p", { class: "line" }, say("ask_line")), this.boxForm, this.boxQuestions, this.#notice());
  }

  #header(title, close) {
    return h("header", null, title,
      h("button", { class: "icon", type: "button", "aria-label": this.words.say("close"), click: close }, icon("close")));
  }

  #notice() {
    const { say } = this.words;
    return h("p", { class: "notice", role: "note" }, say("notice"));
  }

  #form(id) {
    const { say } = this.words;
    const input = h("input", { id, name: "question", type: "text", maxlength: LONGEST, autocomplete: "off", enterkeyhint: "send", required: true });
    return h("form", { submit: (event) => {
      event.preventDefault();
      const text = input.value.trim();
      if (!text) return;
      input.value = "";
      this.ask(text, input);
    } }, h("label", { for: id, class: "unseen" }, say("your_question")), input, h("button", { class: "send", type: "submit", "aria-label": say("send") }, icon("send")));
  }

  async #suggest() {
    const { say, language } = this.words;
    const path = `/v1/products/${encodeURIComponent(this.dataset.product)}/suggestions?language=${language}`;
    const { suggestions } = await read(this.api, path).catch(() => ({ suggestions: [] }));
    if (!suggestions.length) return;
    const asked = (text, from) => this.ask(text, from);
    this.boxQuestions?.replaceChildren(questions(suggestions, asked, this.words));
    this.welcome.append(h("p", null, say("try")), questions(suggestions, asked, this.words));
    for (const form of [this.boxForm, this.panelForm]) form?.elements.question.setAttribute("placeholder", this.words.set(say("placeholder", { question: suggestions[0] })));
  }

  open(from) {
    if (this.panel.open) return;
    if (from) this.#back.push(from);
    if (matchMedia("(max-width: 40rem)").matches) this.panel.showModal();
    else this.panel.show();
    this.launch.classList.add("open");
    this.#focusInput();
  }

  // On a touch screen the field would bring up the keyboard and hide the answer.
  #focusInput(instead = this.panelTitle) {
    const field = this.panelForm.elements.question;
    field.placeholder = this.#messages.length ? this.words.say("your_question") : field.placeholder;
    (matchMedia("(pointer: coarse)").matches ? instead : field).focus({ preventScroll: true });
  }

  #close(event) {
    if (this.proof.open) return;
    event?.preventDefault();
    this.panel.close();
    this.launch.classList.remove("open");
    this.#focusBack();
  }

  #focusBack() {
    const from = this.#back.pop();
    (from?.isConnected && from.getClientRects().length ? from : this.panel.open ? this.panelForm.elements.question : this.launch).focus();
  }

  async ask(text, from) {
    this.#asking?.abort();
    this.#asking = new AbortController();
    const { signal } = this.#asking;
    this.welcome.remove();
    this.#messages.push({ role: "shopper", text });
    this.open(from);
    const asked = h("p", { class: "asked", tabindex: "-1" }, h("span", { class: "unseen" }, `${this.words.say("you")} : `), this.words.set(text));
    const view = answerView(this.words, { open: (citation, at) => this.#openProof(citation, at), voices: (tally, at) => this.#openVoices(tally, at), ask: (next, at) => this.ask(next, at) });
    const turn = h("div", { class: "turn" }, asked, view.node);
    this.log.append(turn);
    this.#show(turn);
    this.#focusInput(asked);
    try {
      await this.#receive(view, signal);
      this.#show(turn);
    } catch (error) {
      if (signal.aborted) return turn.remove();
      this.#messages.pop();
      const message = this.words.say(error.status === 503 ? "busy" : "failed");
      view.fail(message, () => { turn.remove(); this.ask(text); });
      this.status.textContent = message;
    }
  }

  async #receive(view, signal) {
    const request = { product_id: this.dataset.product, messages: this.#messages.slice(-REMEMBERED), language: this.words.language };
    for await (const { event, data } of ask(this.api, request, signal)) {
      if (event === "evidence" || event === "sentence") view[event](data);
      else if (event === "error") throw Object.assign(new Error(data.title), data);
      else if (event === "done") {
        view.done(data);
        this.#messages.push({ role: "assistant", text: data.text.slice(0, 4000) });
        this.status.textContent = data.text;
        return;
      }
    }
    throw new Error("the stream ended early");
  }

  #show(turn) {
    this.log.scrollTop = turn.offsetTop - this.log.offsetTop;
  }

  async #record(id) {
    if (!this.#records.has(id)) this.#records.set(id, await read(this.api, `/v1/records/${encodeURIComponent(id)}`));
    return this.#records.get(id);
  }

  #openSheet(title, from) {
    this.#back.push(from);
    this.proofTitle.textContent = title;
    this.proofBody.replaceChildren(h("p", { class: "reading" }, this.words.say("loading")));
    this.proof.showModal();
    this.proofTitle.focus();
  }

  async #openProof(citation, from) {
    const { say } = this.words;
    this.#openSheet(`${say("proof", { number: citation.number })} · ${this.words.kind(citation)}`, from);
    try {
      this.proofBody.replaceChildren(whole(await this.#record(citation.record_id), citation, this.words));
      this.proofBody.querySelector("mark")?.scrollIntoView({ block: "center" });
    } catch {
      this.proofBody.replaceChildren(h("p", null, say("record_gone")));
    }
  }

  async #openVoices(tally, from) {
    this.#openSheet(this.words.say("voices", { n: tally.of }), from);
    this.proofBody.replaceChildren();
    await this.#moreVoices(tally.record_ids);
  }

  async #moreVoices(ids) {
    const found = await Promise.allSettled(ids.slice(0, VOICES_A_PAGE).map((id) => this.#record(id)));
    const rest = ids.slice(VOICES_A_PAGE);
    const more = rest.length > 0 && h("button", { type: "button", class: "plain", click: () => { more.remove(); this.#moreVoices(rest); } }, this.words.say("more"));
    this.proofBody.append(...found.filter((one) => one.value).map((one) => whole(one.value, null, this.words)), ...(more ? [more] : []));
  }
}

customElements.define("temoin-chat", TemoinChat);

const tag = document.querySelector(`script[src="${import.meta.url}"][data-product], script[src$="/widget/temoin.js"][data-product]`);
if (tag) document.body.append(h("temoin-chat", { "data-product": tag.dataset.product, "data-lang": tag.dataset.lang, "data-float": true }));
