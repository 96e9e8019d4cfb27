// Comfort only: leaving at once, the way to what was not understood, drafts kept while one types,
// and no form sent twice. Every page does all of its work without this file.
"use strict";

const { page, leave, drafts } = document.body.dataset;
const kept = [...document.querySelectorAll("form[data-draft]")].map((form) => ({ form, before: "" }));
const going = new Set(); // forms that were sent
const EVERY = 10_000; // milliseconds between two drafts
const TWICE = 600; // milliseconds in which a second Esc means: leave
const AGAIN = 5_000; // milliseconds after which a form may be sent again
const SMALL = 60_000; // bytes that a browser sends on behalf of a page that is gone

/** What a person typed into a form, as a form would send it; never files or passphrases. */
function typed(form) {
  const said = new URLSearchParams({ draft: form.dataset.draft, "draft-page": page });
  for (const [name, value] of new FormData(form)) {
    const secret = form.elements[name] instanceof HTMLInputElement && form.elements[name].type === "password";
    if (typeof value === "string" && !secret) said.append(name, value);
  }
  return said;
}

function post(address, said) {
  const keepalive = said.toString().length < SMALL;
  return fetch(address, { method: "POST", body: said, keepalive, redirect: "manual" });
}

function keep(one) {
  const said = typed(one.form);
  if (said.toString() === one.before) return Promise.resolve();
  one.before = said.toString();
  return post(drafts, said).catch(() => { one.before = ""; });
}

function keepAll() {
  return Promise.all(kept.filter(({ form }) => !going.has(form)).map(keep));
}

/** Blank the page first, then keep what was typed, lock, and go; nothing shows while that lasts. */
async function leaveAtOnce() {
  const keeping = keepAll();
  document.documentElement.replaceChildren();
  await Promise.race([keeping, new Promise((done) => { setTimeout(done, 1_500); })]);
  post(leave, new URLSearchParams()).catch(() => {});
  location.replace("about:blank");
}

let escaped = -TWICE;
addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || event.repeat) return;
  if (event.timeStamp - escaped < TWICE) leaveAtOnce();
  escaped = event.timeStamp;
}, true);

addEventListener("submit", (event) => {
  const form = event.target;
  if ("leave" in form.dataset) {
    event.preventDefault();
    leaveAtOnce();
  } else if (going.has(form)) {
    event.preventDefault();
  } else {
    going.add(form);
    setTimeout(() => going.delete(form), AGAIN);
  }
});

for (const one of kept) one.before = typed(one.form).toString();
if (kept.length > 0) {
  setInterval(keepAll, EVERY);
  addEventListener("pagehide", keepAll);
}
addEventListener("pageshow", () => going.clear());
document.getElementById("errors")?.focus();
