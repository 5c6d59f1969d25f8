// Page: the phone and the expert group side by side, and the bar above them.

import { post } from "./api.js";
import { closeMenu } from "./menu.js";
import { GroupSide } from "./group.js";
import { PhoneSide } from "./phone.js";
import { Store } from "./store.js";
import { language, switchLanguage, translate, words } from "./words.js";

const store = new Store();
const phone = new PhoneSide(document.getElementById("phone"), store);
const group = new GroupSide(document.getElementById("group"), store);
const narrow = window.matchMedia("(max-width: 900px)");

/** Everything that is on the screen now counts as read. */
function look() {
  const tab = narrow.matches ? document.body.dataset.tab : null;
  store.watch([
    ...(tab === "group" ? [] : [phone.place]),
    ...(tab === "phone" ? [] : [group.place]),
  ].filter(Boolean));
  phone.listPeople();
  group.listTopics();
  count("phone", phone.unread);
  count("group", group.unread);
}

function count(tab, number) {
  const badge = document.querySelector(`#tab-${tab} .count`);
  badge.hidden = number === 0;
  badge.textContent = String(number);
  badge.setAttribute("aria-label", words().unread(number));
}

function showTab(name) {
  document.body.dataset.tab = name;
  for (const tab of document.querySelectorAll("[role=tab]")) {
    tab.setAttribute("aria-selected", String(tab.dataset.tab === name));
    tab.tabIndex = tab.dataset.tab === name ? 0 : -1;
  }
  look();
}

function tick() {
  const now = new Date(store.now());
  const shown = document.querySelector("[data-testid=clock]");
  shown.dateTime = now.toISOString();
  shown.textContent = now.toLocaleString(language(), {
    weekday: "short", day: "numeric", month: "short", hour: "2-digit", minute: "2-digit", second: "2-digit",
  });
}

function status(connected) {
  const line = document.querySelector(".status");
  line.classList.toggle("on", connected);
  line.dataset.connected = String(connected);
  line.querySelector(".status-text").textContent = connected ? words().connected : words().away;
}

function drawAll() {
  translate(document);
  phone.draw();
  group.draw();
  look();
  tick();
}

for (const tab of document.querySelectorAll("[role=tab]")) {
  tab.addEventListener("click", () => showTab(tab.dataset.tab));
  tab.addEventListener("keydown", (event) => {
    if (!["ArrowLeft", "ArrowRight"].includes(event.key)) return;
    const other = document.querySelector(`[role=tab]:not(#${tab.id})`);
    showTab(other.dataset.tab);
    other.focus();
  });
}
for (const button of document.querySelectorAll("[data-advance]")) {
  button.addEventListener("click", async () => {
    await post("clock", { advance: Number(button.dataset.advance) });
    await store.readClock();
    tick();
  });
}
document.querySelector(".language").addEventListener("click", () => {
  switchLanguage();
  status(document.querySelector(".status").dataset.connected === "true");
  drawAll();
});
phone.onLook = look;
group.onLook = look;
narrow.addEventListener("change", look);
window.addEventListener("resize", () => closeMenu(false));
store.addEventListener("all", drawAll);
store.addEventListener("people", drawAll);
store.addEventListener("topics", () => { group.head(); look(); });
store.addEventListener("message", look);
store.addEventListener("clock", tick);

translate(document);
setInterval(tick, 1000);
store.open(status);
