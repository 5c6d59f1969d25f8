// Commands: what the bot offers behind "/" in a chat, found as Telegram finds it.

/** `chat` is null in the private chat. The first scope and language with commands counts. */
export function commandsFor(bot, chat, language) {
  const scopes = chat === null
    ? ["all_private_chats", "default"]
    : [`chat:${chat.id}:`, "all_group_chats", "default"];
  for (const scope of scopes) {
    for (const tongue of [language, ""]) {
      const found = bot.commands[`${scope}/${tongue}`];
      if (found?.length) return found;
    }
  }
  return [];
}
