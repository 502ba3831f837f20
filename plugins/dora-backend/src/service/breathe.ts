/** Turns of the event loop: a turn takes in two megabytes of an answer. */
const turns = 2;

/** Lets what waits be sent and read before the next long computation. */
export async function breathe(): Promise<void> {
  for (let i = 0; i < turns; i++) {
    await new Promise<void>(resolve => setImmediate(resolve));
  }
}
