// Everything here is an extra: reading, navigating and subscribing need none of it.
(function () {
  var doc = document, root = doc.documentElement;
  function all(selector, each, within) { (within || doc).querySelectorAll(selector).forEach(each); }
  function on(target, names, act) { names.split(" ").forEach(function (name) { target.addEventListener(name, act); }); }

  root.classList.replace("no-js", "js");

  // Light and dark, remembered where Material keeps it too.
  var schemes = [].slice.call(doc.querySelectorAll("[data-md-component=palette] input"));
  function wear(input, keep) {
    var color = {};
    ["media", "scheme", "primary", "accent"].forEach(function (part) {
      color[part] = input.getAttribute("data-md-color-" + part);
      doc.body.setAttribute("data-md-color-" + part, color[part]);
    });
    schemes.forEach(function (other) { other.nextElementSibling.hidden = other !== input; });
    input.checked = true;
    if (keep && window.__md_set) __md_set("__palette", { index: schemes.indexOf(input), color: color });
  }
  if (schemes.length) {
    var kept = window.__md_get && __md_get("__palette");
    var ask = schemes.filter(function (input) { return matchMedia(input.dataset.mdColorMedia || "all").matches; });
    wear(kept && schemes[kept.index] || ask[0] || schemes[0]);
    schemes.forEach(function (input) { on(input, "change", function () { wear(input, true); }); });
  }

  // Material takes every rel=alternate for another language and asks for its sitemap: hide feeds while it looks.
  var feeds = doc.querySelectorAll("link[rel=alternate][type]");
  function hideFeeds() { feeds.forEach(function (link) { link.rel = "alternate feed"; }); }
  function showFeeds() { feeds.forEach(function (link) { link.rel = "alternate"; }); }

  // Material's script is for searching: it is fetched when somebody does.
  var late = doc.getElementById("gw-late"), search = doc.querySelector(".md-search__input");
  function fetchSearch() {
    if (!late) return;
    var script = doc.createElement("script");
    script.src = late.content.querySelector("script").getAttribute("src");
    late = null;
    on(script, "load", function () {
      hideFeeds();
      doc.dispatchEvent(new Event("DOMContentLoaded"));  // which it waits for, and which has passed
      showFeeds();
    });
    doc.body.append(script);
  }
  if (!late) { hideFeeds(); on(window, "load", showFeeds); }
  if (late && search) {
    on(search, "focus pointerenter", fetchSearch);
    all("label[for=__search]", function (label) {
      on(label, "pointerenter pointerdown", fetchSearch);
      on(label, "click", function () { fetchSearch(); setTimeout(function () { search.focus(); }, 50); });
    });
    on(doc, "keydown", function (event) {
      var typing = /^(input|textarea|select)$/i.test(event.target.tagName) || event.target.isContentEditable;
      if (!late || typing || event.ctrlKey || event.metaKey || event.altKey || !/^[/fs]$/.test(event.key)) return;
      event.preventDefault();
      search.focus();
    });
  }

  // A wide table scrolls in its own box, by keyboard too.
  all(".gw-text table:not([class])", function (table) {
    var box = doc.createElement("div");
    box.className = "gw-scroll";
    table.replaceWith(box);
    box.append(table);
    if (box.scrollWidth > box.clientWidth) box.tabIndex = 0;
  });

  // A chapter is a link into the file; where a player stands beside it, it plays from there.
  all("[data-seek]", function (link) {
    on(link, "click", function (event) {
      var player = link.closest("figure").querySelector("audio, video");
      event.preventDefault();
      player.currentTime = +link.dataset.seek;
      player.play();
    });
  });

  all("input[readonly]", function (field) { on(field, "focus", function () { field.select(); }); });
  all("[data-copy]", function (button) {
    if (!navigator.clipboard) return;
    button.hidden = false;
    on(button, "click", function () {
      navigator.clipboard.writeText(button.dataset.copy).then(function () { button.textContent = button.dataset.done; });
    });
  });
})();
