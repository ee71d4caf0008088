/**
 * A day as text, YYYY-MM-DD, with the browser's calendar behind a button. Days as they are written elsewhere
 * (22.11.2026, 2026/11/22, 2026年11月22日) are rewritten when the field is left.
 */
class DayInput extends HTMLElement {
  connectedCallback(): void {
    this.addEventListener("click", this.#open);
    this.addEventListener("change", this.#changed, true);
  }
  get #text(): HTMLInputElement | null {
    return this.querySelector("input[name]");
  }
  get #native(): HTMLInputElement | null {
    return this.querySelector("input.native");
  }
  readonly #open = (event: Event): void => {
    if (!(event.target as Element).closest("button")) return;
    const native = this.#native;
    if (!native) return;
    native.value = this.#text?.value ?? "";
    native.showPicker();
  };
  readonly #changed = (event: Event): void => {
    const text = this.#text;
    if (!text) return;
    if (event.target === text) text.value = iso(text.value);
    if (event.target !== this.#native) return;
    event.stopPropagation();
    text.value = this.#native?.value ?? "";
    text.dispatchEvent(new Event("change", { bubbles: true }));
    text.focus();
  };
}

/** The day that a text means, as YYYY-MM-DD; the text itself where it means none. */
function iso(text: string): string {
  const first = /^\s*(\d{4})\s*[-./年]\s*(\d{1,2})\s*[-./月]\s*(\d{1,2})\s*日?\s*$/.exec(text);
  const last = /^\s*(\d{1,2})\.\s*(\d{1,2})\.\s*(\d{4})\s*$/.exec(text);
  const [year, month, day] = first ? first.slice(1) : last ? last.slice(1).reverse() : [];
  return year && month && day ? `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}` : text.trim();
}
customElements.define("day-input", DayInput);
