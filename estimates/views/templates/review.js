// Draws what Python hands over in `card` and `page`, and hands back commands; every decision is made in Python.
// All words reach the page as text, never as markup.

const KEYS = [
  ["k", "Back", "previous", "to the claim before"],
  ["j", "Next", "next", "to the next claim"],
  ["n", "Next open", "next_open", "to the next claim that nothing is decided about"],
  ["d", "By doubt", "by_doubt", "the most doubtful first"],
  ["t", "By text", "by_text", "in the order of the text"],
  ["a", "Accept", "accept", "take it as it was read; its doubt is settled"],
  ["f", "Fix", "fix", "correct its fields"],
  ["r", "Reject", "reject", "take it out, or back in"],
  ["s", "Split", "split", "make two of it, by the chosen words if there are any"],
  ["w", "Words", "pick", "let it stand on the words chosen in the article"],
  ["c", "New claim", "add", "add a claim on the words chosen in the article, or on typed ones"],
  ["q", "Quantity", "file", "file it under a name"],
  ["u", "Undo", "undo", "take the last decision back"],
];
const GROUPS = [["k", "j", "n", "d", "t"], ["a", "f", "r", "s"], ["w", "c"], ["q"], ["u"]];
const MORE = [
  ["1 2 3", "file it under the first, second or third group"],
  ["x", "it is not of the first group"],
  ["Esc", "leave a form"],
  ["?", "show or hide these keys"],
];
const STATES = {
  open: "open", doubted: "doubted", checked: "checked", filed: "filed", rejected: "rejected", added: "added",
};
const SHOWN_STATES = ["open", "doubted", "checked", "filed", "rejected"];

let screens = 0;

function make(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (value !== null && value !== undefined && value !== false) node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...children.filter((child) => child !== null && child !== undefined));
  return node;
}

// Python counts characters, a browser counts halves of the rarer ones.
const characters = (words) => Array.from(words).length;

// Whether what stands behind an element is dark, in whatever notation its colour is written.
function isDark(element) {
  const pen = Object.assign(document.createElement("canvas"), { width: 1, height: 1 }).getContext("2d", { willReadFrequently: true });
  for (let at = element; pen && at; at = at.parentElement || at.getRootNode().host) {
    pen.clearRect(0, 0, 1, 1);
    pen.fillStyle = getComputedStyle(at).backgroundColor;
    pen.fillRect(0, 0, 1, 1);
    const [r, g, b, a] = pen.getImageData(0, 0, 1, 1).data;
    if (a > 127) return 0.299 * r + 0.587 * g + 0.114 * b < 128;
  }
  return window.matchMedia("(prefers-color-scheme: dark)").matches;
}

