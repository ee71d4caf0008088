/**
 * Finds records, pages and actions: Ctrl/⌘-K or / opens it, the server answers `data-source?q=` with JSON
 * `[{group,label,hint,href}]`. Without script the search box is a link to the search page.
 */
import { typing } from "../keys";
import { visit } from "../pages";

interface Found { group: string; label: string; hint?: string; href: string }

const PAUSE = 110;

class CommandPalette extends HTMLElement {
  #timer = 0;
  #asked = 0;
  #at = 0;
  #found: Found[] = [];
  connectedCallback(): void {
    document.addEventListener("keydown", this.#global);
    document.addEventListener("click", this.#opener);
    this.addEventListener("input", this.#typed);
    this.addEventListener("keydown", this.#key);
    this.addEventListener("click", this.#click);
  }
  disconnectedCallback(): void {
    document.removeEventListener("keydown", this.#global);
    document.removeEventListener("click", this.#opener);
  }
  get #dialog(): HTMLDialogElement | null {
    return this.querySelector("dialog");
  }
  get #input(): HTMLInputElement | null {
    return this.querySelector("input");
  }
  get #results(): HTMLElement | null {
    return this.querySelector("[role=listbox]");
  }
  readonly #global = (event: KeyboardEvent): void => {
    const chord = (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k";
    const slash = event.key === "/" && !typing(event.target) && !document.querySelector("dialog[open]");
    if (!chord && !slash) return;
    event.preventDefault();
    this.#open();
  };
  readonly #opener = (event: MouseEvent): void => {
    if (!(event.target as Element).closest?.("[data-palette]") || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    this.#open();
  };
  #open(): void {
    if (this.#dialog && !this.#dialog.open) this.#dialog.showModal();
    this.#input?.select();
    void this.#ask();
  }
  readonly #typed = (): void => {
    clearTimeout(this.#timer);
    this.#timer = window.setTimeout(() => void this.#ask(), PAUSE);
  };
  async #ask(): Promise<void> {
    const address = new URL(this.dataset["source"] ?? "/palette", location.href);
    address.searchParams.set("q", this.#input?.value ?? "");
    const asked = (this.#asked += 1);
    const answer = await fetch(address, { headers: { accept: "application/json" } });
    if (asked !== this.#asked || !answer.ok) return;
    this.#found = (await answer.json()) as Found[];
    this.#draw();
  }
  #draw(): void {
    const parts: HTMLElement[] = [];
    this.#found.forEach((found, index) => {
      if (found.group !== this.#found[index - 1]?.group) parts.push(this.#part("group", found.group));
      const row = this.#part("", found.label);
      row.id = `palette-${index}`;
      row.setAttribute("role", "option");
      if (found.hint) row.append(this.#part("hint", found.hint));
      parts.push(row);
    });
    if (parts.length === 0) parts.push(this.#part("nothing", this.dataset["nothing"] ?? "–"));
    this.#results?.replaceChildren(...parts);
    this.#mark(0);
  }
  #part(name: string, text: string): HTMLElement {
    const part = document.createElement(name === "hint" ? "span" : "div");
    if (name) part.className = name;
    if (name === "group" || name === "nothing") part.setAttribute("role", "presentation");
    part.textContent = text;
    return part;
  }
  #mark(at: number): void {
    const rows = this.#results?.querySelectorAll("[role=option]") ?? [];
    this.#at = Math.min(Math.max(at, 0), Math.max(rows.length - 1, 0));
    rows.forEach((row, index) => row.setAttribute("aria-selected", String(index === this.#at)));
    const row = rows[this.#at];
    row?.scrollIntoView({ block: "nearest" });
    if (row) this.#input?.setAttribute("aria-activedescendant", row.id);
    else this.#input?.removeAttribute("aria-activedescendant");
  }
  readonly #key = (event: KeyboardEvent): void => {
    if (event.key === "ArrowDown") this.#mark(this.#at + 1);
    else if (event.key === "ArrowUp") this.#mark(this.#at - 1);
    else if (event.key === "Enter") this.#go(this.#at);
    else return;
    event.preventDefault();
  };
  readonly #click = (event: MouseEvent): void => {
    const row = (event.target as Element).closest("[role=option]");
    if (row) this.#go(Number(row.id.replace("palette-", "")));
    else if (event.target === this.#dialog) this.#dialog?.close();
  };
  #go(at: number): void {
    const found = this.#found[at];
    if (!found) return;
    this.#dialog?.close();
    visit(found.href);
  }
}
customElements.define("command-palette", CommandPalette);
