import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { MemoryRouter } from 'react-router-dom';
import { storageApiRef } from '@backstage/frontend-plugin-api';
import { mockApis, TestApiProvider } from '@backstage/frontend-test-utils';
import { SavedViews, viewKey } from './SavedViews';

const show = (at: string, storage = mockApis.storage()) => {
  render(
    <TestApiProvider apis={[[storageApiRef, storage]]}>
      <MemoryRouter
        initialEntries={[at]}
        future={{ v7_startTransition: true, v7_relativeSplatPath: true }}
      >
        <SavedViews
          list="things"
          builtIn={[
            { label: 'All', query: '' },
            { label: 'Open', query: 'state=open', count: '3' },
          ]}
        />
      </MemoryRouter>
    </TestApiProvider>,
  );
  return storage;
};
const selected = () =>
  screen
    .getAllByRole('link')
    .filter(link => link.getAttribute('aria-current') === 'true')
    .map(link => link.textContent);

describe('SavedViews', () => {
  it('knows a view by its filters, not by their order or the row that is open', () => {
    expect(viewKey('b=2&a=1&open=x')).toBe(viewKey('a=1&b=2'));
    show('/?state=open&open=f1&scope=all&group=tool');
    expect(selected()).toEqual(['Open3']);
    // How it is arranged may be worth keeping.
    expect(screen.getByRole('button', { name: 'Save view' })).toBeVisible();
  });

  it('says which view was narrowed, the one that fixes most', () => {
    show('/?sev=high&scope=all');
    expect(selected()).toEqual(['All •']);
  });

  it('does not offer to keep what comes with the page', () => {
    show('/?state=open&open=f1');
    expect(screen.queryByRole('button', { name: 'Save view' })).toBeNull();
  });

  it('keeps a changed view under a name, and takes it back', async () => {
    show('/?state=open&sev=high');
    // Still that view, with a dot: it was changed.
    expect(selected()).toEqual(['Open •3']);
    await userEvent.click(screen.getByRole('button', { name: 'Save view' }));
    await userEvent.type(screen.getByLabelText('Name'), 'High ones');
    await userEvent.click(screen.getByRole('button', { name: 'Save' }));
    const link = await screen.findByRole('link', { name: 'High ones' });
    expect(link).toHaveAttribute(
      'href',
      '/?sev=high&state=open&saved=High+ones',
    );
    await userEvent.click(link);
    expect(selected()).toEqual(['High ones']);
    await userEvent.click(screen.getByRole('button', { name: 'Remove view' }));
    expect(screen.queryByRole('link', { name: /High ones/ })).toBeNull();
  });
});
