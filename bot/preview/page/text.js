// A text and its entities as elements; places are counted in UTF-16 units, as in Telegram and in JavaScript.

import { el } from "./dom.js";
import { say } from "./words.js";

const PLAIN = { bold: "strong", italic: "em", underline: "u", strikethrough: "s", code: "code", pre: "pre", blockquote: "blockquote" };

const BLOCKS = ["blockquote", "expandable_blockquote", "pre"];

/** `doing` has what happens on a press: `command(text)` and `start(payload)`; `bot` is the bot's username. */
export function formatted(text, entities, bot, doing) {
  const build = (start, end, inside) => {
    const nodes = [];
    let at = start;
    while (inside.length) {
      const [entity, ...rest] = inside;
      const stop = Math.min(entity.offset + entity.length, end);
      if (entity.offset > at) nodes.push(text.slice(at, entity.offset));
      const within = rest.filter((one) => one.offset < stop);
      nodes.push(wrapped(entity, build(entity.offset, stop, within), text.slice(entity.offset, stop), bot, doing));
      inside = rest.filter((one) => one.offset >= stop);
      // A block ends its line by itself.
      at = BLOCKS.includes(entity.type) && text[stop] === "\n" && inside[0]?.offset !== stop ? stop + 1 : stop;
    }
    if (at < end) nodes.push(text.slice(at, end));
    return nodes;
  };
  return build(0, text.length, entities.filter((one) => one.length > 0));
}

function wrapped(entity, children, words, bot, doing) {
  switch (entity.type) {
    case "text_link":
      return link(entity.argument, children, bot, doing);
    case "url":
      return link(/^[a-z][a-z0-9+.-]*:/i.test(words) ? words : `https://${words}`, children, bot, doing);
    case "bot_command":
      return el("button", { type: "button", class: "word", dir: "ltr", onclick: () => doing.command(words) }, children);
    case "spoiler":
      return spoiler(children);
    case "expandable_blockquote":
      return expandable(children);
    case "mention":
    case "hashtag":
    case "text_mention":
      return el("span", { class: "found" }, children);
    default:
      return PLAIN[entity.type] ? el(PLAIN[entity.type], {}, children) : el("span", {}, children);
  }
}

function link(address, children, bot, doing) {
  let url;
  try {
    url = new URL(address);
  } catch {
    return el("span", {}, children);
  }
  if (!["http:", "https:"].includes(url.protocol)) return el("span", { class: "found" }, children);
  const own = url.hostname === "t.me" && url.pathname.slice(1).toLowerCase() === bot.toLowerCase();
  if (own) {
    return el("button", { type: "button", class: "word", onclick: () => doing.start(url.searchParams.get("start") ?? "") }, children);
  }
  return el("a", { href: url.href, target: "_blank", rel: "noopener noreferrer", title: url.href }, children);
}

function spoiler(children) {
  const hidden = el("span", { class: "covered", inert: true }, children);
  const node = el("button", { type: "button", class: "spoiler", "aria-label": say("hidden") }, hidden);
  node.addEventListener("click", () => {
    hidden.inert = false;
    node.replaceWith(...hidden.childNodes);
  }, { once: true });
  return node;
}

function expandable(children) {
  const more = el("button", { type: "button", class: "unfold", "aria-expanded": "false" }, say("more"));
  const quote = el("blockquote", { class: "folded" }, el("div", {}, children), more);
  more.addEventListener("click", () => {
    const open = quote.classList.toggle("folded") === false;
    more.setAttribute("aria-expanded", String(open));
    more.textContent = say(open ? "less" : "more");
  });
  return quote;
}

/** A button's address, or null where it is none that a page may open. */
export function safeAddress(address) {
  try {
    const url = new URL(address);
    return ["http:", "https:"].includes(url.protocol) ? url : null;
  } catch {
    return null;
  }
}

