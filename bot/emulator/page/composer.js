// Composer: the line at the bottom of a chat where one writes, replies, edits and attaches.

import { el, icon } from "./dom.js";
import { summary, nameOf } from "./media.js";
import { showMenu } from "./menu.js";
import { words } from "./words.js";

const ATTACHABLE = [
  "photo", "video", "voice", "video_note", "audio", "document", "album", "mixed_album", "file_album",
  "sticker", "animation", "live_photo", "location", "live_location", "venue", "contact", "poll",
  "quiz", "checklist", "dice", "story",
];

const TALLEST = 160;

/** Writes into a form; `send({text, kind, reply, quote, edit})` does it and may refuse. */
export class Composer {
  constructor(form, side, send) {
    this.form = form;
    this.send = send;
    this.reply = null;
    this.quote = null;
    this.edit = null;
    this.bar = el("div", { class: "context", hidden: true, "data-testid": `${side}-context` });
    this.attach = el(
      "button",
      { type: "button", class: "round", "data-label": "attach", "aria-haspopup": "menu", "aria-expanded": "false", "data-testid": `${side}-attach`, on: { click: () => this.choose() } },
      icon("attach"),
    );
    this.field = el("textarea", {
      rows: "1", dir: "auto", "data-placeholder": "write", "data-label": "write",
      "data-testid": `${side}-input`,
    });
    this.button = el(
      "button",
      { type: "submit", class: "round send", "data-label": "send", "data-testid": `${side}-send` },
      icon("send"),
    );
    this.slash = el(
      "button",
      { type: "button", class: "round slash", "data-label": "commands", "aria-haspopup": "menu", "aria-expanded": "false", "data-testid": `${side}-commands`, on: { click: () => this.command() } },
      "/",
    );
    form.replaceChildren(this.bar, el("div", { class: "writing" }, this.attach, this.slash, this.field, this.button));
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.submit();
    });
    this.field.addEventListener("input", () => this.fit());
    this.field.addEventListener("keydown", (event) => this.key(event));
  }

  /** Switch everything off, when there is nobody or nowhere to write. */
  enable(on) {
    for (const part of [this.field, this.button, this.attach, this.slash]) part.disabled = !on;
  }

  /** Begin a reply to a message, perhaps to a part of it. */
  replyTo(message, quote = null) {
    this.stop();
    Object.assign(this, { reply: message, quote });
    this.context(`${words().replyingTo} ${nameOf(message)}`, quote ?? summary(message));
  }

  /** Begin to edit an own message. */
  editOf(message) {
    this.stop();
    this.edit = message;
    this.field.value = message.text ?? message.caption ?? "";
    this.context(words().editing, summary(message));
    this.fit();
  }

  /** Neither reply nor edit any more. */
  stop() {
    if (this.edit) this.field.value = "";
    Object.assign(this, { reply: null, quote: null, edit: null });
    this.bar.hidden = true;
    this.bar.replaceChildren();
    this.fit();
  }

  context(title, text) {
    this.bar.replaceChildren(
      el("span", { class: "context-words" }, el("b", {}, title), el("span", {}, text)),
      el("button", { type: "button", class: "round", "aria-label": words().stopReply, title: words().stopReply, on: { click: () => { this.stop(); this.field.focus(); } } }, icon("close")),
    );
    this.bar.hidden = false;
    this.field.focus();
  }

  key(event) {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      this.submit();
    } else if (event.key === "Escape" && !this.bar.hidden) {
      this.stop();
    } else if (event.key === "ArrowUp" && this.field.value === "" && !this.edit) {
      const own = this.lastOwn?.();
      if (own) {
        event.preventDefault();
        this.editOf(own);
      }
    }
  }

  async submit(kind = null) {
    const text = this.field.value.trim();
    if (!text && !kind) return;
    const { reply, quote, edit } = this;
    const kept = this.field.value;
    if (edit) this.stop();
    this.field.value = "";
    this.stop();
    const done = await this.send({ text, kind, reply, quote, edit });
    if (!done && this.field.value === "") {
      this.field.value = kept;
      this.fit();
    }
  }

  async command() {
    const found = await this.commands();
    const items = found.map(({ command, description }) => ({
      label: el("span", { class: "command-line" }, el("b", {}, `/${command}`), ` ${description}`),
      testid: `command-${command}`,
      act: () => this.type(`/${command} `),
    }));
    if (items.length > 0) showMenu(this.slash, { label: words().commands, items });
    else this.type("/");
  }

  type(text) {
    this.field.value = text;
    this.fit();
    this.field.focus();
  }

  choose() {
    showMenu(this.attach, {
      label: words().attach,
      items: ATTACHABLE.map((kind) => ({
        label: words().kinds[kind],
        testid: `attach-${kind}`,
        act: () => this.submit(kind),
      })),
    });
  }

  fit() {
    this.field.style.height = "auto";
    const wanted = this.field.scrollHeight + 2;
    this.field.style.height = `${Math.min(wanted, TALLEST)}px`;
    this.field.style.overflowY = wanted > TALLEST ? "auto" : "hidden";
  }
}
