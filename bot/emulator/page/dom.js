// Elements: how every part of the page is made. Text is set as text, never as markup.

/**
 * Make an element. `attributes`: `class`, `on` (events), `data` (data-…), `hidden` and other
 * booleans, the rest as attributes. Children that are null or false are left out.
 */
export function el(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name === "on") {
      for (const [event, listener] of Object.entries(value)) made.addEventListener(event, listener);
    } else if (name === "data") {
      Object.assign(made.dataset, value);
    } else {
      made.setAttribute(name, value === true ? "" : value);
    }
  }
  made.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return made;
}

const SVG = "http://www.w3.org/2000/svg";

/** A sign from the sprite in the page; it is decoration, the label stands beside it. */
export function icon(name) {
  const made = document.createElementNS(SVG, "svg");
  made.setAttribute("class", "icon");
  made.setAttribute("aria-hidden", "true");
  const use = document.createElementNS(SVG, "use");
  use.setAttribute("href", `#icon-${name}`);
  made.append(use);
  return made;
}

const PALETTE = 7;

/** A round sign with the first letters of a name, in a colour of its own. */
export function avatar(name, seed) {
  const letters = [...name.replace(/[^\p{L}\p{N} ]/gu, "").trim()];
  return el(
    "span",
    { class: "avatar", "aria-hidden": "true", data: { colour: Math.abs(seed) % PALETTE } },
    (letters[0] ?? "?").toUpperCase(),
  );
}
