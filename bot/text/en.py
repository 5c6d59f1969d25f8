"""English: what people read. The same keys and values as the Dutch texts; a test holds them together."""

from typing import Final

TEXTS: Final[dict[str, str]] = {
    # --- start ---
    "start.screen": (
        "<b>{name}</b>: an advice line for professionals.\nNot a reporting point, not the police.\n\n"
        "Immediate danger? Call <b>112</b>.\n\n"
        "You are talking with a bot. If that is not enough, an expert answers. {duty}\n\n"
        "Please give no names or other identifying details: Telegram can read along.{kept}"
    ),
    "start.kept_line": "\n\nYour message is kept. You need not type it again.",
    "start.unread_line": "Your message is kept, but I can't read it. Is there danger now?",
    "start.kept_unread": (
        "Your message is kept, but I can't read it. I only read text, in Dutch and English. "
        "Choose <b>I agree, go on</b> for your question or an expert. {duty}\n\n"
        "Is there immediate danger now? Call <b>112</b>."
    ),
    "start.kept": (
        "Your message is kept. First choose <b>I agree, go on</b> or <b>I do not agree</b>; then you get an answer.\n\n"
        "Immediate danger? Call <b>112</b>."
    ),
    "start.more": (
        "<b>What this line is</b>\n"
        "You get advice, not a verdict. You can ask without names. What you write here is no report: "
        "nothing goes to the police or the municipality because you ask something here.\n\n"
        "<b>Telegram</b>\n"
        "This is an ordinary chat. Your messages are on the computers of Telegram, without end-to-end encryption. "
        "Telegram can read them. A secret chat with a bot is not possible. Type nothing that must not be there.\n\n"
        "<b>Rather not type?</b>\nThen call, for example:\n{numbers}\n\n"
        "<b>We do not know who or where you are</b>\n"
        "Experts see a code, your answers to the first questions and what you send. Not your name, username, "
        "photo or number. So we cannot send help. In danger, call 112 yourself. "
        "With /whoami you read exactly what they see of you.\n\n"
        "<b>Serious danger</b>\n"
        "If an expert reads about serious danger, they tell you so and discuss with you who is called. "
        "Sometimes an expert must act. So we do not promise secrecy.\n\n"
        "<b>Names</b>\n"
        "A name, school, address or account makes a young person recognisable. Leave them out.\n\n"
        "<b>You do not agree?</b>\n"
        "Then nothing goes to an expert. The questions and answers and the numbers stay there for you. "
        "You can always change your mind: type /privacy."
    ),
    "language.chosen": "We go on in English.",
    "typed.agree": "yes|agree|i agree|ok|okay|fine|go on|ja|akkoord",
    # --- duty ---
    "duty.always": "An expert can be reached day and night.",
    "duty.now": "An expert can be reached now, until {until}.",
    "duty.later": "Nobody is reading now. Available again: {at}.",
    "duty.never": "No expert is reading at the moment.",
    "duty.talking": "An expert is talking with you here now.",
    "duty.call": "Can it not wait?\n{numbers}",
    "promise.now": "A human answers you by {at} at the latest.",
    "promise.later": (
        "Nobody is reading now. You get an answer by {at} at the latest.\n\nCan it not wait?\n{numbers}"
    ),
    "promise.never": (
        "No expert is reading at the moment. Your question stays.\n\nCan it not wait?\n{numbers}"
    ),
    "line": "• {line}",
    # --- questions ---
    "menu": (
        "What can I help you with? Type your question in your own words, without names. "
        "Or choose a theme.\n\n{duty}"
    ),
    "greeting": "Hello. Do type your question, without names, or choose a theme.",
    "nod": "If you have a question, just type it, without names. Or choose a theme.",
    "safe": "Good to hear. Try your question in other words, or choose a button. {duty}",
    "themes": "Choose a theme:",
    "theme": "Which question is like yours?\n<b>{theme}</b>",
    "choices": "Do you mean one of these questions? If not, type your question in other words.",
    "choice": "Do you mean this question? If not, type your question in other words.",
    "no_answer": "I am not sure, and I do not guess. An expert can think along with you. {duty}",
    "unreadable": (
        "I can't read this. I read only Dutch and English, and no speech or pictures. "
        "Your message is kept for an expert. {duty}\n\nIs there immediate danger now? Call <b>112</b>."
    ),
    "unreadable_open": (
        "🤖 I can't read this message myself. It has been passed on. "
        "Is there immediate danger now? Call <b>112</b>."
    ),
    "no_cards": (
        "I do not pass on contact cards or locations: they show who or where somebody is. "
        "Please type your question without such details. Immediate danger? Call <b>112</b>."
    ),
    "neutral.danger": "Need help now? Call <b>112</b>.",
    "neutral.question": "We go on where you were:",
    "neutral.entry": "This is what I found for you:",
    "neutral.sent": "An expert chose this answer for you. Read it when it suits you to do so:",
    "entry": "<b>{question}</b>\n\n{answer}",
    "inline.danger": "Is there danger now?",
    "inline.theme": "<b>{theme}</b>\n\n{questions}",
    "inline.way_out": "Ask the helpline a question",
    "helped": "Good. If you have another question, just type it.",
    "not_helped": "A pity. Try your question in other words, or choose a button. {duty}",
    "help": (
        "Type your question without names, or choose a button.\n\n"
        "/menu – back to the beginning\n/themes – questions and answers\n/expert – talk to a human\n"
        "/unsend – take a message of yours back\n/done – close your case\n/language – Dutch or English\n/112 – in danger\n"
        "/whoami – what experts see of you\n/privacy – what you agree to\n"
        "/mydata – what we keep about you\n/forget – have everything erased\n\n{duty}"
    ),
    # --- intake ---
    "intake.intro": (
        "A few short questions, no names. Only the first is needed; after it you can place at once. {duty}"
    ),
    "intake.question": "<b>{question}</b>\n<i>Why do we ask? {why}</i>",
    "intake.type": "Type your answer. No names, schools, addresses or accounts, please.",
    "intake.or_type": "Choose, or type your answer.",
    "intake.second_try": (
        "I did not understand that as an answer; I do keep it for the expert. "
        "Choose a button, or type the number of your choice."
    ),
    "intake.what_to_change": "What do you want to change? Choose a button with ✎, or type what it says.",
    "intake.at_check": (
        "I did not understand that. If it is right, type yes. To change something, choose a button with ✎."
    ),
    "intake.way_out": (
        "No problem, you need not fill this in. Your question can also go to an expert as it is. {duty}"
    ),
    "intake.unreadable": (
        "I can't read this. It is kept for an expert. Is there immediate danger now? Call <b>112</b>."
    ),
    "intake.safety_first": "Your question can go to a human. {duty}\n\nFirst only this:",
    "intake.stopped": (
        "Stopped. Nothing was passed on. You can always type a new question or ask for an expert. "
        "{duty}"
    ),
    "intake.summary": "<b>Is this right?</b>\n{lines}",
    "intake.summary_line": "{label}: {value}",
    "intake.same": "Is this still as it was last time? <b>{known}</b>",
    "intake.done": "Thank you, this is enough.",
    "intake.in_message": "see your message",
    "typed.yes": "yes|right|y|1|ja",
    "typed.no": "no|changed|n|2|nee",
    # --- placed, waiting ---
    "placed": (
        "Your question is waiting for an expert. Your code: <b>{code}</b>.\n\n{promise}\n\n"
        "Just go on typing; everything is passed on. A tick in Telegram means that the bot has your message, "
        "not that an expert has read it. Danger? Call <b>112</b>.{previews}"
    ),
    "status": (
        "You have an open question with code <b>{code}</b>. What you type goes to the experts. {duty}"
    ),
    "delayed": (
        "🤖 Passing on takes a little longer. Your question and all your messages are kept; "
        "I keep trying. Danger? Call <b>112</b>."
    ),
    "stalled": (
        "🤖 Telegram does not let your messages through right now. They are kept and go on by themselves, in "
        "order. You do not have to send anything again. Danger? Call <b>112</b>."
    ),
    "overdue": (
        "🤖 It is later than promised and there is no expert yet. Sorry. Your question stays and "
        "the experts get another reminder.\n\nCan it not wait?\n{numbers}\n"
        "• Immediate danger: 112"
    ),
    "overdue_taken": (
        "🤖 It is later than promised. Your question has been taken up, but you have no answer yet. Sorry. "
        "The experts get another reminder.\n\nCan it not wait?\n{numbers}\n"
        "• Immediate danger: 112"
    ),
    "taken_up": "👤 <b>{role}</b> has taken up your question and talks with you here.",
    "speaker": "👤 <b>{role}</b>:",
    "held": "This shows who or where somebody is. Do you want to send it all the same?",
    "held_sent": "Passed on.",
    "held_not_sent": "Not sent.",
    "card_as_text": "Contact card: {card}",
    "missed": (
        "Because of a breakdown I may have missed messages from {since} to {until}. "
        "Did you write something then and get no answer? Please send it again. Is there danger right now? Call <b>112</b>."
    ),
    "not_handled": (
        "Something went wrong here: I could not handle your last message or choice. It is kept. "
        "Please try again in a moment. Is there danger right now? Call <b>112</b>."
    ),
    "undelivered": "🤖 This message could not be passed on. Send it again, or say it in other words.",
    "undelivered_edit": (
        "🤖 This change could not be passed on. The experts still see the old text. "
        "Send the new text as a separate message."
    ),
    # --- end ---
    "closed": (
        "Your question <b>{code}</b> is closed. Did this help you?\n1 = not at all, 5 = very well"
    ),
    "rated": "Thank you. This goes to the coordinator, not to the experts.",
    "sentence": "Type a sentence for the coordinator. No names, please.",
    "sentence_kept": "Thank you, I pass it on to the coordinator.",
    "after": (
        "Your last question is closed. Is this about the same question, about something new, or do you only "
        "want to say thanks? If you choose nothing, your last question opens again in two minutes."
    ),
    "typed.same": "same|the same|same question|1|zelfde",
    "typed.new": "new|something new|new question|2|nieuw",
    "typed.thanks": "thanks|thank you|only thanks|3|bedankt",
    "welcome": "You are welcome. You can always come back here.",
    "reopened": "Your question <b>{code}</b> is open again. {promise}",
    # --- buttons ---
    "button.danger": "🚨 There is danger now",
    "button.agree": "I agree, go on",
    "button.more": "Read more",
    "button.other_language": "Nederlands",
    "button.112": "🚨 112",
    "button.expert": "👤 Expert",
    "button.themes": "Themes",
    "button.themes_waiting": "Read questions and answers meanwhile",
    "button.back_themes": "‹ Themes",
    "button.now": "👤 I agree: an expert, with priority",
    "button.now_off_duty": "👤 I agree: place it, with priority",
    "button.safe": "No immediate danger",
    "button.danger_yes": "Yes, danger now",
    "button.danger_no": "No, no danger",
    "button.helped": "👍 This helps",
    "button.not_helped": "👎 Does not help",
    "button.place": "▶ Place it now",
    "button.place_now": "▶ Place it now, with priority",
    "button.questions": "Questions first",
    "button.more_questions": "Answer a few more questions",
    "button.back": "‹ Back",
    "button.skip": "Skip",
    "button.stop": "Stop",
    "button.ready": "Ready ›",
    "button.same": "Yes, right",
    "button.other": "No, changed",
    "button.change": "✎ {what}",
    "button.send": "Send it",
    "button.dont_send": "Don't send",
    "button.i_am_helped": "I am helped",
    "button.sentence": "Add a sentence",
    "button.same_case": "The same question",
    "button.new_question": "A new question",
    "button.only_thanks": "Only thanks",
    "button.take": "✋ I take this",
    "button.close": "Close the case",
    "button.reopen": "Reopen the case",
    "button.send_note": "Send to the professional",
    "button.send_entry": "Send {number}: {label}",
    "button.send_again": "Send {number} once more: {label}",
    "button.flag_entry": "Answer: {what}",
    "button.flag_contact": "Contact: {what}",
    "button.lift": "↩ A mistake",
    # --- what pops up ---
    "toast.stale": "This button no longer works. Nothing has changed.",
    "toast.open_already": "You have an open question already: {code}. Just go on typing.",
    "toast.rated_already": "You have given a mark already. Thank you.",
    "toast.sent_already": "This has been sent already.",
    "toast.not_yours": "Only the one who wrote it can send it.",
    "toast.sent": "Being sent.",
    "toast.not_sent": "Not sent.",
    "toast.taken": "This case has been taken up already.",
    "toast.yours": "The professional hears that you are there.",
    "toast.closed": "The case is closed.",
    "toast.moved_on": "The professional is busy with a new question. It gets a topic of its own.",
    "toast.reopened": "The case is open again.",
    "toast.older_case": "This is an old case. The same professional has a newer one.",
    "toast.case_closed": "Not sent: this case is closed. Reopen the case first.",
    "toast.entry_gone": "Not sent: this answer is no longer in the FAQ.",
    "toast.sent_before": "Not sent: this answer was sent already. Once more? Ask for a new list with /faq.",
    "toast.flagged": "This is being checked.",
    "toast.lifted": "The report is gone.",
    "toast.flag_not_yours": "Only who reported it can take it away. Else a maintainer does.",
    # --- card ---
    "card": "<b>Case {code}</b> · {urgency}\nPlaced {at}\n{lines}\n\n{state}",
    "card.instructions": (
        "<i>To answer: reply to a message of the professional or to this card, or type /a and your text. "
        "Everything else stays here. With // in front it never leaves. /close closes the case.</i>"
    ),
    "card.line": "{label}: <b>{value}</b>",
    "card.urgency_0": "normal",
    "card.urgency_1": "🟠 with priority",
    "card.urgency_2": "🔴 danger",
    "card.language_nl": "Writes Dutch",
    "card.language_en": "Writes English",
    "card.waiting": "⏳ Waits for an expert",
    "card.taken": "💬 Taken up by {role}",
    "card.closed": "✅ Closed",
    "card.rebuilt": (
        "⚠ The previous topic of this case was deleted. This is a new one: the card and the newest messages "
        "of the chat (👌 = an expert's answer). <b>Your notes are gone.</b>"
    ),
    # --- topic ---
    "topic.danger_red": "🔴 <b>Danger</b> seen in this message: {kind}. The professional was shown 112.",
    "topic.danger_amber": (
        "🟠 <b>Possible danger</b> seen in this message: {kind}. The professional got numbers to call."
    ),
    "topic.danger_guess": (
        "🟠 <b>Perhaps danger</b> in this message: {kind}. That is a guess of the bot. "
        "The professional was shown nothing; see for yourself whether 112 is needed."
    ),
    "topic.danger_button": "🔴 The professional pressed <b>There is danger now</b> and was shown 112.",
    "topic.note_line": "✍ The note of {at} was <b>not sent</b>.",
    "topic.note_sent": "✍ Note sent after all.",
    "topic.anonymous": (
        "Not sent. You write as an anonymous administrator; switch that off and write as yourself."
    ),
    "topic.channel": "Not sent. You write on behalf of a channel; write as yourself.",
    "topic.case_closed": "Not sent: this case is closed. Reopen the case and answer again.",
    "topic.older_case": (
        "Not sent: this is an old case. The professional has a newer one; answer in that topic."
    ),
    "topic.moved_on": (
        "Not sent: this case is closed and the professional is busy with a new question. "
        "It gets a topic of its own."
    ),
    "topic.empty_answer": "Not sent: there is no text after /a.",
    "topic.edit_internal": (
        "Your change begins with // and was not passed on. The professional still sees the old text."
    ),
    "topic.edit_command": (
        "Your change is a command to the bot and was not passed on. The other side still sees the old text."
    ),
    "topic.command_changed": "I do not follow this command in a changed message. Send it as a new one.",
    "topic.no_command": (
        "I do not know this command. Your message stays here; the professional does not get it. "
        "Do you want to send it all the same? Type /a with your text behind it. /help shows what you can do."
    ),
    "topic.no_command_there": (
        "This command does not work under a photo or file. It stays here; the professional does not get it. "
        "Send it again without the command, as a reply to a message of the professional, and it leaves."
    ),
    "topic.held_sent": "Chosen: send it all the same.",
    "topic.held_kept": "Chosen: do not send it.",
    "topic.held": "Not sent yet: this shows who or where somebody is. Send it all the same?",
    "topic.closed": "✅ Case closed. The professional is asked how it was.",
    "topic.closed_by_her": "✅ The professional is helped and has closed the case.",
    "topic.reopened": "↩ The case is open again.",
    "topic.closed_by_hand": (
        "The topic is closed, but the case is still open: a new message of the professional opens it again. "
        "Finished? Use the button."
    ),
    "topic.reopened_by_hand": "The topic is open, but the case is closed. Go on? Use the button.",
    "topic.overdue": "⏰ This case has waited {waiting} for an expert.",
    "topic.overdue_taken": "⏰ This case was taken up, but has waited {waiting} for an answer.",
    "topic.missed": (
        "⚠ Because of a breakdown messages from {since} to {until} may be lost, the professional's and yours. "
        "An answer without 👌 was not sent: please send it again."
    ),
    "topic.blocked": "The professional has blocked the bot. Answers do not arrive.",
    "topic.unblocked": "The professional lets the bot in again. Answers arrive again.",
    "topic.undelivered_blocked": "Not delivered: the professional has blocked the bot.",
    "topic.undelivered_deactivated": "Not delivered: the professional's account no longer exists.",
    "topic.undelivered_too_big": "Not delivered: the message is too big.",
    "topic.undelivered_uncopyable": "Not delivered: Telegram can't pass this on, or it is gone already.",
    "topic.undelivered_refused": "Not delivered: Telegram refused the message. Try it as plain text.",
    "topic.correction": "✏ Correction of {at}:",
    "topic.edit_undelivered": "Your change was not delivered. The professional still sees the old version.",
    "duration.minutes": "{count} min",
    "duration.hours": "{count} h",
    # --- experts and the FAQ ---
    "faq.found": "📖 From the FAQ. Only you and your colleagues see this; choose what to send.",
    "faq.unsure": (
        "📖 I am not sure that this fits. Only you and your colleagues see this; choose what to send."
    ),
    "faq.danger": "🔴 There is a sign of danger in this message. Name 112 first.",
    "faq.nothing": (
        "I find nothing. Type /faq with a few words behind it, or reply with /faq to a message of the professional."
    ),
    "faq.entry": "<b>{number}. {question}</b>{mark}\n{start}\n<code>{id}</code>",
    "faq.checked": "⚠ being checked",
    "faq.sent_before": "✓ sent already",
    "faq.sent": "📖 Sent from the FAQ by {role}. <code>{id}</code>\n\n{answer}",
    "learn.which": (
        "Reply with /learn to an answer that went to the professional. Then I make it a draft for the FAQ."
    ),
    "learn.known": "This answer is in the FAQ already.",
    "learn.no_text": "This answer has no text. I only make drafts of texts.",
    "learn.ask": (
        "✍ Which question does this answer? Reply to this message with the question, without names or other "
        "details that show who it is about.\n\n{answer}"
    ),
    "learn.long": (
        "This answer is too long to be kept here. Reply to it with /learn, and put the question right behind that."
    ),
    "learn.done": "✍ A draft was made of this.",
    "learn.again": (
        "That did not work. Reply to my question with text, or reply to the answer itself with /learn and the question."
    ),
    "learn.drafted": (
        "✍ Draft made: <code>{file}</code>, in the helpline's drafts folder. Nothing changes yet: whoever looks "
        "after the FAQ checks it and puts it in by hand. Is there a name or another detail in it after all? "
        "Then tell them."
    ),
    "flag.choose": "What is wrong?",
    "flag.which": (
        "What is wrong? Reply with /flag to an answer from the FAQ, or type /flag with the name or number of a contact."
    ),
    "flag.now": "This is being checked already:",
    "flag.one": "• {what} <code>{id}</code>",
    "flag.never": "112 always stays.",
    "flag.set": (
        "⚠ <b>{what}</b> <code>{id}</code>: this is being checked. From now on it says so wherever it is shown, also to "
        "the people who ask. That goes when the text is mended or confirmed."
    ),
    "flag.already": "<b>{what}</b> <code>{id}</code> is being checked already.",
    "flag.lifted": "↩ <b>{what}</b> <code>{id}</code> is no longer being checked: it was a mistake.",
    "flag.used": "It stands in {count} answers.",
    "flag.used_once": "It stands in 1 answer.",
    # --- General ---
    "general.no_case": "Not sent: there is no case here. Answer in the topic of the case.",
    "general.overdue": "⏰ <b>{title}</b> has waited {waiting} for an expert.",
    "general.overdue_taken": "⏰ <b>{title}</b> was taken up, but has waited {waiting} for an answer.",
    "general.dead_letters": (
        "⚠ {count} messages from Telegram could not be handled and were set aside. "
        "If somebody has gone quiet, ask whether the last message can be sent again. "
        "Who runs the helpline sees the reason with: helpline deadletter list"
    ),
    "general.damaged_effects": (
        "⚠ Some of what was still to be sent is damaged: {count} times something did not leave and was set aside. "
        "Look in the open cases whether anything is missing."
    ),
    "general.dead_letter": (
        "⚠ A message from Telegram could not be handled and was set aside. "
        "If somebody has gone quiet, ask whether the last message can be sent again. "
        "Who runs the helpline sees the reason with: helpline deadletter list"
    ),
    "general.queue": (
        "⏳ {count} messages of professionals wait for Telegram, the oldest for {since}. "
        "They come by themselves, in order."
    ),
    "general.queue_one": (
        "⏳ A message of a professional waits for Telegram, for {since}. It comes by itself."
    ),
    "general.queue_over": "✅ Everything of the professionals has gone on; nothing waits for Telegram any more.",
    "general.missed": (
        "⚠ <b>There was a long breakdown.</b> What was written between {since} and {until}, here or by professionals, "
        "may be lost: Telegram keeps it for a day. Everybody with an open case is told; "
        "it is also said in each open case."
    ),
    "general.in_topic": "That works in the topic of a case only.",
    "general.flagged": (
        "⚠ Being checked: <b>{what}</b> <code>{id}</code>. An expert said that something in it is wrong. "
        "{used}Whoever looks after the content: mend it, or confirm it with a new date; then this goes by itself."
    ),
    "general.checked": "✅ Checked: <b>{what}</b> <code>{id}</code>. The text was changed, confirmed or removed.",
    "general.drafted": (
        "📝 New draft for the FAQ: <code>{file}</code>. Whoever looks after the content finds it in the drafts folder."
    ),
    "general.draft_stuck": (
        "⚠ A draft for the FAQ could not be saved. It is kept and tried again and again. "
        "Whoever runs the helpline sees the reason in the log."
    ),
    "general.content_broken": (
        "⚠ <b>There is a mistake in the new content.</b> The former version stays live; professionals notice nothing.\n"
        "{problems}"
    ),
    "general.content_more": "… and {count} more.",
    "general.content_mended": "✅ <b>The content is in order again and live.</b>{changes}",
    "general.content_live": "✅ <b>New content is live</b> ({commit}).{changes}",
    "general.content_contact": "contact {name}, used in {count} answers",
    "general.content_contact_one": "contact {name}, used in {count} answer",
    "general.content_contacts": "{count} more contacts",
    "general.content_changed": "{count} answers changed ({labels})",
    "general.content_changed_one": "{count} answer changed ({labels})",
    "general.content_added": "{count} new answers ({labels})",
    "general.content_added_one": "{count} new answer ({labels})",
    "general.content_removed": "{count} answers taken away",
    "general.content_removed_one": "{count} answer taken away",
    "general.content_danger": "the signs of danger changed",
    "general.content_intake": "the questionnaire changed",
    "general.content_other": "words, themes or sources changed",
    "general.content_no_git": (
        "⚠ New content can't be fetched: git is not on the helpline's computer. The former version stays live."
    ),
    "general.content_refused": (
        "⚠ New content can't be fetched: the helpline is not let into the repository. "
        "See whether it is still there and the key still holds. The former version stays live."
    ),
    "general.content_no_branch": (
        "⚠ New content can't be fetched: there is no such branch as is set. The former version stays live."
    ),
    "general.content_no_folder": (
        "⚠ New content can't be fetched: the folder that is set is not in the repository. "
        "The former version stays live."
    ),
    "general.content_too_large": (
        "⚠ New content can't be fetched: the folder is too large to be content. The former version stays live."
    ),
    "general.content_not_fetched": (
        "⚠ New content can't be fetched. The former version stays live. "
        "Whoever runs the helpline can look with: helpline check"
    ),
    "general.help": (
        "Each case is a topic in this group.\n"
        "• To answer: reply to a message of the professional or to the card, or type /a and your text.\n"
        "• Everything else is a note and stays here. With // in front it never leaves.\n"
        "• 👌 delivered · ✍ note · 👀 waits for Telegram · 😢 not delivered\n"
        "• Times above pieces of text mean that several messages came as one. To answer one piece, quote it.\n"
        "• /del as a reply to your answer takes it back, /pin pins a message for the person asking. An emoji under a "
        "message of theirs is shown to them too.\n"
        "• /close closes the case. /block with a reason closes it, and lets no new one in.\n"
        "• /faq looks for answers in the FAQ; you choose whether one leaves. /learn makes an answer a draft for the "
        "FAQ. /flag says that an answer or number is wrong; that works here too."
    ),
}
