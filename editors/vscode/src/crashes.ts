/** How often the server may end unasked before it is left alone. */

const MOST = 3;
const WINDOW_MS = 3 * 60_000;

export class Crashes {
  private times: number[] = [];

  /** Notes a crash; whether the server may be started again. */
  another(now: number): boolean {
    this.times = [...this.times.filter((time) => now - time < WINDOW_MS), now];
    return this.times.length <= MOST;
  }
}
