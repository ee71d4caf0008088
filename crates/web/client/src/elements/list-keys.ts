/** Moves through a list by keyboard: j and k or the arrows, Enter opens, Space or o looks inside, x selects; also "select all". */
import { lettersOn, typing } from "../keys";

class ListKeys extends HTMLElement {
  connectedCallback(): void {
    document.addEventListener("keydown", this.#key);
    document.addEventListener("htmx:after:swap", this.#count);
    this.addEventListener("change", this.#all);
    this.addEventListener("keydown", this.#enter);
  }
  disconnectedCallback(): void {
    document.removeEventListener("keydown", this.#key);
    document.removeEventListener("htmx:after:swap", this.#count);
  }
  get #rows(): HTMLTableRowElement[] {
    return [...this.querySelectorAll<HTMLTableRowElement>("tbody tr[id]")];
  }
  get #at(): HTMLTableRowElement | null {
    const focused = document.activeElement?.closest<HTMLTableRowElement>("tbody tr[id]");
    return focused && this.contains(focused) ? focused : this.querySelector("tr[data-at]");
  }
  readonly #key = (event: KeyboardEvent): void => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || typing(event.target) || !lettersOn()) return;
    if (document.querySelector("dialog[open]")) return;
    if (event.key === "j" || event.key === "k") this.#step(event.key === "j" ? 1 : -1);
    else if (event.key === "x") this.#at?.querySelector<HTMLInputElement>(".pick")?.click();
    else if (event.key === "o") this.#at?.querySelector<HTMLElement>("[data-peek]")?.click();
    else return;
    event.preventDefault();
  };
  #step(by: number): void {
    const rows = this.#rows;
    const at = this.#at;
    const next = rows[Math.min(Math.max((at ? rows.indexOf(at) : -1) + by, 0), rows.length - 1)];
    at?.removeAttribute("data-at");
    next?.setAttribute("data-at", "");
    next?.querySelector<HTMLElement>("a.title")?.focus({ preventScroll: true });
    next?.scrollIntoView({ block: "nearest" });
  }
  /** Enter in a field of the bulk bar presses the button beside it, not the first of the bar. */
  readonly #enter = (event: KeyboardEvent): void => {
    const field = event.target;
    if (event.key !== "Enter" || event.defaultPrevented || !(field instanceof HTMLInputElement)) return;
    const button = field.closest(".bulk .act")?.querySelector<HTMLButtonElement>("button[formaction]");
    if (!button) return;
    event.preventDefault();
    button.click();
  };
  readonly #all = (event: Event): void => {
    const box = event.target;
    if (!(box instanceof HTMLInputElement) || !box.matches(".pick-all, .pick")) return;
    const picks = [...this.querySelectorAll<HTMLInputElement>(".pick")];
    if (box.matches(".pick-all")) picks.forEach((pick) => { pick.checked = box.checked; });
    this.#count();
  };
  /** Says how many rows are selected, also after the page was fetched again. */
  readonly #count = (): void => {
    const picks = [...this.querySelectorAll<HTMLInputElement>(".pick")];
    const count = picks.filter((pick) => pick.checked).length;
    this.querySelectorAll(".picked-count").forEach((place) => { place.textContent = String(count); });
    const all = this.querySelector<HTMLInputElement>(".pick-all");
    if (all) [all.checked, all.indeterminate] = [count > 0 && count === picks.length, count > 0 && count < picks.length];
  };
}
customElements.define("list-keys", ListKeys);
