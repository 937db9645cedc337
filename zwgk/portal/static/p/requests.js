// The application form: kept while it is written, photographs made small, what is public shown. The form works without.
(function () {
  "use strict";
  var form = document.querySelector("[data-request]"), KEY = "zwgk-request", store = null;
  try { store = window.localStorage; } catch (refused) { store = null; }
  if (document.querySelector("[data-request-sent]")) { forget(); }
  if (!form) { return; }
  // never kept: the number of the document, the pictures, the mark and the token of this very form
  var KEPT = ["description", "organ", "name", "contact_name", "phone", "email", "address", "postcode", "needs_help", "kind", "proof", "form", "way", "consents"];

  function field(name) { return form.elements[name]; }
  function read() {
    var found = {};
    KEPT.forEach(function (name) {
      var one = field(name);
      if (!one) { return; }
      found[name] = one.type === "checkbox" ? (one.checked ? "1" : "") : one.value;
    });
    return found;
  }
  function write(values) {
    KEPT.forEach(function (name) {
      var one = field(name);
      if (!one || values[name] === undefined) { return; }
      if (one.type === "checkbox") { one.checked = values[name] === "1"; } else { one.value = values[name]; }
    });
  }
  function keep() { try { if (store) { store.setItem(KEY, JSON.stringify(read())); } } catch (full) { store = null; } }
  function forget() { try { if (store) { store.removeItem(KEY); } } catch (refused) { store = null; } }

  var note = form.querySelector("[data-kept]");
  if (store && !form.hasAttribute("data-refused")) {
    var old = null;
    try { old = JSON.parse(store.getItem(KEY) || "null"); } catch (spoilt) { old = null; }
    if (old && (old.description || old.name) && !field("description").value) {
      write(old);
      note.hidden = false;
    }
  }
  form.querySelector("[data-forget]").addEventListener("click", function () {
    forget();
    form.reset();
    KEPT.forEach(function (name) { var one = field(name); if (one && one.type && one.type.indexOf("text") === 0) { one.value = ""; } });
    field("description").value = "";
    note.hidden = true;
    field("description").focus();
  });
  var timer = 0;
  form.addEventListener("input", function () { clearTimeout(timer); timer = setTimeout(keep, 400); });
  form.addEventListener("change", function () { keep(); shape(); });

  // who applies decides which fields are asked for
  function shape() {
    var person = field("kind").value === "natural_person";
    form.querySelectorAll("[data-of-organisation]").forEach(function (part) { part.hidden = person; });
    form.querySelectorAll("[data-of-person]").forEach(function (part) { part.hidden = !person; });
    if (!person) { field("proof").value = "uscc"; } else if (field("proof").value === "uscc") { field("proof").value = "id_card"; }
  }
  shape();

  // how much is written; what is public already
  var count = form.querySelector("[data-count]"), here = form.querySelector("[data-already-here]"), asked = "", waiting = 0;
  function written() {
    var text = field("description").value.trim();
    count.textContent = text ? "，已写" + Array.from(text).length + "字" : "";
    clearTimeout(waiting);
    if (text.length < 4 || text === asked) { return; }
    waiting = setTimeout(function () {
      asked = text;
      fetch(form.getAttribute("data-already") + "?q=" + encodeURIComponent(text.slice(0, 200)), { credentials: "same-origin" })
        .then(function (answer) { return answer.ok ? answer.text() : ""; })
        .then(function (html) {
          if (!html || asked !== text) { return; }
          here.innerHTML = html;
          here.hidden = false;
        }).catch(function () { asked = ""; });
    }, 700);
  }
  // this is it: counted without anything of the reader, and on to the paper; the form stays kept
  here.addEventListener("click", function (event) {
    var button = event.target.closest("[data-found]");
    if (!button) { return; }
    var said = new URLSearchParams({ where: "published", number: button.getAttribute("data-found") });
    said.set("csrfmiddlewaretoken", field("csrfmiddlewaretoken").value);
    var link = button.parentElement.querySelector("a").href;
    fetch("/gongkai/shenqing/zhaodao/", { method: "POST", body: said, credentials: "same-origin", redirect: "manual" })
      .finally(function () { window.location.assign(link); });
  });
  field("description").addEventListener("input", written);
  written();

  // photographs: what the browser can read is drawn smaller and sent as JPEG; the rest says what to do
  var most = Number(form.getAttribute("data-most-bytes")), pictures = field("proofs"), says = form.querySelector("[data-pictures]");
  var busy = null;
  function drawn(file) {
    return createImageBitmap(file, { imageOrientation: "from-image" }).then(function (bitmap) {
      var longest = Math.max(bitmap.width, bitmap.height), scale = Math.min(1, 2000 / longest);
      var canvas = document.createElement("canvas");
      canvas.width = Math.round(bitmap.width * scale);
      canvas.height = Math.round(bitmap.height * scale);
      canvas.getContext("2d").drawImage(bitmap, 0, 0, canvas.width, canvas.height);
      return smaller(canvas, 0.85);
    }).then(function (blob) { return new File([blob], file.name.replace(/\.\w+$/, "") + ".jpg", { type: "image/jpeg" }); });
  }
  function smaller(canvas, quality) {
    return new Promise(function (done, failed) {
      canvas.toBlob(function (blob) { if (blob) { done(blob); } else { failed(new Error("blob")); } }, "image/jpeg", quality);
    }).then(function (blob) { return blob.size > most && quality > 0.4 ? smaller(canvas, quality - 0.15) : blob; });
  }
  function isHeic(file) { return /hei[cf]$/i.test(file.type) || /\.hei[cf]$/i.test(file.name); }
  pictures.addEventListener("change", function () {
    var files = Array.from(pictures.files), troubles = [];
    if (!files.length) { says.textContent = ""; return; }
    says.textContent = "正在处理图片";
    busy = Promise.all(files.map(function (file) {
      var image = /^image\//.test(file.type) || isHeic(file);
      if (!image || (file.size <= most && /^image\/(jpeg|png)$/.test(file.type))) {
        if (file.size > most) { troubles.push("“" + file.name + "”太大，请改用照片，或者压缩后再选"); }
        return file;
      }
      return drawn(file).catch(function () {
        troubles.push(isHeic(file)
          ? "这个浏览器不能读取 HEIC 照片“" + file.name + "”。请打开照片截一张屏，选截屏；或者在手机“设置－相机－格式”里选“兼容性最佳”后重拍"
          : "“" + file.name + "”读不出来，请换一张");
        return file;
      });
    })).then(function (ready) {
      try {
        var list = new DataTransfer();
        ready.forEach(function (file) { list.items.add(file); });
        pictures.files = list.files;
      } catch (old) { /* the browser keeps the files as they were chosen; the server says what does not fit */ }
      var size = ready.reduce(function (sum, file) { return sum + file.size; }, 0);
      says.textContent = troubles.length ? troubles.join("；") + "。" : "已选" + ready.length + "份，共" + Math.max(1, Math.round(size / 1024)) + "KB。";
      busy = null;
    });
  });
  form.addEventListener("submit", function (event) {
    if (!busy) { return; }
    event.preventDefault();
    busy.then(function () { form.requestSubmit(); });
  });
  var refusal = document.getElementById("refusal");
  if (refusal) { refusal.focus(); }
})();
