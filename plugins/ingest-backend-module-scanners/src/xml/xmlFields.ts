import { XmlNode } from './xmlRecords';

/** The children of one name. */
export const childrenOf = (node: XmlNode | undefined, name: string) =>
  node?.children.filter(child => child.name === name) ?? [];

/** The first child of a name. */
export const childOf = (node: XmlNode | undefined, name: string) =>
  node?.children.find(child => child.name === name);

/** The children of one name inside the child of another: lists, as XML writes them. */
export const listedIn = (
  node: XmlNode | undefined,
  list: string,
  name: string,
) => childrenOf(childOf(node, list), name);

/** The text of the first child of a name that has any. */
export function childText(
  node: XmlNode | undefined,
  ...names: string[]
): string | undefined {
  for (const name of names) {
    const text = childrenOf(node, name).find(child => child.text !== '')?.text;
    if (text !== undefined) return text;
  }
  return undefined;
}

/** The number a child's text is, if it is one. */
export function childNumber(
  node: XmlNode | undefined,
  name: string,
): number | undefined {
  const text = childText(node, name);
  const number = text === undefined ? NaN : Number(text);
  return Number.isFinite(number) ? number : undefined;
}
