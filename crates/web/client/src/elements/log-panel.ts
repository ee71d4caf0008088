/**
 * Logs an activity by keys: a letter or the arrows choose its kind, a digit what became of it, which saves it. Fills in
 * the subject of the kind while nobody has written another.
 */
import { lettersOn, typing } from "../keys";

class LogPanel extends HTMLElement {
  connectedCallback(): void {
    this.addEventListener("change", this.#chosen);
    this.addEventListener("keydown", this.#key);
    const chosen = this.#kinds.find((kind) => kind.checked);
    if (chosen) this.#prefill(chosen);
  }
  static readonly observedAttributes = ["data-begins"];
  /** The page of a list that is worked through: the hand rests here as each record comes. */
  attributeChangedCallback(_: string, before: string | null, now: string | null): void {
    if (now !== null && now !== before) queueMicrotask(() => this.begin());
  }
  get #kinds(): HTMLInputElement[] {
    return [...this.querySelectorAll<HTMLInputElement>("input[name=kind]")];
  }
  /** Begins with a kind: the one chosen, or the first. */
  begin(): void {
    const kind = this.#kinds.find((one) => one.checked) ?? this.#kinds[0];
    if (!kind) return;
    this.#choose(kind);
    if (!this.hasAttribute("data-begins")) this.scrollIntoView({ block: "nearest" });
  }
  #choose(kind: HTMLInputElement): void {
    kind.checked = true;
    kind.focus({ preventScroll: this.hasAttribute("data-begins") });
    this.#prefill(kind);
  }
  #prefill(kind: HTMLInputElement): void {
    const subject = this.querySelector<HTMLInputElement>("input[name=subject]");
    const known = this.#kinds.map((one) => one.dataset["subject"] ?? "");
    if (subject && known.includes(subject.value)) subject.value = kind.dataset["subject"] ?? "";
  }
  readonly #chosen = (event: Event): void => {
    const kind = event.target;
    if (kind instanceof HTMLInputElement && kind.name === "kind") this.#prefill(kind);
  };
  readonly #key = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey || !lettersOn()) return;
    const isKind = event.target instanceof HTMLInputElement && event.target.name === "kind";
    if (typing(event.target) && !isKind) return;
    const kind = this.#kinds.find((one) => one.dataset["letter"] === event.key);
    const endings = [...this.querySelectorAll<HTMLButtonElement>(`[data-digit="${CSS.escape(event.key)}"]`)];
    const ending = endings.find((button) => button.offsetParent !== null);
    if (kind) this.#choose(kind);
    else if (ending) ending.click();
    else if (event.key !== "s" || !pass()) return;
    event.preventDefault();
    event.stopPropagation();
  };
}
customElements.define("log-panel", LogPanel);

/** Passes over whom the page shows, where it goes through a list. */
export function pass(): boolean {
  const link = document.querySelector<HTMLAnchorElement>("a[data-pass]");
  link?.click();
  return link !== null;
}

/** Puts the hand on the page's own panel, or opens that of the row under it. */
export function log(row: HTMLAnchorElement | null): boolean {
  const panel = document.querySelector("main log-panel");
  if (panel instanceof LogPanel) {
    panel.begin();
    return true;
  }
  const path = row ? new URL(row.href).pathname : "";
  if (!/^\/(accounts|contacts|leads|opportunities)\/[0-9a-f-]{36}$/.test(path)) return false;
  const link = document.createElement("a");
  link.href = `/activities/log${path}`;
  link.dataset["peek"] = "";
  link.hidden = true;
  document.body.append(link);
  link.click();
  link.remove();
  return true;
}

document.addEventListener("click", (event) => {
  if ((event.target as Element).closest?.('a[href="#log"]') && log(null)) event.preventDefault();
});
