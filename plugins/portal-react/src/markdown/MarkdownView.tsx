import { styled } from '@mui/material/styles';
import { Fragment, ReactNode, useMemo } from 'react';
import { CodeFrame } from '../code/CodeFrame';
import { SafeLink } from '../navigation/SafeLink';
import { token } from '../theme/tokens';
import { Block, Inline, markdownBlocks } from './markdownBlocks';

const Prose = styled('div')({
  maxWidth: 720,
  fontSize: 14,
  lineHeight: '20px',
  overflowWrap: 'anywhere',
  '& > *': { margin: '0 0 8px' },
  '& > *:last-child': { marginBottom: 0 },
  '& h3, & h4, & h5': { fontSize: 14, lineHeight: '20px', fontWeight: 600 },
  '& ul, & ol': { paddingLeft: 20 },
  '& a': { textDecoration: 'underline' },
  '& p': { whiteSpace: 'pre-line' },
  '& code': {
    fontFamily: 'var(--qd-font-mono)',
    fontSize: 12,
    padding: '1px 4px',
    borderRadius: 4,
    background: token('surface.sunken'),
  },
  '& blockquote': {
    paddingLeft: 12,
    borderLeft: `3px solid ${token('border.base')}`,
    color: token('text.secondary'),
  },
  '& table': { borderCollapse: 'collapse', fontSize: 13 },
  '& th, & td': {
    textAlign: 'left',
    padding: '4px 8px',
    borderBottom: `1px solid ${token('border.subtle')}`,
  },
  '& hr': { border: 0, borderTop: `1px solid ${token('border.subtle')}` },
});

const inline = (parts: readonly Inline[]): ReactNode =>
  parts.map((part, index) => {
    switch (part.kind) {
      case 'text':
        return <Fragment key={index}>{part.text}</Fragment>;
      case 'code':
        return <code key={index}>{part.text}</code>;
      case 'strong':
        return <strong key={index}>{inline(part.children)}</strong>;
      case 'em':
        return <em key={index}>{inline(part.children)}</em>;
      default:
        return (
          <SafeLink key={index} href={part.href}>
            {inline(part.children)}
          </SafeLink>
        );
    }
  });

/** Headings of a payload begin below the page's own. */
const headings = ['h3', 'h3', 'h3', 'h4', 'h5', 'h5', 'h5'] as const;

function BlockView({ block }: { block: Block }) {
  switch (block.kind) {
    case 'heading': {
      const Heading = headings[block.level];
      return <Heading>{inline(block.children)}</Heading>;
    }
    case 'paragraph':
      return <p>{inline(block.children)}</p>;
    case 'quote':
      return <blockquote>{inline(block.children)}</blockquote>;
    case 'code':
      return <CodeFrame label="Code" text={block.text} lineNumbers={false} />;
    case 'rule':
      return <hr />;
    case 'list': {
      const List = block.ordered ? 'ol' : 'ul';
      return (
        <List>
          {block.items.map((item, index) => (
            <li key={index}>{inline(item)}</li>
          ))}
        </List>
      );
    }
    default:
      return (
        <table>
          <thead>
            <tr>
              {block.head.map((cell, index) => (
                <th key={index} scope="col">
                  {inline(cell)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {block.rows.map((row, index) => (
              <tr key={index}>
                {row.map((cell, column) => (
                  <td key={column}>{inline(cell)}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      );
  }
}

/**
 * Text of a payload with the marks of Markdown. It is built of elements, never of
 * HTML: tags stay text, links are http(s) only, images are links and load nothing.
 */
export function MarkdownView({ text }: { text: string }) {
  const blocks = useMemo(() => markdownBlocks(text), [text]);
  return (
    <Prose>
      {blocks.map((block, index) => (
        <BlockView key={index} block={block} />
      ))}
    </Prose>
  );
}
