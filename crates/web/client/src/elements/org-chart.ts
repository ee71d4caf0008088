/**
 * The organisation chart: the server draws a tree of nodes (`[data-id]`, `aria-level`, in reading order);
 * this pans and zooms it, moves focus through it as WAI-ARIA says of trees, finds names, opens, folds and
 * moves nodes. What it looks at outlives a morph. A move sends the same form a person could fill in.
 */
import { hold, visit } from "../pages";
import { NodeDrag } from "./node-drag";
import { fitted, kept, opening, zoomed, type Size, type View } from "./viewport";

const STEP = 1.25;

class OrgChart extends HTMLElement {
  #view: View = { x: 0, y: 0, k: 1 };
  #pointers = new Map<number, { x: number; y: number }>();
  #panned = false;
  #drag: NodeDrag | null = null;
  #letGo: (() => void) | null = null;
  #anchor: { id: string; x: number; y: number; focus: boolean } | null = null;
  #held: string | null = null;

  connectedCallback(): void {
    if (!this.#svg) return;
    this.setAttribute("data-ready", "");
    this.addEventListener("wheel", this.#wheel, { passive: false });
    this.addEventListener("pointerdown", this.#down);
    this.addEventListener("pointermove", this.#move);
    this.addEventListener("pointerup", this.#up);
    this.addEventListener("pointercancel", this.#up);
    this.addEventListener("click", this.#click);
    this.addEventListener("keydown", this.#key);
    this.addEventListener("input", this.#seek);
    document.addEventListener("htmx:before:swap", this.#before);
    document.addEventListener("htmx:after:swap", this.#after);
    this.#show(opening(this.#frame, this.#picture));
    const focus = this.#node(this.dataset["focus"] ?? "");
    if (focus) this.#centre(focus);
  }
  disconnectedCallback(): void {
    document.removeEventListener("htmx:before:swap", this.#before);
    document.removeEventListener("htmx:after:swap", this.#after);
    this.#letGo?.();
  }

  get #svg(): SVGSVGElement | null {
    return this.querySelector(".stage > svg");
  }
  get #frame(): Size {
    return { width: this.clientWidth, height: this.clientHeight };
  }
  get #picture(): Size {
    return { width: this.#svg?.width.baseVal.value ?? 1, height: this.#svg?.height.baseVal.value ?? 1 };
  }
  get #nodes(): SVGGElement[] {
    return [...this.querySelectorAll<SVGGElement>("[data-id]")];
  }
  #node(id: string): SVGGElement | null {
    return id ? this.querySelector(`[data-id="${CSS.escape(id)}"]`) : null;
  }
  #under(target: EventTarget | null): SVGGElement | null {
    return (target as Element | null)?.closest<SVGGElement>("[data-id]") ?? null;
  }

  #show(view: View): void {
    this.#view = kept(view, this.#frame, this.#picture);
    const svg = this.#svg;
    if (svg) svg.style.transform = `translate(${this.#view.x}px, ${this.#view.y}px) scale(${this.#view.k})`;
  }
  #zoom(factor: number, at?: { x: number; y: number }): void {
    const box = this.getBoundingClientRect();
    this.#show(zoomed(this.#view, factor, at ? at.x - box.left : box.width / 2, at ? at.y - box.top : box.height / 2));
  }
  /** Brings a node to the middle, at a size one can read. */
  #centre(node: SVGGElement): void {
    if (this.#view.k < 0.6) this.#zoom(0.8 / this.#view.k);
    const [box, frame] = [node.getBoundingClientRect(), this.getBoundingClientRect()];
    this.#show({ ...this.#view, x: this.#view.x + frame.left + frame.width / 2 - box.left - box.width / 2, y: this.#view.y + frame.top + frame.height / 3 - box.top });
  }
  /** Moves as little as shows the node. */
  #reveal(node: SVGGElement): void {
    const [box, frame, room] = [node.getBoundingClientRect(), this.getBoundingClientRect(), 24];
    const shift = (low: number, high: number, from: number, to: number) => (low < from + room ? from + room - low : high > to - room ? to - room - high : 0);
    this.#show({ ...this.#view, x: this.#view.x + shift(box.left, box.right, frame.left, frame.right), y: this.#view.y + shift(box.top, box.bottom, frame.top, frame.bottom) });
  }
  #focus(node: SVGGElement | undefined): void {
    if (!node) return;
    this.querySelectorAll("[data-id][tabindex='0']").forEach((other) => other.setAttribute("tabindex", "-1"));
    node.setAttribute("tabindex", "0");
    node.focus({ preventScroll: true });
    this.#reveal(node);
  }

  /** The wheel zooms with Ctrl or a pinch, or once the chart has focus; else the page scrolls. */
  readonly #wheel = (event: WheelEvent): void => {
    if (!event.ctrlKey && !event.metaKey && !this.matches(":focus-within")) return;
    event.preventDefault();
    this.#zoom(Math.exp(-event.deltaY * (event.ctrlKey ? 0.01 : 0.0015)), { x: event.clientX, y: event.clientY });
  };
  readonly #down = (event: PointerEvent): void => {
    if (event.button !== 0 || (event.target as Element).closest(".tools, .seek")) return;
    this.#pointers.set(event.pointerId, { x: event.clientX, y: event.clientY });
    this.#panned = false;
    const node = this.#under(event.target);
    if (node && this.querySelector("form[data-move]") && this.#pointers.size === 1) this.#drag = new NodeDrag(this, node, event);
    else this.#drag = null;
  };
  readonly #move = (event: PointerEvent): void => {
    const last = this.#pointers.get(event.pointerId);
    if (!last) return;
    const [dx, dy] = [event.clientX - last.x, event.clientY - last.y];
    if (this.#drag) {
      if (this.#drag.follow(event)) this.#letGo ??= hold();
      this.#panned ||= this.#drag.started;
      return;
    }
    if (!this.#panned && Math.hypot(dx, dy) < 4 && this.#pointers.size === 1) return;
    if (!this.#panned) this.setPointerCapture(event.pointerId);
    this.#panned = true;
    this.setAttribute("data-panning", "");
    if (this.#pointers.size === 2) this.#pinch(event);
    else this.#show({ ...this.#view, x: this.#view.x + dx, y: this.#view.y + dy });
    this.#pointers.set(event.pointerId, { x: event.clientX, y: event.clientY });
  };
  #pinch(event: PointerEvent): void {
    const still = [...this.#pointers].find(([id]) => id !== event.pointerId)?.[1];
    const moved = this.#pointers.get(event.pointerId);
    if (!still || !moved) return;
    const before = Math.hypot(moved.x - still.x, moved.y - still.y) || 1;
    this.#zoom(Math.hypot(event.clientX - still.x, event.clientY - still.y) / before, { x: (still.x + event.clientX) / 2, y: (still.y + event.clientY) / 2 });
  }
  readonly #up = (event: PointerEvent): void => {
    this.#pointers.delete(event.pointerId);
    this.removeAttribute("data-panning");
    const target = event.type === "pointerup" ? this.#drag?.finish() : this.#drag?.cancel();
    const moved = this.#drag?.node.dataset["id"];
    this.#drag = null;
    this.#letGo?.();
    this.#letGo = null;
    if (target && moved) this.#send(moved, target);
  };
  #send(id: string, parent: string): void {
    const form = this.querySelector<HTMLFormElement>("form[data-move]");
    if (!form || id === parent) return;
    for (const [name, value] of [["id", id], ["parent", parent]] as const) {
      const input = form.elements.namedItem(name);
      if (input instanceof HTMLInputElement) input.value = value;
    }
    form.requestSubmit();
  }

  readonly #click = (event: MouseEvent): void => {
    const tool = (event.target as Element).closest<HTMLElement>("[data-zoom]");
    if (tool) return this.#tool(tool.dataset["zoom"] ?? "");
    const node = this.#under(event.target);
    if (!node || this.#panned) return;
    this.#focus(node);
    if ((event.target as Element).closest(".org-fold")) this.#toggle(node);
    else this.#open(node);
  };
  #tool(name: string): void {
    if (name === "fit") this.#show(fitted(this.#frame, this.#picture));
    else this.#zoom(name === "closer" ? STEP : 1 / STEP);
  }
  #address(name: "open" | "toggle", node: SVGGElement): string | null {
    return this.dataset[name]?.replace("{id}", encodeURIComponent(node.dataset["id"] ?? "")) ?? null;
  }
  /** Opens the node's record in the side panel. */
  #open(node: SVGGElement): void {
    const href = this.#address("open", node);
    if (!href) return;
    const link = document.createElement("a");
    link.href = href;
    link.setAttribute("data-peek", "");
    this.append(link);
    link.click();
    link.remove();
  }
  #toggle(node: SVGGElement): void {
    const href = this.#address("toggle", node);
    if (href) visit(href);
  }

