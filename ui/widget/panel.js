// The conversation: it lives in this page's memory only, and ends with the page.
import { answerView } from "./answer.js";
import { askForm, questions } from "./asking.js";
import { h, held, icon, iconButton, inLanguage, safe, styled } from "./dom.js";
import { PANEL_STYLE, STRINGS } from "./made.js";
import { report } from "./opinion.js";
import { whole } from "./proof.js";
import { Sheet } from "./sheet.js";
import { ask, read, send } from "./stream.js";
import { speaker } from "./words.js";

const REMEMBERED = 12;
const SLOW_MS = 6_000;
const LATE_MS = 60_000;
const OTHER = { fr: "en", en: "fr" };

export class Panel {
  #said = [];
  #records = new Map();
  #from = null;
  #asking = null;

  constructor(place, options) {
    Object.assign(this, options);
    this.place = place;
    styled(place.getRootNode(), PANEL_STYLE);
    this.log = h("div", { class: "log", role: "log", "aria-live": "off", tabindex: "0" });
    this.node = h("dialog", { class: `panel${this.framed ? " framed" : ""}`, keydown: (event) => event.key === "Escape" && this.close(event), cancel: (event) => this.close(event) });
    this.#speak(this.language);
    place.append(this.node);
  }

  // Everything around the conversation, in one language.
  #speak(language) {
    this.words = speaker(language);
    const { say } = this.words;
    this.sheet?.node.remove();
    this.sheet = new Sheet(this.words, (from) => this.#focus(from));
    this.place.append(this.sheet.node);
    this.title = h("h2", { tabindex: "-1" }, say("title"));
    this.status = h("div", { class: "unseen", role: "status" });
    this.form = askForm(this.words.table, "panel-question", (text, field) => {
      if (this.#asking) return;
      field.value = "";
      this.ask(text);
    });
    this.notice = h("p", { class: "notice", role: "note" }, say("notice"));
    this.stopping = h("button", { class: "send", hidden: true, "aria-label": say("stop"), click: () => this.stop() }, icon("stop"));
    this.form.append(this.stopping);
    this.log.setAttribute("aria-label", say("conversation"));
    this.node.lang = language;
    this.node.setAttribute("aria-label", say("title"));
    this.node.replaceChildren(this.#header(language), this.notice, this.log, this.form, this.status);
    this.form.elements.question.placeholder = say("your_question");
    if (!this.log.querySelector(".turn")) this.#welcome();
  }

  #header(language) {
    const { say } = this.words;
    const other = OTHER[language];
    const turned = () => {
      this.stop();
      const draft = this.form.elements.question.value;
      this.#speak(other);
      this.form.elements.question.value = draft;
      this.switcher.focus();
    };
    this.switcher = h("button", { class: "icon", lang: other, "aria-label": `${other.toUpperCase()} · ${inLanguage(STRINGS, other).this_language}`, click: turned }, other.toUpperCase());
    this.clearing = iconButton("clear", say("clear"), () => this.clear(), { hidden: !this.log.querySelector(".turn") });
    return h("div", { class: "top" }, this.title, this.switcher, this.clearing,
      !this.framed && iconButton("close", say("close"), () => this.close()));
  }

  async #welcome() {
    const { say, language } = this.words;
    const welcome = h("div", { class: "welcome" }, h("p", null, say("health")));
    this.log.replaceChildren(welcome);
    const path = this.product && `/v1/products/${encodeURIComponent(this.product)}/suggestions?language=${language}`;
    const { suggestions } = path ? await read(this.api, path).catch(() => ({ suggestions: [] })) : { suggestions: [] };
    if (suggestions.length) welcome.append(h("p", null, say("try")), questions(suggestions, (text) => this.ask(text)));
    welcome.append(this.person("plain"));
    if (welcome.isConnected && suggestions.length) this.form.elements.question.placeholder = say("placeholder", { question: suggestions[0] });
  }

  open(from) {
    if (this.node.open) return;
    this.#from = from;
    if (!this.framed && matchMedia("(max-width: 40em)").matches) this.node.showModal();
    else this.node.show();
    this.toggled(true);
    if (!this.framed) this.#focusField(this.title);
  }

  close(event) {
    if (this.sheet.open || this.framed || !this.node.open) return;
    event?.preventDefault();
    this.node.close();
    this.toggled(false);
    this.#focus(this.#from);
  }

  clear() {
    this.stop();
    this.#said = [];
    this.#records.clear();
    this.clearing.hidden = true;
    this.#welcome();
    this.#focusField(this.title);
  }

  stop(reason = "stopped") {
    this.#asking?.abort(reason);
  }

