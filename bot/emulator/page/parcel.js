// Parcel: what is sent besides plain text; the files are made up by the stand-in.

import { ask } from "./dialogs.js";
import { words } from "./words.js";

const AMSTERDAM = { latitude: 52.3731, longitude: 4.8926 };
const LIVE_SECONDS = 900;

/** The fields of a message of this kind (null: of text); null when it was cancelled. */
export async function parcel(kind, text) {
  const caption = text ? { caption: text } : {};
  switch (kind) {
    case null:
      return { text };
    case "album":
      return { album: [{ kind: "photo", ...caption }, { kind: "photo" }] };
    case "location":
      return { kind, ...AMSTERDAM };
    case "live_location":
      return { kind: "location", ...AMSTERDAM, live_period: LIVE_SECONDS };
    case "venue":
      return { kind, ...AMSTERDAM, title: text || words().kinds.venue, address: "Dam" };
    case "poll":
      return { kind, question: text || words().kinds.poll, options: ["1", "2", "3"] };
    case "contact": {
      const card = await ask(words().kinds.contact, [
        { name: "first_name", label: words().contactName },
        { name: "phone_number", label: words().contactPhone },
      ]);
      return card === null ? null : { kind, ...card };
    }
    case "sticker":
    case "dice":
    case "video_note":
      return { kind };
    default:
      return { kind, ...caption };
  }
}
