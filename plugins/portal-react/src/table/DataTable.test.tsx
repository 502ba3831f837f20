import {
  act,
  fireEvent,
  render,
  screen,
  waitFor,
} from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { axe } from 'jest-axe';
import { DataTable } from './DataTable';

interface Item {
  id: string;
  size: number;
}
const columns = [
  { key: 'id', title: 'Name', fixed: true, render: (item: Item) => item.id },
  {
    key: 'size',
    title: 'Size',
    numeric: true,
    render: (item: Item) => item.size,
  },
];
const items = (count: number): Item[] =>
  Array.from({ length: count }, (_, index) => ({
    id: `row ${index}`,
    size: index,
  }));

describe('DataTable', () => {
  beforeEach(() => localStorage.clear());

  it('is walked with j and k and opened with Enter', async () => {
    const onOpen = jest.fn();
    render(
      <DataTable
        label="Things"
        columns={columns}
        rows={items(3)}
        rowKey={item => item.id}
        onOpen={onOpen}
      />,
    );
    const rows = screen.getAllByRole('row').slice(1);
    act(() => rows[0].focus());
    fireEvent.keyDown(rows[0], { key: 'j' });
    await waitFor(() => expect(document.activeElement).toBe(rows[1]));
    fireEvent.keyDown(rows[1], { key: 'Enter' });
    expect(onOpen).toHaveBeenCalledWith(items(3)[1]);
  });

  it('goes on from the row of the last key, however fast keys follow', async () => {
    const onOpen = jest.fn();
    render(
      <DataTable
        label="Things"
        columns={columns}
        rows={items(4)}
        rowKey={item => item.id}
        onOpen={onOpen}
      />,
    );
    const rows = screen.getAllByRole('row').slice(1);
    act(() => rows[1].focus());
    await userEvent.keyboard('k{ArrowDown}{ArrowDown}j{Enter}');
    expect(document.activeElement).toBe(rows[3]);
    expect(onOpen).toHaveBeenCalledWith(items(4)[3]);
  });

  it('loads more by key, and remembers hidden columns', async () => {
    const load = jest.fn();
    const view = (
      <DataTable
        label="Things"
        columns={columns}
        rows={items(2)}
        rowKey={item => item.id}
        more={{ load, loading: false }}
        columnMenu
      />
    );
    const { unmount } = render(view);
    await userEvent.click(screen.getByRole('button', { name: 'Load 50 more' }));
    expect(load).toHaveBeenCalledTimes(1);
    await userEvent.click(screen.getByRole('button', { name: 'Columns' }));
    await userEvent.click(
      screen.getByRole('menuitemcheckbox', { name: 'Size' }),
    );
    unmount();
    render(view);
    expect(screen.queryByRole('columnheader', { name: 'Size' })).toBeNull();
  });

  it('has no accessibility fault', async () => {
    const { container } = render(
      <DataTable
        label="Things"
        columns={columns}
        rows={items(3)}
        rowKey={item => item.id}
        onOpen={() => {}}
      />,
    );
    expect((await axe(container)).violations).toEqual([]);
  });
});
