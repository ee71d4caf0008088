/** A value that turns into its form where it stands. The details element does the work; this adds focus and Escape. */
class InlineEdit extends HTMLElement {
  connectedCallback(): void {
    this.addEventListener("toggle", this.#opened, true);
    this.addEventListener("keydown", this.#escape);
    this.addEventListener("click", this.#cancel);
  }
  readonly #opened = (): void => {
    if (!this.#details?.open) return;
    const input = this.querySelector<HTMLInputElement>(".input, input:not([type=hidden])");
    input?.focus();
    if (input instanceof HTMLInputElement && input.type === "text") input.select();
  };
  readonly #escape = (event: KeyboardEvent): void => {
    if (event.key === "Escape" && !event.defaultPrevented) this.#close();
  };
  readonly #cancel = (event: Event): void => {
    if ((event.target as Element).closest("[data-cancel]")) this.#close();
  };
  get #details(): HTMLDetailsElement | null {
    return this.querySelector("details");
  }
  #close(): void {
    this.querySelector("form")?.reset();
    this.#details?.removeAttribute("open");
    this.querySelector("summary")?.focus();
  }
}
customElements.define("inline-edit", InlineEdit);
