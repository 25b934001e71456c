// What a handout does beyond being read: copy a cell, copy formulas as TeX, show where one is in the contents, unfold solutions for print. Everything works without it.
(() => {
  const said = document.body.dataset; // the page's words, in its language
  const all = (selector) => document.querySelectorAll(selector);

  for (const box of all(".code")) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "copy";
    button.textContent = said.copy;
    const say = (words) => {
      button.textContent = words;
      setTimeout(() => (button.textContent = said.copy), 1600);
    };
    button.addEventListener("click", async () => {
      const code = box.querySelector("code");
      try {
        await navigator.clipboard.writeText(code.textContent);
        say(said.copied);
      } catch {
        getSelection().selectAllChildren(code);
        say(said.selected);
      }
    });
    box.append(button);
  }

  const contents = document.querySelector(".contents details");
  if (contents && !matchMedia("(min-width: 70rem)").matches) contents.open = false;
  if (contents && "IntersectionObserver" in window) {
    const links = new Map([...contents.querySelectorAll("a")].map((a) => [a.hash.slice(1), a]));
    const headings = [...all("main :is(h2, h3)")].filter((h) => links.has(encodeURIComponent(h.id)) || links.has(h.id));
    const seen = () => {
      const top = headings.filter((h) => h.getBoundingClientRect().top < innerHeight * 0.35).pop();
      for (const a of links.values()) a.removeAttribute("aria-current");
      if (top) (links.get(top.id) || links.get(encodeURIComponent(top.id))).setAttribute("aria-current", "true");
    };
    const watcher = new IntersectionObserver(seen, { rootMargin: "0px 0px -65% 0px" });
    headings.forEach((h) => watcher.observe(h));
  }

  const unfold = () => {
    const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    for (let e = target; e; e = e.parentElement) if (e.tagName === "DETAILS") e.open = true;
  };
  addEventListener("hashchange", unfold);
  unfold();

  // What is copied of a formula is its TeX, which the first of its pieces keeps.
  addEventListener("copy", (event) => {
    const selected = getSelection();
    if (!selected.rangeCount || !event.clipboardData) return;
    const box = document.createElement("div");
    box.append(selected.getRangeAt(0).cloneContents());
    const formulas = [...box.querySelectorAll("math")];
    if (!formulas.length) return;
    for (const math of formulas) {
      const tex = math.getAttribute("alttext") || "";
      const mark = !tex || tex.startsWith("\\begin") ? "" : math.hasAttribute("display") ? "$$" : "$";
      math.replaceWith(mark + tex + mark);
    }
    for (const block of box.querySelectorAll("p,li,tr,.eq,h1,h2,h3,h4,pre")) block.append("\n");
    event.clipboardData.setData("text/plain", box.textContent.trim());
    event.preventDefault();
  });

  let folded = [];
  addEventListener("beforeprint", () => {
    folded = [...all("main details:not([open], .fold)")];
    folded.forEach((d) => (d.open = true));
  });
  addEventListener("afterprint", () => folded.forEach((d) => (d.open = false)));
})();
