const dots = '••••';

/**
 * What is shown of a leaked secret: enough to tell two apart, too little to use
 * one. Short ones and those that begin oddly are hidden whole.
 */
export const maskedSecret = (value: string): string =>
  value.length >= 16 && /^[\w./+-]{4}/.test(value)
    ? `${value.slice(0, 4)}${dots}`
    : dots;

/** Whether a text is such a mask: tests look for anything that is not. */
export const isMaskedSecret = (text: string): boolean =>
  /^(?:[\w./+-]{4})?••••$/.test(text);
