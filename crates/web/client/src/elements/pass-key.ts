/**
 * Asks the device for a passkey (`data-asks="get"`) or to make one (`create`): at once, and again by its button. What the
 * device answers goes with the form around it.
 */
class PassKey extends HTMLElement {
  #running?: AbortController;
  connectedCallback(): void {
    this.addEventListener("click", this.#pressed);
    void this.#ask();
  }
  disconnectedCallback(): void {
    this.removeEventListener("click", this.#pressed);
    this.#running?.abort();
  }
  readonly #pressed = (event: Event): void => {
    if ((event.target as Element).closest("button")) void this.#ask();
  };
  async #ask(): Promise<void> {
    this.#running?.abort();
    const running = new AbortController();
    this.#running = running;
    const failed = this.querySelector<HTMLElement>("[role=alert]");
    if (failed) failed.hidden = true;
    try {
      const answer = await asked(this.dataset["asks"] === "create", JSON.parse(this.dataset["options"] ?? "{}"), running.signal);
      const place = this.querySelector<HTMLInputElement>("input[name=answer]");
      if (!answer || !place || running.signal.aborted) return;
      place.value = JSON.stringify(answer);
      this.closest("form")?.requestSubmit();
    } catch {
      if (failed) failed.hidden = running.signal.aborted;
    }
  }
}

/** What the device answers, in the form of JSON that the server reads. */
async function asked(isNew: boolean, options: unknown, signal: AbortSignal): Promise<unknown> {
  const credential = isNew
    ? await navigator.credentials.create({
        publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options as PublicKeyCredentialCreationOptionsJSON),
        signal,
      })
    : await navigator.credentials.get({
        publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options as PublicKeyCredentialRequestOptionsJSON),
        signal,
      });
  return credential instanceof PublicKeyCredential ? credential.toJSON() : null;
}
customElements.define("pass-key", PassKey);
