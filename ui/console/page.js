() => {
  // What Gradio says by itself, it says in English; readers get ours, in the language of the page.
  const OURS = SAID;
  const UNSENT = "temoin-unsent";
  let lost = false;
  const language = () => new URLSearchParams(location.search).get("lang") ?? document.documentElement.lang;
  const inLanguage = (both) => both[language()] ?? both.en;
  const reworded = (text) => {
    const known = Object.keys(OURS).find((said) => text.textContent.startsWith(said));
    if (!known) return;
    lost = true;
    text.textContent = inLanguage(OURS[known]);
  };
  new MutationObserver(() => document.querySelectorAll("[data-testid=toast-text]").forEach(reworded)).observe(document.body, { childList: true, subtree: true });

  // Gradio loads the page again once a lost server answers; what was typed is told after that, and nowhere else kept.
  const typed = () => [...document.querySelectorAll("[data-testid=textbox]")]
    .filter((field) => field.offsetParent && !field.disabled && field.value.trim())
    .map((field) => [field.closest("label")?.querySelector("[data-testid=block-info]")?.textContent.trim() ?? "", field.value]);
  addEventListener("pagehide", () => lost && typed().length && sessionStorage.setItem(UNSENT, JSON.stringify(typed())));
  const element = (name, text, ...inside) => {
    const made = document.createElement(name);
    made.textContent = text;
    made.append(...inside);
    return made;
  };
  const kept = JSON.parse(sessionStorage.getItem(UNSENT) ?? "[]");
  sessionStorage.removeItem(UNSENT);
  if (!kept.length) return;
  const lines = kept.flatMap(([label, value]) => [element("dt", label), element("dd", value)]);
  const close = element("button", inLanguage(BACK.close));
  const told = element("aside", "", element("p", inLanguage(BACK.told)), element("dl", "", ...lines), close);
  told.id = "unsent";
  told.setAttribute("role", "status");
  close.addEventListener("click", () => told.remove());
  document.body.prepend(told);
}
