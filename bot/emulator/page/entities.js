// Entities: formatted text of the Bot API as elements.

import { el } from "./dom.js";
import { words } from "./words.js";

const SAFE = /^(https?|tg|mailto):/i;

const CONTAINERS = {
  bold: () => el("strong"),
  italic: () => el("em"),
  underline: () => el("u"),
  strikethrough: () => el("s"),
  code: () => el("code"),
  pre: () => el("pre"),
  spoiler: () => spoiler(),
  blockquote: () => el("blockquote"),
  expandable_blockquote: () => expandable(),
  url: (entity, text) => link(/^[a-z]+:/i.test(text) ? text : `https://${text}`),
  text_link: (entity) => link(entity.url),
  email: (entity, text) => link(`mailto:${text}`),
  mention: () => el("span", { class: "mention" }),
  text_mention: () => el("span", { class: "mention" }),
  hashtag: () => el("span", { class: "mention" }),
  cashtag: () => el("span", { class: "mention" }),
  bot_command: (entity, text) =>
    el("button", { type: "button", class: "command", data: { command: text } }),
  phone_number: () => el("span", { class: "number" }),
};

/**
 * The nodes of `text` (a string whose offsets count UTF-16 units, as JavaScript's do) with its
 * entities, which may be nested. What cuts across another entity is split at its edges.
 */
export function formatted(text, entities = []) {
  const root = document.createDocumentFragment();
  fill(root, text, 0, text.length, sorted(entities));
  return root;
}

function sorted(entities) {
  return [...entities].sort((a, b) => a.offset - b.offset || b.length - a.length);
}

function fill(parent, text, start, end, entities) {
  let at = start;
  for (let index = 0; index < entities.length; index += 1) {
    const entity = entities[index];
    const from = Math.max(entity.offset, at);
    const to = Math.min(entity.offset + entity.length, end);
    if (from >= to) continue;
    parent.append(text.slice(at, from));
    const part = text.slice(from, to);
    const make = CONTAINERS[entity.type];
    const made = make ? make(entity, part) : el("span");
    const inner = entities.slice(index + 1).filter((other) => other.offset < to);
    fill(made, text, from, to, inner);
    parent.append(made);
    if (made.finish) made.finish();
    at = to;
  }
  parent.append(text.slice(at, end));
}

function link(address) {
  if (!SAFE.test(address)) return el("span", { class: "mention" });
  return el("a", { href: address, target: "_blank", rel: "noopener noreferrer nofollow" });
}

function spoiler() {
  const made = el("span", {
    class: "spoiler", role: "button", tabindex: "0", "aria-label": words().spoiler,
  });
  const show = (event) => {
    if (made.classList.contains("shown")) return;
    if (event.type === "keydown" && event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    event.stopPropagation();
    made.classList.add("shown");
    for (const name of ["role", "tabindex", "aria-label"]) made.removeAttribute(name);
  };
  made.addEventListener("click", show);
  made.addEventListener("keydown", show);
  return made;
}

function expandable() {
  const made = el("blockquote", { class: "expandable" });
  made.finish = () => {
    const body = el("span", { class: "expandable-body" }, [...made.childNodes]);
    const toggle = el(
      "button",
      { type: "button", class: "expand", "aria-expanded": "false" },
      words().more,
    );
    toggle.addEventListener("click", (event) => {
      event.stopPropagation();
      const open = made.classList.toggle("open");
      toggle.setAttribute("aria-expanded", String(open));
      toggle.textContent = open ? words().less : words().more;
    });
    made.append(body, toggle);
  };
  return made;
}
