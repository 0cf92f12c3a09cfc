// What the forms can do beyond working without this file: say what is missing as one types, and guess the time zone.
"use strict";

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

const zone = document.querySelector("select[data-guess]");
if (zone) {
  const here = Intl.DateTimeFormat().resolvedOptions().timeZone;
  if ([...zone.options].some((option) => option.value === here)) zone.value = here;
}
