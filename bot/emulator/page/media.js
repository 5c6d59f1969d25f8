// Media: what a message holds besides text, as a picture of it; the files themselves are made up.

import { el, icon } from "./dom.js";
import { language, words } from "./words.js";

const clock = (seconds) => `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;

function size(bytes) {
  if (!bytes) return "";
  return bytes < 1024 * 1024 ? `${Math.max(1, Math.round(bytes / 1024))} KB` : `${(bytes / 1048576).toFixed(1)} MB`;
}

function frame(kind, file, note) {
  const seed = [...(file?.file_unique_id ?? kind)].reduce((sum, sign) => sum * 31 + sign.charCodeAt(0), 7);
  const made = el(
    "div",
    { class: `media frame ${kind}`, role: "img", "aria-label": words().kinds[kind] ?? kind },
    icon("play"),
    note && el("span", { class: "media-note" }, note),
  );
  made.style.setProperty("--hue", String(Math.abs(seed) % 360));
  return made;
}

function picture(file) {
  const address = `control/files/${encodeURIComponent(file.file_id)}`;
  return el("img", { class: "media picture", src: address, alt: words().kinds.photo, width: file.width, height: file.height });
}

function row(kind, title, note, sign = kind) {
  return el(
    "div",
    { class: `media row ${kind}` },
    el("span", { class: "media-sign" }, icon(sign)),
    el("span", { class: "media-words" }, el("b", {}, title), note && el("small", {}, note)),
  );
}

function bars(seed) {
  const made = el("span", { class: "bars", "aria-hidden": "true" });
  for (let index = 0; index < 26; index += 1) {
    const bar = el("i");
    bar.style.height = `${20 + ((seed * (index + 3) * 7919) % 80)}%`;
    made.append(bar);
  }
  return made;
}

function place(kind, at, title, note) {
  return el(
    "div",
    { class: `media map ${kind}` },
    el("div", { class: "map-view", role: "img", "aria-label": title }, icon("location")),
    el("span", { class: "media-words" }, el("b", {}, title), el("small", {}, note ?? `${at.latitude.toFixed(4)}, ${at.longitude.toFixed(4)}`)),
  );
}

function poll(message, view) {
  const it = message.poll;
  const right = it.correct_option_ids ?? [];
  return el(
    "div",
    { class: "media poll" },
    el("b", {}, it.question),
    (it.type === "quiz" || it.is_closed) && el("small", { class: "poll-state" },
      [it.type === "quiz" && words().kinds.quiz, it.is_closed && words().pollClosed].filter(Boolean).join(", ")),
    el("div", { role: "group", "aria-label": it.question }, it.options.map((option, index) =>
      el("button", { type: "button", class: "option", disabled: it.is_closed, on: { click: (event) => { event.stopPropagation(); view.vote(message, index); } } },
        el("span", {}, option.text, right.includes(index) && el("span", { class: "right", title: words().rightAnswer }, " ✓")),
        el("small", {}, String(option.voter_count ?? 0))))),
  );
}

function checklist(message, view) {
  const it = message.checklist;
  return el(
    "div",
    { class: "media poll" },
    el("b", {}, it.title),
    el("div", { role: "group", "aria-label": it.title }, it.tasks.map((task) => {
      const done = Boolean(task.completion_date);
      return el("button", {
        type: "button", class: "option", role: "checkbox", "aria-checked": String(done),
        on: { click: (event) => { event.stopPropagation(); view.tick(message, task.id, !done); } },
      }, el("span", {}, `${done ? "☑" : "☐"} ${task.text}`));
    })),
  );
}

/** A picture under a spoiler: shown when it is pressed. */
function covered(shown) {
  const made = el("button", { type: "button", class: "cover", "aria-label": words().spoilerMedia, title: words().spoilerMedia }, shown);
  made.addEventListener("click", (event) => {
    event.stopPropagation();
    made.replaceWith(shown);
  });
  return made;
}

function live(message) {
  const { live_period: period } = message.location;
  if (period > FOR_EVER) return words().liveNow;
  return words().liveUntil(timeOf(message.date + period));
}

const FOR_EVER = 0x70000000;
const PLAIN = ["story", "paid_media", "game", "invoice", "giveaway", "giveaway_winners"];

/** Hour and minute of a moment in epoch seconds. */
export function timeOf(seconds) {
  return new Date(seconds * 1000).toLocaleTimeString(language(), { hour: "2-digit", minute: "2-digit" });
}

/** The element for the medium of a message (`view` as for a bubble), null for one of text alone. */
export function medium(message, view) {
  const shown = visible(message, view);
  return shown && message.has_media_spoiler ? covered(shown) : shown;
}

function visible(message, view) {
  const kinds = words().kinds;
  const { photo, video, animation, audio, voice, document: file, sticker, contact, location } = message;
  if (message.live_photo) return frame("live_photo", message.live_photo, kinds.live_photo);
  if (photo) return picture(photo.at(-1));
  if (animation) return frame("animation", animation, "GIF");
  if (video) return frame("video", video, clock(video.duration));
  if (message.video_note) return frame("video_note", message.video_note, clock(message.video_note.duration));
  if (audio) {
    const title = [audio.performer, audio.title].filter(Boolean).join(" – ") || audio.file_name || kinds.audio;
    return row("audio", title, clock(audio.duration), "play");
  }
  if (voice) {
    const made = row("voice", kinds.voice, clock(voice.duration), "voice");
    made.querySelector("b").after(bars(voice.file_unique_id.length + voice.duration));
    return made;
  }
  if (file) {
    const address = `control/files/${encodeURIComponent(file.file_id)}`;
    const shown = row("document", file.file_name ?? kinds.document, size(file.file_size));
    return el("a", { class: "file", href: address, download: file.file_name ?? true }, shown);
  }
  if (sticker) return el("div", { class: "media sticker", role: "img", "aria-label": kinds.sticker }, sticker.emoji ?? "🙂");
  if (message.dice) return el("div", { class: "media sticker" }, message.dice.emoji, el("small", {}, String(message.dice.value)));
  if (message.venue) return place("venue", message.venue.location, message.venue.title, message.venue.address);
  if (location) {
    return place("location", location, location.live_period ? `${kinds.live_location}, ${live(message)}` : kinds.location);
  }
  if (contact) {
    const name = [contact.first_name, contact.last_name].filter(Boolean).join(" ");
    const card = row("contact", name, null);
    card.querySelector("b").after(el("span", { class: "number" }, contact.phone_number));
    return card;
  }
  if (message.poll) return poll(message, view);
  if (message.checklist) return checklist(message, view);
  for (const kind of PLAIN) if (message[kind]) return row(kind, kinds[kind], null, "document");
  if (!message.text && !message.caption) return row("unknown", kinds[message.kind] ?? kinds.unknown, null, "document");
  return null;
}

/** One line that says what a message holds, for replies and lists. */
export function summary(message) {
  const words_ = message.text ?? message.caption;
  if (words_) return words_.replace(/\s+/g, " ").slice(0, 120);
  const kind = message.kind ?? Object.keys(words().kinds).find((each) => message[each]) ?? "unknown";
  if (message.poll) return message.poll.question;
  if (message.checklist) return message.checklist.title;
  if (message.contact) return `${words().kinds.contact}: ${message.contact.first_name}`;
  const service = words().service[kind];
  if (service) return service(message, nameOf(message));
  return words().kinds[kind] ?? words().kinds.unknown;
}

/** The name shown above a message. */
export function nameOf(message) {
  if (message.sender_chat) return message.sender_chat.title ?? "";
  return [message.from?.first_name, message.from?.last_name].filter(Boolean).join(" ");
}
