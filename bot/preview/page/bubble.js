// One message as it stands in a chat; it knows who looks at it, and tells `doing` what they press.

import { el, icon } from "./dom.js";
import { formatted, safeAddress } from "./text.js";
import { openChat, state } from "./state.js";
import { hourOf, say, shortDayOf } from "./words.js";

/** An `article` for a message as one sees it; `doing` has command, start, tap, reply, edit, show and jump. */
export function bubble(message, doing) {
  const own = message.from.id === state.me;
  if (message.kind === "service") return service(message);
  const node = el("article", {
    class: `message ${own ? "own" : "theirs"}`, id: `m${message.message_id}`, tabindex: "-1",
    "aria-label": say("said", { name: message.from.name, time: hourOf(message.date) }),
  });
  const group = openChat().type !== "private";
  const body = el("div", { class: "bubble" },
    group && !own && el("div", { class: `sender tint${hue(message.from.id)}` }, el("bdi", {}, message.from.name)),
    message.forward_origin && origin(message.forward_origin),
    message.via_bot && el("div", { class: "origin" }, say("via", { name: `@${state.bot.username}` })),
    message.reply_to && quoted(message.reply_to, doing),
    held(message, doing),
    message.text && el("div", { class: "text", dir: "auto" }, formatted(message.text, message.entities, state.bot.username, doing)),
    el("footer", {}, actions(message, own, doing), message.edit_date && el("span", { class: "edited" }, say("edited")), el("time", {}, hourOf(message.date))),
  );
  const keys = message.buttons.length ? keyboard(message, doing) : null;
  node.append(el("div", { class: `stack${keys ? " keyed" : ""}` }, body, keys));
  return node;
}

export const hue = (id) => Math.abs(id) % 6;

export function nameOfOrigin(from) {
  return from.chat?.title ?? from.sender_user_name ?? [from.sender_user?.first_name, from.sender_user?.last_name].filter(Boolean).join(" ");
}

function origin(from) {
  return el("div", { class: "origin" }, icon("forward"),
    el("span", {}, say("forwarded", { name: nameOfOrigin(from) })), el("span", { class: "day" }, shortDayOf(from.date)));
}

/** What a message says in one line, for lists and quotations. */
export function summary(message) {
  if (message.kind === "service") return serviceText(message.service);
  const words = message.text.replace(/\s+/g, " ").trim();
  const kind = { photo: say("photo"), document: message.file?.name ?? say("document"), contact: say("contact") }[message.kind];
  return [kind, words.slice(0, 140)].filter(Boolean).join(" · ");
}

function quoted(id, doing) {
  const message = openChat().messages.get(id);
  if (!message) return null;
  return el("button", { type: "button", class: "quoted", onclick: () => doing.jump(id) },
    el("strong", {}, el("bdi", {}, message.from.name)), el("span", {}, el("bdi", {}, summary(message))));
}

function held(message, doing) {
  const file = message.file;
  if (message.kind === "contact") return el("div", { class: "file" }, `☎ ${message.holds.contact.first_name}`);
  if (!file) return null;
  const address = `/files/${encodeURIComponent(file.file_id)}`;
  if (message.kind === "photo") {
    const picture = el("img", { src: address, alt: message.text || say("photo"), width: file.width, height: file.height, loading: "lazy" });
    return el("button", { type: "button", class: "photo", "aria-label": `${say("picture")}: ${message.text}`.trim(), onclick: () => doing.show(address, message.text) }, picture);
  }
  return el("a", { class: "file", href: address, download: file.name },
    el("span", { class: "sign" }, icon("file")), el("span", {}, el("strong", { dir: "auto" }, file.name), el("small", {}, say("size", { size: Math.max(1, Math.round(file.size / 1024)) }))));
}

function actions(message, own, doing) {
  const make = (name, act) => el("button", { type: "button", class: "icon small", "aria-label": say(name), title: say(name), onclick: act }, icon(name));
  return el("div", { class: "actions" }, make("reply", () => doing.reply(message)),
    own && !message.file && !message.forward_origin && !message.via_bot && make("edit", () => doing.edit(message)));
}

function keyboard(message, doing) {
  const rows = message.buttons.map((row) => el("div", { class: "row" }, row.map((button) => {
    const address = button.url && safeAddress(button.url);
    return el("button", {
      type: "button", class: "key", "data-key": button.data ?? button.text, "aria-description": address ? say("openlink") : null,
      onclick: (event) => doing.tap(message, button, event.currentTarget),
    }, el("span", { dir: "auto" }, button.text), address ? icon("link") : null);
  })));
  return el("div", { class: "keys", role: "group", "aria-label": say("keyboard") }, rows);
}

function service(message) {
  return el("p", { class: "notice", id: `m${message.message_id}` }, el("span", {}, serviceText(message.service)));
}

function serviceText(told) {
  if (told.new_chat_members) return say("joined", { name: told.new_chat_members.map((one) => one.first_name).join("، ") });
  if (told.left_chat_member) return say("left", { name: told.left_chat_member.first_name });
  if (told.forum_topic_created) return say("topicmade", { name: told.forum_topic_created.name });
  if (told.forum_topic_closed) return say("topicclosed");
  if (told.forum_topic_reopened) return say("topicopened");
  return say("event");
}