  readonly #key = (event: KeyboardEvent): void => {
    if (event.target instanceof HTMLInputElement) return this.#seekKey(event, event.target);
    const node = this.#under(event.target);
    if (!node || event.ctrlKey || event.metaKey || event.altKey) return;
    const nodes = this.#nodes;
    const at = nodes.indexOf(node);
    const level = (of: SVGGElement | undefined) => Number(of?.getAttribute("aria-level") ?? 0);
    const open = node.getAttribute("aria-expanded");
    const parent = nodes.slice(0, at).reverse().find((other) => level(other) < level(node));
    const acts: Record<string, () => void> = {
      ArrowDown: () => this.#focus(nodes[at + 1]),
      ArrowUp: () => this.#focus(nodes[at - 1]),
      Home: () => this.#focus(nodes[0]),
      End: () => this.#focus(nodes[nodes.length - 1]),
      ArrowRight: () => (open === "false" ? this.#toggle(node) : level(nodes[at + 1]) > level(node) && this.#focus(nodes[at + 1])),
      ArrowLeft: () => (open === "true" && this.dataset["toggle"] ? this.#toggle(node) : this.#focus(parent)),
      Enter: () => (this.#held ? this.#drop(node) : this.#open(node)),
      " ": () => this.#open(node),
      m: () => this.#lift(node),
      Escape: () => this.#lift(null),
      "+": () => this.#zoom(STEP),
      "-": () => this.#zoom(1 / STEP),
      "0": () => this.#show(fitted(this.#frame, this.#picture)),
    };
    const act = acts[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  };
  /** A node is taken up by m, carried by the arrows and put down by Enter. */
  #lift(node: SVGGElement | null): void {
    this.querySelectorAll("[data-lifted]").forEach((other) => other.removeAttribute("data-lifted"));
    this.#held = node && this.querySelector("form[data-move]") ? (node.dataset["id"] ?? null) : null;
    if (this.#held) node?.setAttribute("data-lifted", "");
  }
  #drop(node: SVGGElement): void {
    const held = this.#held;
    this.#lift(null);
    if (held) this.#send(held, node.dataset["id"] ?? "");
  }

  readonly #seek = (event: Event): void => {
    if (!(event.target instanceof HTMLInputElement) || !event.target.matches(".seek")) return;
    const text = event.target.value.trim().toLocaleLowerCase();
    this.toggleAttribute("data-seeking", text !== "");
    for (const node of this.#nodes) node.toggleAttribute("data-found", text !== "" && (node.querySelector("title")?.textContent ?? "").toLocaleLowerCase().includes(text));
    const first = this.querySelector<SVGGElement>("[data-found]");
    if (first) this.#centre(first);
  };
  #seekKey(event: KeyboardEvent, input: HTMLInputElement): void {
    if (event.key === "Enter") this.#focus(this.querySelector<SVGGElement>("[data-found]") ?? undefined);
    else if (event.key === "Escape") input.value = "";
    else return;
    event.preventDefault();
    input.dispatchEvent(new Event("input", { bubbles: true }));
  }

  /** Before the page changes: which node one was at, and where on the screen. */
  readonly #before = (): void => {
    const node = this.#under(document.activeElement);
    const box = node?.getBoundingClientRect();
    this.#anchor = node && box && this.contains(node) ? { id: node.dataset["id"] ?? "", x: box.left, y: box.top, focus: true } : null;
  };
  /** After: the same node at the same place, with focus. */
  readonly #after = (): void => {
    if (!this.isConnected) return;
    this.#show(this.#view);
    const node = this.#node(this.#anchor?.id ?? "");
    if (!node || !this.#anchor) return;
    const box = node.getBoundingClientRect();
    this.#show({ ...this.#view, x: this.#view.x + this.#anchor.x - box.left, y: this.#view.y + this.#anchor.y - box.top });
    this.#focus(node);
  };
}
customElements.define("org-chart", OrgChart);
