/* Copying what was made for other channels. Without script everything can be selected and downloaded. */
"use strict";
(function () {
  var said = function (button, well) {
    var before = button.dataset.label || button.textContent;
    button.dataset.label = before;
    button.textContent = well ? "已复制" : "没有复制成功，请选中后按 Ctrl+C";
    setTimeout(function () { button.textContent = before; }, 3000);
  };
  document.querySelectorAll("[data-copy-field]").forEach(function (button) {
    button.hidden = false;
    button.addEventListener("click", function () {
      var field = document.getElementById(button.dataset.copyField);
      field.focus();
      field.select();
      said(button, document.execCommand("copy"));
    });
  });
  /* the article keeps its inline styles only when it is copied out of its own document */
  document.querySelectorAll("[data-copy-frame]").forEach(function (button) {
    button.hidden = false;
    button.addEventListener("click", function () {
      var inner = document.getElementById(button.dataset.copyFrame).contentDocument;
      var selection = inner.getSelection();
      selection.selectAllChildren(inner.body);
      said(button, inner.execCommand("copy"));
    });
  });
})();
