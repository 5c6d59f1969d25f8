// Bubble: one message as an element.

import { avatar, el, icon } from "./dom.js";
import { formatted } from "./entities.js";
import { medium, nameOf, summary, timeOf } from "./media.js";
import { threadOf } from "./store.js";
import { language, words } from "./words.js";

/** The day of a message, for the line between days. */
export function dayOf(seconds) {
  return new Date(seconds * 1000).toLocaleDateString(language(), { weekday: "long", day: "numeric", month: "long" });
}

/**
 * Make the element of `message` as `view` shows it: `{writerId, names (show senders), press, react,
 * vote, tick, jump, command}`.
 */
export function bubble(message, view) {
  if (message.service) return notice(message, view);
  const own = message.from?.id === view.writerId && !message.sender_chat;
  const text = message.text ?? message.caption ?? "";
  const body = el(
    "div",
    { class: "bubble" },
    view.names && !own && el("div", { class: "sender" }, nameOf(message),
      message.from?.is_bot && el("span", { class: "bot" }, "bot")),
    message.forward_origin && el("div", { class: "forwarded" }, `${words().forwarded} ${originOf(message.forward_origin)}`),
    replied(message, view),
    !message.show_caption_above_media && medium(message, view),
    text && el("div", { class: "text", dir: "auto", "data-testid": "text" },
      formatted(text, message.entities ?? message.caption_entities)),
    message.show_caption_above_media && medium(message, view),
    el("div", { class: "meta" },
      message.pinned && el("span", { title: words().pinned, role: "img", "aria-label": words().pinned }, icon("pin")),
      message.has_protected_content && el("span", { title: words().protected, role: "img", "aria-label": words().protected }, icon("lock")),
      message.edit_date && el("span", { "data-testid": "edited" }, words().edited),
      el("time", {}, timeOf(message.date))),
    reactions(message, view),
  );
  body.addEventListener("click", (event) => {
    const command = event.target.closest(".command");
    if (!command) return;
    event.stopPropagation();
    view.command(command.dataset.command);
  });
  const made = el(
    "article",
    {
      class: `message ${own ? "own" : "other"}${message.sticker || message.dice ? " bare" : ""}`,
      tabindex: "-1",
      "aria-label": words().read(nameOf(message), timeOf(message.date)),
      "aria-haspopup": "menu",
      "data-testid": "message",
      "data-id": message.message_id,
      "data-kind": message.kind,
    },
    view.names && !own && avatar(nameOf(message), message.from?.id ?? 0),
    el("div", { class: "column" }, body, keyboard(message, view)),
    el("button", { type: "button", class: "more", tabindex: "-1", "aria-label": words().openMenu, title: words().openMenu }, icon("more")),
  );
  return made;
}

function notice(message, view) {
  const write = words().service[message.kind];
  return el(
    "article",
    { class: "message notice", tabindex: "-1", "data-testid": "message", "data-id": message.message_id, "data-kind": message.kind },
    el("span", { "data-testid": "text" }, write ? write(message, nameOf(message)) : message.kind.replaceAll("_", " ")),
    reactions(message, view),
  );
}

function originOf(origin) {
  return origin.sender_user_name
    ?? origin.sender_user?.first_name ?? origin.sender_chat?.title ?? origin.chat?.title ?? "";
}

function replied(message, view) {
  const target = message.reply_to_message ?? message.external_reply;
  if (!target || (target.message_id === message.message_thread_id && threadOf(message))) return null;
  const quote = message.quote?.text;
  return el(
    "button",
    { type: "button", class: "replied", "data-testid": "replied", on: { click: (event) => { event.stopPropagation(); view.jump(target.message_id); } } },
    el("b", {}, nameOf(target) || originOf(target.origin ?? {})),
    el("span", { class: quote ? "quoted" : "" }, quote ?? summary(target)),
  );
}

/** Signs of text that Telegram shows in colour need to be told so. */
export const colourful = (sign) => (/^[\u2600-\u27bf]$/.test(sign) ? `${sign}\ufe0f` : sign);

function reactions(message, view) {
  const counted = new Map();
  for (const { actor_id: actor, reaction } of message.reactions ?? []) {
    const sign = reaction.emoji ?? (reaction.type === "paid" ? "★" : "◆");
    const known = counted.get(sign) ?? { number: 0, own: false };
    counted.set(sign, { number: known.number + 1, own: known.own || actor === view.writerId });
  }
  if (counted.size === 0) return null;
  return el(
    "div",
    { class: "reactions", role: "group", "aria-label": words().reactions, "data-testid": "reactions" },
    [...counted].map(([sign, { number, own }]) =>
      el("button", {
        type: "button", tabindex: "-1", class: "reaction", "aria-pressed": String(own),
        "aria-label": `${sign} ${number}`,
        on: { click: (event) => { event.stopPropagation(); view.react(message, own ? null : sign); } },
      }, colourful(sign), number > 1 && el("small", {}, String(number)))),
  );
}

function keyboard(message, view) {
  const rows = message.reply_markup?.inline_keyboard;
  if (!rows) return null;
  return el(
    "div",
    { class: "keyboard", role: "group", "data-testid": "keyboard" },
    rows.map((buttons, row) => el("div", { class: "keyboard-row" }, buttons.map((button, col) =>
      (button.url
        ? el("a", { class: "key", href: /^(https?|tg):/i.test(button.url) ? button.url : null, target: "_blank", rel: "noopener noreferrer", title: words().link }, button.text, icon("out"))
        : el("button", {
            type: "button", class: "key", "data-testid": "key", "data-row": row, "data-col": col,
            on: { click: (event) => { event.stopPropagation(); view.press(message, row, col, event.currentTarget); } },
          }, button.text))))),
  );
}
