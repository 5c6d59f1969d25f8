// Store: what the page knows of the stand-in: people, topics, messages, the clock.

import { follow, get } from "./api.js";

/** The thread id by which the page calls General, and the whole of a private chat. */
export const GENERAL = 0;

const PEOPLE_KINDS = ["member", "chat", "account_deleted"];
const OUTSIDE = ["left", "kicked"];

/** Where a message stands: its topic's id, or GENERAL. */
export const threadOf = (message) =>
  (message.is_topic_message ? message.message_thread_id : GENERAL);

export class Store extends EventTarget {
  constructor() {
    super();
    this.bot = null;
    this.group = null;
    this.users = new Map();
    this.members = new Map();
    this.topics = new Map();
    this.chats = new Map();
    this.offset = 0;
    this.unread = new Map();
    this.watched = new Set();
    this.ready = false;
  }

  /** Begin to follow the stand-in; `status` hears whether it is connected. */
  open(status) {
    follow({ begin: () => this.readAll(), take: (event) => this.take(event), status });
  }

  /** The stand-in's time, in milliseconds. */
  now() {
    return Date.now() + this.offset * 1000;
  }

  /** The people who have the bot on their phone: those who are not in the group. */
  get persons() {
    return [...this.users.values()].filter(
      (user) => !user.is_bot && !user.deleted && !this.members.has(user.id));
  }

  /** The people in the group, without bots. */
  get experts() {
    return [...this.members.keys()]
      .map((id) => this.users.get(id))
      .filter((user) => user && !user.is_bot);
  }

  /** The messages of a chat and thread that are not deleted, oldest first. */
  messages(chatId, thread) {
    const found = [...(this.chats.get(chatId)?.values() ?? [])];
    return found
      .filter((each) => !each.deleted && threadOf(each) === thread)
      .sort((a, b) => a.message_id - b.message_id);
  }

  /** One message, deleted or not. */
  message(chatId, messageId) {
    return this.chats.get(chatId)?.get(messageId);
  }

  /** The last message of each thread of a chat. */
  latest(chatId) {
    const found = new Map();
    for (const each of this.chats.get(chatId)?.values() ?? []) {
      const known = found.get(threadOf(each));
      if (!each.deleted && !(known?.message_id > each.message_id)) found.set(threadOf(each), each);
    }
    return found;
  }

  /** How many messages of a chat and thread were not looked at. */
  unreadOf(chatId, thread) {
    return this.unread.get(`${chatId}/${thread}`) ?? 0;
  }

  /** This chat and thread is on the screen: what comes there counts as read. */
  watch(chatIds) {
    this.watched = new Set(chatIds.map(([chat, thread]) => `${chat}/${thread}`));
    for (const key of this.watched) this.unread.delete(key);
  }

  async readAll() {
    const number = await this.readState();
    await this.readTopics();
    const chats = [this.group?.id, ...this.persons.map((user) => user.id)];
    await Promise.all(chats.map((id) => this.readChat(id)));
    this.ready = true;
    this.tell("all");
    return number;
  }

  async readState() {
    const state = await get("state");
    this.bot = state.bot;
    this.group = state.groups.find((each) => each.is_forum) ?? state.groups[0] ?? null;
    this.users = new Map(state.users.map((user) => [user.id, user]));
    this.members = new Map((this.group?.members ?? []).filter((each) => !OUTSIDE.includes(each.status)).map((each) => [each.user.id, each]));
    this.offset = state.clock.now - Date.now() / 1000;
    return state.last_event;
  }

  async readClock() {
    const { now } = await get("clock");
    this.offset = now - Date.now() / 1000;
  }

  async readTopics() {
    if (this.group === null) return;
    const { topics, general } = await get(`chats/${this.group.id}/topics`);
    const living = topics.filter((each) => !each.deleted);
    this.topics = new Map([general, ...living].filter(Boolean).map((each) => [each.id ?? GENERAL, each]));
  }

  async readChat(chatId) {
    if (chatId === undefined) return;
    const { messages } = await get(`chats/${chatId}/messages`);
    this.chats.set(chatId, new Map(messages.map((each) => [each.message_id, each])));
  }

  take(event) {
    const chat = event.chat_id;
    if (event.message) {
      this.keep(chat, event.message, event.kind === "message");
    } else if (event.kind === "delete") {
      for (const id of event.message_ids) {
        const known = this.message(chat, id);
        if (known) this.keep(chat, { ...known, deleted: true }, false);
      }
    } else if (event.kind === "reaction") {
      const known = this.message(chat, event.message_id);
      const others = (known?.reactions ?? []).filter((each) => each.actor_id !== event.actor_id);
      const own = event.reaction.map((reaction) => ({ actor_id: event.actor_id, reaction }));
      if (known) this.keep(chat, { ...known, reactions: [...others, ...own] }, false);
    } else if (event.kind === "pin") {
      const known = this.message(chat, event.message_id);
      if (known) this.keep(chat, { ...known, pinned: event.pinned }, false);
    } else if (event.kind === "clock") {
      this.offset = event.time - Date.now() / 1000;
      this.tell("clock");
    } else if (event.kind === "topic" && chat === this.group?.id) {
      this.keepTopic(event.topic);
    }
    const stranger = chat > 0 && !this.users.has(chat);
    if (stranger || PEOPLE_KINDS.includes(event.kind)) this.readState().then(() => this.tell("people"));
  }

  keepTopic(topic) {
    if (topic.deleted) this.topics.delete(topic.id);
    else this.topics.set(topic.id ?? GENERAL, topic);
    this.tell("topics");
  }

  keep(chatId, message, isNew) {
    const chat = this.chats.get(chatId) ?? new Map();
    this.chats.set(chatId, chat);
    chat.set(message.message_id, message);
    const thread = threadOf(message);
    const key = `${chatId}/${thread}`;
    if (isNew && !message.service && !this.watched.has(key)) {
      this.unread.set(key, (this.unread.get(key) ?? 0) + 1);
    }
    this.tell("message", { chatId, thread, message, isNew });
  }

  tell(kind, detail = {}) {
    this.dispatchEvent(new CustomEvent(kind, { detail }));
  }
}
