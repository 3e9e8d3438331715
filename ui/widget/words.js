// The words around quotes, from the one table both languages share.
import { STRINGS } from "./strings.js";

const LOCALES = { fr: "fr-FR", en: "en-GB" };
const PAID = ["sponsor", "paid", "partner", "collab", "pub", "ambass"];

export function speaker(language) {
  const table = STRINGS[language];
  const say = (key, values = {}) => {
    const text = table[key] ?? key;
    return text.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
  };
  const tongue = (code) => table[`language_${code}`] ?? code;
  const day = (iso) =>
    new Intl.DateTimeFormat(LOCALES[language], { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" })
      .format(new Date(`${iso}T00:00:00Z`))
      .replace(/^1 (?=\p{L})/u, language === "fr" ? "1er " : "1 ");
  const dated = (key, iso) => (iso ? say(key, { date: day(iso) }) : say(`${key}_unknown`));

  return {
    language,
    say,
    tongue,
    // A French line must not break before its high signs.
    set: (text) => (language === "fr" ? text.replace(/ (?=[;:?!»])/g, "\u00a0").replace(/« /g, "«\u00a0") : text),
    rating: (value) => say("out_of_five", { rating: new Intl.NumberFormat(LOCALES[language]).format(value) }),
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
      if (said.incentive) {
        const paid = PAID.some((word) => said.incentive.toLowerCase().includes(word));
        labels.push(say(paid ? "sponsored" : "gifted"));
      }
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
