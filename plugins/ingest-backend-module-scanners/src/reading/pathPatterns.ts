/** What becomes of the values at a place of a document. */
export interface PatternNode {
  named: Map<string, PatternNode>;
  star?: PatternNode;
  /** Number of the pattern that ends here: its values are records. */
  record?: number;
  /** Its values are left out. */
  drop?: boolean;
}

const newNode = (): PatternNode => ({ named: new Map() });

function nodeAt(root: PatternNode, pattern: string): PatternNode {
  let node = root;
  for (const part of pattern.split('/').slice(1)) {
    let next = part === '*' ? node.star : node.named.get(part);
    if (!next) {
      next = newNode();
      if (part === '*') node.star = next;
      else node.named.set(part, next);
    }
    node = next;
  }
  return node;
}

/** A tree of patterns such as `/runs/…/results/*`. */
export function patternTree(
  records: readonly string[],
  drops: readonly string[] = [],
): PatternNode {
  const root = newNode();
  records.forEach((pattern, index) => {
    nodeAt(root, pattern).record = index;
  });
  for (const pattern of drops) nodeAt(root, pattern).drop = true;
  return root;
}

/** The nodes that hold for a child of a value. */
export function childNodes(
  nodes: readonly PatternNode[],
  key: string | undefined,
): PatternNode[] {
  const found: PatternNode[] = [];
  for (const node of nodes) {
    const named = key === undefined ? undefined : node.named.get(key);
    if (named) found.push(named);
    if (node.star) found.push(node.star);
  }
  return found;
}
