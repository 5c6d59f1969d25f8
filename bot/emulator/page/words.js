// Words: the labels of the page, in Dutch and English, and the language that is chosen.

const NL = {
  title: "Oefen-Telegram",
  phone: "Telefoon van de professional",
  phoneTab: "Telefoon",
  group: "Expertgroep",
  groupTab: "Expertgroep",
  clock: "Klok van deze oefenomgeving",
  minute: "+1 min",
  hour: "+1 uur",
  day: "+1 dag",
  language: "English",
  connected: "Verbonden",
  away: "Geen verbinding; er wordt opnieuw verbonden …",
  person: "Wie schrijft",
  newPerson: "Nieuwe persoon",
  newPersonName: "Voornaam",
  newPersonLanguage: "Taal van haar Telegram",
  dutch: "Nederlands",
  english: "Engels",
  make: "Maken",
  cancel: "Annuleren",
  ok: "Oké",
  send: "Versturen",
  save: "Wijziging bewaren",
  write: "Schrijf een bericht",
  writeAs: "Ik schrijf als",
  attach: "Iets anders sturen",
  commands: "Opdrachten van de bot",
  start: "Start",
  startHint: "Nog geen berichten. Druk op Start om met de bot te beginnen.",
  emptyTopic: "Nog geen berichten.",
  topics: "Onderwerpen",
  general: "Algemeen",
  unread: (n) => `${n} ongelezen`,
  closed: "gesloten",
  chooseTopic: "Kies een onderwerp om mee te lezen.",
  back: "Terug naar de onderwerpen",
  topicMenu: "Onderwerp beheren",
  personMenu: "Chat beheren",
  closeTopic: "Sluit onderwerp",
  reopenTopic: "Heropen onderwerp",
  deleteTopic: "Verwijder onderwerp",
  newTopic: "Nieuw onderwerp",
  newTopicName: "Naam van het onderwerp",
  block: "Blokkeer de bot",
  unblock: "Deblokkeer de bot",
  sendStart: "Stuur /start",
  reply: "Beantwoorden",
  edit: "Bewerken",
  pin: "Vastmaken",
  unpin: "Losmaken",
  remove: "Verwijderen",
  react: (sign) => `Reageer met ${sign}`,
  menu: "Wat wilt u met dit bericht doen?",
  openMenu: "Menu van dit bericht",
  replyingTo: "Antwoord aan",
  editing: "Bericht bewerken",
  stopReply: "Niet beantwoorden of bewerken",
  edited: "bewerkt",
  pinned: "Vastgemaakt bericht",
  deletedMessage: "Verwijderd bericht",
  forwarded: "Doorgestuurd van",
  reactions: "Reacties",
  read: (who, time) => `${who}, ${time}`,
  spoiler: "Verborgen tekst, druk om te tonen",
  more: "Lees verder",
  less: "Toon minder",
  call: "Telefoonnummer",
  failed: "Dat lukte niet:",
  noAnswer: "De bot antwoordde niet op deze knop.",
  link: "Opent een koppeling",
  you: "U",
  earlier: "Toon eerdere berichten",
  contactName: "Naam op het kaartje",
  contactPhone: "Telefoonnummer op het kaartje",
  kinds: {
    photo: "Foto", video: "Video", animation: "Animatie", audio: "Muziek", voice: "Spraakbericht",
    video_note: "Videobericht", document: "Bestand", sticker: "Sticker", location: "Locatie",
    live_location: "Live locatie", venue: "Plaats", contact: "Contactkaartje", poll: "Peiling",
    dice: "Dobbelsteen", album: "Album van twee foto's", story: "Verhaal",
    checklist: "Lijstje", paid_media: "Betaalde media", unknown: "Bericht van een onbekend soort",
  },
  service: {
    forum_topic_created: (m) => `Onderwerp gemaakt: ${m.forum_topic_created.name}`,
    forum_topic_edited: (m) => m.forum_topic_edited.name
      ? `Onderwerp heet nu: ${m.forum_topic_edited.name}` : "Onderwerp gewijzigd",
    forum_topic_closed: () => "Onderwerp gesloten",
    forum_topic_reopened: () => "Onderwerp heropend",
    general_forum_topic_hidden: () => "Algemeen is verborgen",
    general_forum_topic_unhidden: () => "Algemeen is weer zichtbaar",
    pinned_message: (m, who) => `${who} maakte een bericht vast`,
    new_chat_members: (m) => `${m.new_chat_members.map((u) => u.first_name).join(", ")} doet mee`,
    left_chat_member: (m) => `${m.left_chat_member.first_name} is weg`,
    new_chat_title: (m) => `De groep heet nu: ${m.new_chat_title}`,
    message_auto_delete_timer_changed: (m) => m.message_auto_delete_timer_changed.message_auto_delete_time
      ? "Berichten verdwijnen voortaan vanzelf" : "Berichten blijven voortaan staan",
  },
};

