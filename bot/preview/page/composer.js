// Where one writes: the field, the list of commands, inline results, replies and edits, the bot's own keyboard.

import { summary } from "./bubble.js";
import { byId, el } from "./dom.js";
import * as doing from "./doing.js";
import { look } from "./server.js";
import { openChat, state } from "./state.js";
import { say } from "./words.js";

const INLINE_PAUSE = 250;
const MENU_PAUSE = 500;
const TALLEST = 200;
let about = null;
let offers = [];
let chosen = -1;
let asked = 0;

const field = () => byId("writing");

export function setUpComposer(attach) {
  byId("composer").addEventListener("submit", (event) => { event.preventDefault(); send(); });
  field().addEventListener("keydown", onKey);
  field().addEventListener("input", () => { grow(); offer(); });
  field().addEventListener("blur", () => setTimeout(() => { if (document.activeElement !== field()) hideOffers(); }, 150));
  byId("commands").addEventListener("click", toggleCommands);
  byId("about-close").addEventListener("click", () => leave(true));
  byId("attach").addEventListener("click", () => byId("files").click());
  byId("files").addEventListener("change", () => { attach([...byId("files").files]); byId("files").value = ""; });
  byId("start").addEventListener("click", () => doing.tried(() => doing.write("/start")));
}

/** Make the field ready for the open chat. */
export function refresh() {
  const chat = openChat();
  const fresh = chat.type === "private" && !chat.messages.size;
  byId("start").hidden = !fresh;
  drawKeyboard(chat.keyboard);
}

export function clear() {
  leave(true);
  hideOffers();
}

export const replyingTo = () => (about?.kind === "reply" ? about.message.message_id : null);

export function reply(message, hint = "") {
  about = { kind: "reply", message };
  field().placeholder = hint || say("write");
  showAbout(`${say("replying", { name: message.from.name })}: \u2068${summary(message)}\u2069`);
}

export function edit(message) {
  about = { kind: "edit", message };
  field().value = message.text;
  grow();
  showAbout(`${say("editing")}: \u2068${summary(message)}\u2069`);
}

function showAbout(text) {
  byId("about-text").textContent = text;
  byId("about").hidden = false;
  field().focus();
}

function leave(empty) {
  if (about?.kind === "edit" || empty) field().value = "";
  about = null;
  byId("about").hidden = true;
  field().placeholder = say("write");
  grow();
}

/** Send what stands in the field. */
async function send() {
  const text = field().value;
  if (!text.trim()) return;
  const was = about;
  leave(true);
  hideOffers();
  const done = await doing.tried(() =>
    was?.kind === "edit" ? doing.edit(was.message.message_id, text) : doing.write(text, was?.message.message_id ?? null));
  if (!done) field().value = text;
}

function grow() {
  const style = field().style;
  style.height = "auto";
  // Its border is no part of what it scrolls.
  const wanted = field().scrollHeight + 2;
  style.height = `${Math.min(wanted, TALLEST)}px`;
  style.overflowY = wanted > TALLEST ? "auto" : "hidden";
}

function onKey(event) {
  if (event.isComposing) return;
  const open = !byId("offers").hidden;
  if (open && ["ArrowDown", "ArrowUp"].includes(event.key)) {
    choose((chosen + (event.key === "ArrowDown" ? 1 : offers.length - 1)) % offers.length);
  } else if (open && chosen >= 0 && ["Enter", "Tab"].includes(event.key)) take(offers[chosen]);
  else if (event.key === "Enter" && !event.shiftKey) send();
  else if (event.key === "Escape" && open) hideOffers();
  else if (event.key === "Escape" && about) leave(about.kind === "edit");
  else return;
  event.preventDefault();
}

// Offers: the bot's commands while "/…" is typed, its results while "@bot …" is.

async function offer() {
  const text = field().value;
  const mine = ++asked;
  const query = inlineQuery(text);
  if (query !== null) {
    await pause(INLINE_PAUSE);
    if (mine === asked) await offerInline(query, mine);
  } else if (/^\/\w*$/.test(text)) {
    await offerCommands(text.slice(1), mine);
  } else hideOffers();
}

function inlineQuery(text) {
  const start = `@${state.bot.username} `;
  return text.toLowerCase().startsWith(start.toLowerCase()) ? text.slice(start.length) : null;
}

const pause = (milliseconds) => new Promise((done) => { setTimeout(done, milliseconds); });

const commands = () => look(`/people/${state.me}/menu?chat=${state.chat}`);

const commandOffer = (one) => ({
  title: `/${one.command}`, ltr: true, description: one.description,
  take: () => { hideOffers(); leave(true); return doing.write(`/${one.command}`); },
});

async function toggleCommands() {
  if (!byId("offers").hidden) { hideOffers(); return; }
  field().focus();
  await offerCommands("", ++asked);
}

/** A bot that has just been started has no menu yet: it is looked for until there is one. */
async function offerCommands(begun, mine) {
  let menu = await commands();
  while (mine === asked && !menu.length) {
    await pause(MENU_PAUSE);
    menu = await commands();
  }
  if (mine === asked) show(menu.filter((one) => one.command.startsWith(begun)).map(commandOffer));
}

async function offerInline(text, mine, offset = "", before = []) {
  await doing.tried(async () => {
    const found = await doing.inline(text, offset);
    if (mine !== asked) return;
    const results = found.results.map((one) => ({
      title: one.title, description: one.description,
      take: () => { hideOffers(); leave(true); return doing.pick(found.query_id, one.id); },
    }));
    const more = found.next_offset ? [{ title: say("moreresults"), take: () => offerInline(text, mine, found.next_offset, [...before, ...results]) }] : [];
    const all = [...before, ...results, ...more];
    show(all.length ? all : [{ title: say(found.answered ? "nothing" : "noanswer"), take: () => {} }], before.length);
  });
}

function show(list, at = -1) {
  offers = list;
  byId("offers").hidden = !list.length;
  byId("offers").replaceChildren(...list.map((one, number) =>
    el("div", { role: "option", id: `offer${number}`, "aria-selected": "false", onmousedown: (event) => event.preventDefault(), onclick: () => take(one) },
      el("strong", { dir: one.ltr ? "ltr" : "auto" }, one.title), one.description && el("span", { dir: "auto" }, one.description))));
  choose(at);
}

function choose(number) {
  chosen = number;
  for (const [at, node] of [...byId("offers").children].entries()) {
    node.setAttribute("aria-selected", String(at === number));
    if (at === number) node.scrollIntoView({ block: "nearest" });
  }
  if (number >= 0) field().setAttribute("aria-activedescendant", `offer${number}`);
  else field().removeAttribute("aria-activedescendant");
}

const take = (one) => doing.tried(async () => { await one.take(); });

function hideOffers() {
  asked += 1;
  offers = [];
  byId("offers").hidden = true;
  byId("offers").replaceChildren();
  field().removeAttribute("aria-activedescendant");
}

function drawKeyboard(keyboard) {
  byId("keyboard").hidden = !keyboard;
  const rows = keyboard?.keyboard ?? [];
  byId("keyboard").replaceChildren(...rows.map((row) => el("div", { class: "row" }, row.map((button) =>
    el("button", { type: "button", class: "key", dir: "auto", onclick: () => doing.tried(() => doing.write(button.text, replyingTo())) }, button.text)))));
}
