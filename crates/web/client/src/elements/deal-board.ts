/**
 * Moves cards between columns: by pointer, by Ctrl/⌘ and an arrow on a card, or through the card's button,
 * which opens the one move form. All three send that form. The card stands in its new column at once;
 * the server's page then says what is so.
 */
import { hold } from "../pages";

const SLOP = 6;
const EDGE = 60;
const TOUCH_WAIT = 280;

interface Drag {
  card: HTMLElement; gap: HTMLElement; dx: number; dy: number; pointer: number; release: () => void;
}

class DealBoard extends HTMLElement {
  #drag: Drag | null = null;
  #press: { card: HTMLElement; x: number; y: number; pointer: number; timer: number } | null = null;
  connectedCallback(): void {
    this.addEventListener("pointerdown", this.#down);
    this.addEventListener("keydown", this.#key);
    this.addEventListener("click", this.#click, true);
    this.addEventListener("dragstart", (event) => event.preventDefault());
    document.addEventListener("pointermove", this.#move);
    document.addEventListener("pointerup", this.#up);
    document.addEventListener("pointercancel", this.#stop);
  }
  disconnectedCallback(): void {
    document.removeEventListener("pointermove", this.#move);
    document.removeEventListener("pointerup", this.#up);
    document.removeEventListener("pointercancel", this.#stop);
    this.#stop();
  }
  get #form(): HTMLFormElement | null {
    return this.querySelector("form[data-move]");
  }
  readonly #down = (event: PointerEvent): void => {
    const card = (event.target as Element).closest<HTMLElement>(".deal[data-action]");
    if (!card || event.button !== 0 || (event.target as Element).closest("button")) return;
    const start = { card, x: event.clientX, y: event.clientY, pointer: event.pointerId };
    // A finger must rest first, or the page could not be scrolled.
    const timer = event.pointerType === "touch" ? window.setTimeout(() => this.#lift(start.x, start.y), TOUCH_WAIT) : 0;
    this.#press = { ...start, timer };
  };
  readonly #move = (event: PointerEvent): void => {
    if (this.#drag?.pointer === event.pointerId) return this.#follow(event);
    const press = this.#press;
    if (!press || press.pointer !== event.pointerId) return;
    if (Math.hypot(event.clientX - press.x, event.clientY - press.y) < SLOP) return;
    if (event.pointerType === "touch") return this.#stop();
    this.#lift(press.x, press.y);
    this.#follow(event);
  };
  #lift(x: number, y: number): void {
    const press = this.#press;
    if (!press) return;
    const box = press.card.getBoundingClientRect();
    const gap = document.createElement("div");
    gap.className = "gap";
    gap.style.height = `${box.height}px`;
    press.card.before(gap);
    press.card.setAttribute("data-lifted", "");
    press.card.style.width = `${box.width}px`;
    this.#drag = { card: press.card, gap, dx: x - box.left, dy: y - box.top, pointer: press.pointer, release: hold() };
    this.#place(x, y);
    document.addEventListener("touchmove", this.#still, { passive: false });
  }
  readonly #still = (event: TouchEvent): void => event.preventDefault();
  #place(x: number, y: number): void {
    const drag = this.#drag;
    if (!drag) return;
    drag.card.style.left = `${x - drag.dx}px`;
    drag.card.style.top = `${y - drag.dy}px`;
  }
  #follow(event: PointerEvent): void {
    this.#place(event.clientX, event.clientY);
    const board = this.querySelector(".board");
    if (event.clientX > innerWidth - EDGE) board?.scrollBy(12, 0);
    else if (event.clientX < EDGE) board?.scrollBy(-12, 0);
    const lane = document.elementFromPoint(event.clientX, event.clientY)?.closest<HTMLElement>(".lane");
    this.querySelectorAll(".lane[data-over]").forEach((other) => { if (other !== lane) other.removeAttribute("data-over"); });
    if (!lane || !this.contains(lane)) return;
    lane.setAttribute("data-over", "");
    const cards = lane.querySelector(".cards");
    if (this.#drag && cards && this.#drag.gap.parentElement !== cards) cards.prepend(this.#drag.gap);
  }
  readonly #up = (event: PointerEvent): void => {
    if (this.#drag?.pointer !== event.pointerId) return this.#stop();
    const { card, gap } = this.#drag;
    const lane = gap.closest<HTMLElement>(".lane");
    const over = document.elementFromPoint(event.clientX, event.clientY)?.closest(".lane");
    const stage = lane && lane === over && !lane.contains(card) ? lane.dataset["stage"] : undefined;
    if (stage) gap.replaceWith(card);
    this.#stop();
    if (stage) this.#send(card, stage);
    // The click that ends a drag must not open the card.
    addEventListener("click", this.#swallow, { capture: true, once: true });
    setTimeout(() => removeEventListener("click", this.#swallow, true));
  };
  readonly #swallow = (event: Event): void => {
    event.preventDefault();
    event.stopPropagation();
  };
  readonly #stop = (): void => {
    if (this.#press) clearTimeout(this.#press.timer);
    this.#press = null;
    const drag = this.#drag;
    if (!drag) return;
    this.#drag = null;
    drag.gap.remove();
    drag.card.removeAttribute("data-lifted");
    drag.card.removeAttribute("style");
    document.removeEventListener("touchmove", this.#still);
    this.querySelectorAll(".lane[data-over]").forEach((lane) => lane.removeAttribute("data-over"));
    drag.release();
  };
  /** Fills the move form for the card. */
  #fill(card: HTMLElement): HTMLFormElement | null {
    const form = this.#form;
    if (!form) return null;
    form.action = card.dataset["action"] ?? "";
    for (const [name, value] of [["version", card.dataset["version"] ?? ""]] as const) {
      const input = form.elements.namedItem(name);
      if (input instanceof HTMLInputElement) input.value = value;
    }
    const select = form.querySelector("select");
    if (select) select.value = card.closest<HTMLElement>(".lane")?.dataset["stage"] ?? "";
    return form;
  }
  #send(card: HTMLElement, stage: string): void {
    const form = this.#fill(card);
    const select = form?.querySelector("select");
    if (!form || !select) return;
    select.value = stage;
    card.setAttribute("data-sent", "");
    form.requestSubmit();
  }
  readonly #click = (event: Event): void => {
    const button = (event.target as Element).closest<HTMLElement>(".shift");
    const card = button?.closest<HTMLElement>(".deal");
    const dialog = this.querySelector("dialog");
    if (!button || !card || !dialog) return;
    event.preventDefault();
    event.stopPropagation();
    this.#fill(card);
    const name = dialog.querySelector(".what");
    if (name) name.textContent = card.querySelector(".title")?.textContent ?? "";
    dialog.showModal();
    this.#form?.addEventListener("submit", () => dialog.close(), { once: true });
  };
  readonly #key = (event: KeyboardEvent): void => {
    const card = (event.target as Element).closest<HTMLElement>(".deal[data-action]");
    const side = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!card || !side) return;
    const lanes = [...this.querySelectorAll<HTMLElement>(".lane")];
    const next = lanes[lanes.indexOf(card.closest<HTMLElement>(".lane") ?? lanes[0]!) + side];
    event.preventDefault();
    if (!next) return;
    if (!event.ctrlKey && !event.metaKey) return next.querySelector<HTMLElement>(".title")?.focus();
    next.querySelector(".cards")?.prepend(card);
    this.#send(card, next.dataset["stage"] ?? "");
    card.querySelector<HTMLElement>(".title")?.focus();
  };
}
customElements.define("deal-board", DealBoard);
