// The minute saves by itself while it is typed. Nothing is kept on the device: the words stay on the page,
// and the portal says when it has them. Without this file there is a button.
const form = document.querySelector("form[data-minute]");

if (form) {
  const said = form.querySelector("[data-said]");
  const PAUSE = 3000; // milliseconds without typing
  let timer = 0;
  let isSending = false;
  let isStopped = false;
  let typedSince = false;
  let isLeaving = false;
  let pressed = null;

  async function save() {
    if (isSending || isStopped || !typedSince) return;
    isSending = true;
    typedSince = false;
    try {
      const response = await fetch(form.action, {
        method: "POST",
        body: new URLSearchParams(new FormData(form)),
        headers: { "X-Quietly": "1" },
        signal: AbortSignal.timeout(20000),
      });
      const isAnswer = (response.headers.get("Content-Type") || "").startsWith("application/json");
      if (!isAnswer) {
        typedSince = true;
        said.textContent =
          "Not saved. Sign in again in another window: your words stay on this page meanwhile.";
        return;
      }
      const answer = await response.json();
      if (answer.version) form.elements.version.value = answer.version;
      isStopped = Boolean(answer.stop);
      typedSince = typedSince || isStopped;
      said.textContent = answer.sentence;
    } catch {
      typedSince = true;
      said.textContent = "There is no connection. Your words stay on this page until it is back.";
    } finally {
      isSending = false;
    }
    if (pressed) {
      form.requestSubmit(pressed);
      return;
    }
    if (typedSince && !isStopped) later();
  }

  function later() {
    clearTimeout(timer);
    timer = setTimeout(save, PAUSE);
  }

  form.addEventListener("input", () => {
    typedSince = true;
    later();
  });
  // What is on its way arrives first, so that the form goes with the version that came back.
  form.addEventListener("submit", (event) => {
    clearTimeout(timer);
    if (isSending) {
      event.preventDefault();
      pressed = event.submitter;
      return;
    }
    isLeaving = true;
  });
  // The screen locks: screen.js keeps what was not sent.
  window.addEventListener("portal:lock", () => {
    clearTimeout(timer);
    isStopped = isLeaving = true;
  });
  document.addEventListener("visibilitychange", save);
  window.addEventListener("online", save);
  window.addEventListener("beforeunload", (event) => {
    if (typedSince && !isLeaving) event.preventDefault();
  });
}
