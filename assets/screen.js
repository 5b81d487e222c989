// A screen of Channel locks when nobody has used it for a while: its content goes from the page, what was
// typed stays in this tab, encrypted by a key that the portal puts into a page only after a sign-in that
// holds, and comes back into the form when the same person has unlocked. Without this file the second
// factor is asked for again by the portal alone. It also says when such a page is printed.
const about = document.querySelector('meta[name="portal-screen"]');

if (about) {
  const LIMIT = Number(about.dataset.seconds) * 1000;
  const PLACE = `portal-words:${location.pathname}`;
  const WAITS = 5000; // milliseconds between two words to the other tabs
  const others = new BroadcastChannel("portal-screen");
  const token = document.querySelector('input[name="csrfmiddlewaretoken"]')?.value;
  const key = imported(about.dataset.key);
  const wasSent = "sent" in about.dataset;
  let usedAt = Date.now();
  let saidAt = 0;
  let isLocked = false;
  let isTold = false;
  let telling = null;
  let triedAt = 0;
  about.remove();

  // What was typed

  async function imported(words) {
    if (!crypto.subtle) return null;
    const bytes = Uint8Array.from(atob(words), (letter) => letter.charCodeAt(0));
    return crypto.subtle.importKey("raw", bytes, "AES-GCM", false, ["encrypt", "decrypt"]);
  }

  function isKept(box) {
    if (box.name === "version") return true;
    return box.name && !["hidden", "file", "password", "submit", "button"].includes(box.type);
  }

  function isTyped(box) {
    if (box.type === "hidden") return false;
    if (box.type === "checkbox" || box.type === "radio") {
      return wasSent ? box.checked : box.checked !== box.defaultChecked;
    }
    if (box.tagName === "SELECT") {
      return [...box.options].some((each) => each.selected !== each.defaultSelected) || wasSent;
    }
    return wasSent ? box.value !== "" : box.value !== box.defaultValue;
  }

  function said(box) {
    if (box.type === "checkbox" || box.type === "radio") return box.checked;
    return box.multiple && box.options
      ? [...box.selectedOptions].map((each) => each.value)
      : box.value;
  }

  // Each form that was typed in: where it stands, and its boxes by their place, with what they say.
  function typed() {
    return [...document.forms].flatMap((form, place) => {
      if (form.method !== "post") return [];
      const boxes = [...form.elements];
      if (!boxes.some((box) => isKept(box) && isTyped(box))) return [];
      const words = boxes.flatMap((box, at) => (isKept(box) ? [[at, box.name, said(box)]] : []));
      return [{ place, words }];
    });
  }

  async function keep(forms) {
    const opened = await key;
    if (!opened) return false;
    const iv = crypto.getRandomValues(new Uint8Array(12));
    const about = new TextEncoder().encode(PLACE);
    const words = new TextEncoder().encode(JSON.stringify(forms));
    const kept = await crypto.subtle.encrypt({ name: "AES-GCM", iv, additionalData: about }, opened, words);
    const bytes = [...iv, ...new Uint8Array(kept)];
    sessionStorage.setItem(PLACE, btoa(bytes.map((byte) => String.fromCharCode(byte)).join("")));
    return true;
  }

  async function unsealed(kept) {
    const bytes = Uint8Array.from(atob(kept), (letter) => letter.charCodeAt(0));
    const about = new TextEncoder().encode(PLACE);
    const how = { name: "AES-GCM", iv: bytes.slice(0, 12), additionalData: about };
    const words = await crypto.subtle.decrypt(how, await key, bytes.slice(12));
    return JSON.parse(new TextDecoder().decode(words));
  }

  function write(box, words) {
    if (box.type === "checkbox" || box.type === "radio") box.checked = words;
    else if (Array.isArray(words)) {
      for (const each of box.options) each.selected = words.includes(each.value);
    } else box.value = words;
  }

  async function putBack() {
    const kept = sessionStorage.getItem(PLACE);
    if (!kept) return;
    sessionStorage.removeItem(PLACE);
    try {
      for (const { place, words } of await unsealed(kept)) {
        const boxes = document.forms[place].elements;
        for (const [at, name, said] of words) {
          if (boxes[at]?.name !== name) throw new Error("another form");
          write(boxes[at], said);
        }
        boxes[words.at(-1)[0]].dispatchEvent(new Event("input", { bubbles: true }));
      }
      const files = document.querySelector('input[type="file"]') ? " Files have to be chosen again." : "";
      tell(`What you had typed is back on this page. It is not saved yet.${files}`);
    } catch {
      tell("What you had typed could not be put back: this page has changed, or somebody else signed in.");
    }
  }

  function tell(words) {
    const note = document.createElement("div");
    note.className = "govuk-inset-text";
    note.setAttribute("role", "status");
    note.textContent = words;
    document.querySelector("main").prepend(note);
  }

  // The lock

  function used() {
    if (isLocked) return;
    const now = Date.now();
    if (now - usedAt >= LIMIT) {
      lock();
      return;
    }
    usedAt = now;
    if (now - saidAt > WAITS) {
      saidAt = now;
      others.postMessage("used");
    }
  }

  async function lock() {
    if (isLocked) return;
    isLocked = true;
    window.dispatchEvent(new Event("portal:lock"));
    const forms = typed();
    const line = cover();
    others.postMessage("locked");
    if (forms.length) {
      const isSafe = await keep(forms).catch(() => false);
      line.textContent = isSafe
        ? "What you typed is kept, encrypted, and will be back when you have unlocked it."
        : "What you typed could not be kept by this browser.";
    }
    await tellPortal();
  }

  function element(tag, name, words = "") {
    const made = document.createElement(tag);
    made.className = name;
    made.textContent = words;
    return made;
  }

  // Nothing of the page is left; what stands there now says how to go on.
  function cover() {
    document.title = "Locked – Prevent portal";
    const frame = element("div", "govuk-width-container");
    const main = element("main", "govuk-main-wrapper");
    const heading = element("h1", "govuk-heading-l", "This screen is locked");
    const why = element("p", "govuk-body", "Nobody has used it for a while.");
    const line = element("p", "govuk-body");
    const button = element("button", "govuk-button", "Unlock");
    line.setAttribute("role", "status");
    button.type = "button";
    button.addEventListener("click", () => unlock(line));
    main.append(heading, why, line, button);
    frame.append(main);
    document.body.replaceChildren(frame);
    button.focus();
    return line;
  }

  async function unlock(line) {
    if (!isTold) await tellPortal();
    if (isTold) location.replace(location.pathname + location.search);
    else line.textContent = "There is no connection. Try again when it is back.";
  }

  // Until the portal knows, it would show such a page again: it is told as soon as there is a connection.
  function tellPortal() {
    triedAt = Date.now();
    telling ??= hasBeenTold(token).then((answer) => {
      isTold = isTold || answer;
      telling = null;
      if (answer) others.postMessage("told");
    });
    return telling;
  }

  // True once the portal asks for a sign-in before it shows such a page again. Somebody who was signed
  // out meanwhile is sent away, which does as well; a token of an earlier sign-in is fetched anew.
  async function hasBeenTold(token, isLast = false) {
    try {
      const answer = await fetch(about.dataset.address, {
        method: "POST",
        body: new URLSearchParams({ csrfmiddlewaretoken: token }),
        redirect: "manual",
      });
      if (answer.ok || answer.type === "opaqueredirect" || answer.status === 401) return true;
      if (isLast) return false;
      const page = await fetch(location.pathname + location.search);
      const words = new DOMParser().parseFromString(await page.text(), "text/html");
      const newer = words.querySelector('input[name="csrfmiddlewaretoken"]')?.value;
      return await hasBeenTold(newer, true);
    } catch {
      return false;
    }
  }

  for (const each of ["pointerdown", "pointermove", "keydown", "input", "wheel", "touchstart", "scroll"]) {
    window.addEventListener(each, used, { passive: true, capture: true });
  }
  for (const each of ["visibilitychange", "pageshow", "focus"]) {
    window.addEventListener(each, check);
  }
  function check() {
    if (isLocked && !isTold && Date.now() - triedAt >= WAITS) tellPortal();
    if (Date.now() - usedAt >= LIMIT) lock();
  }
  others.addEventListener("message", ({ data }) => {
    if (data === "told") isTold = isTold || isLocked;
    else if (data === "locked") lock();
    else if (Date.now() - usedAt < LIMIT) usedAt = Date.now();
  });
  window.addEventListener("online", () => {
    if (isLocked && !isTold) tellPortal();
  });
  setInterval(check, 1000);
  putBack();

  window.addEventListener("beforeprint", () => {
    if (isLocked) return;
    const told = { method: "HEAD", headers: { "X-Printed": "1" }, keepalive: true };
    fetch(location.pathname + location.search, told).catch(() => {});
  });
}
