// 朗读: the browser's own voice reads the page sentence by sentence; what is read is marked. Nothing leaves the machine.
(function () {
  "use strict";
  var BLOCKS = "h1,h2,h3,h4,p,li,dt,dd,th,td,caption,figcaption,blockquote";
  document.addEventListener("DOMContentLoaded", function () {
    var bar = document.getElementById("reading-bar");
    if (!bar) { return; }
    var go = bar.querySelector("[data-aloud=go]"), hold = bar.querySelector("[data-aloud=hold]");
    var stop = bar.querySelector("[data-aloud=stop]"), speed = bar.querySelector("#aloud-speed");
    var controls = bar.querySelector(".aloud"), says = bar.querySelector(".reading-says"), voices = window.speechSynthesis || null;
    var queue = [], place = 0, turn = 0, marks = window.CSS && window.CSS.highlights && window.Highlight ? window.CSS.highlights : null;

    function sentencesOf(block) {
      // text of this block alone: blocks within it are read as their own
      var walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT, { acceptNode: function (node) {
        var owner = node.parentElement.closest(BLOCKS);
        if (owner !== block || node.parentElement.closest(".unseen,[aria-hidden=true],button,script,style")) { return NodeFilter.FILTER_REJECT; }
        return NodeFilter.FILTER_ACCEPT;
      } });
      var found = [], text = "", start = null, last = null, node;
      function finish() {
        if (/[\p{L}\p{N}]/u.test(text)) {
          var range = document.createRange();
          range.setStart(start.node, start.at);
          range.setEnd(last.node, last.at);
          found.push({ text: text.replace(/\s+/g, " ").trim(), range: range, block: block });
        }
        text = ""; start = null;
      }
      while ((node = walker.nextNode())) {
        for (var at = 0; at < node.data.length; at += 1) {
          var sign = node.data[at];
          if (!start) { if (/\s/.test(sign)) { continue; } start = { node: node, at: at }; }
          text += sign; last = { node: node, at: at + 1 };
          if ("。！？；!?;".indexOf(sign) >= 0 || text.length >= 180) { finish(); }
        }
      }
      if (start) { finish(); }
      return found;
    }
    function collect() {
      var within = document.querySelector("article.doc") || document.querySelector(".plain-text") || document.getElementById("main");
      var found = [];
      within.querySelectorAll(BLOCKS + ",img[alt]").forEach(function (block) {
        if (!block.getClientRects().length) { return; }
        if (block.tagName === "IMG") { if (block.alt) { found.push({ text: "图片：" + block.alt, range: null, block: block }); } return; }
        found = found.concat(sentencesOf(block));
      });
      return found;
    }
    function unmark() {
      if (marks) { marks.delete("speaking"); }
      document.querySelectorAll(".speaking").forEach(function (block) { block.classList.remove("speaking"); });
    }
    function mark(sentence) {
      unmark();
      if (marks && sentence.range) { marks.set("speaking", new window.Highlight(sentence.range)); } else { sentence.block.classList.add("speaking"); }
      var box = sentence.block.getBoundingClientRect();
      if (box.top < 0 || box.bottom > controls.getBoundingClientRect().top) { sentence.block.scrollIntoView({ block: "center" }); }
    }
    function buttons(state) {
      bar.classList.toggle("reads", state !== "still");
      go.setAttribute("aria-pressed", String(state === "reading"));
      hold.setAttribute("aria-disabled", String(state === "still"));
      stop.setAttribute("aria-disabled", String(state === "still"));
      hold.textContent = state === "held" ? "继续" : "暂停";
    }
    function end() { turn += 1; voices.cancel(); unmark(); buttons("still"); place = 0; }
    function read() {
      var mine = turn += 1;
      voices.cancel();
      if (place >= queue.length) { end(); says.textContent = "读完了。"; return; }
      var sentence = queue[place], said = new window.SpeechSynthesisUtterance(sentence.text);
      var zone = sentence.block.closest("[lang]");
      said.lang = (zone && zone.lang) || "zh-CN";
      said.rate = Number(speed.value);
      said.onend = function () { if (mine === turn) { place += 1; read(); } };
      said.onerror = function () { if (mine === turn) { end(); says.textContent = "朗读中断了，请再按一次“朗读”。"; } };
      buttons("reading");
      mark(sentence);
      voices.speak(said);
    }
    function silent() { says.textContent = "这台设备没有中文语音，不能朗读。可以用手机、电脑自带的读屏功能，或者换一个浏览器。"; }
    function speaksChinese() { return voices.getVoices().some(function (voice) { return /^(zh|cmn|yue)/i.test(voice.lang); }); }
    function begin() {
      says.textContent = "";
      queue = collect();
      place = 0;
      var chosen = window.getSelection();
      if (chosen && !chosen.isCollapsed) {   // from where the reader has marked something
        var from = chosen.getRangeAt(0);
        for (var n = 0; n < queue.length; n += 1) {
          if (queue[n].range && queue[n].range.compareBoundaryPoints(Range.START_TO_END, from) > 0) { place = n; break; }
        }
      }
      read();
    }
    buttons("still");
    if (!voices || !window.SpeechSynthesisUtterance) { go.disabled = true; silent(); return; }
    go.addEventListener("click", function () {
      if (speaksChinese()) { begin(); return; }
      says.textContent = "正在找中文语音……";
      window.setTimeout(function () { if (speaksChinese()) { begin(); } else { silent(); } }, 1200);
    });
    // a pause of the browser's own is unknown to many phones: stopping and reading the sentence again is not
    hold.addEventListener("click", function () {
      if (hold.getAttribute("aria-disabled") === "true") { return; }
      if (hold.textContent === "继续") { read(); return; }
      turn += 1; voices.cancel(); buttons("held");
    });
    stop.addEventListener("click", function () { end(); says.textContent = ""; });
    speed.addEventListener("change", function () { if (go.getAttribute("aria-pressed") === "true") { read(); } });
    window.addEventListener("pagehide", function () { voices.cancel(); });
  });
})();
