import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { MemoryRouter } from 'react-router-dom';
import { placeItems } from './placeItems';
import { Sidebar } from './Sidebar';
import { useSidebarFold } from './useSidebarFold';

const groups = placeItems(
  [
    ['page:home', 'Home', '/'],
    ['page:pipelines', 'Pipelines', '/pipelines'],
    ['page:ingest', 'Ingest', '/ingest'],
  ].map(([id, title, href]) => ({
    node: { spec: { id } },
    title,
    href,
    icon: null,
  })),
);

function Tested(props: { failing?: number }) {
  const fold = useSidebarFold();
  const counts = [
    {
      page: 'page:pipelines',
      useCount: () =>
        props.failing === undefined
          ? undefined
          : { value: props.failing, tone: 'failing' as const },
    },
  ];
  return (
    <MemoryRouter initialEntries={['/pipelines/runs/7']}>
      <Sidebar groups={groups} counts={counts} {...fold} />
    </MemoryRouter>
  );
}

describe('Sidebar', () => {
  beforeEach(() => localStorage.clear());

  it('marks the page one is on, deep inside it too', () => {
    render(<Tested />);
    expect(screen.getByRole('link', { name: 'Pipelines' })).toHaveAttribute(
      'aria-current',
      'page',
    );
    expect(screen.getByRole('link', { name: 'Home' })).not.toHaveAttribute(
      'aria-current',
    );
  });

  it('counts what needs somebody, 99+ at most, and nothing for zero', () => {
    const { rerender } = render(<Tested failing={0} />);
    expect(screen.queryByText('0')).not.toBeInTheDocument();
    rerender(<Tested failing={140} />);
    expect(screen.getByText('99+')).toBeInTheDocument();
    // What is read aloud is what is seen.
    expect(screen.getByRole('link', { name: 'Pipelines 99+' })).toBeVisible();
  });

  it('folds a group and remembers it', async () => {
    const { unmount } = render(<Tested />);
    await userEvent.click(screen.getByRole('button', { name: 'Deliver' }));
    expect(screen.queryByRole('link', { name: 'Pipelines' })).toBeNull();
    unmount();
    render(<Tested />);
    expect(screen.queryByRole('link', { name: 'Pipelines' })).toBeNull();
  });

  it('becomes a rail by the key [ and stays one', async () => {
    render(<Tested />);
    await userEvent.keyboard('{[}');
    expect(screen.getByRole('navigation')).toHaveAttribute(
      'data-folded',
      'true',
    );
    expect(localStorage.getItem('qd.sidebar.folded')).toBe('yes');
  });
});
