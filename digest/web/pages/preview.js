// Everything here is a convenience: the page says and does the same without it, but for reloading itself.
(() => {
  "use strict";
  const root = document.documentElement, find = (selector) => document.querySelector(selector);

  // Theme: auto, light, dark. A page from a folder may have no storage; then the choice lasts as long as the page.
  const THEMES = ["auto", "light", "dark"];
  const remembered = () => { try { return localStorage.getItem("theme") || "auto"; } catch { return "auto"; } };
  let theme = remembered();
  const wear = () => {
    root.dataset.theme = theme;
    const button = find("#theme");
    if (button) { button.hidden = false; button.textContent = "Theme: " + theme; }
  };
  const nextTheme = () => {
    theme = THEMES[(THEMES.indexOf(theme) + 1) % THEMES.length];
    try { localStorage.setItem("theme", theme); } catch { /* not kept */ }
    wear();
  };

  // The judgement comes after the page; links and the spam filter after that.
  const fetched = async (url) => new DOMParser().parseFromString(await (await fetch(url)).text(), "text/html");
  const judge = async () => {
    const panel = find("#judgement");
    if (!panel || !panel.dataset.src) return;
    for (const url of [panel.dataset.src, panel.dataset.probe]) {
      try {
        const judged = (await fetched(url)).querySelector("#judged");
        if (!judged || !panel.isConnected) return;
        const open = new Set([...panel.querySelectorAll("details")].filter((each) => each.open).map((each) => each.className));
        for (const each of judged.querySelectorAll("details")) if (open.has(each.className)) each.open = true;
        const asking = url === panel.dataset.src;
        judged.querySelector("[data-probe]")?.parentElement.remove();
        panel.replaceChildren(...judged.childNodes);
        if (asking) panel.append(Object.assign(document.createElement("p"), { className: "soft", textContent: "Asking links and the spam filter …" }));
      } catch { return; }
    }
  };

  const prepare = () => { judge(); mark(); };
  const mark = () => {
    const shown = location.hash.slice(1) || "all";
    for (const link of document.querySelectorAll(".switch a[data-view]"))
      link.hash === "#" + shown ? link.setAttribute("aria-current", "true") : link.removeAttribute("aria-current");
  };

  // Redraw: the new page's main part takes the place of the old one; what the reader typed and scrolled stays.
  // Frames whose mail is the same stay where they are: a browser loads a frame anew when it is moved.
  const exchange = (old, main) => {
    const kept = old.querySelector("#all"), views = main.querySelector("#all");
    if (!kept || !views || kept.dataset.mail !== views.dataset.mail) return old.replaceWith(main);
    const parts = [...main.children], place = parts.indexOf(views);
    for (const part of [...old.children]) if (part !== kept) part.remove();
    kept.before(...parts.slice(0, place));
    kept.after(...parts.slice(place + 1));
  };
  let drawing = Promise.resolve();
  const redraw = () => (drawing = drawing.then(async () => {
    const old = find("main"), typed = find("#filter")?.value ?? "", to = find("#to")?.value ?? "";
    const page = await fetched(old.dataset.page || location.href), main = page.querySelector("main");
    if (!main) return;
    const place = [scrollX, scrollY], focus = document.activeElement?.id;
    exchange(old, main);
    document.title = page.title;
    find("nav[aria-label=Newsletters]")?.replaceWith(page.querySelector("nav[aria-label=Newsletters]"));
    if (find("#filter")) find("#filter").value = typed;
    if (find("#to")) find("#to").value = to;
    if (location.hash) location.replace(location.hash); // a new element becomes the target
    if (focus) document.getElementById(focus)?.focus({ preventScroll: true });
    scrollTo(...place);
    root.dataset.drawn = page.documentElement.dataset.live;
    find("#live").textContent = "Drawn " + new Date().toLocaleTimeString();
    prepare();
  }).catch(() => { find("#live").textContent = "The server does not answer"; }));

  const follow = () => {
    if (root.dataset.live === undefined || !find("main[data-page]")) return;
    const events = new EventSource("/changes?known=" + root.dataset.live);
    events.onopen = () => { find("#live").textContent = "Live"; };
    events.onmessage = redraw;
    events.onerror = () => { find("#live").textContent = "Waiting for the server"; };
  };

  // Keys.
  const help = () => { const dialog = find("#help"); if (dialog) dialog.open ? dialog.close() : dialog.showModal(); };
  const go = (rel) => { const link = find("a[rel=" + rel + "]"); if (link) location.href = link.href + location.hash; };
  const search = () => { const box = find("#filter"); if (box) box.focus(); else location.href = find("a[data-search]").href; };
  const KEYS = { n: () => go("next"), p: () => go("prev"), r: redraw, t: nextTheme, "?": help, "/": search };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.matches("input, textarea, select")) return;
    const view = find('.switch a[data-view="' + (/^[0-6]$/.test(event.key) ? event.key : "x") + '"]');
    const act = view ? () => { location.hash = view.hash; } : KEYS[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  });
  document.addEventListener("click", (event) => {
    if (event.target.id === "theme") nextTheme();
    if (event.target.id === "keys") help();
  });
  addEventListener("hashchange", mark);

  wear();
  const keys = find("#keys");
  if (keys) keys.hidden = false;
  prepare();
  follow();
})();
