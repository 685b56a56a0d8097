// Plaza Mayor's survey, in a page of the administration. It sets no cookie. Answering or closing leaves one key in the browser,
// so that nobody is asked twice in a month; before that nothing is kept, there or here.
//
//   <p data-plaza-survey><a href="https://plaza.example/o/ADDRESS?moment=completed">Tell us how it went</a></p>
//   <script defer src="https://plaza.example/s.js"></script>
//
// Without scripts the link is the survey. With moment=left the question comes when the link is pressed; else at once, to as many of
// every hundred as the survey says. Pages that change without loading call plazaSurvey() again.
(function () {
  var key = "plaza-survey", month = 2592e6;
  var css = ":host{display:block}.b{border:1px solid;border-radius:8px;padding:1em;max-width:40em}p{margin:0 0 .75em;font-weight:600}" +
    "p:focus{outline:0}div.f{display:flex;flex-wrap:wrap;gap:.5em}button{flex:1 1 6em;display:flex;flex-direction:column;gap:.25em;" +
    "align-items:center;justify-content:center;min-height:44px;padding:.6em .4em;font:inherit;color:inherit;background:0 0;border:1px solid;" +
    "border-radius:8px;cursor:pointer}button:hover{text-decoration:underline}button:focus-visible,a:focus-visible{outline:3px solid;" +
    "outline-offset:2px}svg{width:2.25em;height:2.25em;fill:none;stroke:currentColor;stroke-width:1.3;stroke-linecap:round}a{color:inherit}" +
    "button.c{flex:none;display:inline-block;margin:.75em 0 0 -.8em;padding:.4em .8em;border-color:transparent;text-decoration:underline}" +
    ".m{margin:.75em 0 0;font-weight:400}.m:empty{display:none}@media(max-width:30em){button{flex:1 0 100%;flex-direction:row;" +
    "justify-content:flex-start;gap:.75em}}";

  function wasAsked() {
    try {
      return Date.now() - localStorage.getItem(key) < month;
    } catch (denied) {}
  }

  function remember() {
    try {
      localStorage.setItem(key, Date.now());
      return 1;
    } catch (denied) {}
  }

  function call(address, fields, done) {
    var request = new XMLHttpRequest();
    request.open(fields ? "POST" : "GET", address);
    if (fields) request.setRequestHeader("content-type", "application/x-www-form-urlencoded");
    request.onloadend = function () {
      done && done(request.status, request.responseText);
    };
    request.send(fields);
  }

  function make(parent, name, text) {
    var node = parent.appendChild(document.createElement(name));
    if (text) node.textContent = text;
    return node;
  }

  function draw(parent, mouth) {
    var space = "http://www.w3.org/2000/svg", svg = document.createElementNS(space, "svg");
    svg.setAttribute("viewBox", "0 0 24 24");
    svg.setAttribute("aria-hidden", "true");
    ["M12 2.5a9.5 9.5 0 1 0 .01 0z", "M9 9.5v.4M15 9.5v.4", mouth].forEach(function (path) {
      svg.appendChild(document.createElementNS(space, "path")).setAttribute("d", path);
    });
    parent.appendChild(svg);
  }

  function ask(place, base, words, chosen) {
    var host = document.createElement("div"), root = host, sheet, box, question, faces, said, close;
    host.lang = words.language;
    if (host.attachShadow) {
      root = host.attachShadow({ mode: "open" });
      try {
        sheet = new CSSStyleSheet();
        sheet.replaceSync(css);
        root.adoptedStyleSheets = [sheet];
      } catch (plain) {} // an old browser shows it as the page shows buttons
    }
    box = make(root, "div");
    box.className = "b";
    box.setAttribute("role", "group");
    question = make(box, "p", words.question);
    question.id = "plaza-survey-question";
    box.setAttribute("aria-labelledby", question.id);
    faces = make(box, "div");
    faces.className = "f";
    close = make(box, "button", words.close);
    close.className = "c";
    close.type = "button";
    said = make(box, "p");
    said.className = "m";
    said.setAttribute("role", "status");

    function end(text, link) {
      var kept = remember(), last;
      question.textContent = text;
      question.tabIndex = -1;
      box.removeChild(faces);
      box.removeChild(close);
      if (link) {
        last = make(box, "a", words.more);
        last.href = words.next;
        last.target = "_blank";
        last.rel = "noopener";
      }
      if (!kept) said.textContent = words.again;
      question.focus();
    }

    words.faces.forEach(function (face, index) {
      var button = make(faces, "button");
      button.type = "button";
      draw(button, face[1]);
      make(button, "span", face[0]);
      button.onclick = function () {
        call(words.answer, "fragment=1&satisfaction=" + (index + 1), function (status, text) {
          if (status == 204) end(words.thanks, 1);
          else said.textContent = status == 429 ? text : words.failed;
        });
      };
    });
    close.onclick = function () {
      call(base, "closed=1&ticket=" + encodeURIComponent(words.ticket));
      end(words.closed);
    };
    place.textContent = "";
    place.appendChild(host);
    if (chosen) faces.firstChild.focus();
    call(base, "ticket=" + encodeURIComponent(words.ticket));
  }

  function prepare(place) {
    var link = place.querySelector("a[href]"), base, left;
    if (!link || place.plaza) return;
    place.plaza = 1;
    if (wasAsked()) {
      place.hidden = true;
      return;
    }
    base = link.href.replace(/[?#].*/, "") + "/invitation";
    left = /[?&]moment=left/.test(link.search);
    call(base + (link.search || "?") + "&language=" + (document.documentElement.lang || "").slice(0, 2), 0, function (status, text) {
      var words = status == 200 && JSON.parse(text);
      if (status == 410) place.hidden = true;
      else if (words && left)
        link.onclick = function () {
          ask(place, base, words, 1);
          return false;
        };
      else if (words && Math.random() * 100 < words.percent) ask(place, base, words);
    });
  }

  function look() {
    Array.prototype.forEach.call(document.querySelectorAll("[data-plaza-survey]"), prepare);
  }

  window.plazaSurvey = look;
  look();
})();
