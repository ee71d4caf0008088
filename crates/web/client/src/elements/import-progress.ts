/** Long work in sight: while it runs, the page is fetched again every second and morphed, so figures move without a flicker. */
import { refresh } from "../pages";

const EVERY = 1000;

class ImportProgress extends HTMLElement {
  #timer = 0;
  connectedCallback(): void {
    this.#timer = window.setInterval(() => {
      if (this.dataset["state"] === "running" && !document.hidden) void refresh();
    }, EVERY);
  }
  disconnectedCallback(): void {
    clearInterval(this.#timer);
  }
}
customElements.define("import-progress", ImportProgress);
