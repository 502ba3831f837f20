import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { axe } from 'jest-axe';
import { diffLines, markWords } from './diffLines';
import { DiffView } from './DiffView';

const signs = { same: ' ', removed: '-', added: '+' };
const asText = (before: string, after: string) =>
  diffLines(before, after).map(row => signs[row.kind] + row.text);

describe('diffLines', () => {
  it.each([
    ['equal texts', 'a\nb', 'a\nb', [' a', ' b']],
    ['a line in between', 'a\nc', 'a\nb\nc', [' a', '+b', ' c']],
    ['a replaced line', 'a\nb\nc', 'a\nx\nc', [' a', '-b', '+x', ' c']],
    ['nothing before', '', 'a', ['+a']],
    ['nothing after', 'a', '', ['-a']],
    ['nothing at all', '', '', []],
    ['moved lines', 'a\nb\nc', 'b\nc\na', ['-a', ' b', ' c', '+a']],
  ])('compares %s', (_, before, after, expected) => {
    expect(asText(before, after)).toEqual(expected);
  });

  it('gives up the middle of very long texts, not the page', () => {
    const many = (word: string) =>
      Array.from({ length: 3000 }, (_, at) => `${word} ${at}`).join('\n');
    expect(diffLines(many('a'), many('b'))).toHaveLength(6000);
  });

  it('marks the words that changed', () => {
    expect(markWords('upgrade to 6.5.2', 'upgrade to 6.5.3')).toEqual([
      { text: 'upgrade to 6.5.', changed: false },
      { text: '2', changed: true },
    ]);
  });
});

describe('DiffView', () => {
  const before = Array.from({ length: 20 }, (_, at) => `line ${at}`).join('\n');
  const after = before.replace('line 10', 'line ten');

  it('folds equal runs, unfolds on demand, and says added and removed', async () => {
    const { container } = render(
      <DiffView label="Change" before={before} after={after} />,
    );
    expect(screen.getByText('Added:')).toBeInTheDocument();
    expect(screen.getByText('Removed:')).toBeInTheDocument();
    expect(screen.queryByText('line 0')).toBeNull();
    await userEvent.click(
      screen.getByRole('button', { name: '7 equal lines' }),
    );
    expect(screen.getByText('line 0')).toBeVisible();
    expect((await axe(container)).violations).toEqual([]);
  });

  it('stands side by side', () => {
    render(<DiffView label="Change" mode="split" before="a\nb" after="a\nc" />);
    expect(screen.getByRole('region', { name: 'Change' })).toBeVisible();
  });
});
