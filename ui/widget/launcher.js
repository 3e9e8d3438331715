// What a shop's page loads: a button, or a box to ask in. The panel, its words and the network come when it is opened.
import { askForm, questions } from "./asking.js";
import { contained, h, held, icon, iconButton, inLanguage, link, safe, styled } from "./dom.js";
import { LAUNCHER_STYLE, LAUNCHER_WORDS } from "./made.js";

const script = document.currentScript ?? document.querySelector('script[src*="/widget/temoin.js"]');
const HERE = new URL(".", script.src);
// What the other scripts build with: they come without a copy of it.
const TOOLS = { LAUNCHER_WORDS, askForm, contained, h, held, icon, iconButton, inLanguage, link, questions, safe, styled };
const LOAD_MS = 20_000;
let tries = 0;

class TemoinChat extends HTMLElement {
  #opening = null;
  #panel = null;

  connectedCallback() {
    if (this.shadowRoot) return;
    this.lang = this.language = languageOf(this);
    this.words = inLanguage(LAUNCHER_WORDS, this.language);
    const root = this.attachShadow({ mode: "open" });
    styled(root, LAUNCHER_STYLE);
    this.note = h("p", { class: "note", role: "status" });
    this.launch = h("button", { class: "launch", click: (event) => this.open({ from: event.currentTarget }) }, icon("ask"), this.words.launch);
    this.box = "float" in this.dataset || "frame" in this.dataset ? null : this.#box();
    this.place = h("div", { class: "root" }, this.box, !("bare" in this.dataset || "frame" in this.dataset) && this.launch, !this.box && this.note);
    root.append(this.place);
    if (this.box) this.#watch();
    if ("frame" in this.dataset) this.open();
  }

  disconnectedCallback() {
    this.#panel?.stop();
  }

  // Opens the panel and, where there is a question, asks it.
  async open({ question, from } = {}) {
    this.note.textContent = this.words.loading;
    this.#opening ??= this.#load();
    try {
      const panel = await this.#opening;
      this.note.textContent = "";
      panel.open(from);
      if (question) contained(() => panel.ask(String(question)))();
    } catch (error) {
      this.#opening = null;
      this.note.textContent = this.words.offline;
      console.warn("temoin:", error);
    }
  }

  close() {
    this.#panel?.close();
  }

  // A module that failed to load is remembered as failed: another try needs another address.
  async #load() {
    const address = new URL(tries ? `panel.js?try=${tries}` : "panel.js", HERE);
    tries += 1;
    const late = new Promise((_, fail) => setTimeout(fail, LOAD_MS, new Error("late")));
    const { panel } = await Promise.race([import(address), late]);
    const { Panel } = panel(TOOLS);
    this.#panel = new Panel(this.place, {
      product: this.dataset.product,
      language: this.language,
      api: this.dataset.api ?? HERE.origin,
      support: this.dataset.support,
      permalink: this.dataset.permalink,
      framed: "frame" in this.dataset,
      home: () => (this.launch.isConnected ? this.launch : null),
      toggled: (open) => this.launch.classList.toggle("open", open),
    });
    return this.#panel;
  }

  #watch() {
    new IntersectionObserver(([seen]) => this.launch.classList.toggle("away", seen.isIntersecting)).observe(this.box);
  }

  #box() {
    const { words } = this;
    const asked = (question, from) => this.open({ question, from });
    const form = askForm(words, "box-question", (text, field) => {
      field.value = "";
      asked(text, field);
    });
    const suggested = listed(this.dataset.questions);
    if (suggested.length) form.elements.question.placeholder = words.placeholder.replace("{question}", suggested[0]);
    return h("section", { class: "box", "aria-label": words.ask_title },
      h("h2", null, words.ask_title), h("p", { class: "notice" }, words.notice), form, this.note,
      suggested.length > 0 && questions(suggested, asked));
  }
}

function languageOf(element) {
  const asked = element.dataset.lang || document.documentElement.lang;
  return asked.toLowerCase().startsWith("en") ? "en" : "fr";
}

function listed(json) {
  try {
    return JSON.parse(json ?? "[]").filter((text) => typeof text === "string");
  } catch {
    return [];
  }
}

function floating(data) {
  const element = h("temoin-chat", { "data-float": true });
  for (const [name, value] of Object.entries(data)) if (value !== undefined) element.dataset[name] = value;
  document.body.append(element);
  return element;
}

// window.Temoin.open({ product, lang, question, support, permalink, api }): a call for pages that have a button of their own.
const open = contained(async ({ question, product = script.dataset.product, ...more } = {}) => {
  const there = [...document.querySelectorAll("temoin-chat")].find((one) => !product || one.dataset.product === product);
  await (there ?? floating({ ...script.dataset, bare: "", product, ...more })).open({ question, from: document.activeElement });
});

function close() {
  for (const one of document.querySelectorAll("temoin-chat")) one.close();
}

// Words for listing pages are asked for when they are about to be seen.
function watchSnippets() {
  const near = new IntersectionObserver(contained(async (seen) => {
    for (const { target, isIntersecting } of seen) {
      if (!isIntersecting) continue;
      near.unobserve(target);
      const { snippets } = await import(new URL("snippets.js", HERE));
      await snippets(TOOLS).fill(target, { language: languageOf(target), api: target.dataset.api ?? HERE.origin });
    }
  }), { rootMargin: "200px" });
  for (const element of document.querySelectorAll("[data-temoin-snippets]")) near.observe(element);
}

function begin() {
  if (script.dataset.product) floating(script.dataset);
  watchSnippets();
}

if (!customElements.get("temoin-chat")) {
  customElements.define("temoin-chat", TemoinChat);
  window.Temoin = Object.freeze({ open, close });
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", begin);
  else begin();
}
