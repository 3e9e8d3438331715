// The words around quotes, from the one table both languages share.
import { inLanguage } from "./dom.js";
import { LAUNCHER_WORDS, STRINGS } from "./made.js";

const LOCALES = { fr: "fr-FR", en: "en-GB" };

export function speaker(language) {
  const table = { ...inLanguage(LAUNCHER_WORDS, language), ...inLanguage(STRINGS, language) };
  const say = (key, values = {}) => (table[key] ?? key).replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
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
    count: (key, n) => say(key + (n === 1 || (n === 0 && language === "fr") ? "_one" : "_many"), { n: number(n) }),
    rating: (value) => say("out_of_five", { rating: number(value) }),
    kind: (said) => say(said.kind === "question" && said.by_brand ? "question_by_brand" : said.kind),
    dates: (said) => [
      (said.published || said.kind === "review") && dated("published", said.published),
      said.kind === "review" && dated("experienced", said.experienced),
    ],
    labels: (said) => [
      said.kind === "review" && say(said.verified ? "verified" : said.verified === false ? "unverified" : "verified_unknown"),
      said.incentive && say(said.incentive),
      said.translated_from && say("translated", { language: tongue(said.translated_from) }),
      said.origin && say("origin", { origin: said.origin }),
      said.language !== language && said.language !== "und" && say("said_in", { language: tongue(said.language) }),
    ],
    time: (seconds) => {
      const whole = Math.floor(seconds);
      return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
    },
  };
}
