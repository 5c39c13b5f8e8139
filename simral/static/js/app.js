/* SIMRAL: shortens the way; every page works without it.
   Keys J K X A R / ? · amounts · running totals · picked rows · theme · guards. No dependency. */
(() => {
  "use strict";
  const root = document.documentElement;
  const $ = (css, at = document) => at.querySelector(css);
  const $$ = (css, at = document) => [...at.querySelectorAll(css)];
  root.classList.add("js");

  /* ---- amounts: text ↔ BigInt of sen; never a float ---- */
  // "1.250.000,5" "1250000.50" "Rp 1.250.000" "(12,50)" → sen; null = not an amount.
  // One separator with three digits after it is read the Indonesian way: 1.250 = seribu dua ratus lima puluh.
  function parse(text) {
    let t = text.replace(/[\s\u00a0]|Rp\.?/gi, "");
    const minus = /^\(.*\)$|^-/.test(t);
    t = t.replace(/[()-]/g, "");
    const point = t.lastIndexOf("."), comma = t.lastIndexOf(",");
    let decimal = ",";
    if (point > comma && (comma >= 0 || !/^\d{1,3}(\.\d{3})+$/.test(t))) decimal = ".";
    const parts = t.split(decimal);
    if (parts.length > 2) return null;
    const [whole, sen = ""] = parts;
    if (!/^(\d+|\d{1,3}([.,]\d{3})+)$/.test(whole) || !/^\d{0,2}$/.test(sen)) return null;
    const value = BigInt(whole.replace(/\D/g, "") + sen.padEnd(2, "0"));
    return minus ? -value : value;
  }
  function format(value) {
    const digits = (value < 0n ? -value : value).toString().padStart(3, "0");
    const text = digits.slice(0, -2).replace(/\B(?=(\d{3})+$)/g, ".") + "," + digits.slice(-2);
    return value < 0n ? `(${text})` : text;
  }
  const raw = (value) => format(value).replace(/\./g, "").replace(/,00(?=\)?$)/, "").replace(/^\((.*)\)$/, "-$1");
  const show = (input) => {
    const value = parse(input.value);
    if (value !== null) input.value = format(value).replace(/^\((.*)\)$/, "-$1");
  };
  const isAmount = (el) => el.matches && el.matches("[data-rupiah]");

  document.addEventListener("focusin", ({ target }) => {
    if (!isAmount(target) || target.readOnly) return;
    const value = parse(target.value);
    if (value !== null) target.value = raw(value);
    target.select();
  });
  document.addEventListener("focusout", ({ target }) => { if (isAmount(target)) show(target); });

  /* ---- running totals of a line table against what is left ---- */
  function put(cell, value) {
    const text = format(value).replace(/(,\d\d)(\)?)$/, "\n$1\n$2").split("\n");
    const sen = Object.assign(document.createElement("span"), { className: "sen", textContent: text[1] });
    cell.replaceChildren(text[0], sen, text[2]);
  }
  function over(row, yes) {
    const note = $("[data-over]", row);
    if (note) note.hidden = !yes;
    row.classList.toggle("is-over", yes);
  }
  let speak;
  function total(table, aloud) {
    let sum = 0n;
    for (const row of $$("tr[data-sisa]", table)) {
      const value = parse($("[data-rupiah]", row).value) ?? 0n;
      const left = parse(row.dataset.sisa) - value;
      sum += value;
      put($("[data-left]", row), left);
      over(row, left < 0n);
    }
    put($("[data-total]", table), sum);
    const { batas } = table.dataset;
    if (batas) over($("tfoot tr", table), sum > parse(batas));
    const live = $("[data-live]", table.parentNode);
    if (!aloud || !live) return;
    clearTimeout(speak);
    speak = setTimeout(() => { live.textContent = `${live.dataset.live} ${format(sum)}`; }, 500);
  }

  /* ---- picked rows: count and sum in the dock ---- */
  function picked() {
    const boxes = $$(".c-tick :checked");
    for (const el of $$("[data-picked]")) el.hidden = !boxes.length;
    for (const el of $$("[data-unpicked]")) el.hidden = boxes.length > 0;
    for (const el of $$("[data-picked-count]")) el.textContent = boxes.length;
    for (const el of $$("[data-picked-total]")) {
      put(el, boxes.reduce((sum, box) => sum + (parse(box.dataset.nilai || "0") ?? 0n), 0n));
    }
  }

  /* ---- guards: unsaved changes, sent twice ---- */
  let dirty = false;
  document.addEventListener("input", ({ target }) => {
    if (target.closest("form[data-guard]") || (target.form && target.form.matches("[data-guard]"))) dirty = true;
    const table = target.closest("[data-lines]");
    if (table) total(table, true);
  });
  document.addEventListener("change", ({ target }) => {
    if (target.closest(".c-tick")) picked();
    if (target.id === "pakai-huruf") {
      document.cookie = `huruf=${target.checked ? 1 : 0}; Path=/; Max-Age=31536000; SameSite=Lax`;
    }
  });
  addEventListener("beforeunload", (event) => { if (dirty) event.preventDefault(); });
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.method !== "post") return;
    if (form.dataset.sent) { event.preventDefault(); return; }
    for (const input of form.elements) if (isAmount(input)) show(input);
    form.dataset.sent = "1";
    dirty = false;
    for (const b of form.elements) if (b.type === "submit") b.setAttribute("aria-disabled", "true");
  });
  addEventListener("pageshow", (event) => {
    if (!event.persisted) return;
    for (const form of $$("form[data-sent]")) {
      delete form.dataset.sent;
      for (const b of form.elements) b.removeAttribute("aria-disabled");
    }
  });

  /* ---- clicks: theme, ready-made reasons, sign-in of the example ---- */
  document.addEventListener("click", (event) => {
    const theme = event.target.closest("a[data-tema]");
    if (theme) {
      event.preventDefault();
      fetch(theme.href); // the server keeps the choice in its cookie
      root.dataset.bsTheme = theme.dataset.tema;
      for (const a of $$("a[data-tema]")) a.removeAttribute("aria-current");
      theme.setAttribute("aria-current", "true");
    }
    const fill = event.target.closest("[data-fill]");
    if (fill) {
      const box = document.getElementById(fill.dataset.fill);
      box.value = box.value ? `${box.value} ${fill.textContent}` : fill.textContent;
      box.focus();
      dirty = true;
    }
    const account = event.target.closest("[data-user]");
    if (account) {
      $("#username").value = account.dataset.user;
      $("#password").value = account.dataset.sandi;
      $("#password").form.requestSubmit();
    }
    if (event.target.closest("button[data-key='?']")) $("#tombol").showModal();
    for (const menu of $$(".menu[open]")) if (!menu.contains(event.target)) menu.open = false;
  });

  /* ---- keys: only when no field has focus ---- */
  const letters = () => !/(^|; )huruf=0/.test(document.cookie);
  function step(way) {
    const rows = $$(".tbl--list .c-doc a");
    const at = rows.indexOf(document.activeElement);
    const next = rows[at < 0 ? (way > 0 ? 0 : rows.length - 1) : at + way];
    if (next) { next.focus(); next.closest("tr").scrollIntoView({ block: "nearest" }); }
    return rows.length > 0;
  }
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") for (const open of $$(".menu[open], .dock__more[open]")) open.open = false;
    if (event.ctrlKey || event.metaKey || event.altKey || !letters()) return;
    if (event.target.closest("input:not([type=checkbox]), textarea, select, dialog, [contenteditable]")) return;
    const key = event.key.toLowerCase();
    const row = document.activeElement.closest("tr");
    if (key === "j" && step(1)) event.preventDefault();
    else if (key === "k" && step(-1)) event.preventDefault();
    else if (key === "x" && row) { const box = $(".c-tick input", row); if (box) { box.click(); event.preventDefault(); } }
    else if ("jkar/?".includes(key)) {
      const el = $(`[data-key="${key}"]`);
      if (!el) return;
      event.preventDefault();
      if (key === "/") el.focus();
      else el.click();
      const box = el.closest("details[open]");
      if (box && key === "r") $("textarea", box)?.focus();
    }
  });

  /* ---- at the start ---- */
  const summary = $(".error-summary");
  if (summary) summary.focus();
  for (const input of $$("[data-rupiah]")) show(input);
  for (const table of $$("[data-lines]")) total(table, false);
  picked();
  const box = $("#pakai-huruf");
  if (box) box.checked = letters();
})();
