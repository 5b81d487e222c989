// The register in the room. Each tick is kept on this device at once, sent in the background, and
// forgotten here only when the portal has said that it has it. Without this file the form is one POST.
const form = document.querySelector("form[data-register]");

if (form) {
  const place = `register-${form.dataset.register}-${form.dataset.user}`;
  const said = form.querySelector("[data-said]");
  const list = form.querySelector("[data-list]");
  let inMemory = []; // where the device lets a page keep nothing
  let isSending = false;
  let trouble = "";
  let savedAt = "";

  // What waits is read each time: another window may have added to it.
  function waiting() {
    try {
      return [...JSON.parse(localStorage.getItem(place) || "[]"), ...inMemory];
    } catch {
      return inMemory;
    }
  }

  function keep(marks) {
    try {
      localStorage.setItem(place, JSON.stringify(marks));
      inMemory = [];
    } catch {
      inMemory = marks;
    }
  }

  function key() {
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  }

  function mark(details) {
    keep([...waiting(), { key: key(), here: true, at: Date.now(), ...details }]);
    show();
    send();
  }

  function show() {
    const count = waiting().length;
    const words = [];
    if (count) words.push(`${count} waiting to be sent.`);
    else if (savedAt) words.push(`Saved ${savedAt}.`);
    if (count && trouble) words.push(trouble);
    if (count && savedAt) words.push(`Last saved ${savedAt}.`);
    said.textContent = words.join(" ");
  }

  async function send() {
    const marks = waiting().slice(0, 100);
    if (isSending || !marks.length) return;
    isSending = true;
    try {
      const token = form.querySelector("[name=csrfmiddlewaretoken]").value;
      const body = new URLSearchParams({
        csrfmiddlewaretoken: token,
        marks: JSON.stringify(marks),
      });
      const signal = AbortSignal.timeout(20000);
      const response = await fetch(form.dataset.send, { method: "POST", body, signal });
      const isAnswer = (response.headers.get("Content-Type") || "").startsWith("application/json");
      if (!isAnswer) {
        trouble = "Sign in again in another window, then open this page anew: they are kept here.";
        return;
      }
      const answer = await response.json();
      if (answer.refused) {
        trouble = answer.refused;
      } else {
        const saved = new Set(answer.saved.map((each) => each.replaceAll("-", "")));
        keep(waiting().filter((each) => !saved.has(each.key)));
        savedAt = new Date().toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });
        trouble = "";
        draw(answer.list);
      }
    } catch {
      trouble = "There is no connection. They are kept on this device and sent when it is back.";
    } finally {
      isSending = false;
      show();
    }
    if (!trouble && waiting().length) send();
  }

  // The register as the portal has it, with what still waits here on top.
  function draw(people) {
    for (const person of people) {
      const box = boxOf(person.booking) || add(person);
      box.checked = person.here;
    }
    tickWaiting();
  }

  function boxOf(booking) {
    return list.querySelector(`[data-booking="${booking}"]`);
  }

  function add(person) {
    const item = document.createElement("div");
    item.className = "govuk-checkboxes__item";
    const box = document.createElement("input");
    box.className = "govuk-checkboxes__input";
    box.type = "checkbox";
    box.id = `here-${person.booking}`;
    box.dataset.booking = person.booking;
    const label = document.createElement("label");
    label.className = "govuk-label govuk-checkboxes__label";
    label.htmlFor = box.id;
    label.textContent = person.name;
    item.append(box, label);
    list.append(item);
    return box;
  }

  function tickWaiting() {
    for (const each of waiting()) {
      const box = each.booking && boxOf(each.booking);
      if (box) box.checked = each.here;
    }
  }

  list.addEventListener("change", (event) => {
    const booking = Number(event.target.dataset.booking);
    if (booking) mark({ booking, here: event.target.checked });
  });

  // Saving sends what waits; somebody who was typed in is one more mark.
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const { words, agency } = form.elements;
    if (words.value.trim()) {
      mark({ words: words.value.trim(), agency: agency.value.trim() });
      words.value = agency.value = "";
    }
    send();
    show();
  });

  for (const link of form.querySelectorAll("[data-leave]")) {
    link.addEventListener("click", (event) => {
      if (!waiting().length) return;
      event.preventDefault();
      trouble = "Wait until they are sent before you leave this page.";
      show();
      send();
    });
  }
  window.addEventListener("beforeunload", (event) => {
    if (waiting().length) event.preventDefault();
  });
  window.addEventListener("online", send);
  document.addEventListener("visibilitychange", send);
  setInterval(send, 5000);
  tickWaiting();
  show();
  send();
}
