/** One node of a chart on its way to another: a ghost follows the pointer, the node beneath it lights up. */
const SLOP = 7;

export class NodeDrag {
  started = false;
  readonly node: SVGGElement;
  readonly #chart: HTMLElement;
  readonly #from: { x: number; y: number };
  readonly #ghost = document.createElement("div");
  #target: SVGGElement | null = null;

  constructor(chart: HTMLElement, node: SVGGElement, event: PointerEvent) {
    [this.#chart, this.node] = [chart, node];
    this.#from = { x: event.clientX, y: event.clientY };
    this.#ghost.className = "ghost";
    this.#ghost.textContent = (node.querySelector("title")?.textContent ?? "").split(",").slice(0, 2).join(",");
  }

  /** Goes where the pointer goes; true once it is more than a press. */
  follow(event: PointerEvent): boolean {
    if (!this.started && Math.hypot(event.clientX - this.#from.x, event.clientY - this.#from.y) < SLOP) return false;
    if (!this.started) this.#begin(event);
    this.#ghost.style.left = `${event.clientX + 12}px`;
    this.#ghost.style.top = `${event.clientY + 8}px`;
    const over = document.elementFromPoint(event.clientX, event.clientY)?.closest<SVGGElement>("[data-id]") ?? null;
    const next = over && over !== this.node && this.#chart.contains(over) ? over : null;
    if (next !== this.#target) {
      this.#target?.removeAttribute("data-drop");
      next?.setAttribute("data-drop", "");
      this.#target = next;
    }
    return true;
  }
  #begin(event: PointerEvent): void {
    this.started = true;
    this.#chart.setPointerCapture(event.pointerId);
    this.node.setAttribute("data-lifted", "");
    document.body.append(this.#ghost);
  }
  /** Puts it down; the id of the node it lies on. */
  finish(): string | null {
    const id = this.started ? (this.#target?.dataset["id"] ?? null) : null;
    this.cancel();
    return id;
  }
  cancel(): null {
    this.#target?.removeAttribute("data-drop");
    this.node.removeAttribute("data-lifted");
    this.#ghost.remove();
    return null;
  }
}
