// Phone: the private chat of a professional with the bot, and who she is.

import { act, post } from "./api.js";
import { ask, showToast } from "./dialogs.js";
import { avatar, el } from "./dom.js";
import { showMenu } from "./menu.js";
import { Pane } from "./pane.js";
import { language, words } from "./words.js";

const KEY = "stand-in person";

export class PhoneSide {
  constructor(root, store) {
    Object.assign(this, { root, store });
    this.personId = Number(sessionStorage.getItem(KEY)) || null;
    this.pane = new Pane(root, "phone", store);
    this.pane.onChange = () => this.replyKeyboard();
    this.select = root.querySelector("[data-testid=person-switch]");
    this.select.addEventListener("change", () => this.choose(Number(this.select.value)));
    root.querySelector("#new-person").addEventListener("click", () => this.add());
    root.querySelector("#start").addEventListener("click", () => this.start());
    root.querySelector("#person-menu").addEventListener("click", (event) => this.menu(event.currentTarget));
  }

  /** The chat and thread on the screen. */
  get place() {
    return this.personId === null ? null : [this.personId, 0];
  }

  /** Messages in all private chats that were not looked at. */
  get unread() {
    return this.store.persons.reduce((sum, user) => sum + this.store.unreadOf(user.id, 0), 0);
  }

  choose(personId) {
    this.personId = personId;
    sessionStorage.setItem(KEY, String(personId));
    this.draw();
    this.onLook();
  }

  draw() {
    const { persons, bot } = this.store;
    if (!persons.some((user) => user.id === this.personId)) this.personId = persons[0]?.id ?? null;
    if (bot) {
      this.root.querySelector("[data-testid=bot-name]").textContent = bot.first_name;
      this.root.querySelector(".head-sign").replaceChildren(avatar(bot.first_name, bot.id));
    }
    this.listPeople();
    this.pane.show(this.personId, 0, this.personId);
  }

  listPeople() {
    const names = this.store.persons.map((user) => {
      const unread = this.store.unreadOf(user.id, 0);
      const name = [user.first_name, user.last_name].filter(Boolean).join(" ");
      return [user.id, unread ? `${name} (${unread})` : name];
    });
    // A list that is open on the screen stays as it is while nothing changes.
    const listed = JSON.stringify(names);
    if (this.listed !== listed) {
      this.listed = listed;
      this.select.replaceChildren(...names.map(([id, name]) => el("option", { value: id }, name)));
    }
    this.select.value = String(this.personId);
  }

  async add() {
    const values = await ask(words().newPerson, [
      { name: "first_name", label: words().newPersonName },
      { name: "language_code", label: words().newPersonLanguage, value: language(),
        options: [["nl", words().dutch], ["en", words().english]] },
    ]);
    if (values === null) return;
    const made = await post("users", values);
    await this.store.readState();
    this.choose(made.id);
  }

  async start() {
    try {
      await act(this.personId, "start");
    } catch (error) {
      showToast(this.root, `${words().failed} ${error.message}`, true);
    }
  }

  menu(opener) {
    showMenu(opener, {
      label: words().personMenu,
      items: [
        { label: words().sendStart, testid: "send-start", act: () => this.start() },
        this.store.users.get(this.personId)?.blocked_bot
          ? { label: words().unblock, testid: "unblock", act: () => this.pane.do("unblock", {}) }
          : { label: words().block, testid: "block", danger: true, act: () => this.pane.do("block", {}) },
      ],
    });
  }

  /** The keyboard that the bot's last message with one puts below the field. */
  replyKeyboard() {
    const place = this.root.querySelector(".reply-keyboard");
    const last = this.pane.messages().findLast((each) => each.reply_keyboard);
    const rows = last?.reply_keyboard.keyboard ?? [];
    place.replaceChildren(...rows.map((row) => el("div", { class: "keyboard-row" }, row.map((button) =>
      el("button", { type: "button", class: "key", on: { click: () => this.pane.send({ text: button.text }) } }, button.text)))));
    place.hidden = rows.length === 0;
  }
}
