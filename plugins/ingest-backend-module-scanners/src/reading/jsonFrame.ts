import { PatternNode } from './pathPatterns';

/** A list or an object on the way to records. */
export interface Frame {
  isArray: boolean;
  nodes: PatternNode[];
  keys: string[];
  /** Of the child that comes or is being read. */
  key: string;
  index: number;
  /** Its children are records: nothing of it stays but its brackets. */
  hollow: boolean;
}

/** White space of JSON. */
export const isBlank = (code: number) =>
  code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09;
