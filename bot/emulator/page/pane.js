// Pane: one chat or topic on the screen, with what one can do in it.

import { act } from "./api.js";
import { bubble, colourful, dayOf } from "./bubble.js";
import { commandsFor } from "./commands.js";
import { Composer } from "./composer.js";
import { showAlert, showToast } from "./dialogs.js";
import { el } from "./dom.js";
import { nameOf } from "./media.js";
import { showMenu } from "./menu.js";
import { moved, parcel } from "./parcel.js";
import { words } from "./words.js";

const SIGNS = ["👍", "❤", "👌", "✍", "🙏", "🤔", "😢"];
const AT_ONCE = 200;
const NEAR_END = 80;
const QUIET_MS = 300;
const PRESS_SECONDS = 15;
const EXCHANGEABLE = ["photo", "video", "document", "animation", "audio", "live_photo"];

export class Pane {
  /** `side` is `phone` or `group`; `root` holds `.messages`, `form` and `.toasts`. */
  constructor(root, side, store) {
    Object.assign(this, { root, side, store, chatId: null, thread: 0, writerId: null });
    this.list = root.querySelector(".messages");
    this.composer = new Composer(root.querySelector("form"), side, (what) => this.send(what));
    this.composer.commands = () => this.commands();
    this.composer.lastOwn = () =>
      this.messages().findLast((each) => this.editable(each));
    this.list.addEventListener("click", (event) => this.clicked(event));
    // What is selected for a quote stays selected when the menu is opened.
    this.list.addEventListener("mousedown", (event) => {
      if (event.target.closest(".more")) event.preventDefault();
    });
    this.list.addEventListener("contextmenu", (event) => this.clicked(event));
    this.list.addEventListener("keydown", (event) => this.key(event));
    store.addEventListener("message", ({ detail }) => {
      if (detail.chatId === this.chatId && detail.thread === this.thread) this.put(detail.message);
    });
  }

  /** Show a chat and thread as `writerId` sees it. */
  show(chatId, thread, writerId) {
    const same = chatId === this.chatId && thread === this.thread;
    Object.assign(this, { chatId, thread, writerId });
    if (!same) {
      this.composer.stop();
      this.limit = AT_ONCE;
    }
    this.composer.enable(writerId !== null && chatId !== null);
    this.draw();
  }

  /** Where a client sends to: the bot, or the group. */
  get address() {
    return this.side === "phone" ? this.store.bot.id : this.chatId;
  }

  messages() {
    return this.chatId === null ? [] : this.store.messages(this.chatId, this.thread);
  }

  draw() {
    const all = this.messages();
    const some = all.slice(-this.limit);
    // A chat that is opened is not news to be read aloud.
    this.list.setAttribute("aria-live", "off");
    setTimeout(() => this.list.setAttribute("aria-live", "polite"), QUIET_MS);
    this.list.replaceChildren();
    if (some.length < all.length) {
      const earlier = el("button", { type: "button", class: "earlier", on: { click: () => this.earlier() } }, words().earlier);
      this.list.append(earlier);
    }
    for (const message of some) this.append(message);
    this.list.scrollTop = this.list.scrollHeight;
    this.roving();
    this.changed();
  }

  earlier() {
    this.limit += AT_ONCE;
    const bottom = this.list.scrollHeight - this.list.scrollTop;
    this.draw();
    this.list.scrollTop = this.list.scrollHeight - bottom;
  }

  /** A message is new, or changed: only its element is made anew. */
  put(message) {
    const nearEnd = this.list.scrollHeight - this.list.scrollTop - this.list.clientHeight < NEAR_END;
    const known = this.list.querySelector(`[data-id="${message.message_id}"]`);
    if (message.deleted) {
      if (known) this.drop(known);
    } else if (known) {
      this.swap(known, message);
    } else if (this.isLast(message)) {
      this.append(message);
    } else {
      this.draw();
      return;
    }
    if (nearEnd || message.from?.id === this.writerId) this.list.scrollTop = this.list.scrollHeight;
    this.roving();
    this.changed();
  }

