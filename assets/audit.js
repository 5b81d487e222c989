// An audit in the room. Each answer is kept on this device at once, sent in the background, and forgotten
// here only when the portal has said that it has it. Without this file the form is one POST.
const form = document.querySelector("form[data-audit]");
const left = document.querySelector("[data-left-of]");

function kept(place, none) {
  try {
    return JSON.parse(localStorage.getItem(place)) || none;
  } catch {
    return none;
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
}

if (form) {
  const place = `audit-${form.dataset.audit}-${form.dataset.user}`;
  const said = form.querySelector("[data-said]");
  const draftsPlace = `${place}-drafts`;
  const drafts = kept(draftsPlace, {}); // words without a yes or no, by question
  let inMemory = []; // where the device lets a page keep nothing
  let isSending = false;
  let trouble = "";
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
    if (count && trouble) words.push(trouble);
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
    if (isSending || !answers.length) return;
    isSending = true;
    try {
      const token = form.querySelector("[name=csrfmiddlewaretoken]").value;
      const body = new URLSearchParams({
        csrfmiddlewaretoken: token,
        answers: JSON.stringify(answers),
      });
      const signal = AbortSignal.timeout(20000);
      const response = await fetch(form.dataset.send, { method: "POST", body, signal });
      const isAnswer = (response.headers.get("Content-Type") || "").startsWith("application/json");
      if (!isAnswer) {
        trouble = "Sign in again in another window, then open this page anew: they are kept here.";
        return;
      }
      const told = await response.json();
      if (told.refused) {
        trouble = told.refused;
      } else {
        const saved = new Set(told.saved);
        keep(waiting().filter((each) => !saved.has(each.key)));
        savedAt = new Date().toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });
        trouble = "";
      }
    } catch {
      trouble = "There is no connection. They are kept on this device and sent when it is back.";
    } finally {
      isSending = false;
      show();
    }
    if (!trouble && waiting().length) send();
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
      if (!waiting().length && !Object.keys(drafts).length) return;
      event.preventDefault();
      if (waiting().length) trouble = "Wait until they are sent before you leave this page.";
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
    if (waiting().length || Object.keys(drafts).length) event.preventDefault();
  });
  window.addEventListener("online", send);
  document.addEventListener("visibilitychange", send);
  setInterval(send, 5000);
  show();
  send();
}
