/* Shell: keys, walking lists, double submits, what was typed. Everything works without it. */
"use strict";
(function () {
  var typing = function (el) {
    return el && (el.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(el.tagName));
  };

  /* ---- keyboard: j k Enter, / n g i, g d ---- */
  var rows = function () {
    return Array.prototype.slice.call(document.querySelectorAll("[data-walk] tr.item"));
  };
  var step = function (by) {
    var all = rows();
    if (!all.length) return;
    var at = all.findIndex(function (r) { return r.classList.contains("here"); });
    if (at >= 0) all[at].classList.remove("here");
    at = Math.max(0, Math.min(all.length - 1, at + by));
    all[at].classList.add("here");
    var link = all[at].querySelector("a");
    if (link) link.focus({ preventScroll: true });
    all[at].scrollIntoView({ block: "nearest" });
  };
  var chord = "";
  document.addEventListener("keydown", function (e) {
    if (e.ctrlKey || e.metaKey || e.altKey || typing(e.target)) return;
    if (chord === "g") {
      chord = "";
      if (e.key === "i") location.href = "/";
      if (e.key === "d") location.href = "/documents/";
      return;
    }
    if (e.key === "j") step(1);
    else if (e.key === "k") step(-1);
    else if (e.key === "g") { chord = "g"; setTimeout(function () { chord = ""; }, 900); }
    else if (e.key === "/") {
      var q = document.getElementById("q");
      if (q && q.offsetParent) { e.preventDefault(); q.focus(); }
    } else if (e.key === "n") {
      var make = document.querySelector("[data-key=n]");
      if (make) location.href = make.href;
    }
  });

  /* ---- one click, one act: a form that is on its way cannot be sent again ---- */
  document.addEventListener("submit", function (e) {
    var form = e.target;
    if (e.defaultPrevented) return;
    if (form.dataset.sent === "1") { e.preventDefault(); return; }
    if (form.method !== "post") return;
    form.dataset.sent = "1";
    var busy = form.dataset.busy, button = e.submitter;
    setTimeout(function () {
      if (busy && button) button.textContent = busy;
      if (button) button.setAttribute("aria-disabled", "true");
    }, 0);
  });
  window.addEventListener("pageshow", function (e) {
    if (e.persisted) {
      document.querySelectorAll("form[data-sent]").forEach(function (f) { delete f.dataset.sent; });
      document.querySelectorAll("[aria-disabled=true]").forEach(function (b) { b.removeAttribute("aria-disabled"); });
    }
  });

  /* ---- the ground is only asked for what is not simply public ---- */
  document.querySelectorAll("[data-unless-public]").forEach(function (part) {
    var form = part.closest("form");
    var show = function () {
      var chosen = form.querySelector("input[name=disclosure]:checked");
      part.hidden = !!chosen && chosen.value === "public";
    };
    form.addEventListener("change", show);
    show();
  });

  /* ---- all points of a checklist at once, after they were read ---- */
  document.querySelectorAll("[data-tick-all]").forEach(function (button) {
    button.hidden = false;
    button.addEventListener("click", function () {
      var boxes = button.closest("section").querySelectorAll("input[name=ticks]");
      boxes.forEach(function (b) { b.checked = true; });
    });
  });

  /* ---- a signed opinion changed in the panel opens no second panel ---- */
  document.querySelectorAll(".act details").forEach(function (one) {
    one.addEventListener("toggle", function () {
      if (!one.open) return;
      document.querySelectorAll(".act details").forEach(function (o) { if (o !== one) o.open = false; });
      var field = one.querySelector("textarea, input");
      if (field) field.focus();
    });
  });

  /* ---- a refusal is where the eyes go ---- */
  var refusal = document.getElementById("refusal");
  if (refusal) refusal.focus();
})();
