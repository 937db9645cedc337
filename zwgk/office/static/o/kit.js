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
  /* the article goes out as it is written, inline styles and all: a copied selection would bring this page's own */
  document.querySelectorAll("[data-copy-frame]").forEach(function (button) {
    button.hidden = false;
    button.addEventListener("click", function () {
      var inner = document.getElementById(button.dataset.copyFrame).contentDocument.body;
      var hand = function (e) {
        e.clipboardData.setData("text/html", inner.innerHTML);
        e.clipboardData.setData("text/plain", inner.innerText);
        e.preventDefault();
      };
      document.addEventListener("copy", hand, { once: true });
      var well = document.execCommand("copy");
      document.removeEventListener("copy", hand);
      said(button, well);
    });
  });
})();
