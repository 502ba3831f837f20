import { JsonCutter } from './jsonCutter';
import { patternTree } from './pathPatterns';

/**
 * A cutter whose document never ends. The engine throws away the code it made as soon
 * as no object is left of a kind that code was made for, which is so between any two
 * reports: the next one is cut three times as slowly until the code is made again.
 */
export const lastingCutter = new JsonCutter(
  patternTree(['/of/*/all', '/kinds/*']),
  8,
  false,
);
lastingCutter.feed(
  Buffer.from('{"some":"kept","of":[{"all":1}],"kinds":[{"a":[""]},{"b":2},'),
);
