import { childNodes, PatternNode } from './pathPatterns';

/** A list or an object on the way to records. */
export interface Frame {
  isArray: boolean;
  nodes: PatternNode[];
  /** Those that hold for each of a list. */
  items?: PatternNode[];
  keys: string[];
  /** Of an object's child that comes or is being read. */
  key: string;
  index: number;
  /** Its children are records: nothing of it stays but its brackets. */
  hollow: boolean;
}

/** White space of JSON. */
export const isBlank = (code: number) =>
  code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09;

/** The keys of the child that comes or is being read, from the root. */
export const childKeys = ({ keys, key, isArray, index }: Frame) => [
  ...keys,
  isArray ? String(index) : key,
];

/** The nodes that hold for the child that comes. */
export const nodesOf = (frame: Frame) =>
  frame.items ?? childNodes(frame.nodes, frame.key);

/** Whole documents in one list: each is a record. */
export const documentNodes = (): PatternNode[] => [
  { named: new Map(), star: { named: new Map(), record: 0 } },
];

/** A list or an object that opens. */
export function openFrame(
  isArray: boolean,
  nodes: PatternNode[],
  keys: string[],
): Frame {
  return {
    isArray,
    nodes,
    ...(isArray ? { items: childNodes(nodes, undefined) } : {}),
    keys,
    key: '',
    index: 0,
    hollow: nodes.some(node => node.star?.record !== undefined),
  };
}
