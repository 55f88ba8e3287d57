// The page's own words, in Arabic and English; what people and the bot say stands in the chats and is left as it is.

import { byId, icon } from "./dom.js";

const WORDS = {
  ar: {
    skip: "إلى خانة الكتابة", standin: "بوت حقيقي، وتلغرام بديل", be: "من أنت الآن؟", chats: "المحادثات",
    back: "العودة إلى المحادثات", stage: "المسرح", messages: "الرسائل", newest: "إلى أحدث رسالة", offers: "اقتراحات",
    cancel: "إلغاء", attach: "إرسال ملف أو صورة", commands: "أوامر البوت", write: "اكتب رسالة", send: "إرسال",
    start: "ابدأ", keyboard: "أزرار الرد", drop: "أفلت الملفات هنا لإرسالها", close: "إغلاق", clock: "الساعة في الدوحة",
    hour: "+ ساعة", today: "اليوم {time}", tomorrow: "غدًا {time}", steps: "جرّب", articles: "مقالات جاهزة", paste: "لصق مقال…",
    all: "توجيه الكل", pastehint: "يصل النص إلى المحادثة كأنه منشور أُعيد توجيهه من قناة.", outlet: "القناة أو الوسيلة",
    channel: "معرّفها (اختياري)", day: "يوم النشر", text: "النص", forward: "إعادة توجيه", sendfiles: "إرسال ملفات",
    asfile: "إرسال الصور كملفات", caption: "تعليق", picture: "صورة", ok: "حسنًا", lost: "انقطع الاتصال بالعرض. أعد تشغيله بالأمر make chat.",
    editor: "محرِّر", reader: "قارئ", bot: "بوت", typing: "يكتب…", group: "مجموعة · {count}", edited: "معدَّلة",
    forwarded: "أُعيد توجيهه من {name}", replying: "رد على {name}", editing: "تعديل رسالتك", reply: "رد", edit: "تعديل",
    more: "اعرض الكل", less: "اعرض أقل", hidden: "نص مخفي، اضغط لإظهاره", size: "{size} كيلوبايت", unread: "{count} غير مقروءة",
    via: "عبر {name}", empty: "لا رسائل بعد", said: "{name}، {time}", from: "{outlet} · {day}", articleshint: "تُوجَّه إلى المحادثة المفتوحة باسم {name}.",
    stepsay: "{name}: أرسل {text}", stepforward: "{name}: أعد توجيه مقال", steppress: "{name}: اقرأ البطاقة واضغط زرًا تحتها",
    stepclock: "قدّم الساعة إلى {time}، يصل الموجز", done: "تم", now: "الآن {time}", noanswer: "لم يجب البوت",
    nothing: "لا نتائج", photo: "صورة", document: "ملف", contact: "جهة اتصال", joined: "انضم {name}", left: "غادر {name}", event: "تغيّر في المجموعة",
    moreresults: "مزيد من النتائج", news: "رسائل جديدة", topics: "المواضيع", general: "عام", topicmade: "فُتح موضوع {name}", topicclosed: "أُغلق الموضوع", topicopened: "أُعيد فتح الموضوع", language: "English", openlink: "يفتح صفحة أخرى", newmessage: "رسالة جديدة إلى {name}", alltold: "وُجّهت {count} من المقالات",
  },
  en: {
    skip: "To the message field", standin: "real bot, stand-in Telegram", be: "Who are you now?", chats: "Chats",
    back: "Back to the chats", stage: "Stage", messages: "Messages", newest: "To the newest message", offers: "Suggestions",
    cancel: "Cancel", attach: "Send a file or a picture", commands: "The bot's commands", write: "Write a message", send: "Send",
    start: "Start", keyboard: "Answer buttons", drop: "Drop files here to send them", close: "Close", clock: "The clock in Doha",
    hour: "+ 1 hour", today: "Today {time}", tomorrow: "Tomorrow {time}", steps: "Try it", articles: "Articles at hand", paste: "Paste an article…",
    all: "Forward all", pastehint: "The text reaches the chat like a post forwarded from a channel.", outlet: "Channel or outlet",
    channel: "Its @name (optional)", day: "Day of publication", text: "Text", forward: "Forward", sendfiles: "Send files",
    asfile: "Send pictures as files", caption: "Caption", picture: "Picture", ok: "OK", lost: "The demo is gone. Start it again with `make chat`.",
    editor: "editor", reader: "reader", bot: "bot", typing: "typing…", group: "group · {count}", edited: "edited",
    forwarded: "Forwarded from {name}", replying: "Reply to {name}", editing: "Edit your message", reply: "Reply", edit: "Edit",
    more: "Show all", less: "Show less", hidden: "Hidden text, press to show", size: "{size} kB", unread: "{count} unread",
    via: "via {name}", empty: "No messages yet", said: "{name}, {time}", from: "{outlet} · {day}", articleshint: "They go to the open chat, as {name}.",
    stepsay: "{name}: send {text}", stepforward: "{name}: forward an article", steppress: "{name}: read the card, press a button under it",
    stepclock: "Move the clock to {time}: the digest comes", done: "done", now: "Now {time}", noanswer: "The bot did not answer",
    nothing: "No results", photo: "Picture", document: "File", contact: "Contact", joined: "{name} joined", left: "{name} left", event: "The group changed",
    moreresults: "More results", news: "New messages", topics: "Topics", general: "General", topicmade: "The topic {name} was made", topicclosed: "The topic was closed", topicopened: "The topic was opened again", language: "العربية", openlink: "opens another page", newmessage: "A new message for {name}", alltold: "{count} articles were forwarded",
  },
};

