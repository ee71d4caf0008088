/**
 * Shows which records the one on a form likely is, while it is typed: asks `data-from` with the fields named in
 * `data-fields` once the hand rests, and not again for the same. What the server answers is shown as it comes.
 */
const RESTS = 400;

class LikelyRecords extends HTMLElement {
  #timer = 0;
  #told = "";
  #asked: AbortController | undefined;
  #form: HTMLFormElement | null = null;
  connectedCallback(): void {
    this.#form = this.closest("form");
    this.#told = this.#typed();
    this.#form?.addEventListener("input", this.#wait);
  }
  disconnectedCallback(): void {
    this.#form?.removeEventListener("input", this.#wait);
    clearTimeout(this.#timer);
    this.#asked?.abort();
  }
  readonly #wait = (): void => {
    clearTimeout(this.#timer);
    this.#timer = window.setTimeout(() => void this.#ask(), RESTS);
  };
  /** What the fields hold. */
  #typed(): string {
    if (!this.#form) return "";
    const [all, wanted] = [new FormData(this.#form), (this.dataset["fields"] ?? "").split(" ")];
    const held = wanted.map((name): [string, string] => [name, String(all.get(name) ?? "").trim()]);
    return new URLSearchParams(held.filter(([, value]) => value)).toString();
  }
  async #ask(): Promise<void> {
    const typed = this.#typed();
    if (typed === this.#told) return;
    this.#told = typed;
    this.#asked?.abort();
    this.#asked = new AbortController();
    const body = new URLSearchParams(typed);
    body.set("csrf", this.#form?.querySelector<HTMLInputElement>("input[name=csrf]")?.value ?? "");
    // A refusal or a broken connection leaves what was shown: the form is checked again when it is sent.
    try {
      const answer = await fetch(this.dataset["from"] ?? "", { method: "POST", body, signal: this.#asked.signal });
      if (answer.ok) this.innerHTML = await answer.text();
    } catch {
      return;
    }
  }
}
customElements.define("likely-records", LikelyRecords);
