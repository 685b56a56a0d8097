// Plaza Mayor's tracker. It sets no cookie and stores nothing; only the citizen's own opt-out is written, by the citizen's own act.
//
//   <script defer src="https://plaza.example/p.js" data-search="q,buscar"></script>
//
// data-search               names of the query parameters that carry a search on this site
// data-status="404"         this page was not found; or <meta name="plaza-status" content="404">
// data-plaza-event="name"   on any element: a click (on a form: its submission) is an event; data-plaza-* are its properties
// plaza.event(name, properties)   plaza.optOut()   plaza.optIn()   plaza.token() -> Promise of an opaque visit token
//
// Written for old phones. `p.min.js` is made from this file by build.py, which shortens every name that is not the browser's.
(function () {
  var script = document.currentScript;
  var collector = script.src.replace(/p\.js.*/, "e");
  var key = "plaza-optout";
  var page, referrer = document.referrer, since, seen, lowest, deepest, promise;

  function isOff() {
    try {
      return navigator.globalPrivacyControl || localStorage.getItem(key);
    } catch (denied) {}
  }

  function optOut(off) {
    try {
      off ? localStorage.setItem(key, 1) : localStorage.removeItem(key);
    } catch (denied) {}
  }

  // Beacons survive the end of the page; where there are none, or an answer is wanted, a plain request.
  function send(kind, fields, done) {
    var request, body;
    if (isOff()) return done && done("");
    fields.k = kind;
    fields.u = page;
    body = JSON.stringify(fields);
    if (!done && navigator.sendBeacon && navigator.sendBeacon(collector, body)) return;
    request = new XMLHttpRequest();
    request.open("POST", collector);
    request.onloadend = function () {
      done && done(request.status == 200 ? request.responseText : "");
    };
    request.send(body);
  }

  // Adds up the time the page was visible, at most half an hour at a stretch: a machine may have slept.
  function tick() {
    var now = Date.now();
    if (since) seen += Math.min(now - since, 18e5);
    since = document.visibilityState == "hidden" ? 0 : now;
  }

  function scrolled() {
    lowest = Math.max(lowest, pageYOffset);
  }

  function engaged() {
    var depth, seconds;
    tick();
    if (!page) return;
    depth = Math.min(100, Math.round(100 * (lowest + innerHeight) / document.documentElement.scrollHeight)) || 0;
    seconds = Math.round(seen / 1e3);
    if (seconds || depth > deepest) {
      send("e", { s: seconds, d: depth });
      seen = 0;
      deepest = depth;
    }
  }

  function withoutQuery(address) {
    return address && address.replace(/\?[^#]*/, "");
  }

  // A fragment is another page only if it is a route; a replaced query is the same page.
  function view(replaced) {
    var address = location.href.replace(/#(?!!?\/).*/, "");
    if (address == page || (replaced === true && withoutQuery(address) == withoutQuery(page))) return;
    if (page) {
      engaged();
      referrer = page;
    }
    page = address;
    seen = since = lowest = 0;
    deepest = 100; // depth alone is worth telling only after time has been told
    tick();
    scrolled();
    send("v", {
      r: referrer,
      n: script.getAttribute("data-status") == 404 || !!document.querySelector("meta[name=plaza-status][content='404']"),
      q: script.getAttribute("data-search") || ""
    });
  }

  function wrap(name) {
    var original = history[name];
    history[name] = function () {
      original.apply(history, arguments);
      view(name != "pushState");
    };
  }

  function custom(name, properties) {
    send("c", { t: name, p: properties || {} });
  }

  // Walks up from what was clicked or submitted: a declared event, a file, or a link that leaves the site.
  function acted(event) {
    var node = event.target, submitted = event.type == "submit", named, properties, index, attribute;
    if (submitted) send("f", { t: node.getAttribute("id") || node.getAttribute("name") || node.getAttribute("action") || "" });
    for (; node && node.getAttribute; node = node.parentNode) {
      named = node.getAttribute("data-plaza-event");
      if (named && submitted == (node.nodeName == "FORM")) {
        properties = {};
        for (index = 0; (attribute = node.attributes[index++]); )
          if (/^data-plaza-(?!event$)/.test(attribute.name)) properties[attribute.name.slice(11)] = attribute.value;
        custom(named, properties);
      }
      if (!submitted && /^http/.test(node.protocol) && event.button < 2)
        /\.(?!html?$|php$|aspx?$|jsp$)\w+$/.test(node.pathname)
          ? send("d", { t: node.href })
          : node.host != location.host && send("o", { t: node.href });
    }
  }

  function listen(target, type, action) {
    target.addEventListener(type, action, true);
  }

  window.plaza = {
    event: custom,
    send: send,
    optOut: function () {
      optOut(1);
    },
    optIn: function () {
      optOut();
    },
    token: function () {
      return (promise = promise || new Promise(function (resolve) {
        send("t", {}, resolve);
      }));
    }
  };
  wrap("pushState");
  wrap("replaceState");
  listen(window, "popstate", view);
  listen(window, "hashchange", view);
  listen(window, "scroll", scrolled);
  listen(window, "pagehide", engaged);
  listen(window, "pageshow", function (event) {
    if (event.persisted) {
      page = 0;
      view();
    }
  });
  listen(document, "visibilitychange", engaged);
  listen(document, "click", acted);
  listen(document, "auxclick", acted);
  listen(document, "submit", acted);
  document.prerendering ? listen(document, "prerenderingchange", view) : view();
})();
