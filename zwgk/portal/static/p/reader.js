// Reader's own settings: 长辈版, size of text, contrast, print. Every page works without this file.
(function () {
  "use strict";
  var root = document.documentElement, store = null;
  try { store = window.localStorage; } catch (refused) { store = null; }
  function cookie(name) {
    var found = document.cookie.match(new RegExp("(?:^|; )" + name + "=([^;]*)"));
    return found ? found[1] : null;
  }
  // where a browser refuses the store, a cookie of this session does; finished pages are the same for all either way
  function get(name) { try { if (store) { return store.getItem(name); } } catch (refused) { store = null; } return cookie(name); }
  function set(name, value) {
    try { if (store) { store.setItem(name, value); return; } } catch (refused) { store = null; }
    document.cookie = name + "=" + value + "; path=/; SameSite=Lax";
  }
  var THEMES = ["bai", "hei", "lan"], STEPS = 3;
  var prefixed = root.hasAttribute("data-view");
  var step = Math.min(STEPS, Math.max(0, parseInt(get("zwgk-step"), 10) || 0));
  var theme = THEMES.indexOf(get("zwgk-theme")) >= 0 ? get("zwgk-theme") : "";
  function show() {
    for (var n = 1; n <= STEPS; n += 1) { root.classList.toggle("step-" + n, n === step); }
    if (theme || !prefixed) { THEMES.forEach(function (name) { root.classList.toggle("theme-" + name, name === theme); }); }
  }
  if (get("zwgk-elder") === "1") { root.classList.add("elder"); }
  root.classList.add("script");
  if (/MicroMessenger/i.test(navigator.userAgent)) { root.classList.add("wechat"); }
  show();

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
    var bar = document.getElementById("reading-bar"), opener = document.querySelector("[data-reading]");
    if (bar && opener) {
      opener.setAttribute("role", "button");
      opener.setAttribute("aria-expanded", "false");
      opener.setAttribute("aria-controls", "reading-bar");
      var open = function (wanted) {
        bar.hidden = !wanted;
        opener.setAttribute("aria-expanded", String(wanted));
      };
      opener.addEventListener("click", function (event) {
        event.preventDefault();
        open(bar.hidden);
        if (!bar.hidden) { bar.querySelector("button").focus(); }
      });
      opener.addEventListener("keydown", function (event) { if (event.key === " ") { event.preventDefault(); opener.click(); } });
      bar.addEventListener("keydown", function (event) { if (event.key === "Escape") { open(false); opener.focus(); } });
      bar.querySelector("[data-close]").addEventListener("click", function () { open(false); opener.focus(); });
      var says = bar.querySelector("output"), names = ["标准", "大", "更大", "最大"];
      var mark = function () {
        says.textContent = names[step];
        // not disabled in earnest: a button that goes dead under the finger drops the keyboard's place
        bar.querySelector("[data-step='-1']").setAttribute("aria-disabled", String(step === 0));
        bar.querySelector("[data-step='1']").setAttribute("aria-disabled", String(step === STEPS));
        bar.querySelectorAll("[data-theme]").forEach(function (button) {
          button.setAttribute("aria-pressed", String(button.getAttribute("data-theme") === theme));
        });
      };
      bar.querySelectorAll("[data-step]").forEach(function (button) {
        button.addEventListener("click", function () {
          step = Math.min(STEPS, Math.max(0, step + Number(button.getAttribute("data-step"))));
          set("zwgk-step", String(step));
          show(); mark();
        });
      });
      bar.querySelectorAll("[data-theme]").forEach(function (button) {
        button.addEventListener("click", function () {
          theme = button.getAttribute("data-theme");
          set("zwgk-theme", theme);
          THEMES.forEach(function (name) { root.classList.remove("theme-" + name); });
          show(); mark();
        });
      });
      mark();
    }
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
