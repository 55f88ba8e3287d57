// Makes elements: texts become text nodes, so that nothing that a chat holds is ever read as HTML.

const SVG = "http://www.w3.org/2000/svg";

const ICONS = {
  back: "M15 5l-7 7 7 7",
  clock: "M12 7v5l3 2M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18z",
  down: "M6 10l6 6 6-6",
  close: "M6 6l12 12M18 6L6 18",
  attach: "M20 11.5l-8.2 8.2a5.2 5.2 0 0 1-7.4-7.4l8.6-8.6a3.5 3.5 0 0 1 5 5l-8.6 8.5a1.7 1.7 0 0 1-2.5-2.4l7.7-7.7",
  slash: "M14.5 7l-5 10M7 3h10a4 4 0 0 1 4 4v10a4 4 0 0 1-4 4H7a4 4 0 0 1-4-4V7a4 4 0 0 1 4-4z",
  send: "M4 5l17 7-17 7 2.6-7zM6.6 12H13",
  reply: "M10 6L4.5 11.5 10 17M5 11.5h8a6 6 0 0 1 6 6V19",
  edit: "M4 20l1-4.5L16.5 4a2.1 2.1 0 0 1 3 3L8 18.5z",
  file: "M7 3h7l5 5v12a1 1 0 0 1-1 1H7a1 1 0 0 1-1-1V4a1 1 0 0 1 1-1zM14 3v5h5",
  forward: "M14 6l5.5 5.5L14 17M19 11.5h-8a6 6 0 0 0-6 6V19",
  check: "M5 12.5l4.5 4.5L19 7.5",
  link: "M8 16L16 8M9 8h7v7",
};

/** An element with attributes (`on…` are listeners, `null` and `false` are left out) and children. */
export function el(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (value !== null && value !== undefined && value !== false) node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return node;
}

export const byId = (id) => document.getElementById(id);

export function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  const path = document.createElementNS(SVG, "path");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  svg.classList.add("glyph", `glyph-${name}`);
  path.setAttribute("d", ICONS[name]);
  svg.append(path);
  return svg;
}
