// The citizen's own way out of being counted. What it writes is written by the tracker, at the citizen's own act.
(() => {
  "use strict";
  const find = (name) => document.querySelector(`[data-${name}]`);
  const signal = Boolean(navigator.globalPrivacyControl);

  const isOut = () => {
    try {
      return Boolean(localStorage.getItem("plaza-optout"));
    } catch {
      return false;
    }
  };

  const show = (speak) => {
    const out = isOut();
    find("counted").hidden = out || signal;
    find("not-counted").hidden = !out;
    find("signal").hidden = !signal || out;
    find("opt-out").hidden = out || signal;
    find("opt-in").hidden = !out;
    if (speak) find("said").textContent = find(out ? "not-counted" : "counted").textContent;
  };

  const act = (name, verb) =>
    find(name)?.addEventListener("click", () => {
      window.plaza[verb]();
      show(true);
      find(isOut() ? "opt-in" : "opt-out").focus();
    });

  // The tracker comes first; where it is blocked there is nothing to say no to.
  if (find("opt-out") && window.plaza) {
    find("without-script").hidden = true;
    act("opt-out", "optOut");
    act("opt-in", "optIn");
    show(false);
  }
})();
