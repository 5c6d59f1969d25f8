// Group: the expert group, its list of topics and the one that is open.

import { act } from "./api.js";
import { ask, showToast } from "./dialogs.js";
import { el, icon } from "./dom.js";
import { nameOf, summary, timeOf } from "./media.js";
import { showMenu } from "./menu.js";
import { Pane } from "./pane.js";
import { GENERAL } from "./store.js";
import { words } from "./words.js";

const KEY = "stand-in expert";

const lastWords = (last) => (last.service ? summary(last) : `${nameOf(last)}: ${summary(last)}`);

export class GroupSide {
  constructor(root, store) {
    Object.assign(this, { root, store, thread: GENERAL });
    this.expertId = Number(sessionStorage.getItem(KEY)) || null;
    this.pane = new Pane(root.querySelector(".thread-side"), "group", store);
    this.list = root.querySelector(".topics");
    this.select = root.querySelector("[data-testid=expert-switch]");
    this.select.addEventListener("change", () => {
      this.expertId = Number(this.select.value);
      sessionStorage.setItem(KEY, this.select.value);
      this.draw();
    });
    root.querySelector("#back").addEventListener("click", () => this.back());
    root.querySelector("#new-topic").addEventListener("click", () => this.add());
    root.querySelector("#topic-menu").addEventListener("click", (event) => this.menu(event.currentTarget));
    this.list.addEventListener("keydown", (event) => this.key(event));
  }

  /** The chat and thread on the screen. */
  get place() {
    return this.store.group === null ? null : [this.store.group.id, this.thread];
  }

  /** Messages in all topics that were not looked at. */
  get unread() {
    const { group, topics } = this.store;
    if (group === null) return 0;
    return [...new Set([GENERAL, ...topics.keys()])].reduce((sum, id) => sum + this.store.unreadOf(group.id, id), 0);
  }

  draw() {
    const { group, experts } = this.store;
    if (!experts.some((user) => user.id === this.expertId)) this.expertId = experts[0]?.id ?? null;
    this.root.querySelector("[data-testid=group-name]").textContent = group?.title ?? "";
    this.select.replaceChildren(...experts.map((user) => el("option", { value: user.id }, user.first_name)));
    this.select.value = String(this.expertId);
    this.pane.show(group?.id ?? null, this.thread, this.expertId);
    this.head();
    this.listTopics();
  }

  open(thread) {
    this.thread = thread;
    this.root.dataset.open = "thread";
    this.draw();
    this.onLook();
  }

  back() {
    this.root.dataset.open = "list";
    this.list.querySelector("[aria-current=true]")?.focus();
  }

  /** The title and state of the open topic. */
  head() {
    const topic = this.store.topics.get(this.thread);
    if (this.thread !== GENERAL && !topic && this.store.ready) {
      this.thread = GENERAL;
      this.draw();
      return;
    }
    const name = this.root.querySelector("[data-testid=topic-name]");
    name.textContent = this.thread === GENERAL ? words().general : topic?.name ?? "";
    name.title = name.textContent;
    this.root.querySelector("#topic-state").textContent = topic?.closed ? words().closed : "";
    this.root.querySelector("#topic-menu").hidden = this.thread === GENERAL;
  }

  listTopics() {
    const { group, topics } = this.store;
    if (group === null) return;
    const held = document.activeElement?.dataset?.topic;
    const latest = this.store.latest(group.id);
    const when = (id) => latest.get(id)?.message_id ?? id;
    const others = [...topics.values()].filter((each) => (each.id ?? GENERAL) !== GENERAL);
    others.sort((a, b) => when(b.id) - when(a.id));
    const all = [{ id: GENERAL, name: words().general, closed: topics.get(GENERAL)?.closed }, ...others];
    this.list.replaceChildren(...all.map((topic) => el("li", {}, this.entry(topic, latest.get(topic.id)))));
    if (held !== undefined) this.list.querySelector(`[data-topic="${held}"]`)?.focus();
  }

  entry(topic, last) {
    const unread = this.store.unreadOf(this.store.group.id, topic.id);
    const here = topic.id === this.thread;
    return el(
      "button",
      {
        type: "button", class: "topic", "aria-current": here ? "true" : null,
        "data-topic": topic.id, "data-testid": "topic", on: { click: () => this.open(topic.id) },
      },
      el("span", { class: "topic-sign", style: topic.icon_color ? `--sign:#${topic.icon_color.toString(16).padStart(6, "0")}` : null },
        icon(topic.id === GENERAL ? "hash" : topic.closed ? "lock" : "contact")),
      el("span", { class: "topic-words" },
        el("span", { class: "topic-line" },
          el("span", { class: "topic-name", "data-testid": "topic-title" }, topic.name),
          last && el("time", {}, timeOf(last.date))),
        el("span", { class: "topic-line" },
          el("span", { class: "topic-last" }, last ? lastWords(last) : ""),
          topic.closed && el("span", { class: "closed", "data-testid": "topic-closed" }, words().closed),
          unread > 0 && el("span", { class: "count", "aria-label": words().unread(unread), "data-testid": "unread" }, String(unread)))),
    );
  }

  key(event) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step) return;
    const all = [...this.list.querySelectorAll(".topic")];
    const to = all[all.indexOf(document.activeElement) + step];
    if (to) {
      event.preventDefault();
      to.focus();
    }
  }

  async add() {
    const values = await ask(words().newTopic, [{ name: "name", label: words().newTopicName }]);
    if (values !== null) await this.manage("create_topic", values);
  }

  menu(opener) {
    const topic = this.store.topics.get(this.thread);
    if (!topic) return;
    const closing = topic.closed ? "reopen" : "close";
    showMenu(opener, {
      label: words().topicMenu,
      items: [
        { label: words()[`${closing}Topic`], testid: `${closing}-topic`,
          act: () => this.manage(`${closing}_topic`, { thread_id: topic.id }) },
        { label: words().deleteTopic, testid: "delete-topic", danger: true,
          act: () => this.manage("delete_topic", { thread_id: topic.id }) },
      ],
    });
  }

  async manage(action, body) {
    try {
      await act(this.expertId, action, { chat_id: this.store.group.id, ...body });
    } catch (error) {
      showToast(this.pane.root, `${words().failed} ${error.message}`, true);
    }
  }
}
