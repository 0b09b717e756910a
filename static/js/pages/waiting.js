// The waiting page: looks every few seconds whether the facilitator has answered, and then goes on.

const EVERY_MS = 3000;

async function look() {
  const box = document.querySelector("#waiting");
  if (!(box instanceof HTMLElement) || box.dataset.state !== "waiting") return;
  try {
    const answer = await fetch(location.href, { headers: { Accept: "text/html" } });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const next = page.querySelector("#waiting");
    if (!(next instanceof HTMLElement) || next.dataset.state !== "waiting") {
      location.reload();
      return;
    }
  } catch {
    // The line is down: the next look finds out.
  }
  setTimeout(look, EVERY_MS);
}

setTimeout(look, EVERY_MS);
const enter = document.querySelector("#enter");
const state = /** @type {HTMLElement | null} */ (document.querySelector("#waiting"))?.dataset.state;
// Without this a student presses the button; with it the seat is there at once.
if (state === "admitted" && enter instanceof HTMLFormElement && !document.querySelector("#errors"))
  enter.requestSubmit();