  isLast(message) {
    const last = [...this.list.querySelectorAll(".message")].at(-1);
    return !last || Number(last.dataset.id) < message.message_id;
  }

  append(message) {
    const day = dayOf(message.date);
    if (this.list.dataset.day !== day || !this.list.querySelector(".day")) {
      this.list.dataset.day = day;
      this.list.append(el("div", { class: "day" }, day));
    }
    const made = this.element(message);
    const album = message.media_group_id;
    if (!album) {
      this.list.append(made);
      return;
    }
    let grid = this.list.lastElementChild;
    if (grid?.dataset.album !== album) {
      const own = message.from?.id === this.writerId;
      const rows = message.document || message.audio ? " rows" : "";
      grid = el("div", { class: `album ${own ? "own" : "other"}${rows}`, "data-album": album, "data-testid": "album" });
      this.list.append(grid);
    }
    grid.append(made);
  }

  element(message) {
    return bubble(message, {
      writerId: this.writerId,
      names: this.side === "group",
      press: (...where) => this.press(...where),
      vote: (about, index) => this.do("vote", { message_id: about.message_id, options: [index] }),
      tick: (about, id, done) => this.do("tick", { message_id: about.message_id, [done ? "done" : "undone"]: [id] }),
      react: (about, sign) => this.react(about, sign),
      jump: (id) => this.jump(id),
      command: (text) => this.send({ text }),
    });
  }

  swap(known, message) {
    const made = this.element(message);
    const keys = [...known.querySelectorAll("button, a")];
    const at = keys.indexOf(document.activeElement);
    const held = known === document.activeElement;
    known.replaceWith(made);
    if (held) made.focus();
    else if (at >= 0) (made.querySelectorAll("button, a")[at] ?? made).focus();
  }

  drop(known) {
    const next = known.nextElementSibling ?? known.previousElementSibling;
    if (known.contains(document.activeElement)) next?.focus?.();
    const grid = known.closest(".album");
    known.remove();
    if (grid && grid.children.length === 0) grid.remove();
  }

  /** What hangs on the last messages: hints, the keyboard below the field. */
  changed() {
    this.root.classList.toggle("empty", this.list.querySelector(".message") === null);
    this.onChange?.();
  }

  /** One message can be reached by Tab, the others by the arrows from there. */
  roving() {
    const all = [...this.list.querySelectorAll(".message")];
    const here = all.find((each) => each === document.activeElement) ?? all.at(-1);
    for (const each of all) each.tabIndex = each === here ? 0 : -1;
  }

  key(event) {
    const here = event.target;
    if (!here.matches?.(".message")) return;
    const all = [...this.list.querySelectorAll(".message")];
    const to = {
      ArrowUp: all[all.indexOf(here) - 1], ArrowDown: all[all.indexOf(here) + 1],
      Home: all[0], End: all.at(-1),
    }[event.key];
    if (to) {
      event.preventDefault();
      to.focus();
      this.roving();
    } else if (["Enter", " ", "ContextMenu"].includes(event.key)) {
      event.preventDefault();
      this.menu(here, null);
    }
  }

  clicked(event) {
    const here = event.target.closest(".message");
    const inside = event.target.closest("a, button:not(.more), .spoiler:not(.shown)");
    if (!here || inside) return;
    const selected = window.getSelection();
    const quoting = !selected.isCollapsed && here.contains(selected.anchorNode);
    if (quoting && event.type === "click" && !event.target.closest(".more")) return;
    event.preventDefault();
    this.menu(here, { x: event.clientX, y: event.clientY });
  }

