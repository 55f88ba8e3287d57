// What the page knows: people, chats with their messages, what is unread, what time it is. It draws nothing.

import { look } from "./server.js";

export const state = {
  bot: null, people: [], roles: {}, posts: [], steps: [], zone: "UTC", morning: "07:00",
  me: 0, chat: 0, topic: 0, event: 0,
  chats: new Map(), mine: new Map(), unread: new Map(), typing: new Map(),
};

let clock = { now: 0, read: 0 };

/** The stand-in's time, in Unix seconds. */
export const now = () => clock.now + (performance.now() - clock.read) / 1000;

export function setClock(seconds) {
  const jumped = Math.abs(seconds - now()) > 5;
  clock = { now: seconds, read: performance.now() };
  return jumped;
}

export const person = (id) => state.people.find((one) => one.id === id);
export const me = () => person(state.me);
export const openChat = () => state.chats.get(state.chat);
export const shortName = (name) => name.split(" ").at(-1);

export function titleOf(chat) {
  return chat.type === "private" ? state.bot.first_name : chat.title;
}

export async function begin() {
  const start = await look("/page/start");
  Object.assign(state, { bot: start.bot, people: start.people, roles: start.roles, posts: start.posts });
  Object.assign(state, { steps: start.steps, zone: start.zone, morning: start.morning, event: start.event });
  clock = { now: start.now, read: performance.now() };
  state.me = state.people[0]?.id ?? 0;
  await loadChats();
}

/** Read who is in which chat, and what stands in them. */
export async function loadChats() {
  for (const { id } of state.people) {
    const shown = await look(`/people/${id}/chats`);
    state.mine.set(id, shown.map((one) => one.chat_id));
    for (const { chat_id } of shown) {
      if (!state.chats.has(chat_id)) state.chats.set(chat_id, opened(await look(`/people/${id}/chats/${chat_id}`)));
    }
  }
}

function opened(chat) {
  return { ...chat, messages: new Map(chat.messages.map((one) => [one.message_id, one])) };
}

/** What stands in the open chat, or in its open topic; 0 is what stands in none. */
export const shownMessages = () => [...openChat().messages.values()].filter(isShown);

export const isShown = (message) => !openChat().topics.length || (message.topic ?? 0) === state.topic;

/** Read anew which topics a forum has. */
export async function loadTopics(chat) {
  chat.topics = (await look(`/people/${state.me}/chats/${chat.chat_id}`)).topics;
}

export const lastMessage = (chat) => [...chat.messages.values()].at(-1);

export const unreadOf = (id, chat) => state.unread.get(`${id}:${chat}`) ?? 0;

export function unreadBy(id) {
  return (state.mine.get(id) ?? []).reduce((sum, chat) => sum + unreadOf(id, chat), 0);
}

export function markRead() {
  state.unread.delete(`${state.me}:${state.chat}`);
}

/** Take one happening in; returns the chat that it belongs to, null where it is none of ours. */
export function take(event) {
  const chat = state.chats.get(event.chat_id);
  if (!chat) return null;
  if (event.kind === "action") state.typing.set(chat.chat_id, performance.now() + 5000);
  if (event.kind === "keyboard") chat.keyboard = event.keyboard;
  if (!event.message) return chat;
  if (event.kind === "deleted") chat.messages.delete(event.message.message_id);
  else if (event.kind === "message" || chat.messages.has(event.message.message_id)) chat.messages.set(event.message.message_id, event.message);
  if (event.kind === "message") count(chat, event.message);
  return chat;
}

function count(chat, message) {
  if (message.from.is_bot) state.typing.delete(chat.chat_id);
  for (const [id, chats] of state.mine) {
    const looks = id === state.me && chat.chat_id === state.chat && !document.hidden;
    if (!looks && message.from.id !== id && chats.includes(chat.chat_id)) {
      state.unread.set(`${id}:${chat.chat_id}`, unreadOf(id, chat.chat_id) + 1);
    }
  }
}
