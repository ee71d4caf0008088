/**
 * Listens for "this page changed" and fetches the page again, or says so where the reader is in the middle of something:
 * what they typed, ticked or drag must not be lost, nor saved over another's change unseen. Reconnects by itself; rests
 * while the tab is hidden. It also keeps the count on the bell, and shows who else is on a field.
 */
import { isHeld, refresh } from "../pages";
import { Presence } from "../presence";

const GATHER = 250;

/** Whether a control holds something else than the page was made with. */
function isTouched(control: Element): boolean {
  if (control instanceof HTMLSelectElement) {
    // Where the server marks none, the first is what the page was made with.
    const made = [...control.options].findIndex((option) => option.defaultSelected);
    return control.selectedIndex !== Math.max(made, 0);
  }
  if (control instanceof HTMLTextAreaElement) return control.value !== control.defaultValue;
  if (!(control instanceof HTMLInputElement) || control.type === "hidden" || !control.name) return false;
  if (control.type === "checkbox" || control.type === "radio") return control.checked !== control.defaultChecked;
  return control.value !== control.defaultValue;
}

/** Whether a change under the reader's hands would disturb them. */
function isBusy(): boolean {
  if (isHeld() || document.querySelector("main dialog[open], main details.inline[open]")) return true;
  return [...document.querySelectorAll("main :is(input, select, textarea)")].some(isTouched);
}

/** The bell counts anew: what stands on it, then what it is called. */
function tell(data: string): void {
  const [count = "", label = ""] = data.split("\t");
  const bell = document.querySelector<HTMLElement>("[data-bell]");
  if (!bell) return;
  bell.setAttribute("aria-label", label);
  const tally = bell.querySelector<HTMLElement>(".tally");
  if (!tally) return;
  tally.textContent = count;
  tally.hidden = count === "";
}

class LivePage extends HTMLElement {
  static observedAttributes = ["data-events"];
  #source: EventSource | null = null;
  readonly #presence = new Presence();
  #timer = 0;
  connectedCallback(): void {
    document.addEventListener("visibilitychange", this.#seen);
    addEventListener("pagehide", this.#left);
    this.addEventListener("click", this.#pressed);
    this.#listen();
  }
  disconnectedCallback(): void {
    document.removeEventListener("visibilitychange", this.#seen);
    removeEventListener("pagehide", this.#left);
    this.removeEventListener("click", this.#pressed);
    this.#stop();
  }
  attributeChangedCallback(): void {
    if (!this.isConnected) return;
    this.#stop();
    this.#say(false);
    this.#listen();
  }
  readonly #seen = (): void => {
    if (document.hidden) return this.#stop();
    this.#listen();
  };
  readonly #left = (): void => this.#stop();
  readonly #pressed = (event: Event): void => {
    if (!(event.target as Element).closest("[data-show]")) return;
    this.#say(false);
    void refresh();
  };
  /** The address says when the page was made, so the server tells what was missed in between. */
  #listen(): void {
    const events = this.dataset["events"];
    if (!events || document.hidden || this.#source) return;
    const source = new EventSource(events);
    this.#presence.begin(new URL(events, location.href).searchParams);
    source.addEventListener("present", (event: MessageEvent<string>) => this.#presence.show(event.data));
    this.#source = source;
    source.addEventListener("changed", () => this.#soon());
    source.addEventListener("told", (event: MessageEvent<string>) => tell(event.data));
    // A refusal (signed out, no longer visible) ends it; a broken connection mends itself.
    source.addEventListener("error", () => { if (source.readyState === EventSource.CLOSED) this.#stop(); });
  }
  #stop(): void {
    clearTimeout(this.#timer);
    this.#presence.end();
    this.#source?.close();
    this.#source = null;
  }
  /** Several changes in a moment make one fetch. */
  #soon(): void {
    clearTimeout(this.#timer);
    this.#timer = window.setTimeout(() => (isBusy() ? this.#say(true) : void refresh()), GATHER);
  }
  #say(changed: boolean): void {
    const line = this.querySelector<HTMLElement>(".toast");
    if (line) line.hidden = !changed;
  }
}
customElements.define("live-page", LivePage);
