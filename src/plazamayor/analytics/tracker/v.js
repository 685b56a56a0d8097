// Web vitals, for sites that want them: a second file after p.js. It measures with the browser's own observers, once per page load.
//
//   LCP  milliseconds until the largest thing in view was drawn
//   INP  milliseconds of the slowest answer to a click, a tap or a key (the 98th percentile where there are more than fifty)
//   CLS  how much of the view moved by itself: the worst burst, of at most five seconds with pauses under one
(function () {
  var largest = 0, burst = 0, worst = 0, first = 0, last = 0, answers = {}, sent = 0;

  function watch(type, action, options) {
    try {
      options = options || {};
      options.type = type;
      options.buffered = true;
      new PerformanceObserver(function (list) {
        list.getEntries().forEach(action);
      }).observe(options);
    } catch (unsupported) {}
  }

  function report() {
    var slowest;
    if (sent || document.visibilityState != "hidden" || !window.plaza) return;
    sent = 1;
    slowest = Object.keys(answers).map(function (id) { return answers[id]; }).sort(function (one, other) { return other - one; });
    if (largest) plaza.send("w", { t: "LCP", v: Math.round(largest) });
    if (slowest.length) plaza.send("w", { t: "INP", v: slowest[Math.floor(slowest.length / 50)] });
    if (window.LayoutShift) plaza.send("w", { t: "CLS", v: Math.round(worst * 1e4) / 1e4 });
  }

  watch("largest-contentful-paint", function (entry) {
    largest = entry.startTime;
  });
  watch("layout-shift", function (entry) {
    if (entry.hadRecentInput) return;
    if (entry.startTime - last > 1e3 || entry.startTime - first > 5e3) {
      burst = 0;
      first = entry.startTime;
    }
    last = entry.startTime;
    burst += entry.value;
    worst = Math.max(worst, burst);
  });
  watch("event", function (entry) {
    if (entry.interactionId) answers[entry.interactionId] = Math.max(answers[entry.interactionId] || 0, entry.duration);
  }, { durationThreshold: 16 });
  document.addEventListener("visibilitychange", report, true);
  window.addEventListener("pagehide", report, true);
})();
