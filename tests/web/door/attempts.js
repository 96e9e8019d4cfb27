// What a hostile page may try on `target`, a page of the house whose address it knows: each gives
// what it could read, "sent" for a blind try, or nothing.
({
  "form": (target) => new Promise((done) => {
    const frame = document.createElement("iframe"); frame.name = "f"; document.body.append(frame);
    const form = document.createElement("form");
    Object.assign(form, {method: "post", action: target + "/lock", target: "f"});
    document.body.append(form); form.submit(); setTimeout(() => done("sent"), 600); }),

  "form, multipart": (target) => new Promise((done) => {
    const frame = document.createElement("iframe"); frame.name = "g"; document.body.append(frame);
    const form = document.createElement("form");
    Object.assign(form, {method: "post", action: target + "/leave", target: "g",
      enctype: "multipart/form-data"});
    document.body.append(form); form.submit(); setTimeout(() => done("sent"), 600); }),

  "form, plain": (target) => new Promise((done) => {
    const frame = document.createElement("iframe"); frame.name = "h"; document.body.append(frame);
    const form = document.createElement("form");
    Object.assign(form, {method: "post", action: target + "/new", target: "h",
      enctype: "text/plain"});
    form.innerHTML = "<input name=story value=stolen>";
    document.body.append(form); form.submit(); setTimeout(() => done("sent"), 600); }),

  "fetch": (target) => fetch(target + "/", {credentials: "include"})
    .then((r) => r.text(), () => ""),

  "fetch, no-cors": (target) => fetch(target + "/lock",
    {method: "POST", mode: "no-cors", credentials: "include"}).then((r) => r.text(), () => ""),

  "fetch, json": (target) => fetch(target + "/lock", {method: "POST", credentials: "include",
    headers: {"Content-Type": "application/json"}, body: "{}"}).then((r) => r.text(), () => ""),

  "beacon": (target) => { navigator.sendBeacon(target + "/lock", "a=b"); return ""; },

  "request": (target) => new Promise((done) => { const x = new XMLHttpRequest();
    x.withCredentials = true; x.open("GET", target + "/"); x.onloadend = () => done(x.responseText);
    x.send(); }),

  "image": (target) => new Promise((done) => { const i = new Image();
    i.onload = () => done("loaded"); i.onerror = () => done(""); i.src = target + "/static/icon.svg"; }),

  "script": (target) => new Promise((done) => { const s = document.createElement("script");
    s.onload = () => done("loaded"); s.onerror = () => done(""); s.src = target + "/static/page.js";
    document.head.append(s); }),

  "style": (target) => new Promise((done) => { const s = document.createElement("link");
    s.rel = "stylesheet"; s.onload = () => done("loaded"); s.onerror = () => done("");
    s.href = target + "/static/page.css"; document.head.append(s); }),

  "font": (target) => new FontFace("x", `url(${target}/static/IBMPlexSans-Regular.woff2)`)
    .load().then(() => "loaded", () => ""),

  "frame": (target) => new Promise((done) => { const f = document.createElement("iframe");
    f.src = target + "/"; f.onload = () => { try { done(f.contentDocument?.body?.innerText ?? ""); }
    catch { done(""); } }; document.body.append(f); setTimeout(() => done(""), 1500); }),

  "object": (target) => new Promise((done) => { const o = document.createElement("object");
    o.data = target + "/"; o.onload = () => done("loaded"); o.onerror = () => done("");
    document.body.append(o); setTimeout(() => done(""), 1500); }),

  "socket": (target) => new Promise((done) => {
    const s = new WebSocket(target.replace("http", "ws") + "/"); s.onopen = () => done("open");
    s.onerror = () => done(""); }),

  "events": (target) => new Promise((done) => { const s = new EventSource(target + "/",
    {withCredentials: true}); s.onopen = () => done("open"); s.onerror = () => done(""); }),

  "ping": (target) => { const a = document.createElement("a"); a.href = "#"; a.ping = target + "/lock";
    document.body.append(a); a.click(); return ""; },

  "prerender": (target) => { const s = document.createElement("script"); s.type = "speculationrules";
    s.textContent = JSON.stringify({prerender: [{urls: [target + "/"]}]});
    document.head.append(s); return new Promise((done) => setTimeout(() => done(""), 800)); },

  "window": (target) => new Promise((done) => { const w = window.open(target + "/");
    setTimeout(() => { let got = ""; try { got = w.document.body.innerText; } catch {}
    w?.close(); done(got); }, 1200); }),

  "worker": (target) => new Promise((done) => { try { const w = new Worker(target + "/static/page.js");
    w.onerror = () => done(""); w.onmessage = () => done("ran"); setTimeout(() => done(""), 800); }
    catch { done(""); } }),
})