let language = "ar";
let zone = "UTC";

export const currentLanguage = () => language;

export function setZone(name) {
  zone = name;
}

// What is filled in may run in the other direction than the words around it.
const isolated = (value) => `\u2068${value}\u2069`;

/** The words called `key`, with `{names}` filled in. */
export function say(key, values = {}) {
  return WORDS[language][key].replace(/\{(\w+)\}/g, (_, name) => isolated(values[name] ?? ""));
}

/** Let the page speak a language: what stands in its HTML, and its direction. */
export function speak(code) {
  language = code in WORDS ? code : "en";
  document.documentElement.lang = language;
  document.documentElement.dir = language === "ar" ? "rtl" : "ltr";
  for (const node of document.querySelectorAll("[data-word]")) node.textContent = say(node.dataset.word);
  for (const node of document.querySelectorAll("[data-label]")) {
    node.setAttribute("aria-label", say(node.dataset.label));
    if (node.matches("button, textarea")) node.title = say(node.dataset.label);
  }
  for (const node of document.querySelectorAll("[data-icon]:empty")) node.append(icon(node.dataset.icon));
  byId("writing").placeholder = say("write");
  byId("language").textContent = say("language");
  byId("language").lang = language === "ar" ? "en" : "ar";
}

const locale = () => (language === "ar" ? "ar-u-nu-latn" : "en-GB");

function written(seconds, options) {
  return new Intl.DateTimeFormat(locale(), { timeZone: zone, ...options }).format(new Date(seconds * 1000));
}

export const hourOf = (seconds) => written(seconds, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
export const dayOf = (seconds) => written(seconds, { weekday: "long", day: "numeric", month: "long", year: "numeric" });
export const shortDayOf = (seconds) => written(seconds, { day: "numeric", month: "short" });
export const sortableDayOf = (seconds) =>
  new Intl.DateTimeFormat("en-CA", { timeZone: zone, year: "numeric", month: "2-digit", day: "2-digit" }).format(new Date(seconds * 1000));

/** Seconds from a moment to the next `HH:MM` on the zone's clocks. */
export function secondsUntil(hour, seconds) {
  const parts = new Intl.DateTimeFormat("en-GB", { timeZone: zone, hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23" })
    .formatToParts(new Date(seconds * 1000));
  const part = (type) => Number(parts.find((one) => one.type === type).value);
  const [wantedHour, wantedMinute] = hour.split(":").map(Number);
  const left = (wantedHour - part("hour")) * 3600 + (wantedMinute - part("minute")) * 60 - part("second");
  return left > 0 ? left : left + 86400;
}
