/**
 * Says on which field of the page's record the reader is, and shows who else is on one. What a page said holds for fifty
 * seconds, so it is said again while the reader stays.
 */
const AGAIN = 20_000;
const LASTS = 55_000;

interface Here {
  field: string;
  text: string;
}

type Control = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;

/** The form that changes the page's record, where the element stands in one. */
function changing(element: Element): HTMLFormElement | null {
  const form = element.closest<HTMLFormElement>("form[method=post]");
  const record = location.pathname.replace(/\/edit$/, "");
  const isOurs = form && new URL(form.action, location.href).pathname === record && form.querySelector("input[name=version]");
  return isOurs ? form : null;
}

/** The field that the element belongs to: what a picker shows is called after what it chooses. */
function fieldOf(element: EventTarget | null): string {
  if (!(element instanceof HTMLInputElement || element instanceof HTMLSelectElement || element instanceof HTMLTextAreaElement)) return "";
  return changing(element) ? element.name.replace(/_label$/, "") : "";
}

export class Presence {
  #record = new URLSearchParams();
  #field = "";
  #again = 0;
  #forget = 0;

  /** Begins for the record that the page listens for; a page of none does nothing. */
  begin(asked: URLSearchParams): void {
    const [noun, id] = [asked.get("noun"), asked.get("id")];
    if (!noun || !id) return;
    this.#record = new URLSearchParams({ noun, id });
    document.addEventListener("focusin", this.#moved);
    document.addEventListener("focusout", this.#left);
    const field = fieldOf(document.activeElement);
    if (field) this.#say(field);
  }

  /** Leaves the record. */
  end(): void {
    document.removeEventListener("focusin", this.#moved);
    document.removeEventListener("focusout", this.#left);
    this.#say("");
    clearTimeout(this.#forget);
    this.#mark([]);
    this.#record = new URLSearchParams();
  }

  /** Shows who else is on which field, and forgets them where nothing more is heard. */
  show(data: string): void {
    this.#mark(JSON.parse(data) as Here[]);
    clearTimeout(this.#forget);
    this.#forget = window.setTimeout(() => this.#mark([]), LASTS);
  }

  readonly #moved = (event: FocusEvent): void => this.#say(fieldOf(event.target));
  readonly #left = (event: FocusEvent): void => {
    if (!event.relatedTarget) this.#say("");
  };

  #say(field: string): void {
    if (field === this.#field || !this.#record.has("id")) return;
    this.#field = field;
    clearInterval(this.#again);
    this.#send();
    if (field) this.#again = window.setInterval(() => this.#send(), AGAIN);
  }

  /** A refusal or a broken connection is nothing to trouble the reader with. */
  #send(): void {
    const token = document.querySelector<HTMLInputElement>("input[name=csrf]")?.value ?? "";
    const body = new URLSearchParams([...this.#record, ["field", this.#field], ["csrf", token]]);
    fetch("/live/presence", { method: "POST", body, keepalive: true }).catch(() => undefined);
  }

  #mark(all: Here[]): void {
    for (const old of document.querySelectorAll(".here")) old.remove();
    for (const { field, text } of all) {
      const named = document.querySelectorAll<Control>(`main form :is([name="${CSS.escape(field)}"], [name="${CSS.escape(`${field}_label`)}"])`);
      const place = [...named].find(changing)?.closest("dd, .field");
      if (!place) continue;
      const line = document.createElement("span");
      line.className = "here";
      line.setAttribute("role", "status");
      line.textContent = text;
      place.append(line);
    }
  }
}
