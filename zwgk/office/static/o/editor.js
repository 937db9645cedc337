/* The editor: a small desk around contenteditable that only makes the body format. The server sanitises all the same.
   Saves by itself; a second editor is told and nothing typed is lost. Without script the text field below is used. */
"use strict";
(function () {
  var form = document.querySelector("[data-editor]");
  if (!form) return;
  var field = form.querySelector("textarea[name=body]");
  var place = form.querySelector("[data-editor-here]");
  var saved = form.querySelector("[data-saved]") || document.createElement("span");
  var token = form.querySelector("input[name=csrfmiddlewaretoken]").value;
  var revision = form.querySelector("input[name=revision]");

  var BLOCKS = /^(P|H2|H3|H4|TABLE|UL|OL|FIGURE|BLOCKQUOTE|HR)$/;
  var KEPT = ["red-head", "doc-number", "title", "addressee", "signature", "date", "attachment", "note", "center", "source"];

  /* ---- the desk ---- */
  var desk = document.createElement("div");
  desk.className = "desk-sheet";
  desk.contentEditable = "true";
  desk.setAttribute("role", "textbox");
  desk.setAttribute("aria-multiline", "true");
  desk.setAttribute("aria-label", "正文");
  desk.spellcheck = false;
  desk.innerHTML = field.value.trim() || "<p><br></p>";
  document.execCommand("defaultParagraphSeparator", false, "p");

  var bar = document.createElement("div");
  bar.className = "tools";
  bar.setAttribute("role", "toolbar");
  bar.setAttribute("aria-label", "排版");
  place.append(bar, desk);
  field.hidden = true; // still sent with the form
  var label = form.querySelector("label[for=body]");
  if (label) label.addEventListener("click", function () { desk.focus(); });

  var exec = function (command, value) {
    desk.focus();
    document.execCommand(command, false, value);
    changed();
  };
  var here = function () {
    var node = getSelection().anchorNode;
    while (node && node.parentNode !== desk) node = node.parentNode;
    return node;
  };
  var inside = function (name) {
    var node = getSelection().anchorNode;
    if (node && node.nodeType === 3) node = node.parentNode;
    return node && desk.contains(node) ? node.closest(name) : null;
  };
  var as = function (tag, cls) {
    desk.focus();
    var block = here();
    if (!block || block.nodeType !== 1 || /^(TABLE|FIGURE)$/.test(block.tagName)) return;
    if (/^(UL|OL)$/.test(block.tagName)) exec(block.tagName === "UL" ? "insertUnorderedList" : "insertOrderedList");
    document.execCommand("formatBlock", false, tag);
    block = here();
    if (block && block.nodeType === 1) {
      block.removeAttribute("class");
      if (cls) block.className = cls;
    }
    changed();
  };

  /* ---- tables ---- */
  var insert = function (html) {
    var block = here();
    var made = document.createElement("div");
    made.innerHTML = html;
    var node = made.firstElementChild;
    if (block) block.after(node); else desk.append(node);
    if (!node.nextElementSibling) node.insertAdjacentHTML("afterend", "<p><br></p>");
    changed();
    return node;
  };
  var put = function (node) {
    var range = document.createRange();
    range.selectNodeContents(node);
    range.collapse(true);
    var selection = getSelection();
    selection.removeAllRanges();
    selection.addRange(range);
  };
  var table = function () {
    var size = window.prompt("几行几列？例：3x4", "3x3");
    var found = /^\s*(\d{1,3})\s*[x×*，, ]\s*(\d{1,2})\s*$/.exec(size || "");
    if (!found) return;
    var row = function (tag) { return "<tr>" + ("<" + tag + "><br></" + tag + ">").repeat(+found[2]) + "</tr>"; };
    var rows = Math.max(1, +found[1]);
    var made = insert("<table><thead>" + row("th") + "</thead><tbody>" + row("td").repeat(Math.max(1, rows - 1)) + "</tbody></table>");
    put(made.querySelector("th"));
  };
  var cellAt = function () { return inside("td, th"); };
  var addRow = function () {
    var cell = cellAt();
    if (!cell) return;
    var row = cell.closest("tr"), fresh = document.createElement("tr"), n = 0;
    Array.prototype.forEach.call(row.cells, function (c) { n += c.colSpan; });
    fresh.innerHTML = "<td><br></td>".repeat(n);
    if (row.parentNode.tagName === "THEAD") {
      var rest = row.closest("table").tBodies[0];
      if (rest) rest.prepend(fresh); else row.after(fresh);
    } else row.after(fresh);
    put(fresh.cells[0]);
    changed();
  };
  var addColumn = function () {
    var cell = cellAt();
    if (!cell) return;
    var at = cell.cellIndex;
    Array.prototype.forEach.call(cell.closest("table").rows, function (row) {
      var beside = row.cells[Math.min(at, row.cells.length - 1)];
      var fresh = document.createElement(beside && beside.tagName === "TH" ? "th" : "td");
      fresh.innerHTML = "<br>";
      if (beside) beside.after(fresh); else row.append(fresh);
    });
    changed();
  };
  var dropRow = function () {
    var cell = cellAt();
    if (!cell) return;
    var whole = cell.closest("table");
    cell.closest("tr").remove();
    if (!whole.rows.length) whole.remove();
    changed();
  };
  var dropColumn = function () {
    var cell = cellAt();
    if (!cell) return;
    var whole = cell.closest("table"), at = cell.cellIndex;
    Array.prototype.slice.call(whole.rows).forEach(function (row) {
      if (row.cells[at]) row.cells[at].remove();
      if (!row.cells.length) row.remove();
    });
    if (!whole.rows.length) whole.remove();
    changed();
  };

  /* ---- links and pictures ---- */
  var link = function () {
    var now = inside("a");
    var url = window.prompt("链接地址（留空取消链接）", now ? now.getAttribute("href") : "https://");
    if (url === null) return;
    if (!url.trim()) exec("unlink");
    else if (/^(https?:\/\/|mailto:|\/)/.test(url.trim())) exec("createLink", url.trim());
    else tell("链接应以 https:// 开头", true);
  };
  var chooser = document.createElement("input");
  chooser.type = "file";
  chooser.accept = "image/jpeg,image/png,image/gif,image/webp";
  chooser.hidden = true;
  chooser.setAttribute("aria-label", "选择图片");
  place.append(chooser);
  chooser.addEventListener("change", function () {
    var file = chooser.files[0];
    chooser.value = "";
    if (!file) return;
    var alt = window.prompt("用一句话写明图片内容（读屏软件会读出来）", "");
    if (!alt || !alt.trim()) { tell("没有插入：图片须有替代文字", true); return; }
    var data = new FormData();
    data.append("file", file);
    data.append("alt", alt);
    tell("正在上传图片…");
    send(form.dataset.picture, data).then(function (answer) {
      if (!answer.ok) return refuse(answer.body);
      var made = insert("<figure><img><figcaption></figcaption></figure>");
      made.querySelector("img").src = answer.body.src;
      made.querySelector("img").alt = answer.body.alt;
      made.querySelector("figcaption").textContent = answer.body.alt;
      changed();
    });
  });

  var TOOLS = [
    ["段落", function () { as("p"); }, "P"],
    ["一级标题", function () { as("h2"); }, "H2"],
    ["二级标题", function () { as("h3"); }, "H3"],
    ["三级标题", function () { as("h4"); }, "H4"],
    null,
    ["加粗", function () { exec("bold"); }, "bold"],
    ["编号列表", function () { exec("insertOrderedList"); }],
    ["项目列表", function () { exec("insertUnorderedList"); }],
    ["居中", function () { as("p", "center"); }],
    ["署名", function () { as("p", "signature"); }],
    null,
    ["表格", table],
    ["加行", addRow, "cell"],
    ["加列", addColumn, "cell"],
    ["删行", dropRow, "cell"],
    ["删列", dropColumn, "cell"],
    null,
    ["链接", link],
    ["图片", function () { chooser.click(); }],
    null,
    ["撤销", function () { exec("undo"); }],
    ["重做", function () { exec("redo"); }]
  ];
  var buttons = [];
  TOOLS.forEach(function (tool) {
    if (!tool) { var gap = document.createElement("span"); gap.className = "gap"; bar.append(gap); return; }
    var button = document.createElement("button");
    button.type = "button";
    button.className = "btn";
    button.textContent = tool[0];
    button.addEventListener("mousedown", function (e) { e.preventDefault(); });
    button.addEventListener("click", tool[1]);
    bar.append(button);
    buttons.push([button, tool[2]]);
  });
  document.addEventListener("selectionchange", function () {
    if (!desk.contains(getSelection().anchorNode)) return;
    var block = here(), cell = !!cellAt(), bold = document.queryCommandState("bold");
    buttons.forEach(function (pair) {
      if (pair[1] === "cell") pair[0].hidden = !cell;
      else if (pair[1] === "bold") pair[0].setAttribute("aria-pressed", String(bold));
      else if (pair[1]) pair[0].setAttribute("aria-pressed", String(!!block && block.tagName === pair[1]));
    });
  });
  buttons.forEach(function (pair) { if (pair[1] === "cell") pair[0].hidden = true; });

  /* ---- paste: words, structure, nothing else ---- */
  var clean = function (html) {
    html = html.replace(/<style[\s\S]*?<\/style>/gi, "").replace(/\sstyle=("[^"]*"|'[^']*')/gi, "");
    var doc = new DOMParser().parseFromString(html, "text/html");
    doc.querySelectorAll("script, style, meta, link, title, xml, o\\:p, img, iframe, object").forEach(function (n) { n.remove(); });
    doc.body.querySelectorAll("*").forEach(function (n) {
      Array.prototype.slice.call(n.attributes).forEach(function (a) {
        var fine = (n.tagName === "A" && a.name === "href" && /^(https?:|mailto:)/.test(a.value)) ||
          (/^(TD|TH)$/.test(n.tagName) && /^(colspan|rowspan)$/.test(a.name));
        if (!fine) n.removeAttribute(a.name);
      });
    });
    doc.body.querySelectorAll("span, font, div").forEach(function (n) {
      if (n.tagName === "DIV" && !n.querySelector("p, div, table, ul, ol, h1, h2, h3, h4")) {
        var p = doc.createElement("p");
        p.append.apply(p, Array.prototype.slice.call(n.childNodes));
        n.replaceWith(p);
      } else n.replaceWith.apply(n, Array.prototype.slice.call(n.childNodes));
    });
    return doc.body.innerHTML;
  };
  desk.addEventListener("paste", function (e) {
    e.preventDefault();
    var html = e.clipboardData.getData("text/html"), text = e.clipboardData.getData("text/plain");
    if (html) document.execCommand("insertHTML", false, clean(html));
    else {
      var lines = text.split(/\r?\n/).map(function (l) { return l.trim(); }).filter(Boolean);
      if (lines.length < 2) document.execCommand("insertText", false, text);
      else document.execCommand("insertHTML", false, lines.map(function (l) {
        var p = document.createElement("p");
        p.textContent = l;
        return p.outerHTML;
      }).join(""));
    }
    changed();
  });
  desk.addEventListener("drop", function (e) { if (e.dataTransfer.files.length) e.preventDefault(); });
  desk.addEventListener("keydown", function (e) {
    if (e.key === "Tab" && cellAt()) {
      e.preventDefault();
      var cells = Array.prototype.slice.call(inside("table").querySelectorAll("td, th"));
      var next = cells[cells.indexOf(cellAt()) + (e.shiftKey ? -1 : 1)];
      if (next) put(next); else if (!e.shiftKey) addRow();
    }
    if ((e.ctrlKey || e.metaKey) && e.key === "s") { e.preventDefault(); save(); }
  });

  /* ---- out of the desk: top-level blocks with their ids, loose text into paragraphs ---- */
  var body = function () {
    var copy = desk.cloneNode(true), seen = {};
    var out = document.createElement("div"), loose = null;
    Array.prototype.slice.call(copy.childNodes).forEach(function (n) {
      if (n.nodeType === 1 && BLOCKS.test(n.tagName)) {
        loose = null;
        var id = n.getAttribute("data-b");
        if (id && seen[id]) n.removeAttribute("data-b");
        if (id) seen[id] = true;
        if (n.className && KEPT.indexOf(n.className) < 0) n.removeAttribute("class");
        out.append(n);
      } else if (n.nodeType === 1 && n.tagName === "DIV") {
        loose = null;
        var p = document.createElement("p");
        p.append.apply(p, Array.prototype.slice.call(n.childNodes));
        out.append(p);
      } else if (n.nodeType === 1 || n.textContent.trim()) {
        if (!loose) { loose = document.createElement("p"); out.append(loose); }
        loose.append(n);
      }
    });
    out.querySelectorAll("[style]").forEach(function (n) { n.removeAttribute("style"); });
    return out.innerHTML;
  };

  /* ---- saving ---- */
  var dirty = false, timer = 0, going = null, stopped = false;
  var tell = function (text, failed) {
    saved.textContent = text;
    saved.classList.toggle("failed", !!failed);
  };
  var changed = function () {
    dirty = true;
    field.value = body();
    if (stopped || !form.dataset.autosave) return;
    tell("有改动，还没有保存");
    clearTimeout(timer);
    timer = setTimeout(save, 2500);
  };
  var send = function (url, data) {
    return fetch(url, {
      method: "POST", body: data, credentials: "same-origin",
      headers: { "X-CSRFToken": token, "Accept": "application/json" }
    }).then(function (r) {
      return r.json().then(function (j) { return { ok: r.ok, status: r.status, body: j }; });
    }).catch(function () {
      return { ok: false, status: 0, body: { what: "没有保存", why: "连不上服务器", remedy: "您输入的内容仍在页面上，恢复后会再保存" } };
    });
  };
  var refuse = function (said, status) {
    tell(said.what + "：" + said.why + "。" + said.remedy + "。", true);
    if (status === 409 && !form.querySelector("[data-see-both]") && /更早的一稿/.test(said.why)) {
      stopped = true;
      var see = document.createElement("button");
      see.className = "btn back";
      see.dataset.seeBoth = "1";
      see.textContent = "看双方的稿子，合并";
      saved.after(see);
    }
  };
  var save = function () {
    clearTimeout(timer);
    if (!dirty || stopped || !form.dataset.autosave) return Promise.resolve(!stopped);
    if (going) return going.then(save);
    field.value = body();
    var data = new FormData(form);
    ["keep", "then", "remark"].forEach(function (n) { data.delete(n); });
    dirty = false;
    going = send(form.dataset.autosave, data).then(function (answer) {
      going = null;
      if (answer.ok) {
        revision.value = answer.body.revision;
        tell(answer.body.saved_at + " 已自动保存");
        return true;
      }
      dirty = true;
      refuse(answer.body, answer.status);
      if (answer.status === 0 || answer.status === 401) timer = setTimeout(save, 15000);
      return false;
    });
    return going;
  };
  desk.addEventListener("input", changed);
  form.addEventListener("input", function (e) { if (e.target !== field && !desk.contains(e.target) && e.target.name !== "remark") changed(); });
  form.addEventListener("submit", function (e) {
    if (going) { // a saving under way raises the revision: sent before it answers, the form would conflict with itself
      var button = e.submitter;
      e.preventDefault();
      going.then(function () { form.requestSubmit(button); });
      return;
    }
    field.value = body();
    dirty = false;
    clearTimeout(timer);
  });
  window.addEventListener("beforeunload", function (e) { if (dirty) e.preventDefault(); });

  /* ---- acts beside the text wait until it is saved ---- */
  document.querySelectorAll("form[data-wait-saved]").forEach(function (other) {
    other.addEventListener("submit", function (e) {
      if (!dirty && !going) return;
      e.preventDefault();
      save().then(function (fine) { if (fine) { dirty = false; other.submit(); } });
    });
  });

  /* ---- places that the checks name are shown in the text, without touching it ---- */
  if (window.CSS && CSS.highlights && window.Highlight) {
    var marks = { block: new Highlight(), other: new Highlight() };
    document.querySelectorAll("[data-finding]").forEach(function (one) {
      var block = desk.querySelector('[data-b="' + one.dataset.finding + '"]');
      if (!block) return;
      var walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT), at = 0, range = document.createRange(), begun = false;
      for (var node = walker.nextNode(); node; node = walker.nextNode()) {
        var end = at + node.length;
        if (!begun && +one.dataset.start < end) { range.setStart(node, Math.max(0, +one.dataset.start - at)); begun = true; }
        if (begun && +one.dataset.end <= end) { range.setEnd(node, +one.dataset.end - at); break; }
        at = end;
      }
      if (begun && !range.collapsed) marks[one.dataset.kind === "block" ? "block" : "other"].add(range);
    });
    CSS.highlights.set("zwgk-private", marks.block);
    CSS.highlights.set("zwgk-finding", marks.other);
  }
})();
