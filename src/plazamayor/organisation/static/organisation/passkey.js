// Says in the page's own words that a passkey could not be used; the reasons browsers give are for programmers.
document.addEventListener("allauth.error", (event) => {
  event.preventDefault();
  const said = document.querySelector("[data-passkey-error]");
  said.textContent = said.dataset.passkeyError;
});
