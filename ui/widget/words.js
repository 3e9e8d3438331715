// The words around quotes, from the one table both languages share.
import { inLanguage } from "./dom.js";
import { LAUNCHER_WORDS, STRINGS } from "./made.js";

const LOCALES = { fr: "fr-FR", en: "en-GB" };

export function speaker(language) {
  const table = { ...inLanguage(LAUNCHER_WORDS, language), ...inLanguage(STRINGS, language) };
  const filled = (text, values) => text.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
  const say = (key, values = {}) => filled(table[key] ?? key, values);
  const tongue = (code) => (/^[a-z]{2,3}$/.test(code) ? new Intl.DisplayNames(LOCALES[language], { type: "language" }).of(code) : code);
  const number = (value) => new Intl.NumberFormat(LOCALES[language]).format(value);
  // Only French writes its months small, and the first of them with letters.
  const day = (iso) =>
    new Intl.DateTimeFormat(LOCALES[language], { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" })
      .format(new Date(`${iso}T00:00:00Z`))
      .replace(/^1 (?=[a-z])/, "1er ");
  const dated = (key, iso) => (iso ? say(key, { date: day(iso) }) : say(`${key}_unknown`));

  return {
    language,
    table,
    say,
    number,
    // "1 person", "4 people": French says one for zero too.
    count: (key, n) => say(`${key}_${n === 1 || (n === 0 && language === "fr") ? "one" : "many"}`, { n: number(n) }),
    // A French line must not break before its high signs.
    set: (text) => (language === "fr" ? text.replace(/[ ](?=[;:?!»])/g, "\u00a0").replace(/« /g, "«\u00a0") : text),
    rating: (value) => say("out_of_five", { rating: number(value) }),
    kind: (said) => say(said.kind === "question" && said.by_brand ? "question_by_brand" : said.kind),
    dates: (said) => {
      if (said.kind === "review") return [dated("published", said.published), dated("experienced", said.experienced)];
      return said.published ? [dated("published", said.published)] : [];
    },
    labels: (said) => {
      const labels = [];
      if (said.kind === "review") {
        labels.push(say(said.verified ? "verified" : said.verified === false ? "unverified" : "verified_unknown"));
      }
      if (said.incentive) labels.push(say(said.incentive));
      if (said.translated_from) labels.push(say("translated", { language: tongue(said.translated_from) }));
      if (said.origin) labels.push(say("origin", { origin: said.origin }));
      if (said.language !== language && said.language !== "und") labels.push(say("said_in", { language: tongue(said.language) }));
      return labels;
    },
    time: (seconds) => {
      const whole = Math.floor(seconds);
      return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
    },
  };
}
