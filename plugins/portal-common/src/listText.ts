/**
 * How a list stands in a URL: `a,b`. A backslash takes the meaning from a comma,
 * a backslash, or a space at either end, so that every value comes back as it
 * was: the branch `fix,later` is written `fix\,later`.
 */
export function writeListItem(item: string): string {
  return item
    .replace(/[\\,]/g, match => `\\${match}`)
    .replace(/^\s|\s$/g, match => `\\${match}`);
}

/** Several values as one text; the reverse of {@link readList}. */
export const writeList = (items: readonly string[]): string =>
  items.map(writeListItem).join(',');

/**
 * The values of a text. Spaces around a value and empty values are left out, and
 * a backslash before anything else stands for itself.
 */
export function readList(text: string): string[] {
  const items: string[] = [];
  let item = '';
  /** As much of the item as no trimming may take. */
  let solid = 0;
  const end = () => {
    if (solid > 0) items.push(item.slice(0, solid));
    item = '';
    solid = 0;
  };
  for (let index = 0; index < text.length; index += 1) {
    const char = text[index];
    const next = text[index + 1];
    if (char === '\\' && next !== undefined && /[\\,\s]/.test(next)) {
      item += next;
      solid = item.length;
      index += 1;
    } else if (char === ',') {
      end();
    } else if (!/\s/.test(char)) {
      item += char;
      solid = item.length;
    } else if (item !== '') {
      item += char;
    }
  }
  end();
  return items;
}
