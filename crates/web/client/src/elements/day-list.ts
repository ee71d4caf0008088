/**
 * The lines of the day by keys: j and k move, Enter opens, x is done, s puts off, l logs. After something was done the
 * hand rests on the line that took its place.
 */
import { lettersOn, typing } from "../keys";

class DayList extends HTMLElement {
  #at = -1;
  connectedCallback(): void {
    document.addEventListener("keydown", this.#key);
    document.addEventListener("htmx:after:swap", this.#again);
  }
  disconnectedCallback(): void {
    document.removeEventListener("keydown", this.#key);
    document.removeEventListener("htmx:after:swap", this.#again);
  }
  get #lines(): HTMLElement[] {
    return [...this.querySelectorAll<HTMLElement>("li.line")];
  }
  get #line(): HTMLElement | null {
    const focused = document.activeElement?.closest<HTMLElement>("li.line");
    return focused && this.contains(focused) ? focused : this.querySelector("li.line[data-at]");
  }
  readonly #key = (event: KeyboardEvent): void => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || typing(event.target) || !lettersOn()) return;
    if (document.querySelector("dialog[open]")) return;
    if (event.key === "j" || event.key === "k") this.#step(event.key === "j" ? 1 : -1);
    else if (event.key === "x") this.#done();
    else if (event.key === "s") this.#putOff();
    else return;
    event.preventDefault();
  };
  #step(by: number): void {
    const lines = this.#lines;
    const now = this.#line;
    this.#rest(Math.min(Math.max((now ? lines.indexOf(now) : -1) + by, 0), lines.length - 1));
  }
  #rest(at: number): void {
    const lines = this.#lines;
    lines.forEach((line) => line.removeAttribute("data-at"));
    const line = lines[at];
    this.#at = line ? at : -1;
    line?.setAttribute("data-at", "");
    line?.querySelector<HTMLElement>("a.title")?.focus({ preventScroll: true });
    line?.scrollIntoView({ block: "nearest" });
  }
  #done(): void {
    const line = this.#line;
    this.#at = line ? this.#lines.indexOf(line) : -1;
    line?.querySelector<HTMLElement>(".done button")?.click();
  }
  #putOff(): void {
    const line = this.#line;
    this.#at = line ? this.#lines.indexOf(line) : -1;
    const menu = line?.querySelector<HTMLDetailsElement>("details.off");
    if (!menu) return;
    menu.open = true;
    // What is to be done then is asked first where nobody has said it; else a press on Enter puts it off.
    const what = menu.querySelector<HTMLInputElement>("input[name=next_step]");
    const first = what?.value === "" ? what : menu.querySelector<HTMLElement>(".days-off button");
    first?.focus();
  }
  /** The page was fetched again: the line at the same place is next. */
  readonly #again = (): void => {
    if (this.#at < 0 || this.contains(document.activeElement)) return;
    if (document.activeElement && document.activeElement !== document.body) return;
    this.#rest(Math.min(this.#at, this.#lines.length - 1));
  };
}
customElements.define("day-list", DayList);
