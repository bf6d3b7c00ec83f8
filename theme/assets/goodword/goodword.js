// What a static page cannot know: today's date. Both states stand in the HTML; this picks one.
// Without it the state at build time stands. The rest: buttons that copy a link.
(function () {
  var now = new Date(), today = now.toLocaleDateString("sv");
  function all(selector, each, root) { (root || document).querySelectorAll(selector).forEach(each); }
  // Material takes every rel=alternate for another language and asks for its sitemap: hide feeds while it looks.
  all("link[rel=alternate][type]", function (link) {
    link.rel = "alternate feed";
    addEventListener("load", function () { link.rel = "alternate"; });
  });
  all("[data-from]", function (label) { label.hidden = today < label.dataset.from; });
  all("[data-over]", function (item) {
    var end = item.dataset.over, over = now > new Date(end.length > 10 ? end : end + "T23:59:59");
    all("[data-before]", function (el) { el.hidden = over; }, item);
    all("[data-after]", function (el) { el.hidden = !over; }, item);
    if (over && "gone" in item.dataset) item.hidden = true;
    var past = over && item.closest("[data-list=upcoming]") && document.querySelector("[data-list=past]");
    if (past) { past.prepend(item); item.classList.add("gw-row--first"); }
  });
  all("[data-copy]", function (button) {
    if (!navigator.clipboard) return;
    button.hidden = false;
    button.addEventListener("click", function () {
      navigator.clipboard.writeText(button.dataset.copy).then(function () { button.textContent = button.dataset.done; });
    });
  });
})();
