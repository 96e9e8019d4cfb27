// Comfort only: leaving at once, drafts kept while one types, word that a page is still looked at,
// the way to what was not understood, no form sent twice. Every page works without this file.
"use strict";

const { page, leave, drafts, pulse } = document.body.dataset;
const kept = [...document.querySelectorAll("form[data-draft]")].map((form) => ({ form, before: "" }));
const going = new Set(); // forms that were sent
const tab = Math.random().toString(36).slice(2, 14);
const DRAFT_EVERY = 10_000; // milliseconds
const PULSE_EVERY = 60_000;
const AGAIN = 5_000; // milliseconds after which a form may be sent again
const TWICE = 600; // milliseconds in which a second Esc means: leave
const SMALL = 60_000; // bytes that a browser still sends for a page that is gone
const LOCKED = 403;
let typing = false;

/** What a person typed into a form, as the form would send it; never files or passphrases. */
function typed(form) {
  const said = new URLSearchParams();
  for (const [name, value] of new FormData(form)) {
    const isSecret = form.elements.namedItem(name)?.type === "password";
    if (typeof value === "string" && !isSecret) said.append(name, value);
  }
  if (!said.has("draft")) said.append("draft", form.dataset.draft);
  if (!said.has("draft-page")) said.append("draft-page", page);
  return said;
}

/** Send something even if this page goes away meanwhile; what is too long for that needs the page. */
function post(address, said) {
  const keepalive = said.toString().length < SMALL;
  return fetch(address, { method: "POST", body: said, keepalive, redirect: "manual" });
}

function changed() {
  return kept.filter(({ form, before }) => !going.has(form) && typed(form).toString() !== before);
}

function keep(one) {
  const said = typed(one.form);
  one.before = said.toString();
  return post(drafts, said).catch(() => { one.before = ""; });
}

function keepChanged() {
  changed().forEach(keep);
}

/** Say that this page is looked at, typed into or left; if the house is locked, show nothing more. */
function beat(gone) {
  const said = { tab, typed: typing ? "yes" : "no", gone: gone ? "yes" : "no" };
  typing = false;
  post(pulse, new URLSearchParams(said))
    .then(({ status }) => { if (status === LOCKED && !gone) location.replace("/"); })
    .catch(() => {});
}

/** Blank the page first; then what was typed goes with the request that locks, and we are gone. */
function leaveAtOnce() {
  const [last, ...others] = changed().map(({ form }) => typed(form)).reverse();
  kept.length = 0;
  document.documentElement.replaceChildren();
  for (const said of others) post(drafts, said).catch(() => {});
  if (last) last.set("draft", `${last.get("draft-page")}#${last.get("draft")}`);
  const leaving = post(leave, last ?? new URLSearchParams()).catch(() => {});
  const go = () => location.replace("about:blank");
  if (last && last.toString().length >= SMALL) leaving.then(go);
  else go();
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
if (kept.length > 0) setInterval(keepChanged, DRAFT_EVERY);
if (pulse) {
  addEventListener("input", () => { typing = true; });
  setInterval(beat, PULSE_EVERY, false);
}
addEventListener("pageshow", () => {
  going.clear();
  if (pulse) beat(false);
});
addEventListener("pagehide", () => {
  keepChanged();
  if (pulse) beat(true);
});
document.getElementById("errors")?.focus();
