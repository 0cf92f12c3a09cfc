// What the forms can do beyond working without this file: say what is missing as one types, guess the time zone, and prove work.
"use strict";

const script = document.currentScript.src;

const looksLikeAddress = (text) => /^[^\s@]+@[^\s@]+\.[^\s@.]{2,}$/.test(text.trim());

function tell(field, says) {
  const fault = document.getElementById(`${field.id}-fault`);
  if (fault) fault.textContent = says;
  if (field.tagName === "FIELDSET") return;
  if (says) field.setAttribute("aria-invalid", "true");
  else field.removeAttribute("aria-invalid");
}

function watchEmail(field) {
  const look = () => tell(field, looksLikeAddress(field.value) ? "" : field.dataset.wrong);
  let left = field.hasAttribute("aria-invalid");
  field.addEventListener("blur", () => { if (field.value) { left = true; look(); } });
  field.addEventListener("input", () => { if (left) look(); });
  return () => { left = true; look(); return looksLikeAddress(field.value); };
}

function watchChoices(fieldset) {
  const chosen = () => fieldset.querySelector("input[type=checkbox]:checked") !== null;
  const look = () => tell(fieldset, chosen() ? "" : fieldset.dataset.none);
  fieldset.addEventListener("change", look);
  return () => { look(); return chosen(); };
}

for (const form of document.querySelectorAll("form")) {
  const email = form.querySelector("input[data-wrong]");
  const choices = form.querySelector("fieldset[data-none]");
  const checks = [[email, watchEmail], [choices, watchChoices]].filter(([field]) => field)
    .map(([field, watch]) => [field, watch(field)]);
  form.addEventListener("submit", (event) => {
    const wrong = checks.filter(([, right]) => !right()).map(([field]) => field);
    if (!wrong.length) return;
    event.preventDefault();
    wrong[0].focus();
  });
}

// The puzzle is solved while one types. Who is faster waits for it; where it cannot be solved, the form goes without.
function proveWork(form) {
  const button = form.querySelector("button"), field = form.elements.work;
  let worker = null, over = false, pressed = false;
  const end = (solution) => {
    field.value = solution;
    over = true;
    button.disabled = false;
    if (pressed) form.requestSubmit();
  };
  const begin = () => {
    if (worker || over) return;
    worker = new Worker(new URL("work.js", script));
    worker.onmessage = ({ data }) => end(data);
    worker.onerror = () => end("");
    worker.postMessage({ challenge: form.dataset.challenge, bits: Number(form.dataset.bits) });
  };
  form.addEventListener("focusin", begin, { once: true });
  form.addEventListener("submit", (event) => {
    if (event.defaultPrevented || over) return;
    event.preventDefault();
    pressed = button.disabled = true;
    begin();
  });
  // A page that is come back to shows a form that was sent: what it has solved is spent.
  window.addEventListener("pageshow", (event) => { if (event.persisted && over) location.reload(); });
}

for (const form of document.querySelectorAll("form[data-challenge]")) if (window.Worker) proveWork(form);

const zone = document.querySelector("select[data-guess]");
if (zone) {
  const here = Intl.DateTimeFormat().resolvedOptions().timeZone;
  if ([...zone.options].some((option) => option.value === here)) zone.value = here;
}