  // On a touch screen the field would bring up the keyboard and hide the answer.
  #focusField(instead) {
    (matchMedia("(pointer: coarse)").matches ? instead : this.form.elements.question).focus({ preventScroll: true });
  }

  #focus(from) {
    const seen = (node) => node?.isConnected && node.getClientRects().length;
    const place = [from, this.node.open && this.form.elements.question, this.home()].find(seen);
    place?.focus();
  }

  async ask(text) {
    this.stop();
    const asking = (this.#asking = new AbortController());
    this.log.querySelector(".welcome")?.remove();
    const asked = h("p", { class: "asked", tabindex: "-1" }, h("span", { class: "unseen" }, `${this.words.say("you")} : `), held(text));
    const view = answerView(this.words, this);
    const turn = h("div", { class: "turn", lang: this.words.language }, asked, view.node);
    this.log.append(turn);
    this.#busy(true);
    this.#show(turn);
    this.#focusField(asked);
    const timers = [setTimeout(view.slow, SLOW_MS), setTimeout(() => asking.abort("late"), LATE_MS)];
    try {
      await this.#receive(text, view, asking.signal);
    } catch (error) {
      const message = this.#excuse(error, asking.signal);
      view.fail(message, () => { turn.remove(); this.ask(text); });
      this.status.lang = this.words.language;
      this.status.textContent = message;
    }
    timers.forEach(clearTimeout);
    if (this.#asking !== asking) return;
    this.#asking = null;
    this.#busy(false);
    this.#show(turn);
  }

  #busy(on) {
    const held = this.node.getRootNode().activeElement;
    this.form.querySelector(".send").hidden = on;
    this.stopping.hidden = !on;
    this.clearing.hidden = false;
    this.form.elements.question.placeholder = this.words.say("your_question");
    if (held === this.stopping) this.form.elements.question.focus();
  }

  async #receive(text, view, signal) {
    const messages = [...this.#said, { role: "shopper", text }].slice(-REMEMBERED);
    const question = { product_id: this.product ?? null, messages, language: this.words.language };
    for await (const { event, data } of ask(this.api, question, signal)) {
      if (event === "evidence" || event === "sentence") view[event](data);
      else if (event === "error") throw Object.assign(new Error(data.title), data);
      else if (event === "done") {
        view.done(data, text);
        this.#said.push({ role: "shopper", text }, { role: "assistant", text: data.text.slice(0, 4000) });
        this.status.lang = data.language;
        this.status.textContent = [...data.sentences.map((sentence) => sentence.text), data.limit, this.words.count("proofs", data.citations.length)].filter(Boolean).join(" ");
        return;
      }
    }
    throw new Error("the stream ended early");
  }

  // Why there is no answer, in words that help.
  #excuse(error, signal) {
    const { say } = this.words;
    if (signal.aborted) return say(signal.reason === "late" ? "failed" : "stopped");
    if (!navigator.onLine) return say("offline");
    if (error.status === 429) return say("wait", { n: Math.max(2, error.after ?? 60) });
    return say({ 404: "no_product", 503: "busy" }[error.status] ?? "failed");
  }

  send(path, body) {
    return send(this.api, path, body);
  }

  // The shop's own people: its address where the page gives one, else words that say where to look.
  person(look) {
    const { say } = this.words;
    const href = this.support && safe(this.support, ["http:", "https:", "mailto:", "tel:"]);
    if (!href) return look === "strong" ? h("p", { class: "person" }, say("person_unknown")) : "";
    return h("a", { class: `person ${look}`, href, target: /^https?:/i.test(href) ? "_blank" : null, rel: "noopener" }, say("person"));
  }

  #show(turn) {
    const scrolling = this.log.scrollHeight > this.log.clientHeight + 1 ? this.log : this.node;
    const under = scrolling === this.log ? scrolling.getBoundingClientRect().top : this.notice.getBoundingClientRect().bottom;
    scrolling.scrollTop += turn.getBoundingClientRect().top - under - 12;
  }

  async record(id) {
    if (!this.#records.has(id)) this.#records.set(id, await read(this.api, `/v1/records/${encodeURIComponent(id)}`));
    return this.#records.get(id);
  }

  // Words without an address of their own are shown where the shop's page has them.
  whole(record, citation) {
    const place = this.permalink && new URL(this.permalink.replace("{id}", encodeURIComponent(record.id)), document.baseURI).href;
    return whole(record, citation?.url ?? record.url ?? place, citation, this.words, report(record.id, this.words, this));
  }

  proof(citation, from) {
    const { say, kind } = this.words;
    return this.sheet.push(`${say("proof", { number: citation.number })} · ${kind(citation)}`, from,
      async () => [this.whole(await this.record(citation.record_id), citation)]);
  }
}
