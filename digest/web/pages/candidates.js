// Searches, filters and sorts the table of candidates at once. The page does all of it without this, by its form.
(() => {
  "use strict";
  const find = (selector) => document.querySelector(selector);
  const served = document.documentElement.dataset.live !== undefined;
  const asked = () => Object.fromEntries(["q", "show", "source", "sort"].map((name) => [name, find(".ask").elements[name].value.trim()]));

  const text = (row) => [...row.cells].filter((cell) => cell.className !== "hand").map((cell) => cell.textContent)
    .concat(row.querySelector("a.address")?.getAttribute("href") ?? "").join(" ").toLowerCase();
  const SHOWN = { "": () => true, in: (row) => row.className === "in", out: (row) => row.className === "out", hand: (row) => row.dataset.hand };

  const apply = () => {
    const { q, show, source, sort } = asked(), words = q.toLowerCase().split(/\s+/).filter(Boolean);
    const chosen = SHOWN[show] ?? ((row) => row.dataset.kind === show);
    const body = find("#candidates tbody"), rows = [...body.rows];
    for (const row of rows) {
      const searched = words.length ? text(row) : "";
      row.hidden = !chosen(row) || (source !== "" && row.dataset.source !== source) || !words.every((word) => searched.includes(word));
    }
    // The server tells each row's place in every order, so that both sort alike.
    const name = sort.replace(/^-/, ""), turn = sort === name ? 1 : -1;
    const place = [...find("#sort").options].map((each) => each.value).filter((value) => value[0] !== "-").indexOf(name);
    const rank = (row) => turn * row.dataset.ranks.split(" ")[place];
    body.append(...rows.sort((one, other) => rank(one) - rank(other)));
    for (const head of document.querySelectorAll("th[data-order]"))
      head.dataset.order === name ? head.setAttribute("aria-sort", turn > 0 ? "ascending" : "descending") : head.removeAttribute("aria-sort");
    tell(rows, { q, show, source, sort });
  };

  const tell = (rows, wanted) => {
    const given = Object.entries(wanted).filter(([, value]) => value), all = find("#counted").dataset.all;
    const count = given.length ? rows.filter((row) => !row.hidden).length + " of " + all : all;
    find("#counted").textContent = count + (all === "1" ? " candidate" : " candidates") + ", each once";
    find(".reset").hidden = !given.length;
    if (!served) return;
    const at = find(".ask").elements.at, query = new URLSearchParams(given);
    if (at) query.set("at", at.value);
    find("#decide").elements.back.value = query;
    history.replaceState(null, "", location.pathname + (query.size ? "?" + query : "") + location.hash);
  };

  const sortBy = (name) => {
    const sort = find("#sort"), wanted = sort.value === name ? "-" + name : name;
    if (![...sort.options].some((each) => each.value === wanted)) {
      const like = [...sort.options].find((each) => each.value === name);
      like.after(new Option(like.text + ", turned round", wanted));
    }
    sort.value = wanted;
    apply();
  };

  document.addEventListener("input", (event) => { if (event.target.closest(".ask")) apply(); });
  document.addEventListener("submit", (event) => { if (event.target.matches(".ask")) { event.preventDefault(); apply(); } });
  document.addEventListener("click", (event) => {
    const head = event.target.closest("th a[data-sort]");
    if (head) { event.preventDefault(); sortBy(head.dataset.sort); }
  });
  if (find(".ask")) find(".ask").hidden = false;
})();
