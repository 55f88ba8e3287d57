// What one does in the open chat: writes, forwards, presses, asks inline, sends files. It draws nothing but a word.

import { safeAddress } from "./text.js";
import { ask, upload } from "./server.js";
import { state } from "./state.js";
import { confirmWord, toast } from "./toast.js";
import { say } from "./words.js";

// What one message holds, in UTF-16 units.
const MESSAGE_LIMIT = 4096;

const place = () => ({ chat: state.chat });
// A forum's topic is part of where one writes.
const spot = () => ({ ...place(), topic: state.topic || null });

const path = (what) => `/people/${state.me}/${what}`;

/** Run what may be refused; returns whether it was done. */
export async function tried(act) {
  try {
    await act();
    return true;
  } catch (error) {
    toast(error.message, { bad: true });
    return false;
  }
}

/** Cut a long text as Telegram's apps do: at a line's end where there is one. */
export function* pieces(text) {
  while (text.trim()) {
    let piece = text.slice(0, MESSAGE_LIMIT);
    if (piece.length < text.length) piece = piece.slice(0, piece.lastIndexOf("\n") + 1 || piece.length);
    if (/[\ud800-\udbff]$/.test(piece)) piece = piece.slice(0, -1);
    if (piece.trim()) yield piece;
    text = text.slice(piece.length);
  }
}

export async function write(text, replyTo = null) {
  for (const piece of pieces(text)) await ask(path("messages"), { text: piece, ...spot(), reply_to: replyTo });
}

export const edit = (id, text) => ask(path("edits"), { message_id: id, text, ...place() });

/** Forward an article: `post` has outlet, channel, number, date and its parts. */
export async function forward(post) {
  for (const [number, text] of post.parts.entries()) {
    const origin = post.outlet
      ? { type: "channel", title: post.outlet, username: post.channel, message_id: post.number + number, date: post.date }
      : { type: "hidden_user", name: "?", date: post.date };
    await ask(path("messages"), { text, ...spot(), origin });
  }
}

/** Press a button, and show what the bot says to it; `key` is the button, which is busy meanwhile. */
export async function tap(message, button, key) {
  if (key.getAttribute("aria-busy")) return "";
  const address = button.url && safeAddress(button.url);
  if (address) {
    window.open(address.href, "_blank", "noopener,noreferrer");
    return "";
  }
  key.setAttribute("aria-busy", "true");
  let answer = { answered: true, text: "", url: "" };
  await tried(async () => {
    answer = await ask(path("taps"), { message_id: message.message_id, button: button.data ?? button.text, ...place(), timeout: 10 });
    if (answer.text && answer.show_alert) confirmWord(answer.text);
    else if (answer.text) toast(answer.text);
    else if (!answer.answered) toast(say("noanswer"), { bad: true });
  });
  key.removeAttribute("aria-busy");
  return answer.url;
}

export const inline = (text, offset = "") => ask(path("inline"), { text, offset, timeout: 10 });

export const pick = (query, result) => ask(path("picks"), { query_id: query, result_id: result, ...spot() });

/** Send files one by one; several pictures are one album, and the caption stands under the first. */
export async function sendFiles(files, caption, asDocuments, replyTo = null) {
  const isPicture = (file) => !asDocuments && /^image\/(png|jpeg|gif)$/.test(file.type);
  const album = files.length > 1 && files.every(isPicture) ? crypto.randomUUID().replaceAll("-", "") : "";
  for (const [number, file] of files.entries()) {
    const about = { text: number ? "" : caption, ...spot(), reply_to: replyTo, album };
    await upload(path("files"), isPicture(file) ? "photo" : "document", about, file);
  }
}

export const moveClock = (forward) => ask("/control/clock", { forward });
