/**
 * Keys that hold everywhere: Ctrl/⌘-K or / search, c creates, l logs an activity, s passes over whom a list shows, g then a letter goes, ? lists the keys.
 * Single letters are left alone while someone types (WCAG 2.1.4: they can be turned off in the keys dialog).
 */
import { log, pass } from "./elements/log-panel";
import { visit } from "./pages";

const LEAD_TIME = 1200;
let gone = 0;

/** Whether keys are text for the element. */
export function typing(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest("input, textarea, select, [contenteditable=true]") !== null;
}

/** Whether single-letter keys are wanted; kept per browser. */
export function lettersOn(): boolean {
  return localStorage.getItem("letters") !== "off";
}

function openKeys(): void {
  const dialog = document.getElementById("keys");
  if (dialog instanceof HTMLDialogElement && !dialog.open) dialog.showModal();
}

function go(letter: string): boolean {
  const link = document.querySelector<HTMLAnchorElement>(`[data-go="${CSS.escape(letter)}"]`);
  if (link) visit(link.href);
  return link !== null;
}

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
  if (!lettersOn() || document.querySelector("dialog[open]")) return;
  const second = Date.now() - gone < LEAD_TIME;
  gone = 0;
  if (second && go(event.key)) event.preventDefault();
  else if (event.key === "g") gone = Date.now();
  else if (event.key === "?") openKeys();
  else if (event.key === "l") {
    const row = document.activeElement?.closest("tr, li") ?? document.querySelector("[data-at]");
    if (log(row?.querySelector<HTMLAnchorElement>("a.title") ?? null)) event.preventDefault();
  }
  else if (event.key === "s") pass();
  else if (event.key === "c") document.querySelector<HTMLElement>("[data-create]")?.click();
});

document.addEventListener("click", (event) => {
  const asked = (event.target as Element).closest?.("[data-opens]");
  const dialog = asked && document.getElementById(asked.getAttribute("data-opens") ?? "");
  if (!(dialog instanceof HTMLDialogElement)) return;
  event.preventDefault();
  dialog.showModal();
});

document.addEventListener("change", (event) => {
  const box = event.target;
  if (box instanceof HTMLInputElement && box.id === "letters") localStorage.setItem("letters", box.checked ? "on" : "off");
});
document.addEventListener("toggle", (event) => {
  const box = (event.target as Element).querySelector?.("#letters");
  if (box instanceof HTMLInputElement) box.checked = lettersOn();
}, true);
