import { fireEvent, render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState } from 'react';
import { axe } from 'jest-axe';
import { BulkBar } from './BulkBar';
import { DataTable } from './DataTable';

const rows = ['a', 'b', 'c'].map(id => ({ id }));

function Sample(props: { onKey?: (key: string, id: string) => boolean }) {
  const [keys, setKeys] = useState<ReadonlySet<string>>(new Set());
  const [all, setAll] = useState(false);
  return (
    <DataTable
      label="Things"
      columns={[{ key: 'id', title: 'Name', render: row => row.id }]}
      rows={rows}
      rowKey={row => row.id}
      pageKeys
      selection={{ keys, onChange: setKeys }}
      onRowKey={(key, row) => props.onKey?.(key, row.id) ?? false}
      bulkBar={
        keys.size > 0 && (
          <BulkBar
            count={keys.size}
            matching={{ count: 205 }}
            allMatching={all}
            onAllMatching={() => setAll(true)}
            onClear={() => setKeys(new Set())}
          >
            <button type="button">Set state</button>
          </BulkBar>
        )
      }
    />
  );
}
const bodyRows = () => screen.getAllByRole('row').slice(1);
const chosen = () =>
  bodyRows()
    .filter(row => row.getAttribute('aria-selected') === 'true')
    .map(row => row.textContent);

describe('choosing rows', () => {
  beforeEach(() => localStorage.clear());

  it('turns with x, extends with Shift and arrows, clears', async () => {
    render(<Sample />);
    const [first, second] = bodyRows();
    first.focus();
    fireEvent.keyDown(first, { key: 'x' });
    expect(chosen()).toEqual(['a']);
    fireEvent.keyDown(first, { key: 'ArrowDown', shiftKey: true });
    expect(chosen()).toEqual(['a', 'b']);
    await waitFor(() => expect(document.activeElement).toBe(second));
    fireEvent.keyDown(second, { key: 'x' });
    expect(chosen()).toEqual(['a']);
    await userEvent.click(screen.getByRole('button', { name: 'Clear' }));
    expect(chosen()).toEqual([]);
    expect(screen.queryByRole('toolbar')).toBeNull();
  });

  it('takes all that match only in a second, explicit step', async () => {
    render(<Sample />);
    await userEvent.click(
      screen.getByRole('checkbox', { name: 'Select all loaded rows' }),
    );
    expect(screen.getByText('3 selected')).toBeVisible();
    await userEvent.click(
      screen.getByRole('button', { name: 'Select all 205 that match' }),
    );
    expect(screen.getByText('All 205 that match')).toBeVisible();
  });

  it('gives keys of the page to the row in focus, and comes back with j', async () => {
    const onKey = jest.fn(() => true);
    render(<Sample onKey={onKey} />);
    fireEvent.keyDown(document.body, { key: 'j' });
    await waitFor(() => expect(document.activeElement).toBe(bodyRows()[0]));
    fireEvent.keyDown(bodyRows()[0], { key: 'e' });
    expect(onKey).toHaveBeenCalledWith('e', 'a');
    fireEvent.keyDown(bodyRows()[0], { key: 'e', ctrlKey: true });
    expect(onKey).toHaveBeenCalledTimes(1);
  });

  it('has no accessibility fault', async () => {
    const { container } = render(<Sample />);
    await userEvent.click(screen.getByRole('checkbox', { name: 'Select b' }));
    expect((await axe(container)).violations).toEqual([]);
  });
});
