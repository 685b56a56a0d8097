// Uploads files in pieces: the connection may be lost, and the page left, without beginning again.

const TRIES = 5;
const language = document.documentElement.lang;
const megabytes = (bytes) => (bytes / 1e6).toLocaleString(language, { maximumFractionDigits: 1, minimumFractionDigits: 1 });
const wait = (seconds) => new Promise((after) => { setTimeout(after, seconds * 1000); });

class Refused extends Error {}

// Asks until it is answered, with more patience each time; what the server says cannot be is not asked again.
async function ask(address, body, token) {
  for (let tried = 1; ; tried += 1) {
    try {
      const answer = await fetch(address, { method: "POST", body, headers: { "X-CSRFToken": token } });
      if (answer.ok || answer.status === 409) return await answer.json();
      if (answer.status === 422) throw new Refused((await answer.json()).error);
      if (answer.status < 500 || tried === TRIES) throw new Error(answer.status);
    } catch (error) {
      if (error instanceof Refused || tried === TRIES) throw error;
    }
    await wait(tried);
  }
}

async function send(file, form, shown) {
  const token = form.elements.csrfmiddlewaretoken.value;
  const told = new FormData();
  for (const name of ["kind", "pattern", "encoding"]) told.set(name, form.elements[name]?.value ?? "");
  told.set("name", file.name);
  told.set("size", file.size);
  told.set("mark", `${file.size}-${file.lastModified}`);
  const { address, received, piece } = await ask(form.dataset.upload, told, token);
  let start = received;
  shown(start);
  while (start < file.size) {
    const data = new Blob([file.slice(start, start + piece)], { type: "application/octet-stream" });
    start = (await ask(`${address}?start=${start}`, data, token)).received;
    shown(start);
  }
}

async function sendAll(form) {
  const sending = form.querySelector("[data-sending]");
  const [meter, said, button] = [sending.querySelector("progress"), sending.querySelector("[data-said]"), form.querySelector("[type=submit]")];
  sending.hidden = false;
  button.disabled = true;
  said.textContent = "";
  try {
    for (const file of form.elements.chosen.files) {
      await send(file, form, (bytes) => {
        meter.value = file.size ? bytes / file.size : 1;
        said.textContent = `${file.name}: ${megabytes(bytes)} / ${megabytes(file.size)} MB`;
      });
    }
    said.textContent = sending.dataset.done;
    location.assign(location.pathname);
  } catch (error) {
    said.textContent = error instanceof Refused ? error.message : sending.dataset.left;
    button.disabled = false;
  }
}

for (const form of document.querySelectorAll("form[data-upload]")) {
  form.addEventListener("submit", (event) => {
    if (!form.elements.chosen.files.length) return;
    event.preventDefault();
    sendAll(form);
  });
}
