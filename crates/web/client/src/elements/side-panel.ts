/**
 * Looks into a record without leaving the list: a link with `data-peek` opens the record's page in a panel
 * at the side. Its forms are sent from within the panel, and the page below is then fetched again.
 */
import { adopt, refresh } from "../pages";

class SidePanel extends HTMLElement {
  connectedCallback(): void {
    document.addEventListener("click", this.#click);
    this.addEventListener("submit", this.#submit);
  }
  disconnectedCallback(): void {
    document.removeEventListener("click", this.#click);
  }
  get #dialog(): HTMLDialogElement | null {
    return this.querySelector("dialog");
  }
  readonly #click = (event: MouseEvent): void => {
    const link = (event.target as Element).closest?.<HTMLAnchorElement>("a[data-peek]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    void this.#load(link.href);
  };
  async #load(href: string): Promise<void> {
    const answer = await fetch(href, { headers: { accept: "text/html" } });
    this.#show(await answer.text(), answer.url);
    if (this.#dialog && !this.#dialog.open) this.#dialog.showModal();
    this.querySelector<HTMLElement & { begin?: () => void }>("log-panel")?.begin?.();
    const mark = new URL(href).hash.slice(1);
    if (mark) this.querySelector(`#${CSS.escape(`panel-${mark}`)}`)?.scrollIntoView({ block: "start" });
  }
  #show(html: string, href: string): void {
    const page = new DOMParser().parseFromString(html, "text/html");
    const content = page.getElementById("content");
    const body = this.querySelector(".panel-body");
    const title = this.querySelector(".panel-title");
    const whole = this.querySelector<HTMLAnchorElement>(".panel-whole");
    if (!content || !body) return;
    for (const part of content.querySelectorAll<HTMLElement>("[id], [for]")) this.#rename(part);
    content.removeAttribute("id");
    body.replaceChildren(content);
    if (title) title.textContent = page.querySelector("h1")?.textContent ?? "";
    if (whole) whole.href = href;
  }
  /** What was asked is done: back to the page below, which says so. */
  async #close(html: string): Promise<void> {
    this.#dialog?.close();
    await refresh();
    const said = new DOMParser().parseFromString(html, "text/html").querySelector("body > .toast");
    document.querySelector("body > .toast")?.remove();
    if (!said) return;
    document.body.append(said);
    adopt(said);
  }
  /** The page below may hold the same ids. */
  #rename(part: HTMLElement): void {
    for (const name of ["id", "for", "aria-describedby", "aria-controls", "form"]) {
      const value = part.getAttribute(name);
      if (value) part.setAttribute(name, `panel-${value}`);
    }
  }
  readonly #submit = (event: SubmitEvent): void => {
    const form = event.target as HTMLFormElement;
    if (form.method === "dialog") return;
    event.preventDefault();
    void this.#send(form, event.submitter);
  };
  async #send(form: HTMLFormElement, submitter: HTMLElement | null): Promise<void> {
    const data = new FormData(form, submitter);
    const fields = new URLSearchParams([...data].map(([name, value]) => [name, String(value)]));
    const action = submitter?.getAttribute("formaction") ?? form.action;
    const send = form.method === "get" ? fetch(`${action.split("?")[0]}?${fields}`) : fetch(action, { method: "POST", body: form.enctype === "multipart/form-data" ? data : fields });
    const answer = await send;
    const html = await answer.text();
    if (answer.ok && "closes" in form.dataset) return this.#close(html);
    this.#show(html, answer.url);
    await refresh();
  }
}
customElements.define("side-panel", SidePanel);
