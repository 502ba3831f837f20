import { render, screen } from '@testing-library/react';
import { axe } from 'jest-axe';
import { markdownBlocks } from './markdownBlocks';
import { MarkdownView } from './MarkdownView';

describe('MarkdownView', () => {
  it('shows headings from h3, lists, code and tables', async () => {
    const { container } = render(
      <MarkdownView
        text={[
          '# What to do',
          'Upgrade **qs** to `6.5.3`.',
          '',
          '- first',
          '- second',
          '',
          '1. one',
          '```js',
          'const a = 1;',
          '```',
          '| a | b |',
          '|---|---|',
          '| 1 | 2 |',
        ].join('\n')}
      />,
    );
    expect(
      screen.getByRole('heading', { level: 3, name: 'What to do' }),
    ).toBeVisible();
    expect(screen.getAllByRole('listitem')).toHaveLength(3);
    expect(screen.getByText('6.5.3').tagName).toBe('CODE');
    expect(screen.getByRole('region', { name: 'Code' })).toHaveTextContent(
      'const a = 1;',
    );
    expect(screen.getByRole('columnheader', { name: 'b' })).toBeVisible();
    expect((await axe(container)).violations).toEqual([]);
  });

  it('keeps what a payload must not do as text', () => {
    const { container } = render(
      <MarkdownView
        text={
          '<img src=x onerror=alert(1)> <script>alert(2)</script>\n[go](javascript:alert) ![pixel](https://tracker.example/p.png)'
        }
      />,
    );
    expect(container.querySelectorAll('img, script')).toHaveLength(0);
    expect(container).toHaveTextContent('<script>alert(2)</script>');
    expect(screen.getAllByRole('link')).toHaveLength(1);
    expect(screen.getByRole('link', { name: 'pixel' })).toHaveAttribute(
      'href',
      'https://tracker.example/p.png',
    );
  });

  it.each([
    ['stars', '*'.repeat(50_000)],
    ['brackets', '['.repeat(50_000)],
    ['backticks', '`'.repeat(50_001)],
    ['rules', `${'- '.repeat(25_000)}x`],
    ['an open fence', '```\nnever closed'],
    ['a bare pipe', '|\n---'],
  ])('reads %s without getting stuck or losing the page', (_, text) => {
    expect(markdownBlocks(text).length).toBeGreaterThan(0);
  });
});
