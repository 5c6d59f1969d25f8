// Searches the index in this browser, as one types; nothing leaves it.
"use strict";

const kennis = {};

(function () {
  const form = document.getElementById("zoek");
  const field = document.getElementById("q");
  const list = document.getElementById("gevonden");
  const told = document.getElementById("uitkomst");
  const MOST = 12;
  const shelves = new Map();
  let entries = null;

  // What is needed of the index comes as scripts, since pages from a folder may load nothing else.
  function load(name) {
    const script = document.createElement("script");
    script.src = form.dataset.index + name + ".js";
    document.head.append(script);
  }
  kennis.titles = (all) => { entries = all; show(); };
  kennis.words = (sign, shelf) => { shelves.set(sign, shelf); show(); };

  function shelf(sign) {
    if (!shelves.has(sign)) {
      shelves.set(sign, {});
      load("w-" + sign);
    }
    return shelves.get(sign);
  }

  // As bot/faq/plain.py: small letters without accents and apostrophes, bare words.
  function words(text) {
    return text.toLowerCase().normalize("NFKD").replace(/[\u0300-\u036f'’‘`´]/g, "")
      .split(/[^a-z0-9]+/).filter((word) => word.length > 1);
  }

  // Typing errors between two words, two neighbours swapped being one (optimal string alignment).
  function errors(a, b, most) {
    if (Math.abs(a.length - b.length) > most) return most + 1;
    let before = [], last = Array.from({ length: b.length + 1 }, (_, at) => at);
    for (let i = 1; i <= a.length; i++) {
      const row = [i];
      for (let j = 1; j <= b.length; j++) {
        const same = a[i - 1] === b[j - 1] ? 0 : 1;
        row[j] = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + same);
        if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
          row[j] = Math.min(row[j], before[j - 2] + 1);
        }
      }
      before = last;
      last = row;
    }
    return last[b.length];
  }

  // How well a typed word is a known one, from 0 to 1.
  function likeness(typed, word) {
    if (typed === word) return 1;
    const [short, long] = typed.length < word.length ? [typed, word] : [word, typed];
    if (short.length >= 4 && long.startsWith(short)) return short === typed ? 0.8 : long.length - short.length < 4 ? 0.7 : 0;
    const most = typed.length > 7 ? 2 : typed.length > 3 ? 1 : 0;
    return most && errors(typed, word, most) <= most ? 0.6 : 0;
  }

  function find(text) {
    const score = new Map();
    const typed = [...new Set(words(text))].slice(0, 30);
    for (const one of typed) {
      const best = new Map();
      for (const [word, places] of Object.entries(shelf(one[0]))) {
        const alike = likeness(one, word);
        if (!alike) continue;
        // A word in few entries says more than one in many.
        const rare = Math.log(1 + (2 * entries.length) / places.length);
        for (let at = 0; at < places.length; at += 2) {
          best.set(places[at], Math.max(best.get(places[at]) || 0, alike * rare * Math.sqrt(places[at + 1])));
        }
      }
      for (const [entry, worth] of best) score.set(entry, (score.get(entry) || 0) + worth);
    }
    const ranked = [...score].sort((a, b) => b[1] - a[1] || a[0] - b[0]);
    return ranked.filter(([, worth]) => worth >= ranked[0][1] / 3).slice(0, MOST).map(([entry]) => entries[entry]);
  }

  function show() {
    if (!entries) return;
    const text = field.value.slice(0, 200);
    const found = find(text);
    list.replaceChildren(...found.map(([address, question]) => {
      const item = document.createElement("li"), link = document.createElement("a");
      link.href = address;
      link.textContent = question;
      item.append(link);
      return item;
    }));
    told.textContent = !words(text).length ? "" : !found.length ? told.dataset.none
      : found.length === 1 ? told.dataset.one : told.dataset.some.replace("{count}", found.length);
  }

  form.hidden = false;
  form.addEventListener("submit", (event) => { event.preventDefault(); show(); });
  field.addEventListener("input", show);
  load(form.dataset.language);
})();
