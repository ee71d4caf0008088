/**
 * Chooses one record of many: a text input that asks the server for options (`data-options`, JSON
 * `[{id,label,hint}]` for `?q=`) and a hidden input that carries the id. Follows the ARIA combobox pattern.
 */
interface Option { id: string; label: string; hint?: string }

const PAUSE = 140;

class ComboBox extends HTMLElement {
  #timer = 0;
  #asked = 0;
  #options: Option[] = [];
  #at = -1;
  connectedCallback(): void {
    this.addEventListener("input", this.#typed);
    this.addEventListener("keydown", this.#key);
    this.addEventListener("focusout", this.#left);
    this.addEventListener("mousedown", this.#chosen);
  }
  get #input(): HTMLInputElement | null {
    return this.querySelector("input[role=combobox]");
  }
  get #list(): HTMLElement | null {
    return this.querySelector("[role=listbox]");
  }
  get #id(): HTMLInputElement | null {
    return this.querySelector("input[type=hidden]");
  }
  readonly #typed = (event: Event): void => {
    if (event.target !== this.#input) return;
    if (this.#id) this.#id.value = "";
    clearTimeout(this.#timer);
    this.#timer = window.setTimeout(() => void this.#ask(), PAUSE);
  };
  async #ask(): Promise<void> {
    const address = new URL(this.dataset["options"] ?? "", location.href);
    address.searchParams.set("q", this.#input?.value ?? "");
    const asked = (this.#asked += 1);
    const answer = await fetch(address, { headers: { accept: "application/json" } });
    if (asked !== this.#asked || !answer.ok) return;
    this.#options = (await answer.json()) as Option[];
    this.#draw();
  }
  #draw(): void {
    const list = this.#list;
    if (!list) return;
    list.replaceChildren(...this.#options.map((option, index) => this.#row(list, option, index)));
    if (this.#options.length === 0) {
      const nothing = document.createElement("div");
      nothing.className = "nothing";
      nothing.textContent = this.dataset["nothing"] ?? "–";
      list.append(nothing);
    }
    list.hidden = false;
    this.#input?.setAttribute("aria-expanded", "true");
    this.#mark(this.#options.length > 0 ? 0 : -1);
  }
  #row(list: HTMLElement, option: Option, index: number): HTMLElement {
    const row = document.createElement("div");
    row.id = `${list.id}-${index}`;
    row.setAttribute("role", "option");
    row.append(option.label);
    if (option.hint) {
      const hint = document.createElement("span");
      hint.className = "hint";
      hint.textContent = option.hint;
      row.append(hint);
    }
    return row;
  }
  #mark(at: number): void {
    this.#at = at;
    const rows = this.#list?.querySelectorAll("[role=option]") ?? [];
    rows.forEach((row, index) => row.setAttribute("aria-selected", String(index === at)));
    rows[at]?.scrollIntoView({ block: "nearest" });
    if (rows[at]) this.#input?.setAttribute("aria-activedescendant", rows[at].id);
    else this.#input?.removeAttribute("aria-activedescendant");
  }
  readonly #key = (event: KeyboardEvent): void => {
    const open = this.#list?.hidden === false;
    if (event.key === "ArrowDown" && !open) void this.#ask();
    else if (event.key === "ArrowDown") this.#mark(Math.min(this.#at + 1, this.#options.length - 1));
    else if (event.key === "ArrowUp" && open) this.#mark(Math.max(this.#at - 1, 0));
    else if (event.key === "Enter" && open && this.#at >= 0) this.#take(this.#at);
    else if (event.key === "Escape" && open) this.#close();
    else return;
    event.preventDefault();
  };
  readonly #chosen = (event: MouseEvent): void => {
    const row = (event.target as Element).closest("[role=option]");
    if ((event.target as Element).closest("[role=listbox]")) event.preventDefault();
    if (row) this.#take([...row.parentElement?.children ?? []].indexOf(row));
  };
  #take(at: number): void {
    const option = this.#options[at];
    if (!option || !this.#input || !this.#id) return;
    this.#input.value = option.label;
    this.#id.value = option.id;
    this.#id.dispatchEvent(new Event("change", { bubbles: true }));
    this.#close();
  }
  readonly #left = (event: FocusEvent): void => {
    if (!this.contains(event.relatedTarget as Node | null)) this.#close();
  };
  #close(): void {
    if (this.#list) this.#list.hidden = true;
    this.#input?.setAttribute("aria-expanded", "false");
    this.#input?.removeAttribute("aria-activedescendant");
  }
}
customElements.define("combo-box", ComboBox);
