/* Shell: double submits, what was typed, a refusal in sight. Everything works without it; the keys are in keys.js. */
"use strict";
(function () {
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
