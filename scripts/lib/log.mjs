/** What the commands say: one line per step, with the time it took. */

const colour = process.stdout.isTTY && !process.env.NO_COLOR;
const paint = (code, text) => (colour ? `\x1b[${code}m${text}\x1b[0m` : text);

export const bold = text => paint(1, text);
export const dim = text => paint(2, text);
export const red = text => paint(31, text);
export const green = text => paint(32, text);

/** @param {string} [line] */
export function say(line = '') {
  process.stdout.write(`${line}\n`);
}

/** @param {number} milliseconds */
export function duration(milliseconds) {
  const seconds = milliseconds / 1000;
  if (seconds < 60) {
    return `${seconds.toFixed(1)} s`;
  }
  return `${Math.floor(seconds / 60)} min ${Math.round(seconds % 60)} s`;
}

/**
 * Runs a step and tells how long it took. In a terminal its progress is shown on the same line,
 * elsewhere every ten seconds.
 *
 * @template T
 * @param {string} title
 * @param {(progress: (text: string) => void) => Promise<T>} work
 * @param {(result: T) => boolean} [isGood] for work that ends with a verdict
 * @returns {Promise<T>}
 */
export async function step(title, work, isGood = () => true) {
  const started = Date.now();
  let latest = '';
  const inPlace = process.stdout.isTTY;
  const show = () => {
    const line = `  ${title} … ${duration(Date.now() - started)}${
      latest ? `  ${latest}` : ''
    }`;
    if (inPlace) {
      const width = (process.stdout.columns || 80) - 1;
      process.stdout.write(`\r\x1b[2K${dim(line.slice(0, width))}`);
    } else {
      say(line);
    }
  };
  const timer = setInterval(show, inPlace ? 250 : 10_000);
  const finish = line => {
    clearInterval(timer);
    if (inPlace) {
      process.stdout.write('\r\x1b[2K');
    }
    say(line);
  };
  try {
    const result = await work(text => {
      latest = text;
    });
    finish(
      `${isGood(result) ? green('✓') : red('✗')} ${title} ${dim(
        `${duration(Date.now() - started)}${latest ? `, ${latest}` : ''}`,
      )}`,
    );
    return result;
  } catch (error) {
    finish(`${red('✗')} ${title} ${dim(duration(Date.now() - started))}`);
    throw error;
  }
}
