() => {
  // What Gradio says by itself, it says in English; readers get ours, in the language of the page.
  const OURS = SAID;
  const reworded = (text) => {
    const known = Object.keys(OURS).find((said) => text.textContent.startsWith(said));
    if (known) text.textContent = OURS[known][document.documentElement.lang] ?? OURS[known].en;
  };
  new MutationObserver(() => document.querySelectorAll("[data-testid=toast-text]").forEach(reworded)).observe(document.body, { childList: true, subtree: true });
}
