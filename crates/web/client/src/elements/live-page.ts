/** Listens for "this page changed" and fetches the page again. Reconnects by itself; rests while the tab is hidden. */
import { refresh } from "../pages";

const GATHER = 250;

class LivePage extends HTMLElement {
  static observedAttributes = ["data-events"];
  #source: EventSource | null = null;
  #timer = 0;
  connectedCallback(): void {
    document.addEventListener("visibilitychange", this.#seen);
    this.#listen();
  }
  disconnectedCallback(): void {
    document.removeEventListener("visibilitychange", this.#seen);
    this.#stop();
  }
  attributeChangedCallback(): void {
    if (!this.isConnected) return;
    this.#stop();
    this.#listen();
  }
  readonly #seen = (): void => {
    if (document.hidden) return this.#stop();
    if (!this.#source) {
      this.#listen();
      this.#soon();
    }
  };
  #listen(): void {
    const events = this.dataset["events"];
    if (!events || document.hidden || this.#source) return;
    this.#source = new EventSource(events);
    this.#source.addEventListener("changed", () => this.#soon());
  }
  #stop(): void {
    clearTimeout(this.#timer);
    this.#source?.close();
    this.#source = null;
  }
  /** Several changes in a moment make one fetch. */
  #soon(): void {
    clearTimeout(this.#timer);
    this.#timer = window.setTimeout(() => void refresh(), GATHER);
  }
}
customElements.define("live-page", LivePage);
