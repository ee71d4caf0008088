/**
 * How a page follows another. The server always sends whole pages; the same page is morphed in place
 * (focus, half-typed text, scroll and zoom stay), another page replaces it. A form that was taken is
 * emptied, one that was refused keeps what was typed.
 */
import htmx from "htmx.org";

interface Exchange {
  sourceElement: Element;
  request: { method: string };
  response?: { status: number; raw: Response };
  swap: string;
  push?: string;
}

let held = 0;
let waiting = false;

/** What happened, from an event of htmx. */
function exchange(event: Event): Exchange {
  return (event as CustomEvent<{ ctx: Exchange }>).detail.ctx;
}

/** Keeps live updates away while a person drags something; call the returned function to let go. */
export function hold(): () => void {
  held += 1;
  return () => {
    held -= 1;
    if (held === 0 && waiting) void refresh();
  };
}

/** Whether a person drags something now. */
export function isHeld(): boolean {
  return held > 0;
}

/** Fetches this page again and morphs it into place. */
export async function refresh(): Promise<void> {
  waiting = held > 0;
  if (waiting) return;
  await htmx.ajax("GET", location.pathname + location.search, { target: document.body, swap: "outerMorph" });
}

/** Goes to another page as a link would. */
export function visit(href: string): void {
  const link = document.createElement("a");
  link.href = href;
  document.body.append(link);
  htmx.process(link);
  link.click();
  link.remove();
}

/** Makes htmx know elements that script put into the page. */
export function adopt(root: Element): void {
  htmx.process(root);
}

/** Brings the tab that one is on into sight, where there are more than the row holds. */
function showTab(): void {
  for (const tab of document.querySelectorAll<HTMLElement>(".tabs [aria-current]")) {
    const row = tab.closest<HTMLElement>(".tabs");
    if (!row || row.scrollWidth <= row.clientWidth) continue;
    const [own, around] = [tab.getBoundingClientRect(), row.getBoundingClientRect()];
    row.scrollLeft += own.left - around.left - (around.width - own.width) / 2;
  }
}

/** Says the new page's name to people who cannot see it, and puts focus where it begins. */
function arrive(): void {
  window.scrollTo(0, 0);
  const place = document.getElementById("content");
  if (location.hash === "") place?.focus({ preventScroll: true });
  // The title is set after the swap is told of.
  setTimeout(() => {
    const spoken = document.getElementById("spoken");
    if (spoken) spoken.textContent = document.title;
  });
}

let moved = false;

document.addEventListener("htmx:before:init", (event) => {
  if ((event.target as Element).closest?.("[data-plain], [data-peek], [data-palette]")) event.preventDefault();
});
document.addEventListener("htmx:before:request", () => { document.documentElement.dataset["busy"] = ""; });
document.addEventListener("htmx:finally:request", () => { delete document.documentElement.dataset["busy"]; });
document.addEventListener("htmx:after:request", (event) => {
  const done = exchange(event);
  if (!done.response) return;
  const { status, raw } = done.response;
  const wrote = done.request.method !== "GET";
  const refused = wrote && status >= 400;
  const now = new URL(raw.url, location.href);
  const same = now.pathname === location.pathname;
  // The way back leads to pages, not to each save on one of them.
  if (refused || (same && now.search === location.search)) done.push = "false";
  if (wrote && !refused && done.sourceElement instanceof HTMLFormElement) done.sourceElement.reset();
  moved = !same && !refused;
  done.swap = moved ? "outerSync" : "outerMorph show:none";
});
document.addEventListener("htmx:after:swap", (event) => {
  const done = exchange(event);
  document.querySelectorAll("details.menu[open]").forEach((menu) => menu.removeAttribute("open"));
  if (moved) arrive();
  else if ((done.response?.status ?? 200) >= 400) document.querySelector<HTMLElement>("[aria-invalid=true], .errors")?.focus();
  moved = false;
  showTab();
});
showTab();

// A menu closes when one looks elsewhere or presses Escape, and gives focus back.
document.addEventListener("click", (event) => {
  document.querySelectorAll("details.menu[open]").forEach((menu) => {
    if (!menu.contains(event.target as Node)) menu.removeAttribute("open");
  });
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const menu = (event.target as Element).closest?.("details.menu[open]");
  menu?.removeAttribute("open");
  menu?.querySelector("summary")?.focus();
});
// A control marked so sends its form as soon as it changes; without script the form has a button.
document.addEventListener("change", (event) => {
  const control = event.target as HTMLInputElement;
  if (control.matches?.("[data-submits]")) control.form?.requestSubmit();
});
