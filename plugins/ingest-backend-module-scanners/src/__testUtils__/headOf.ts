import { ReportHead } from '@quarterdeck/plugin-ingest-node';

/** The head of a report as the door makes it. */
export function headOf(text: string): ReportHead {
  const head = text.slice(0, 65_536);
  const tag =
    /^(?:\s|<\?[\s\S]*?\?>|<!--[\s\S]*?-->|<![^>[]*(?:\[[\s\S]*?\]\s*)?>)*(<(?:[\w.-]+:)?([\w.-]+)[^>]*>?)/.exec(
      head,
    );
  return tag
    ? { text: head, xmlRoot: tag[2], xmlRootTag: tag[1] }
    : { text: head };
}
