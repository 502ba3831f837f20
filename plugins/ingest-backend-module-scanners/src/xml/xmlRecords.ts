import {
  ReportBody,
  ReportError,
  readXml,
} from '@quarterdeck/plugin-ingest-node';

/** An element with all that stands in it. */
export interface XmlNode {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  /** Its own text, white space at the ends gone. */
  readonly text: string;
  readonly children: readonly XmlNode[];
  /** `/analysis/dependencies/dependency[7]`. */
  readonly path: string;
}

interface OpenNode extends XmlNode {
  text: string;
  children: XmlNode[];
}

const mostText = 64 * 1024;
const mostNodes = 200_000;

const readable = (text: string) => text.trim().replace(/\0/g, '\ufffd');

/**
 * Cuts a document into records: each element whose names, from the root, are
 * those of `records` becomes a tree of its own, and is let go when it was read.
 * Text of one element is kept up to 64 Ki characters.
 * @throws ReportError
 */
export async function xmlRecords(
  body: Pick<ReportBody, 'pieces' | 'maxDepth'>,
  records: readonly string[],
  listener: {
    record(node: XmlNode): void;
    /** An element above or beside the records, as it opens. */
    open?(element: {
      name: string;
      place: string;
      attributes: XmlNode['attributes'];
    }): void;
    /** Text of such an element. */
    text?(place: string, text: string): void;
  },
): Promise<void> {
  const wanted = new Set(records);
  const roots = new Set(records.map(record => record.split('/')[1]));
  const names: string[] = [];
  let stack: OpenNode[] = [];
  let nodes = 0;
  let beside = '';
  const place = () => `/${names.join('/')}`;
  await readXml(body, {
    open({ name, attributes, path }) {
      names.push(name);
      if (names.length === 1 && !roots.has(name)) {
        throw new ReportError(
          `It must be an element "${[...roots].join(', ')}".`,
          path(),
        );
      }
      const parent = stack.at(-1);
      if (!parent && !wanted.has(place())) {
        beside = '';
        listener.open?.({ name, place: place(), attributes });
        return;
      }
      nodes += 1;
      if (nodes > mostNodes) {
        throw new ReportError(
          `The element holds more than ${mostNodes.toLocaleString(
            'en-US',
          )} others, which is not taken.`,
          stack[0]?.path ?? path(),
        );
      }
      const node: OpenNode = {
        name,
        attributes,
        text: '',
        children: [],
        // The place of an inner element is only told in words of its record.
        path: parent ? `${parent.path}/${name}` : path(),
      };
      parent?.children.push(node);
      stack.push(node);
    },
    text(piece) {
      const node = stack.at(-1);
      if (node) {
        const room = mostText - node.text.length;
        if (room > 0) node.text += piece.slice(0, room);
      } else if (listener.text && beside.length < mostText) {
        beside += piece;
      }
    },
    close() {
      const node = stack.pop();
      if (node) {
        node.text = readable(node.text);
        if (stack.length === 0) {
          stack = [];
          nodes = 0;
          listener.record(node);
        }
      } else {
        const said = readable(beside);
        if (said !== '') listener.text?.(place(), said);
        beside = '';
      }
      names.pop();
    },
  });
}
