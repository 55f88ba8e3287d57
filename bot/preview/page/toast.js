// Short words at the foot of the page, and those that one has to confirm.

import { byId, el } from "./dom.js";

const SECONDS = 5;

/** Show a word for a while; `bad` for what went wrong. */
export function toast(text, { bad = false, onclick = null } = {}) {
  const node = onclick
    ? el("button", { type: "button", class: "toast", dir: "auto", onclick: () => { node.remove(); onclick(); } }, text)
    : el("div", { class: `toast${bad ? " bad" : ""}`, dir: "auto" }, text);
  byId("toasts").append(node);
  while (byId("toasts").childElementCount > 3) byId("toasts").firstElementChild.remove();
  setTimeout(() => node.remove(), (SECONDS + text.length / 25) * 1000);
}

export function confirmWord(text) {
  byId("alert-text").textContent = text;
  byId("alert").showModal();
}
