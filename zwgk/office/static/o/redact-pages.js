/* Redaction of pages: an area is drawn with mouse, pen or finger; a click on a line ticks it. Without script both are
   done by the boxes and numbers beside the page. */
"use strict";
(function () {
  var sheet = document.querySelector("[data-page]"), form = document.querySelector("[data-cut-page]");
  if (!sheet || !form) return;
  var hint = form.querySelector("[data-cut-hint]"), drawn = sheet.querySelector("[data-drawn]");
  if (hint) hint.hidden = false;
  var svg = sheet.querySelector("svg"), from = null;
  var names = ["left", "top", "right", "bottom"];
  var at = function (e) {
    var box = svg.getBoundingClientRect();
    var share = function (v, size) { return Math.max(0, Math.min(10000, Math.round(v / size * 10000))); };
    return [share(e.clientX - box.left, box.width), share(e.clientY - box.top, box.height)];
  };
  var show = function (edges) {
    drawn.setAttribute("x", edges[0]);
    drawn.setAttribute("y", edges[1]);
    drawn.setAttribute("width", Math.max(0, edges[2] - edges[0]));
    drawn.setAttribute("height", Math.max(0, edges[3] - edges[1]));
  };
  var typed = function () {
    var edges = names.map(function (n) { return parseFloat(form.elements[n].value) * 100; });
    if (edges.every(function (v) { return v >= 0; })) show(edges);
  };
  svg.addEventListener("pointerdown", function (e) {
    if (e.button) return;
    from = at(e);
    svg.setPointerCapture(e.pointerId);
    e.preventDefault();
  });
  svg.addEventListener("pointermove", function (e) {
    if (!from) return;
    var to = at(e);
    show([Math.min(from[0], to[0]), Math.min(from[1], to[1]), Math.max(from[0], to[0]), Math.max(from[1], to[1])]);
  });
  svg.addEventListener("pointerup", function (e) {
    if (!from) return;
    var to = at(e);
    var edges = [
      Math.min(from[0], to[0]), Math.min(from[1], to[1]), Math.max(from[0], to[0]), Math.max(from[1], to[1])
    ];
    from = null;
    if (edges[2] - edges[0] < 40 || edges[3] - edges[1] < 40) { // a click, not a stroke
      show([0, 0, 0, 0]);
      var under = document.elementsFromPoint(e.clientX, e.clientY).find(function (el) {
        return el.classList && el.classList.contains("line");
      });
      var box = under && form.querySelector('input[value="' + under.getAttribute("data-spot") + '"]');
      if (box) { box.checked = !box.checked; box.dispatchEvent(new Event("change", { bubbles: true })); }
      return;
    }
    names.forEach(function (n, i) { form.elements[n].value = (edges[i] / 100).toFixed(2); });
  });
  form.addEventListener("change", function (e) {
    if (e.target.name === "spots") {
      svg.querySelectorAll('[data-spot="' + e.target.value + '"]').forEach(function (r) {
        r.classList.toggle("ticked", e.target.checked);
      });
    }
    if (names.indexOf(e.target.name) >= 0) typed();
  });
})();
