// Who one is, and the list of chats with what is new in each.

import { summary, hue } from "./bubble.js";
import { byId, el } from "./dom.js";
import { lastMessage, now, openChat, shortName, state, titleOf, unreadBy, unreadOf } from "./state.js";
import { currentLanguage, hourOf, say, shortDayOf, sortableDayOf } from "./words.js";

/** `be(id)` and `open(chat)` are called with who and what was chosen. */
export function drawPeople(be) {
  const legend = byId("people").firstElementChild;
  byId("people").replaceChildren(legend, ...state.people.map((one) => {
    const input = el("input", { type: "radio", name: "me", value: one.id, checked: one.id === state.me, onchange: () => be(one.id) });
    const news = one.id === state.me ? 0 : unreadBy(one.id);
    return el("label", { class: "person" }, input, face(shortName(one.name), one.id),
      el("span", { class: "name", dir: "auto" }, shortName(one.name)), el("small", {}, roleOf(one)),
      news > 0 && el("span", { class: "badge", "aria-label": say("unread", { count: news }) }, String(news)));
  }));
}

// In Arabic a role has a gender, which the name itself tells.
function roleOf(one) {
  const told = one.name.slice(0, -shortName(one.name).length).trim();
  return currentLanguage() === "ar" && told ? told : say(state.roles[one.id] ?? "reader");
}

export function face(name, id, kind = "") {
  return el("span", { class: `face tint${hue(id)} ${kind}`, "aria-hidden": "true" }, [...name][0] ?? "?");
}

export function drawChats(open) {
  const mine = (state.mine.get(state.me) ?? []).map((id) => state.chats.get(id));
  byId("chats").replaceChildren(...mine.map((chat) => {
    const last = lastMessage(chat);
    const news = chat.chat_id === state.chat ? 0 : unreadOf(state.me, chat.chat_id);
    return el("li", {}, el("button", { type: "button", class: "chat", "aria-current": chat.chat_id === state.chat ? "true" : null, onclick: () => open(chat.chat_id) },
      chatFace(chat),
      el("span", { class: "lines" },
        el("span", { class: "top" }, el("strong", {}, el("bdi", {}, titleOf(chat))), last && el("time", {}, when(last.date))),
        el("span", { class: "bottom" }, el("span", {}, el("bdi", {}, last ? summary(last) : say("empty"))),
          news > 0 && el("span", { class: "badge", "aria-label": say("unread", { count: news }) }, String(news))))));
  }));
}

function chatFace(chat) {
  return chat.type === "private"
    ? el("span", { class: "face bot", "aria-hidden": "true" }, el("img", { src: "/page/icon.svg", alt: "" }))
    : face(chat.title, chat.chat_id, "group");
}

const when = (seconds) => (sortableDayOf(seconds) === sortableDayOf(now()) ? hourOf(seconds) : shortDayOf(seconds));

export function drawHead() {
  const chat = openChat();
  byId("face").replaceChildren(chatFace(chat));
  byId("title").textContent = titleOf(chat);
  drawSubtitle();
}

/** The topics of a forum; `open(topic)` is called with the one that was chosen. */
export function drawTopics(open) {
  const chat = openChat();
  byId("topics").hidden = !chat.topics.length;
  byId("topics").replaceChildren(...chat.topics.map((one) => el("button", {
    type: "button", "aria-current": one.id === state.topic ? "true" : null, class: chat.news?.has(one.id) ? "fresh" : null, onclick: () => open(one.id),
  }, el("bdi", {}, one.id ? one.name : say("general")), chat.news?.has(one.id) && el("span", { class: "unseen" }, say("news")))));
}

export function drawSubtitle() {
  const chat = openChat();
  const typing = (state.typing.get(chat.chat_id) ?? 0) > performance.now();
  const count = state.people.filter((one) => state.mine.get(one.id)?.includes(chat.chat_id)).length;
  const text = typing ? say("typing") : chat.type === "private" ? say("bot") : say("group", { count: count + 1 });
  byId("subtitle").classList.toggle("typing", typing);
  if (byId("subtitle").textContent !== text) byId("subtitle").textContent = text;
}