function render({ model, el }) {
  const prefix = `estimates-review-${++screens}`;
  const screen = `${Date.now().toString(36)}-${Math.random().toString(36).slice(2)}`;
  let sent = 0;
  let pending = [];
  let mode = null; // the form that is open: "fix", "name", "words"
  let opener = null; // from where it was opened
  let shownPage = null;
  let drawn = false;

  // --- what stands -------------------------------------------------------------------------------------------------

  const status = make("p", { class: "er-status", role: "status", "aria-live": "polite" });
  const chosen = make("p", { class: "er-chosen", "aria-live": "off" });
  const bar = make("progress", { class: "er-progress", "aria-label": "Claims decided", max: 1, value: 0 });
  const count = make("span", { class: "er-count" });
  const title = make("span", { class: "er-title" });
  const article = make("div", { class: "er-text", tabindex: "0", role: "region", "aria-label": "Article" });
  const legend = make("p", { class: "er-legend" }, "Figures: ", ...SHOWN_STATES.flatMap((state) => [
    make("span", { class: `er-mark er-${state}` }, STATES[state]), " ",
  ]), make("span", { class: "er-unread" }, "read as no figure"));
  const card = make("div", { class: "er-card", role: "region", "aria-label": "Claim" });
  const buttons = {};
  const tools = make("div", { class: "er-tools", role: "group", "aria-label": "Commands" });
  for (const group of GROUPS) {
    const part = make("div", { class: "er-group" });
    for (const [key, label, command, what] of group.map((k) => KEYS.find(([key]) => key === k))) {
      buttons[command] = make("button", {
        type: "button", title: what[0].toUpperCase() + what.slice(1), "aria-keyshortcuts": key,
        onmousedown: (event) => event.preventDefault(), // the words chosen in the article stay chosen
        onclick: (event) => { if (event.detail) root.focus({ preventScroll: true }); act(key, buttons[command]); },
      }, label, " ", make("kbd", { "aria-hidden": "true" }, key));
      part.append(buttons[command]);
    }
    tools.append(part);
  }
  const keys = make("div", { class: "er-keys", id: `${prefix}-keys`, hidden: true }, make("dl", {}, ...[
    ...KEYS.map(([key, , , what]) => [key, what]), ...MORE,
  ].map(([key, what]) => make("div", {}, make("dt", {}, make("kbd", {}, key)), make("dd", {}, what)))));
  const help = make("button", {
    type: "button", class: "er-quiet", "aria-expanded": "false", "aria-controls": keys.id, onclick: () => act("?"),
  }, "Keys ", make("kbd", { "aria-hidden": "true" }, "?"));
  const code = make("pre", { class: "er-code", id: `${prefix}-code`, tabindex: "0", role: "region", "aria-label": "Decisions as code", hidden: true });
  const show = make("button", {
    type: "button", class: "er-quiet", "aria-expanded": "false", "aria-controls": code.id, onclick: () => send("code"),
  }, "Code");
  const root = make("div", {
    class: "estimates-review", tabindex: "0", role: "group", "aria-label": "Review of claims",
    "data-lm-suppress-shortcuts": "true", // JupyterLab keeps its own keys out of here
    onkeydown: onKey,
  },
    make("div", { class: "er-head" }, title, make("span", { class: "er-far" }, count, bar, show, help)),
    keys,
    make("div", { class: "er-body" }, make("div", { class: "er-article" }, article, legend), card),
    make("div", { class: "er-foot" }, status, chosen, tools),
    code,
  );
  el.append(root);

  // --- to Python and back ------------------------------------------------------------------------------------------

  // What is not acknowledged is sent again with what comes next: hosts may bundle messages and keep the last alone.
  function send(name, args = {}) {
    pending.push([++sent, name, args]);
    model.set("outbox", { screen, commands: pending.slice() });
    model.save_changes();
  }

  function onChange() {
    if (drawn) return;
    drawn = true;
    queueMicrotask(() => { drawn = false; draw(); });
  }

  function draw() {
    const state = model.get("card") || {};
    const done = (state.done || {})[screen] || 0;
    pending = pending.filter(([number]) => number > done);
    const inside = root.contains(active()) || active() === root;
    const page = model.get("page") || {};
    if (page !== shownPage) drawPage(page, state);
    shownPage = page;
    const kept = mode !== null && state.wrong; // what was typed and refused stays to be mended
    if (!kept) {
      mode = state.editing ? "fix" : null;
      drawCard(state);
    }
    drawHead(state);
    status.classList.toggle("er-wrong", Boolean(state.wrong));
    status.textContent = (state.wrong ? "Not done: " : "") + (state.said || "");
    if (mode && !kept) focusForm();
    else if (inside && !root.contains(active())) root.focus({ preventScroll: true });
  }

  const active = () => (el.getRootNode().activeElement || document.activeElement);

  function drawHead(state) {
    title.textContent = state.claim ? `Claim ${state.place} of ${state.n}` : "No claims";
    count.textContent = `${state.decided || 0} of ${state.n || 0} decided`;
    bar.max = Math.max(state.n || 0, 1);
    bar.value = state.decided || 0;
    for (const command of Object.keys(buttons)) {
      buttons[command].disabled = command === "undo" ? !state.undo : !state.claim;
    }
    buttons.by_doubt.setAttribute("aria-pressed", String(state.by === "doubt"));
    buttons.by_text.setAttribute("aria-pressed", String(state.by !== "doubt"));
    const out = Boolean(state.claim) && state.claim.states.includes("rejected");
    buttons.reject.firstChild.data = out ? "Take back" : "Reject";
    code.hidden = state.code === null || state.code === undefined;
    code.textContent = state.code || "# nothing is decided yet";
    show.setAttribute("aria-expanded", String(!code.hidden));
  }

  function drawPage(page, state) {
    const current = state.claim && state.claim.id;
    const name = page.text ? (page.name || "Article") : "Sentence";
    article.setAttribute("aria-label", name);
    article.replaceChildren(...(page.name || !page.text ? [make("div", { class: "er-name" }, page.name || "No article was given; this is the sentence.")] : []),
      ...(page.pieces || []).map(([start, words, claim, kind]) => {
        if (!claim) return make("span", { "data-start": start, class: kind ? `er-${kind}` : null, title: kind === "unread" ? "read as no figure" : null }, words);
        const own = claim === current;
        return make("mark", {
          "data-start": start, class: `er-mark ${kind.split(" ").map((word) => `er-${word}`).join(" ")}${own ? " er-current" : ""}`,
          "aria-current": own ? "true" : null, title: own ? null : kind,
          onclick: () => { if (!own && selection() === null) send("select", { claim_id: claim }); },
        }, words);
      }));
    const mark = article.querySelector(".er-current");
    if (mark) { // within its own pane: the notebook does not move
      const box = article.getBoundingClientRect();
      const at = mark.getBoundingClientRect();
      if (at.top < box.top + 24 || at.bottom > box.bottom - 24) article.scrollTop += at.top - box.top - box.height / 3;
    } else article.scrollTop = 0;
  }

  // --- the claim ---------------------------------------------------------------------------------------------------

  function drawCard(state) {
    const claim = state.claim;
    if (!claim) {
      card.replaceChildren(make("p", { class: "er-none" }, "There are no claims to review."));
      return;
    }
    const states = claim.states.length ? claim.states : ["open"];
    const parts = [
      make("p", { class: "er-figure" }, make("q", {}, claim.words), " ",
        ...states.map((name) => make("span", { class: `er-chip er-chip-${name}` }, STATES[name] || name))),
    ];
    if (mode === "fix") parts.push(fixForm(claim));
    else {
      parts.push(make("dl", { class: "er-fields" }, ...claim.said.flatMap(([label, words]) => [
        make("dt", {}, label), make("dd", { class: words === "none" || words === "nobody named" ? "er-missing" : null }, words),
      ])));
      if (claim.doubts.length) {
        parts.push(make("div", { class: "er-doubts" }, make("p", { class: "er-label" }, "Why it is doubted"),
          make("ul", {}, ...claim.doubts.map((reason) => make("li", {}, reason)))));
      }
    }
    if (mode === "words") parts.push(lineForm("Words of the new claim, as the article has them", "Add", null, (words) => send("add", { words })));
    if (mode === "name") parts.push(lineForm("File under the quantity", "File", state.names, (name) => send("file", { name })));
    if (mode === null) parts.push(offerList(state));
    if (claim.trail) parts.push(make("p", { class: "er-trail" }, claim.trail));
    card.replaceChildren(...parts);
  }

  function offerList(state) {
    const list = make("ol", { class: "er-offers" }, ...state.offers.map((offer, k) => {
      const rank = k + 1;
      const many = `${offer.size} ${offer.size === 1 ? "figure" : "figures"} ${offer.filed ? "filed" : "drafted alike"}`;
      const told = [["agrees", offer.agrees], ["differs", offer.differs], ["unknown", offer.unknown]].filter(([, words]) => words);
      return make("li", {},
        make("div", { class: "er-offer" },
          make("button", { type: "button", class: "er-take", "aria-keyshortcuts": String(rank), title: "File it here", onclick: () => send("file", { rank }) },
            make("kbd", { "aria-hidden": "true" }, String(rank)), make("span", {}, offer.name)),
          make("button", { type: "button", class: "er-quiet", "aria-label": `Not of ${offer.name}`, "aria-keyshortcuts": rank === 1 ? "x" : null, onclick: () => send("apart", { rank }) },
            "Not this", ...(rank === 1 ? [" ", make("kbd", { "aria-hidden": "true" }, "x")] : []))),
        make("p", { class: "er-like" }, `${many}, such as `, make("q", {}, offer.words), offer.sentence ? ": " : "", make("span", { class: "er-sentence" }, offer.sentence)),
        make("p", { class: "er-told" }, ...told.flatMap(([how, words]) => [make("span", { class: `er-${how}` }, make("b", {}, `${how} `), words), " "])));
    }));
    const none = state.claim.states.includes("rejected") ? "A rejected claim is filed nowhere." : "No other figure is like it; q files it under a name.";
    return make("div", {}, make("p", { class: "er-label" }, "May be of the same quantity as"),
      state.offers.length ? list : make("p", { class: "er-none" }, none));
  }

  // --- forms -------------------------------------------------------------------------------------------------------

  function formKeys(event) {
    if (event.key === "Escape") { event.preventDefault(); leave(); }
  }

  function fixForm(claim) {
    const fields = claim.form.map(({ name, label, cell, options }) => {
      const id = `${prefix}-${name}`;
      const input = options.length
        ? make("select", { id, name }, ...(name === "negated" ? options : ["", ...options]).map((option) =>
          make("option", { value: option, selected: option === cell }, option.replaceAll("_", " ") || "not said")))
        : make("input", { id, name, value: cell, autocomplete: "off", spellcheck: "false" });
      input.dataset.was = cell;
      return make("div", { class: "er-field" }, make("label", { for: id }, label), input);
    });
    const id = `${prefix}-reason`;
    return make("form", {
      class: "er-form", "aria-label": "Correct the claim", onkeydown: formKeys,
      onsubmit: (event) => {
        event.preventDefault();
        const changes = {};
        for (const input of event.target.querySelectorAll("[data-was]")) {
          if (input.value.trim() !== input.dataset.was) changes[input.name] = input.value.trim();
        }
        send("fix", { changes, reason: event.target.elements.reason.value.trim() });
      },
    }, make("div", { class: "er-grid" }, ...fields),
      make("div", { class: "er-field" }, make("label", { for: id }, "Reason"), make("input", { id, name: "reason", value: "read again", autocomplete: "off" })),
      make("p", { class: "er-send" }, make("button", { type: "submit", class: "er-main" }, "Save"), " ",
        make("button", { type: "button", onclick: leave }, "Leave ", make("kbd", { "aria-hidden": "true" }, "Esc"))));
  }

  function lineForm(label, action, names, submit) {
    const id = `${prefix}-line`;
    return make("form", {
      class: "er-form", "aria-label": label, onkeydown: formKeys,
      onsubmit: (event) => { event.preventDefault(); submit(event.target.elements.line.value); },
    }, make("div", { class: "er-field" }, make("label", { for: id }, label),
      make("input", { id, name: "line", autocomplete: "off", spellcheck: "false", list: names ? `${id}-names` : null })),
    names ? make("datalist", { id: `${id}-names` }, ...names.map((name) => make("option", { value: name }))) : null,
    make("p", { class: "er-send" }, make("button", { type: "submit", class: "er-main" }, action), " ",
      make("button", { type: "button", onclick: leave }, "Leave ", make("kbd", { "aria-hidden": "true" }, "Esc"))));
  }

  function open(form, from) {
    mode = form;
    opener = from || null;
    drawCard(model.get("card"));
    focusForm();
  }

  function focusForm() {
    const first = card.querySelector("form input");
    if (!first) return;
    first.focus();
    if (first.select) first.select();
  }

  function leave() {
    mode = null;
    drawCard(model.get("card"));
    (opener || root).focus({ preventScroll: true });
  }

  // --- words chosen in the article ---------------------------------------------------------------------------------

  function selection() {
    const home = el.getRootNode();
    const all = home.getSelection ? home.getSelection() : document.getSelection();
    if (!all) return null;
    const inShadow = home !== document && all.getComposedRanges ? all.getComposedRanges({ shadowRoots: [home] })[0] : null;
    const range = inShadow || (all.rangeCount ? all.getRangeAt(0) : null);
    if (!range || (range.startContainer === range.endContainer && range.startOffset === range.endOffset)) return null;
    if (!article.contains(range.startContainer) || !article.contains(range.endContainer)) return null;
    const start = offset(range.startContainer, range.startOffset);
    const end = offset(range.endContainer, range.endOffset);
    return start === null || end === null || start >= end ? null : { start, end };
  }

  // A place in the page as an offset into the text of the article.
  function offset(node, at) {
    if (node.nodeType !== Node.TEXT_NODE) {
      const child = node.childNodes[at];
      if (child) return child.nodeType === Node.TEXT_NODE ? offset(child, 0) : begin(child);
      const last = node.childNodes[node.childNodes.length - 1];
      if (!last) return begin(node);
      return last.nodeType === Node.TEXT_NODE ? offset(last, last.data.length) : offset(last, last.childNodes.length);
    }
    const start = begin(node.parentElement);
    if (start === null || node.parentElement.classList.contains("er-gap")) return start;
    return start + characters(node.data.slice(0, at));
  }

  function begin(node) {
    if (!node || !node.dataset) return null;
    if (node.dataset.start === undefined) return node.classList.contains("er-name") ? 0 : null;
    return Number(node.dataset.start);
  }

  function onSelection() {
    const span = selection();
    const sel = span ? String(document.getSelection()).trim() : "";
    chosen.textContent = span ? `Chosen${sel ? `: “${sel.length > 60 ? `${sel.slice(0, 60)}…` : sel}”` : ""}. c new claim, w words of this claim, s split.` : "";
  }

  // --- keys --------------------------------------------------------------------------------------------------------

  function act(key, from) {
    const state = model.get("card") || {};
    if (key === "?") {
      keys.hidden = !keys.hidden;
      help.setAttribute("aria-expanded", String(!keys.hidden));
      return true;
    }
    if (!state.claim && key !== "u") return false;
    if (/^[123]$/.test(key)) { send("file", { rank: Number(key) }); return true; }
    if (key === "x") { send("apart", { rank: 1 }); return true; }
    if (key === "f") { open("fix", from); return true; }
    if (key === "q") { open("name", from); return true; }
    const span = selection();
    if (key === "c" && !span) { open("words", from); return true; }
    const found = KEYS.find(([name]) => name === key);
    if (!found) return false;
    if (["s", "c"].includes(key) && span) send(found[2], span);
    else if (key === "w") send("pick", span || { start: 0, end: 0 });
    else send(found[2]);
    return true;
  }

  function onKey(event) {
    if (event.key === "Escape" || event.ctrlKey || event.metaKey || event.altKey) return;
    const typing = event.target.closest("input, select, textarea");
    if (typing) { event.stopPropagation(); return; } // what is typed here is no key of the notebook either
    // On keyboards of other scripts the letter of the same place counts.
    const letter = /^[\x21-\x7e]$/.test(event.key) ? event.key.toLowerCase() : (event.code || "").replace(/^(Key|Digit)/, "").toLowerCase();
    if (event.isComposing || letter.length !== 1) return;
    if (act(letter)) { event.preventDefault(); event.stopPropagation(); }
  }

  // --- colours of the host -----------------------------------------------------------------------------------------

  function dress() {
    root.dataset.theme = isDark(el) ? "dark" : "light";
  }

  const watcher = new MutationObserver(dress);
  for (const node of [document.documentElement, document.body]) {
    watcher.observe(node, { attributes: true, attributeFilter: ["class", "style", "data-jp-theme-light", "data-theme", "data-vscode-theme-kind"] });
  }
  const scheme = window.matchMedia("(prefers-color-scheme: dark)");
  scheme.addEventListener("change", dress);
  document.addEventListener("selectionchange", onSelection);
  model.on("change:card", onChange);
  model.on("change:page", onChange);
  dress();
  draw();
  requestAnimationFrame(dress);

  return () => {
    watcher.disconnect();
    scheme.removeEventListener("change", dress);
    document.removeEventListener("selectionchange", onSelection);
    model.off("change:card", onChange);
    model.off("change:page", onChange);
  };
}

export default { render };
