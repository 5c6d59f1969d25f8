// Menu: a small list of choices beside what was pressed, used by mouse and keyboard.

import { el } from "./dom.js";

let open = null;

/** Close the menu that is open, if one is; the keyboard goes back to where it was. */
export function closeMenu(restore = true) {
  if (open === null) return;
  const { element, opener } = open;
  open = null;
  element.remove();
  opener.setAttribute?.("aria-expanded", "false");
  if (restore) opener.focus?.();
}

/**
 * Show a menu. `items` are `{label, act, testid, danger}`; `row` are short ones shown side by side
 * above them (reactions). `opener` gets the keyboard back; `at` is a point, else below the opener.
 */
export function showMenu(opener, { label, items, row = [], at = null }) {
  closeMenu(false);
  const make = (item, extra) =>
    el(
      "button",
      {
        type: "button",
        role: "menuitem",
        tabindex: "-1",
        class: `${extra}${item.danger ? " danger" : ""}`,
        "aria-label": item.name ?? null,
        "data-testid": item.testid ?? null,
        on: {
          click: (event) => {
            event.stopPropagation();
            closeMenu();
            item.act();
          },
        },
      },
      item.label,
    );
  const element = el(
    "div",
    { class: "menu", role: "menu", "aria-label": label, "data-testid": "menu" },
    row.length > 0 && el("div", { class: "menu-row", role: "group" }, row.map((item) => make(item, "sign"))),
    items.map((item) => make(item, "choice")),
  );
  element.addEventListener("keydown", (event) => move(event, element));
  element.addEventListener("focusout", (event) => {
    if (event.relatedTarget && !element.contains(event.relatedTarget)) closeMenu(false);
  });
  document.body.append(element);
  open = { element, opener };
  opener.setAttribute?.("aria-expanded", "true");
  place(element, opener, at);
  (element.querySelector(".choice") ?? element.querySelector(".sign"))?.focus();
}

function place(element, opener, at) {
  const box = opener.getBoundingClientRect();
  const { offsetWidth: width, offsetHeight: height } = element;
  const x = at ? at.x : box.left;
  const below = at ? at.y : box.bottom + 4;
  const y = below + height > window.innerHeight - 8 ? (at ? at.y : box.top - 4) - height : below;
  element.style.left = `${Math.max(8, Math.min(x, window.innerWidth - width - 8))}px`;
  element.style.top = `${Math.max(8, y)}px`;
}

function move(event, element) {
  const choices = [...element.querySelectorAll("[role=menuitem]")];
  const here = choices.indexOf(document.activeElement);
  const steps = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 };
  if (event.key in steps) {
    choices[(here + steps[event.key] + choices.length) % choices.length].focus();
  } else if (event.key === "Home") {
    choices[0].focus();
  } else if (event.key === "End") {
    choices.at(-1).focus();
  } else if (event.key === "Escape" || event.key === "Tab") {
    closeMenu();
  } else {
    return;
  }
  event.preventDefault();
  event.stopPropagation();
}

document.addEventListener("pointerdown", (event) => {
  if (open && !open.element.contains(event.target)) closeMenu(false);
});
