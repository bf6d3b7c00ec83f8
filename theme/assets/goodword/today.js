// What a static page cannot know: today. Both states stand in the HTML; this picks one.
(function () {
  var doc = document, now = new Date(), today = now.toLocaleDateString("sv");
  function all(within, name, each) { within.querySelectorAll("[data-" + name + "]").forEach(each); }
  all(doc, "from", function (el) { el.hidden = today < el.dataset.from; });
  all(doc, "until", function (el) { el.hidden = today > el.dataset.until; });
  all(doc, "over", function (el) {
    var end = el.dataset.over, over = now > new Date(end.length > 10 ? end : end + "T23:59:59");
    all(el, "before", function (part) { part.hidden = over; });
    all(el, "after", function (part) { part.hidden = !over; });
    if (over && "gone" in el.dataset) el.hidden = true;
    var past = over && el.closest("[data-list=upcoming]") && doc.querySelector("[data-list=past]");
    if (past) { past.prepend(el); el.classList.add("gw-row--first"); }
  });
})();
