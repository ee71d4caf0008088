/** A toast goes when it is put away; it never goes by itself, so nobody has to be quick. */
document.addEventListener("click", (event) => {
  (event.target as Element).closest?.("[data-dismiss]")?.closest(".toast")?.remove();
});

/** Shows a sentence at the foot of the page, as the server's own toasts do. */
export function say(text: string): void {
  document.querySelector(".toast.said")?.remove();
  const box = document.createElement("div");
  box.className = "toast said";
  box.setAttribute("role", "status");
  box.textContent = text;
  document.body.append(box);
}

document.addEventListener("htmx:error", () => {
  const words = document.body.dataset["offline"];
  if (words) say(words);
});
