/* Single keys (j k Enter / ? n, g i …), for who has not switched them off. Everything works without them.
   Nothing happens while somebody types, chooses, composes Chinese (IME), or holds a modifier. */
"use strict";
(function () {
  var PLACES = { i: "/", w: "/mine/" };
  if ("content" in document.body.dataset) { PLACES.d = "/documents/"; PLACES.p = "/publications/"; }
  var list = document.getElementById("keys");

  var typing = function (el) {
    if (!el || el.nodeType !== 1) return false;
    return el.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(el.tagName) ||
      !!el.closest("[role=textbox], [role=combobox], [role=listbox], [role=menu]");
  };
  var isOpen = function () {
    return !!document.querySelector("dialog[open]") || (list && list.matches(":popover-open"));
  };
  var rows = function () {
    return Array.prototype.filter.call(document.querySelectorAll("[data-walk] .item"), function (row) {
      return row.offsetParent !== null && row.querySelector("a[href]");
    });
  };
  var step = function (by) {
    var all = rows();
    if (!all.length) return;
    var at = all.findIndex(function (row) { return row.classList.contains("here"); });
    var held = all.findIndex(function (row) { return row.contains(document.activeElement); });
    if (held >= 0) at = held;
    all.forEach(function (row) { row.classList.remove("here"); });
    at = Math.max(0, Math.min(all.length - 1, at + by));
    all[at].classList.add("here");
    all[at].querySelector("a[href]").focus({ preventScroll: true });  /* Enter opens it: it is a link */
    all[at].scrollIntoView({ block: "nearest" });
  };
  var chord = 0;
  document.addEventListener("keydown", function (e) {
    if (e.isComposing || e.keyCode === 229 || e.defaultPrevented || e.repeat && e.key !== "j" && e.key !== "k") return;
    if (e.ctrlKey || e.metaKey || e.altKey || typing(e.target)) return;
    if (isOpen()) return;
    if (chord) {
      clearTimeout(chord);
      chord = 0;
      if (PLACES[e.key]) { e.preventDefault(); location.href = PLACES[e.key]; }
      return;
    }
    if (e.key === "j") step(1);
    else if (e.key === "k") step(-1);
    else if (e.key === "g") chord = setTimeout(function () { chord = 0; }, 1200);
    else if (e.key === "/") {
      var q = document.getElementById("q");
      if (q && q.offsetParent) { e.preventDefault(); q.focus(); }
    } else if (e.key === "?" && list) {
      e.preventDefault();
      list.showPopover();
      list.querySelector("button").focus();
    } else if (e.key === "n") {
      var make = document.querySelector("[data-key=n]");
      if (make && make.offsetParent) location.href = make.href;
    }
  });
})();
