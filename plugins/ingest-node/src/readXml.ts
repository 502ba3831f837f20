import { SaxesParser } from 'saxes';
import { ReportBody, ReportError } from './reportFormat';

/** An element as it opens. Prefixes are gone. */
export interface XmlElement {
  name: string;
  attributes: Readonly<Record<string, string>>;
  depth: number;
  /** `/testsuites/testsuite[2]/testcase[7]`; made when asked for. */
  path(): string;
}

/** What a reader of XML listens to. */
export interface XmlListener {
  open(element: XmlElement): void;
  /** Text and CDATA in pieces, of the innermost open element. */
  text?(piece: string): void;
  close?(name: string, depth: number): void;
}

interface Frame {
  name: string;
  ordinal: number;
  children: Map<string, number>;
}

/** Characters that no XML may hold, but whose printing tools let through. */
// eslint-disable-next-line no-control-regex -- these are what it looks for
const unprintable = /[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/g;
const unprintableReference =
  /&#(?:x0*(?:[0-8bcef]|1[0-9a-f])|0*(?:[0-8]|1[124-9]|2\d|3[01]));/gi;
const longestReference = 16;
const longestName = 128;

const localName = (name: string) => name.slice(name.indexOf(':') + 1);

/** Cuts a piece where a character reference may go on in the next. */
function splitReference(text: string): [string, string] {
  const last = text.lastIndexOf('&');
  return last >= 0 && last >= text.length - longestReference
    ? [text.slice(0, last), text.slice(last)]
    : [text, ''];
}

const cleaned = (text: string) =>
  text.replace(unprintable, '\ufffd').replace(unprintableReference, '\ufffd');

/**
 * Reads XML in passing. Only the five named entities are known; a document type
 * that declares its own is refused, external ones are never looked at. So a
 * small file cannot become large, and reading one reads nothing else.
 * @throws ReportError
 */
export async function readXml(
  body: Pick<ReportBody, 'pieces' | 'maxDepth'>,
  listener: XmlListener,
): Promise<void> {
  const stack: Frame[] = [{ name: '', ordinal: 1, children: new Map() }];
  const pathOf = () =>
    stack
      .slice(1)
      .map(({ name, ordinal }) =>
        ordinal > 1 ? `/${name}[${ordinal}]` : `/${name}`,
      )
      .join('') || '/';
  const parser = new SaxesParser({ xmlns: false, position: true });
  parser.on('error', error => {
    throw new ReportError(
      `The XML is not well-formed: ${error.message.slice(0, 200)}.`,
      pathOf(),
    );
  });
  parser.on('doctype', doctype => {
    // Elements and attributes it may declare; nothing comes of them.
    if (/<!ENTITY/i.test(doctype)) {
      throw new ReportError(
        'The XML declares entities of its own, which is not taken. Leave the document type out.',
      );
    }
  });
  parser.on('opentag', tag => {
    const name = localName(tag.name).slice(0, longestName);
    const parent = stack[stack.length - 1];
    const ordinal = (parent.children.get(name) ?? 0) + 1;
    parent.children.set(name, ordinal);
    stack.push({ name, ordinal, children: new Map() });
    const depth = stack.length - 1;
    if (depth > body.maxDepth) {
      throw new ReportError(
        `The XML nests deeper than ${body.maxDepth} levels, which this source does not take.`,
        pathOf().slice(0, 500),
      );
    }
    listener.open({ name, attributes: tag.attributes, depth, path: pathOf });
  });
  const { text } = listener;
  if (text) {
    parser.on('text', piece => text(piece));
    parser.on('cdata', piece => text(piece));
  }
  parser.on('closetag', () => {
    const depth = stack.length - 1;
    const frame = stack.pop();
    if (frame) listener.close?.(frame.name, depth);
  });
  let rest = '';
  for await (const piece of body.pieces()) {
    const [ready, open] = splitReference(rest + piece);
    rest = open;
    parser.write(cleaned(ready));
  }
  parser.write(cleaned(rest));
  try {
    parser.close();
  } catch (error) {
    if (!(error instanceof ReportError)) throw error;
    throw new ReportError(
      `The XML ends too early or is not well-formed. The sender cut it off: look for a size limit there.`,
      error.path,
    );
  }
}
