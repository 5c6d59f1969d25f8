// Dialogs: short questions and notices over the page.

import { el } from "./dom.js";
import { words } from "./words.js";

const TOAST_SECONDS = 4;

/** Ask for some values. `fields` are `{name, label, value, options}`; null when cancelled. */
export function ask(title, fields) {
  return new Promise((resolve) => {
    const inputs = fields.map((field) => {
      const input = field.options
        ? el("select", { name: field.name }, field.options.map(([value, label]) =>
            el("option", { value }, label)))
        : el("input", { name: field.name, required: true, autocomplete: "off" });
      input.value = field.value ?? input.value;
      return el("label", {}, el("span", {}, field.label), input);
    });
    const form = el(
      "form",
      { method: "dialog" },
      el("h2", {}, title),
      inputs,
      el(
        "div",
        { class: "dialog-buttons" },
        el("button", { type: "button", class: "quiet", on: { click: () => box.close() } }, words().cancel),
        el("button", { type: "submit", class: "strong", "data-testid": "dialog-ok" }, words().make),
      ),
    );
    const box = el("dialog", { "aria-label": title, "data-testid": "dialog" }, form);
    let values = null;
    form.addEventListener("submit", () => {
      values = Object.fromEntries(new FormData(form));
    });
    box.addEventListener("close", () => {
      box.remove();
      resolve(values);
    });
    document.body.append(box);
    box.showModal();
  });
}

/** The window in which a bot's alert is shown. */
export function showAlert(text) {
  const box = el(
    "dialog",
    { role: "alertdialog", "aria-label": text, "data-testid": "alert" },
    el("p", {}, text),
    el(
      "div",
      { class: "dialog-buttons" },
      el("button", { type: "button", class: "strong", on: { click: () => box.close() } }, words().ok),
    ),
  );
  box.addEventListener("close", () => box.remove());
  document.body.append(box);
  box.showModal();
}

/** A line over a pane for some seconds; `wrong` makes it an error. */
export function showToast(pane, text, wrong = false) {
  const place = pane.querySelector(".toasts");
  const line = el(
    "div",
    { class: wrong ? "toast wrong" : "toast", "data-testid": wrong ? "error" : "toast" },
    text,
  );
  place.append(line);
  setTimeout(() => line.remove(), TOAST_SECONDS * 1000);
}
