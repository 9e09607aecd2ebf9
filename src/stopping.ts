interface Step {
  name: string;
  run: () => Promise<unknown>;
}

/** Longer than the patience with requests; service managers wait 90 seconds before they kill. */
const patience = 40_000;

/** npm passes on the signal of a Ctrl-C that we also got from the terminal: one key, two signals. */
const oneGesture = 1_000;

/** What this process opened, to be closed last first, once, whatever asks for it. */
export class Stopping {
  readonly #steps: Step[] = [];
  readonly #say: (line: string) => void;
  #asked: number | null = null;

  constructor(say: (line: string) => void) {
    this.#say = say;
  }

  get isAsked(): boolean {
    return this.#asked !== null;
  }

  add(name: string, run: Step['run']): void {
    this.#steps.push({ name, run });
  }

  /** The first signal lets requests and jobs finish; a second one, later, does not. */
  onSignals(): void {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => this.#onSignal());
    // A terminal that was closed takes no more words.
    process.stderr.on('error', () => {});
  }

  #onSignal(): void {
    if (this.#asked === null) {
      this.#say('\nArrêt : les demandes en cours se terminent (Ctrl-C de nouveau pour ne pas attendre)…');
      void this.stop(0);
    } else if (Date.now() - this.#asked > oneGesture) {
      this.#say('Arrêt immédiat.');
      process.exit(1);
    }
  }

  /** Closes everything, then ends the process. */
  async stop(exitCode: number): Promise<never> {
    this.#asked = Date.now();
    let current: Step | undefined;
    setTimeout(() => {
      this.#say(`Arrêt immédiat : « ${current?.name} » ne se termine pas.`);
      process.exit(1);
    }, patience).unref();
    let status = exitCode;
    for (current = this.#steps.pop(); current; current = this.#steps.pop()) {
      try {
        await current.run();
      } catch (error) {
        status = 1;
        this.#say(`« ${current.name} » s’est mal arrêté : ${error instanceof Error ? error.message : error}`);
      }
    }
    process.exit(status);
  }
}
