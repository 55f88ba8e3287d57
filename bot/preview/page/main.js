// Puts the page together: who one is, which chat is open, and what to do when something happens.

import * as composer from "./composer.js";
import * as doing from "./doing.js";
import { byId } from "./dom.js";
import { offerFiles, setUpFiles } from "./files.js";
import { drawLog, jump, toEnd, update, watchEnd } from "./log.js";
import { listen } from "./server.js";
import { drawChats, drawHead, drawPeople, drawSubtitle, drawTopics } from "./sides.js";
import { drawStage, notice, setUpStage, showStage } from "./stage.js";
import { begin, isShown, loadChats, loadTopics, markRead, me, now, openChat, person, setClock, shortName, state, take, unreadOf } from "./state.js";
import { toast } from "./toast.js";
import { currentLanguage, dayOf, hourOf, say, setZone, speak } from "./words.js";

const inChat = {
  command: (text) => doing.tried(() => doing.write(text)),
  start: (payload) => {
    if (openChat().type !== "private") open(state.me);
    return doing.tried(() => doing.write(payload ? `/start ${payload}` : "/start"));
  },
  tap: async (message, button, key) => {
    const address = await doing.tap(message, button, key);
    if (address) inChat.start(new URL(address).searchParams.get("start") ?? "");
  },
  reply: (message) => composer.reply(message),
  edit: (message) => composer.edit(message),
  jump,
  show: (address, text) => {
    byId("picture-img").src = address;
    byId("picture-img").alt = text;
    byId("picture").showModal();
  },
};

/** Be somebody, in their own chat with the bot. */
function be(id, chat = id) {
  state.me = id;
  open(chat);
  drawStage();
}

function open(chat, topic = 0) {
  Object.assign(state, { chat, topic });
  openChat().news?.delete(topic);
  const unread = unreadOf(state.me, chat);
  markRead();
  composer.clear();
  drawAll(unread);
}

function drawAll(unread = 0) {
  drawPeople(be);
  drawChats(choose);
  drawHead();
  drawTopics(openTopic);
  drawLog(inChat, unread);
  composer.refresh();
  document.title = `${state.bot.first_name} · ${shortName(me().name)}`;
}

const openTopic = (topic) => open(state.chat, topic);

function choose(chat) {
  open(chat);
  byId("app").dataset.view = "chat";
  byId("writing").focus();
}

function drawSides() {
  const held = document.activeElement?.closest("#people, #chats");
  const at = held ? [...held.querySelectorAll("input, button")].indexOf(document.activeElement) : -1;
  drawPeople(be);
  drawChats(choose);
  if (at >= 0) held.querySelectorAll("input, button")[at]?.focus();
}

async function hear({ now: time, events }) {
  if (setClock(time)) {
    drawStage();
    notice({ kind: "clock" });
    toast(say("now", { time: `${hourOf(time)} · ${dayOf(time)}` }));
  }
  for (const event of events) {
    const chat = take(event) ?? (await loadChats(), state.chats.get(event.chat_id));
    notice(event);
    if (chat) await show(event, chat);
  }
  if (events.length) drawSides();
}

async function show(event, chat) {
  // Topics are made, closed and opened by announcements, and deleted with all that stood in them.
  if (chat.topics.length && (event.message?.service || event.kind === "deleted")) await loadTopics(chat);
  if (chat.chat_id !== state.chat) {
    callOver(event, chat);
    return;
  }
  if (event.message && !isShown(event.message)) (openChat().news ??= new Set()).add(event.message.topic ?? 0);
  else if (event.message) {
    update(event.kind, event.message, inChat, event.message.from.id === state.me);
    if (event.kind === "message") askBack(event.message);
  }
  if (!document.hidden) markRead();
  composer.refresh();
  drawTopics(openTopic);
  drawSubtitle();
}

/** Open the reply that the bot asks for; in a group, of whom it answers. */
function askBack(message) {
  const answered = openChat().messages.get(message.reply_to)?.from.id;
  if (message.asks && (openChat().type === "private" || !message.asks.selective || answered === state.me)) {
    composer.reply(message, message.asks.input_field_placeholder);
  }
}

/** Say to whom else something came, with a way to go there: the digest reaches a reader while one is the editor. */
function callOver(event, chat) {
  if (event.kind !== "message" || !event.message.from.is_bot || chat.type !== "private" || !unreadOf(chat.chat_id, chat.chat_id)) return;
  if (!person(chat.chat_id)) return;
  toast(say("newmessage", { name: shortName(person(chat.chat_id).name) }), { onclick: () => be(chat.chat_id) });
}

function setLanguage(code) {
  speak(code);
  try { localStorage.setItem("language", code); } catch { /* A browser that keeps nothing asks anew. */ }
}

function firstLanguage() {
  const wanted = new URLSearchParams(location.search).get("lang");
  let kept = null;
  try { kept = localStorage.getItem("language"); } catch { /* As above. */ }
  return wanted ?? kept ?? (navigator.language.startsWith("ar") ? "ar" : "en");
}

async function run() {
  setLanguage(firstLanguage());
  await begin();
  setZone(state.zone);
  byId("brand-name").textContent = state.bot.first_name;
  composer.setUpComposer(offerFiles);
  setUpFiles();
  setUpStage((id) => { be(id); showStage(false); });
  watchEnd();
  byId("back").addEventListener("click", () => { byId("app").dataset.view = "list"; });
  byId("language").addEventListener("click", () => {
    setLanguage(currentLanguage() === "ar" ? "en" : "ar");
    drawAll();
    drawStage();
  });
  be(state.me);
  setInterval(drawSubtitle, 1000);
  document.addEventListener("visibilitychange", () => { if (!document.hidden) { markRead(); drawSides(); } });
  let line = Promise.resolve();
  listen(state.event, (told) => { line = line.then(() => hear(told)); }, (lost) => { byId("lost").hidden = !lost; });
  window.addEventListener("resize", () => toEnd());
  document.documentElement.dataset.ready = String(Math.floor(now()));
}

run();