  menu(here, at) {
    const message = this.store.message(this.chatId, Number(here.dataset.id));
    if (!message || this.writerId === null) return;
    const selected = window.getSelection();
    const quote = here.contains(selected.anchorNode) ? selected.toString().trim() || null : null;
    const items = [
      { label: words().reply, testid: "menu-reply", act: () => this.composer.replyTo(message, quote) },
      this.editable(message) && { label: words().edit, testid: "menu-edit", act: () => this.composer.editOf(message) },
      ...this.deeds(message),
      { label: message.pinned ? words().unpin : words().pin, testid: "menu-pin",
        act: () => this.do(message.pinned ? "unpin" : "pin", { message_id: message.message_id }) },
      { label: words().remove, testid: "menu-delete", danger: true, act: () => this.do("delete", { message_id: message.message_id }) },
    ];
    const row = SIGNS.map((sign) => ({
      label: colourful(sign), name: words().react(sign), testid: `react-${sign}`, act: () => this.react(message, sign),
    }));
    showMenu(here, {
      label: `${words().menu} (${nameOf(message)})`,
      items: items.filter(Boolean),
      row: message.service ? [] : row,
      at,
    });
  }

  /** What else can be done with an own message of this kind. */
  deeds(message) {
    if (message.from?.id !== this.writerId || message.service) return [];
    const where = { message_id: message.message_id };
    const found = [];
    if (message.location?.live_period) {
      found.push(
        { label: words().move, testid: "menu-move", act: () => this.do("live_location", { ...where, ...moved(message.location) }) },
        { label: words().stopLive, testid: "menu-stop-live", act: () => this.do("live_location", { ...where, stop: true }) },
      );
    }
    if (message.poll && !message.poll.is_closed) {
      found.push({ label: words().endPoll, testid: "menu-end-poll", act: () => this.do("close_poll", where) });
    }
    if (EXCHANGEABLE.some((kind) => message[kind])) {
      const caption = message.caption ? { caption: message.caption } : {};
      found.push({ label: words().swap, testid: "menu-swap", act: () => this.do("edit", { ...where, kind: message.kind, ...caption }) });
    }
    return found;
  }

  editable(message) {
    return message.from?.id === this.writerId && !message.service
      && (message.text !== undefined || message.photo || message.video || message.document
        || message.animation || message.audio || message.voice);
  }

  jump(id) {
    const target = this.list.querySelector(`[data-id="${id}"]`);
    if (!target) return;
    target.scrollIntoView({ block: "center" });
    target.focus();
    this.roving();
  }

  react(message, sign) {
    return this.do("react", { message_id: message.message_id, emoji: sign ? [sign] : [] });
  }

  async commands() {
    await this.store.readState();
    const { bot, group, users } = this.store;
    const language = users.get(this.writerId)?.language_code ?? "";
    return commandsFor(bot, this.side === "phone" ? null : group, language);
  }

  /** Do something in this chat as the writer; false (and a line on the screen) when refused. */
  async do(action, body) {
    try {
      await act(this.writerId, action, { chat_id: this.address, ...body });
      return true;
    } catch (error) {
      showToast(this.root, `${words().failed} ${error.message}`, true);
      return false;
    }
  }

  async send({ text, kind = null, reply = null, quote = null, edit = null }) {
    if (edit) {
      const field = edit.text === undefined ? "caption" : "text";
      return this.do("edit", { message_id: edit.message_id, [field]: text });
    }
    const what = await parcel(kind, text);
    if (what === null) return false;
    return this.do("send", {
      ...(this.thread ? { thread_id: this.thread } : {}),
      ...(reply ? { reply_to: reply.message_id } : {}),
      ...(quote ? { quote } : {}),
      ...what,
    });
  }

  async press(message, row, col, key) {
    key.classList.add("busy");
    try {
      const answer = await act(this.writerId, "press", {
        chat_id: this.address, message_id: message.message_id, row, col, timeout: PRESS_SECONDS,
      });
      if (answer.text) (answer.show_alert ? showAlert : (text) => showToast(this.root, text))(answer.text);
      else if (answer.answered === false) showToast(this.root, words().noAnswer, true);
    } catch (error) {
      showToast(this.root, `${words().failed} ${error.message}`, true);
    }
    key.classList.remove("busy");
  }
}
