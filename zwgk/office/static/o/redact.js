/* Redaction: text selected in the paper fills the form beside it. Without script the words are typed. */
"use strict";
(function () {
  var sheet = document.querySelector("[data-redact]"), form = document.querySelector("[data-cut]");
  if (!sheet || !form) return;
  form.querySelector("[data-cut-hint]").hidden = false;
  var block = form.elements.block_id, words = form.elements.words;
  /* offsets count what the server counts: text, a tab between cells, a line feed between rows, items and lines */
  var before = function (root, node, offset) {
    var total = 0, done = false, previous = null;
    var walk = function (n) {
      if (done) return;
      if (n === node && n.nodeType === 3) { total += offset; done = true; return; }
      if (n.nodeType === 3) { total += n.length; return; }
      if (n === node && !offset) { done = true; return; }
      if (n.tagName === "BR") { total += 1; return; }
      var last = null;
      Array.prototype.forEach.call(n.childNodes, function (child, i) {
        if (done) return;
        if (n === node && i === offset) { done = true; return; }
        if (child.nodeType === 1 && last) {
          var t = child.tagName, l = last;
          if (/^T[DH]$/.test(t) && /^T[DH]$/.test(l)) total += 1;
          else if ((t === "TR" && l === "TR") || (t === "LI" && l === "LI") || /^(THEAD|TBODY|FIGCAPTION)$/.test(t)) total += 1;
        }
        walk(child);
        if (child.nodeType === 1 && child.tagName !== "MARK") last = child.tagName;
      });
      if (n === node) done = true; // the offset lies behind the last child
    };
    walk(root);
    return total;
  };
  sheet.addEventListener("mouseup", function () {
    setTimeout(function () {
      var s = getSelection();
      if (s.isCollapsed || !sheet.contains(s.anchorNode)) return;
      var range = s.getRangeAt(0);
      var start = range.startContainer.nodeType === 1 ? range.startContainer : range.startContainer.parentNode;
      var line = start.closest("[data-n]");
      var root = line && line.firstElementChild;
      if (!root || !root.contains(range.endContainer)) {
        words.value = "";
        form.elements.start.value = form.elements.end.value = "";
        return;
      }
      block.value = line.id;
      words.value = s.toString();
      form.elements.start.value = before(root, range.startContainer, range.startOffset);
      form.elements.end.value = before(root, range.endContainer, range.endOffset);
    }, 0);
  });
  words.addEventListener("input", function () { form.elements.start.value = form.elements.end.value = ""; });
  block.addEventListener("change", function () { form.elements.start.value = form.elements.end.value = ""; });
})();
