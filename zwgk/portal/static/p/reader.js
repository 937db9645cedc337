// Reader's own settings: 长辈版, size of text, print. Every page works without this file.
(function () {
  "use strict";
  var root = document.documentElement, store = null;
  try { store = window.localStorage; } catch (refused) { store = null; }
  function get(name) { try { return store && store.getItem(name); } catch (refused) { return null; } }
  function set(name, value) { try { if (store) { store.setItem(name, value); } } catch (refused) { /* private window: not kept */ } }
  var prefixed = root.hasAttribute("data-elder");
  if (get("zwgk-elder") === "1") { root.classList.add("elder"); }
  root.classList.add("script");

  document.addEventListener("DOMContentLoaded", function () {
    var size = get("zwgk-size"), chosen = size && document.getElementById(size);
    if (chosen) { chosen.checked = true; }
    document.querySelectorAll("[name=size]").forEach(function (radio) {
      radio.addEventListener("change", function () { set("zwgk-size", radio.id); });
    });
    document.querySelectorAll("[data-elder-switch]").forEach(function (link) {
      function name() { link.textContent = root.classList.contains("elder") ? "退出长辈版" : "长辈版"; }
      if (!prefixed) { name(); }
      link.addEventListener("click", function (event) {
        if (prefixed) { set("zwgk-elder", "0"); return; }   // the link leads back to the ordinary page
        event.preventDefault();
        set("zwgk-elder", root.classList.toggle("elder") ? "1" : "0");
        name();
      });
    });
    document.querySelectorAll("[data-print]").forEach(function (button) {
      button.addEventListener("click", function () { window.print(); });
    });
    document.querySelectorAll("[data-copy]").forEach(function (button) {
      button.addEventListener("click", function () {
        var address = button.getAttribute("data-copy");
        if (!navigator.clipboard) { return; }
        navigator.clipboard.writeText(address).then(function () { button.textContent = "已复制"; });
      });
    });
    document.querySelectorAll(".scroll").forEach(function (frame) {
      function wide() { frame.classList.toggle("wide", frame.scrollWidth > frame.clientWidth + 1); }
      wide();
      window.addEventListener("resize", wide);
    });
  });
})();
