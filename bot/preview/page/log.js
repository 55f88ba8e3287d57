// The messages of the open chat, by day: drawn once, then kept in step, with the place that one reads at and the focus.

import { bubble } from "./bubble.js";
import { byId, el } from "./dom.js";
import { shownMessages } from "./state.js";
import { dayOf, say, sortableDayOf } from "./words.js";

const NEAR = 120;
const log = () => byId("log");

const atEnd = () => log().scrollHeight - log().scrollTop - log().clientHeight < NEAR;

export function toEnd() {
  log().scrollTop = log().scrollHeight;
  byId("down").hidden = true;
}

/** Draw the open chat anew. A reader of the screen is not read what stood there before. */
export function drawLog(doing, unread = 0) {
  const messages = shownMessages();
  log().setAttribute("aria-busy", "true");
  log().replaceChildren();
  for (const message of messages) append(message, doing);
  if (!messages.length) log().append(el("p", { class: "notice empty" }, el("span", {}, say("empty"))));
  toEnd();
  if (unread) showFirst(messages.at(-unread) ?? messages[0]);
  requestAnimationFrame(() => log().removeAttribute("aria-busy"));
}

/** Begin where one has not read yet, where that is further up. */
function showFirst(message) {
  const node = message && byId(`m${message.message_id}`);
  if (!node) return;
  node.before(el("p", { class: "notice news" }, el("span", {}, say("news"))));
  if (node.offsetTop - log().offsetTop < log().scrollTop) node.previousElementSibling.scrollIntoView({ block: "start" });
}

function append(message, doing) {
  const day = sortableDayOf(message.date);
  if (log().lastElementChild?.dataset.day !== day) {
    log().querySelector(".empty")?.remove();
    log().append(el("p", { class: "notice day", "data-day": day }, el("span", {}, dayOf(message.date))));
  }
  const node = bubble(message, doing);
  node.dataset.day = day;
  node.dataset.sender = message.from.id;
  if (log().lastElementChild.dataset.sender === node.dataset.sender) node.classList.add("further");
  log().append(node);
  return node;
}

/** Add a message, replace it where it stands, or take it away. */
export function update(kind, message, doing, own) {
  const old = byId(`m${message.message_id}`);
  const stay = atEnd();
  if (kind === "deleted") old?.remove();
  else if (old) replace(old, message, doing);
  else {
    const node = append(message, doing);
    if (!stay && !own) byId("down").hidden = false;
    else if (!own && node.offsetHeight > log().clientHeight) node.scrollIntoView({ block: "start" });
    else toEnd();
    return;
  }
  if (stay) toEnd();
}

function replace(old, message, doing) {
  const held = old.contains(document.activeElement) ? document.activeElement : null;
  const fresh = bubble(message, doing);
  fresh.dataset.day = old.dataset.day;
  fresh.dataset.sender = old.dataset.sender;
  fresh.classList.toggle("further", old.classList.contains("further"));
  old.replaceWith(fresh);
  if (!held) return;
  // Who pressed a button by the keyboard goes on from there: at the same button, or at the message.
  const keys = [...fresh.querySelectorAll("[data-key]")];
  const same = keys.find((key) => key.dataset.key === held.dataset.key);
  (same ?? keys[0] ?? fresh).focus({ preventScroll: true });
}

export function watchEnd() {
  log().addEventListener("scroll", () => {
    if (atEnd()) byId("down").hidden = true;
  }, { passive: true });
  byId("down").addEventListener("click", toEnd);
}

export function jump(id) {
  const node = byId(`m${id}`);
  if (!node) return;
  node.scrollIntoView({ block: "center" });
  node.focus({ preventScroll: true });
  node.classList.add("found-it");
  setTimeout(() => node.classList.remove("found-it"), 1500);
}
