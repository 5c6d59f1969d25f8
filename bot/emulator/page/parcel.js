// Parcel: what is sent besides plain text; the files are made up by the stand-in.

import { ask } from "./dialogs.js";
import { words } from "./words.js";

const AMSTERDAM = { latitude: 52.3731, longitude: 4.8926 };
const LIVE_SECONDS = 900;
const DICE = ["🎲", "🎯", "🎳", "🏀", "⚽", "🎰"];
const STEP = 0.001;

/** Where a live location is after some steps to the north-east. */
export const moved = ({ latitude, longitude }) => ({ latitude: latitude + STEP, longitude: longitude + STEP });

/** The fields of a message of this kind (null: of text); null when it was cancelled. */
export async function parcel(kind, text) {
  const caption = text ? { caption: text } : {};
  switch (kind) {
    case null:
      return { text };
    case "album":
      return { album: [{ kind: "photo", ...caption }, { kind: "photo" }] };
    case "mixed_album":
      return { album: [{ kind: "photo", ...caption }, { kind: "video" }, { kind: "photo", spoiler: true }] };
    case "file_album":
      return { album: [{ kind: "document", ...caption }, { kind: "document" }] };
    case "location":
      return { kind, ...AMSTERDAM };
    case "live_location":
      return { kind: "location", ...AMSTERDAM, live_period: LIVE_SECONDS };
    case "venue":
      return { kind, ...AMSTERDAM, title: text || words().kinds.venue, address: "Dam" };
    case "poll":
      return { kind, question: text || words().kinds.poll, options: ["1", "2", "3"] };
    case "quiz":
      return { kind: "poll", type: "quiz", question: text || words().kinds.quiz, options: ["1", "2", "3"], correct_option_ids: [1] };
    case "checklist":
      return { kind, title: text || words().kinds.checklist, tasks: ["1", "2", "3"] };
    case "dice":
      return { kind, ...(DICE.includes(text) ? { emoji: text } : {}) };
    case "contact": {
      const card = await ask(words().kinds.contact, [
        { name: "first_name", label: words().contactName },
        { name: "phone_number", label: words().contactPhone },
      ]);
      return card === null ? null : { kind, ...card };
    }
    case "sticker":
    case "story":
    case "video_note":
      return { kind };
    default:
      return { kind, ...caption };
  }
}
