// An audit in the room. Each answer is kept on this device at once, sent in the background, and forgotten
// here only when the portal has said that it has it; photographs likewise. Without this file the form is
// one POST, and photographs have a page of their own.
const form = document.querySelector("form[data-audit]");
const left = document.querySelector("[data-left-of]");

function kept(place, none) {
  try {
    return JSON.parse(localStorage.getItem(place)) || none;
  } catch {
    return none;
  }
}

// Photographs wait in a database of the browser's, which holds files; where there is none, in memory.
const inHand = new Map();

function database() {
  return new Promise((done, failed) => {
    const asked = indexedDB.open("portal-audits", 1);
    asked.onupgradeneeded = () => asked.result.createObjectStore("photos", { keyPath: "key" });
    asked.onsuccess = () => done(asked.result);
    asked.onerror = () => failed(asked.error);
  });
}

async function inStore(mode, act) {
  const opened = await database();
  try {
    return await new Promise((done, failed) => {
      const asked = act(opened.transaction("photos", mode).objectStore("photos"));
      asked.transaction.oncomplete = () => done(asked.result);
      asked.transaction.onabort = () => failed(asked.transaction.error);
    });
  } finally {
    opened.close();
  }
}

async function photosOf(place) {
  let stored = [];
  try {
    stored = await inStore("readonly", (store) => store.getAll());
  } catch {
    stored = [];
  }
  return [...stored, ...inHand.values()].filter((each) => each.place === place);
}

async function keepPhoto(photo) {
  try {
    await inStore("readwrite", (store) => store.put(photo));
  } catch {
    inHand.set(photo.key, photo);
  }
}

async function forgetPhoto(key) {
  inHand.delete(key);
  try {
    await inStore("readwrite", (store) => store.delete(key));
  } catch {
    return; // it was never stored
  }
}

// A finished audit takes no answers: what waits here is listed, so that nobody thinks it was sent.
if (left) {
  const place = `audit-${left.dataset.leftOf}-${left.dataset.user}`;
  const named = (what, of) => left.querySelector(`[data-${what}="${of}"]`)?.textContent || "";
  const drafts = Object.entries(kept(`${place}-drafts`, {})).map(([item, words]) => ({ item, words }));
  const list = left.querySelector("[data-left]");
  for (const each of [...kept(place, []), ...drafts]) {
    const line = document.createElement("li");
    const said = [named("answer", each.value || ""), each.words].filter(Boolean).join(". ");
    line.textContent = `${named("question", each.item)}: ${said}`;
    list.append(line);
  }
  left.hidden = !list.children.length;
  photosOf(place).then((photos) => {
    for (const each of photos) {
      const line = document.createElement("li");
      line.textContent = `${left.dataset.photograph}: ${each.words}`;
      list.append(line);
    }
    left.hidden = !list.children.length;
  });
}