const EN = {
  title: "Practice Telegram",
  phone: "The professional's phone",
  phoneTab: "Phone",
  group: "Expert group",
  groupTab: "Expert group",
  clock: "Clock of this practice world",
  minute: "+1 min",
  hour: "+1 h",
  day: "+1 day",
  language: "Nederlands",
  connected: "Connected",
  away: "Not connected; trying again …",
  person: "Who writes",
  newPerson: "New person",
  newPersonName: "First name",
  newPersonLanguage: "Language of her Telegram",
  dutch: "Dutch",
  english: "English",
  make: "Make",
  cancel: "Cancel",
  ok: "OK",
  send: "Send",
  save: "Keep the change",
  write: "Write a message",
  writeAs: "I write as",
  attach: "Send something else",
  commands: "Commands of the bot",
  start: "Start",
  startHint: "No messages yet. Press Start to begin with the bot.",
  emptyTopic: "No messages yet.",
  topics: "Topics",
  general: "General",
  unread: (n) => `${n} unread`,
  closed: "closed",
  chooseTopic: "Choose a topic to read along.",
  back: "Back to the topics",
  topicMenu: "Manage the topic",
  personMenu: "Manage the chat",
  closeTopic: "Close topic",
  reopenTopic: "Reopen topic",
  deleteTopic: "Delete topic",
  newTopic: "New topic",
  newTopicName: "Name of the topic",
  block: "Block the bot",
  unblock: "Unblock the bot",
  sendStart: "Send /start",
  reply: "Reply",
  edit: "Edit",
  pin: "Pin",
  unpin: "Unpin",
  remove: "Delete",
  react: (sign) => `React with ${sign}`,
  menu: "What to do with this message?",
  openMenu: "Menu of this message",
  replyingTo: "Reply to",
  editing: "Editing a message",
  stopReply: "Don't reply or edit",
  edited: "edited",
  pinned: "Pinned message",
  deletedMessage: "Deleted message",
  forwarded: "Forwarded from",
  reactions: "Reactions",
  read: (who, time) => `${who}, ${time}`,
  spoiler: "Hidden text, press to show",
  more: "Read more",
  less: "Show less",
  call: "Phone number",
  failed: "That did not work:",
  noAnswer: "The bot did not answer this button.",
  link: "Opens a link",
  you: "You",
  earlier: "Show earlier messages",
  contactName: "Name on the card",
  contactPhone: "Phone number on the card",
  kinds: {
    photo: "Photo", video: "Video", animation: "Animation", audio: "Music", voice: "Voice message",
    video_note: "Video message", document: "File", sticker: "Sticker", location: "Location",
    live_location: "Live location", venue: "Venue", contact: "Contact card", poll: "Poll",
    dice: "Dice", album: "Album of two photos", story: "Story",
    checklist: "Checklist", paid_media: "Paid media", unknown: "Message of an unknown kind",
  },
  service: {
    forum_topic_created: (m) => `Topic opened: ${m.forum_topic_created.name}`,
    forum_topic_edited: (m) => m.forum_topic_edited.name
      ? `Topic is now called: ${m.forum_topic_edited.name}` : "Topic changed",
    forum_topic_closed: () => "Topic closed",
    forum_topic_reopened: () => "Topic reopened",
    general_forum_topic_hidden: () => "General is hidden",
    general_forum_topic_unhidden: () => "General is visible again",
    pinned_message: (m, who) => `${who} pinned a message`,
    new_chat_members: (m) => `${m.new_chat_members.map((u) => u.first_name).join(", ")} joined`,
    left_chat_member: (m) => `${m.left_chat_member.first_name} left`,
    new_chat_title: (m) => `The group is now called: ${m.new_chat_title}`,
    message_auto_delete_timer_changed: (m) => m.message_auto_delete_timer_changed.message_auto_delete_time
      ? "From now on messages vanish by themselves" : "From now on messages stay",
  },
};

const KEY = "stand-in language";
let chosen = localStorage.getItem(KEY) === "en" ? "en" : "nl";

/** The words of the chosen language. */
export const words = () => (chosen === "en" ? EN : NL);

/** The chosen language, `nl` or `en`. */
export const language = () => chosen;

/** Change to the other language, and keep that. */
export function switchLanguage() {
  chosen = chosen === "nl" ? "en" : "nl";
  localStorage.setItem(KEY, chosen);
}

/** Put the words of the chosen language into every element that names one. */
export function translate(root) {
  document.documentElement.lang = chosen;
  document.title = words().title;
  for (const each of root.querySelectorAll("[data-word]")) {
    each.textContent = words()[each.dataset.word];
  }
  for (const each of root.querySelectorAll("[data-label]")) {
    each.setAttribute("aria-label", words()[each.dataset.label]);
    each.title = words()[each.dataset.label];
  }
  for (const each of root.querySelectorAll("[data-placeholder]")) {
    each.placeholder = words()[each.dataset.placeholder];
  }
}
