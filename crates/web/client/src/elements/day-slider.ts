/**
 * A range over the days on which something changed. The range carries an index; the day goes with the
 * form. `data-days` lists the days (YYYY-MM-DD), `data-labels` how they are shown, both split by "|".
 */
const SETTLE = 200;

class DaySlider extends HTMLElement {
  #timer = 0;
  connectedCallback(): void {
    this.addEventListener("input", this.#show);
    this.addEventListener("change", this.#send);
  }
  get #range(): HTMLInputElement | null {
    return this.querySelector("input[type=range]");
  }
  #pick(list: string): string {
    return (this.dataset[list] ?? "").split("|")[Number(this.#range?.value ?? 0)] ?? "";
  }
  readonly #show = (event: Event): void => {
    if (event.target !== this.#range) return;
    const output = this.querySelector("output");
    const day = this.querySelector<HTMLInputElement>("input[name=day]");
    if (output) output.textContent = this.#pick("labels");
    this.#range?.setAttribute("aria-valuetext", this.#pick("labels"));
    if (day) day.value = this.#pick("days");
  };
  readonly #send = (event: Event): void => {
    if (event.target !== this.#range && !(event.target as Element).matches("input[name=day]")) return;
    clearTimeout(this.#timer);
    this.#timer = window.setTimeout(() => this.querySelector("form")?.requestSubmit(), SETTLE);
  };
}
customElements.define("day-slider", DaySlider);
