// Files on their way: chosen, dropped or pasted, looked at once more, then sent.

import { byId, el } from "./dom.js";
import * as doing from "./doing.js";
import { replyingTo } from "./composer.js";
import { say } from "./words.js";

let chosen = [];
let shown = [];

export function setUpFiles() {
  const chat = byId("chat");
  chat.addEventListener("dragover", (event) => {
    if (!event.dataTransfer.types.includes("Files")) return;
    event.preventDefault();
    byId("drop").hidden = false;
  });
  chat.addEventListener("dragleave", (event) => { if (!chat.contains(event.relatedTarget)) byId("drop").hidden = true; });
  chat.addEventListener("drop", (event) => {
    event.preventDefault();
    byId("drop").hidden = true;
    offerFiles([...event.dataTransfer.files]);
  });
  byId("writing").addEventListener("paste", (event) => {
    const files = [...event.clipboardData.files];
    if (!files.length) return;
    event.preventDefault();
    offerFiles(files);
  });
  byId("sending").querySelector("form").addEventListener("submit", send);
  byId("sending").addEventListener("close", forget);
}

/** Show what is about to be sent, with room for a caption. */
export function offerFiles(files) {
  if (!files.length) return;
  chosen = files;
  const pictures = files.some((file) => file.type.startsWith("image/"));
  byId("as-file").hidden = !pictures;
  byId("s-document").checked = false;
  byId("s-caption").value = byId("writing").value;
  byId("chosen").replaceChildren(...files.map(line));
  byId("sending").showModal();
  byId("s-caption").focus();
}

function line(file) {
  const size = el("small", {}, say("size", { size: Math.max(1, Math.round(file.size / 1024)) }));
  const name = el("span", {}, el("strong", { dir: "auto" }, file.name), size);
  if (!file.type.startsWith("image/")) return el("li", {}, name);
  const address = URL.createObjectURL(file);
  shown.push(address);
  return el("li", {}, el("img", { src: address, alt: "" }), name);
}

async function send() {
  const [files, caption, plain] = [chosen, byId("s-caption").value, byId("s-document").checked];
  byId("writing").value = "";
  await doing.tried(() => doing.sendFiles(files, caption, plain, replyingTo()));
}

function forget() {
  shown.forEach((address) => URL.revokeObjectURL(address));
  shown = [];
  byId("writing").focus();
}
