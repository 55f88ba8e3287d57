// Beside the chat: the clock that is moved, what to try, articles to forward. It acts as whoever one is.

import { byId, el, icon } from "./dom.js";
import * as doing from "./doing.js";
import { me, now, person, shortName, state } from "./state.js";
import { toast } from "./toast.js";
import { dayOf, hourOf, say, secondsUntil, shortDayOf, sortableDayOf } from "./words.js";

const done = new Set();
let goTo = () => {};

/** `go(person)` opens somebody's own chat with the bot. */
export function setUpStage(go) {
  goTo = go;
  byId("hour").addEventListener("click", () => move(3600));
  byId("morning").addEventListener("click", toMorning);
  byId("all").addEventListener("click", (event) => forwardAll(event.currentTarget));
  byId("paste").addEventListener("click", openForm);
  byId("forwarding").querySelector("form").addEventListener("submit", forwardForm);
  for (const button of document.querySelectorAll("[data-close]")) button.addEventListener("click", () => button.closest("dialog").close());
  byId("open-stage").addEventListener("click", () => showStage(true));
  byId("close-stage").addEventListener("click", () => showStage(false));
  byId("stage").addEventListener("keydown", (event) => { if (event.key === "Escape") showStage(false); });
  setInterval(drawClock, 1000);
}

export function showStage(open) {
  const was = byId("app").classList.toggle("with-stage", open);
  if (was) byId("close-stage").focus();
  else byId("open-stage").focus();
}

export function drawStage() {
  drawClock();
  byId("articles-hint").textContent = say("articleshint", { name: shortName(me().name) });
  byId("articles").replaceChildren(...state.posts.map((post) => el("li", {},
    el("button", { type: "button", class: "article", onclick: () => doing.tried(() => doing.forward(post)) },
      icon("forward"), el("span", { dir: "auto" }, el("strong", {}, post.headline),
        el("small", {}, say("from", { outlet: post.outlet, day: shortDayOf(Date.parse(post.date) / 1000) })))))));
  byId("all").hidden = byId("articles").childElementCount === 0;
  drawSteps();
}

export function drawClock() {
  const text = `${hourOf(now())}`;
  const day = dayOf(now());
  if (byId("clock").dataset.shown === text + day) return;
  byId("clock").dataset.shown = text + day;
  byId("clock").replaceChildren(el("time", { class: "hour" }, text), el("span", {}, day));
  const stays = sortableDayOf(now() + secondsUntil(state.morning, now())) === sortableDayOf(now());
  byId("morning").textContent = say(stays ? "today" : "tomorrow", { time: state.morning });
}

const move = (seconds) => doing.tried(() => doing.moveClock(seconds));
const toMorning = () => move(secondsUntil(state.morning, now()));

async function forwardAll(button) {
  button.disabled = true;
  await doing.tried(async () => {
    for (const post of state.posts) await doing.forward(post);
    toast(say("alltold", { count: state.posts.length }));
  });
  button.disabled = false;
}

function openForm() {
  byId("f-day").max = byId("f-day").value = new Date(now() * 1000).toISOString().slice(0, 10);
  byId("forwarding").showModal();
  byId("f-outlet").focus();
}

async function forwardForm() {
  const post = {
    outlet: byId("f-outlet").value.trim(), channel: byId("f-channel").value, number: Math.floor(now()) % 1e6,
    date: `${byId("f-day").value}T12:00:00Z`, parts: [...doing.pieces(byId("f-text").value)],
  };
  if (await doing.tried(() => doing.forward(post))) byId("f-text").value = "";
}

// What to try, in order; a step is done when what it names has happened, whoever brought it about.

function drawSteps() {
  byId("steps-card").hidden = !state.steps.length;
  byId("steps").replaceChildren(...state.steps.map((step, number) => el("li", { class: done.has(number) ? "done" : null },
    el("button", { type: "button", onclick: () => play(step) }, el("span", { class: "number", "aria-hidden": "true" }, done.has(number) ? icon("check") : String(number + 1)),
      el("span", {}, told(step)), done.has(number) && el("span", { class: "unseen" }, say("done"))))));
}

function told(step) {
  const name = step.person ? shortName(person(step.person).name) : "";
  return say(`step${step.does}`, { name, text: step.text, time: state.morning });
}

async function play(step) {
  if (step.person) goTo(step.person);
  if (step.does === "say") await doing.tried(() => doing.write(step.text));
  if (step.does === "forward") await doing.tried(() => doing.forward(state.posts[step.post]));
  if (step.does === "clock") await toMorning();
  if (step.does === "press") document.querySelector("#log .keys:last-of-type .key, #log .key")?.focus();
}

/** Tick off what an event brings about. */
export function notice(event) {
  const message = event.message;
  state.steps.forEach((step, number) => {
    const theirs = message?.from.id === step.person && event.kind === "message";
    const happened = (step.does === "say" && theirs && message.text.split("@")[0] === step.text)
      || (step.does === "forward" && theirs && message.forward_origin)
      || (step.does === "press" && event.kind === "tap" && event.person_id === step.person)
      || (step.does === "clock" && event.kind === "clock");
    if (happened && !done.has(number)) { done.add(number); drawSteps(); }
  });
}