if (form) {
  const place = `audit-${form.dataset.audit}-${form.dataset.user}`;
  const said = form.querySelector("[data-said]");
  const draftsPlace = `${place}-drafts`;
  const drafts = kept(draftsPlace, {}); // words without a yes or no, by question
  const camera = document.querySelector("form[data-photos]");
  let photos = []; // those that wait
  let inMemory = []; // where the device lets a page keep nothing
  let isSending = false;
  let trouble = "";
  let wantsToLeave = false;
  let savedAt = "";

  function waiting() {
    try {
      return [...JSON.parse(localStorage.getItem(place) || "[]"), ...inMemory];
    } catch {
      return inMemory;
    }
  }

  function keep(answers) {
    try {
      localStorage.setItem(place, JSON.stringify(answers));
      inMemory = [];
    } catch {
      inMemory = answers;
    }
  }

  function keepDraft(item, words) {
    if (words.trim()) drafts[item] = words;
    else delete drafts[item];
    try {
      localStorage.setItem(draftsPlace, JSON.stringify(drafts));
    } catch {
      return; // the page itself still has them
    }
  }

  function key() {
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  }

  function show() {
    const count = waiting().length;
    const words = [];
    if (count) words.push(`${count} waiting to be sent.`);
    else if (savedAt) words.push(`Saved ${savedAt}.`);
    if (photos.length === 1) words.push("1 photograph waiting to be sent.");
    else if (photos.length) words.push(`${photos.length} photographs waiting to be sent.`);
    if ((count || photos.length) && trouble) words.push(trouble);
    if ((count || photos.length) && wantsToLeave)
      words.push("Wait until they are sent before you leave this page.");
    const open = Object.keys(drafts).length;
    if (open) words.push(`${form.dataset.choose}: ${open} kept on this device until then.`);
    said.textContent = words.join(" ");
  }

  // What is answered of one question, once a value is chosen.
  function answer(group) {
    const item = Number(group.dataset.item);
    const chosen = group.querySelector("input:checked");
    const words = group.querySelector("textarea").value;
    keepDraft(item, chosen ? "" : words);
    if (!chosen) {
      show();
      return;
    }
    keep([...waiting(), { key: key(), item, value: chosen.value, words, at: Date.now() }]);
    show();
    send();
  }

  async function send() {
    const answers = waiting().slice(0, 100);
    const photo = answers.length ? null : photos.find((each) => !each.refused);
    if (isSending || !(answers.length || photo)) return;
    isSending = true;
    try {
      const told = photo ? await toldOfPhoto(photo) : await toldOfAnswers(answers);
      if (!told) {
        trouble = "Sign in again in another window, then open this page anew: they are kept here.";
        return;
      }
      trouble = "";
      if (photo) {
        await settle(photo, told);
      } else if (told.refused) {
        trouble = told.refused;
      } else {
        const saved = new Set(told.saved);
        keep(waiting().filter((each) => !saved.has(each.key)));
      }
      if (!told.refused)
        savedAt = new Date().toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });
    } catch {
      trouble = "There is no connection. They are kept on this device and sent when it is back.";
    } finally {
      isSending = false;
      show();
    }
    if (!trouble && (waiting().length || photos.some((each) => !each.refused))) send();
  }

  // What the portal says to something that is sent to it; nothing where it is no answer of its own.
  async function told(address, body, seconds) {
    body.set("csrfmiddlewaretoken", form.querySelector("[name=csrfmiddlewaretoken]").value);
    const signal = AbortSignal.timeout(seconds * 1000);
    const response = await fetch(address, { method: "POST", body, signal });
    const isAnswer = (response.headers.get("Content-Type") || "").startsWith("application/json");
    return isAnswer ? response.json() : null;
  }

  function toldOfAnswers(answers) {
    const body = new URLSearchParams({ answers: JSON.stringify(answers) });
    return told(form.dataset.send, body, 20);
  }

  function toldOfPhoto(photo) {
    const body = new FormData();
    body.set("key", photo.key);
    body.set("words", photo.words);
    body.set("file", photo.file, photo.name);
    return told(camera.dataset.send, body, 120);
  }

  async function settle(photo, said) {
    if (said.refused) {
      photo.refused = said.refused;
      await keepPhoto(photo);
    } else {
      await forgetPhoto(photo.key);
      photos = photos.filter((each) => each !== photo);
    }
    list(photo, said.refused || "Saved");
  }

  // One photograph in the list beneath the form: what it shows, and how it stands.
  function list(photo, words) {
    const place = camera.querySelector("[data-list]");
    let line = place.querySelector(`[data-key="${photo.key}"]`);
    if (!line) {
      line = document.createElement("li");
      line.dataset.key = photo.key;
      place.append(line);
    }
    line.textContent = `${photo.words}: ${words}`;
    if (photo.refused) {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "govuk-button govuk-button--secondary govuk-!-margin-left-2 govuk-!-margin-bottom-1";
      button.textContent = "Remove it from this device";
      button.addEventListener("click", async () => {
        await forgetPhoto(photo.key);
        photos = photos.filter((each) => each !== photo);
        line.remove();
        show();
      });
      line.append(" ", button);
    }
  }

  // A large photograph is made smaller: it is sent sooner, and tells no camera and no place.
  async function smaller(file) {
    if (file.size < 1_500_000) return file;
    try {
      const whole = await createImageBitmap(file);
      const share = Math.min(1, 2560 / Math.max(whole.width, whole.height));
      const canvas = document.createElement("canvas");
      canvas.width = Math.round(whole.width * share);
      canvas.height = Math.round(whole.height * share);
      canvas.getContext("2d").drawImage(whole, 0, 0, canvas.width, canvas.height);
      const made = await new Promise((done) => canvas.toBlob(done, "image/jpeg", 0.85));
      return made && made.size < file.size ? made : file;
    } catch {
      return file; // the portal says what is the matter with it
    }
  }

  async function takePhoto() {
    const [chosen] = camera.querySelector("[type=file]").files;
    const box = camera.querySelector("[name=words]");
    const wrong = camera.querySelector("[data-wrong]");
    wrong.textContent = chosen && box.value.trim() ? "" : camera.dataset.wrong;
    wrong.hidden = !wrong.textContent;
    if (wrong.textContent) return;
    const made = await smaller(chosen);
    const name = made === chosen ? chosen.name : "photograph.jpg";
    const photo = { key: key(), place, words: box.value.trim(), file: made, name };
    photos.push(photo);
    await keepPhoto(photo);
    camera.reset();
    list(photo, "Kept on this device");
    show();
    send();
  }

  if (camera) {
    camera.hidden = false;
    for (const each of form.querySelectorAll("[data-without]")) each.remove();
    camera.addEventListener("submit", (event) => {
      event.preventDefault();
      takePhoto();
    });
    photosOf(place).then((found) => {
      photos = [...found, ...photos.filter((each) => !found.some((other) => other.key === each.key))];
      for (const each of found) list(each, each.refused || "Kept on this device");
      show();
      send();
    });
  }

  form.addEventListener("change", (event) => {
    const group = event.target.closest("[data-item]");
    if (group) answer(group);
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    send();
    show();
  });
  for (const link of form.querySelectorAll("[data-leave]")) {
    link.addEventListener("click", (event) => {
      const isSent = !waiting().length && !photos.length;
      if (isSent && !Object.keys(drafts).length) return;
      event.preventDefault();
      wantsToLeave = true;
      show();
      send();
    });
  }
  for (const [item, words] of Object.entries(drafts)) {
    const group = form.querySelector(`[data-item="${item}"]`);
    if (!group) delete drafts[item];
    else if (group.querySelector("input:checked")) keepDraft(item, "");
    else group.querySelector("textarea").value = words;
  }
  // What waits here is drawn over what the portal knows.
  for (const each of waiting()) {
    const group = form.querySelector(`[data-item="${each.item}"]`);
    const box = group && group.querySelector(`input[value="${each.value}"]`);
    if (box) {
      box.checked = true;
      group.querySelector("textarea").value = each.words;
    }
  }
  window.addEventListener("beforeunload", (event) => {
    if (waiting().length || inHand.size || Object.keys(drafts).length) event.preventDefault();
  });
  window.addEventListener("online", send);
  document.addEventListener("visibilitychange", send);
  setInterval(send, 5000);
  show();
  send();
}
