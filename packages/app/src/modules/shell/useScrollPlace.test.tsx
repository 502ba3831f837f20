import { fireEvent, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useRef } from 'react';
import { Link, MemoryRouter, useNavigate } from 'react-router-dom';
import { useScrollPlace } from './useScrollPlace';

function Box() {
  const box = useRef<HTMLDivElement>(null);
  const navigate = useNavigate();
  useScrollPlace(box);
  return (
    <div ref={box} data-testid="box">
      <Link to="/other">other page</Link>
      <Link to="?state=open">filter</Link>
      <button onClick={() => navigate(-1)}>back</button>
    </div>
  );
}

const scrollTo = (place: number) => {
  const box = screen.getByTestId('box');
  box.scrollTop = place;
  fireEvent.scroll(box);
};

it('begins another page at its top, keeps the place for filters and for going back', async () => {
  render(
    <MemoryRouter
      initialEntries={['/list']}
      future={{ v7_startTransition: true, v7_relativeSplatPath: true }}
    >
      <Box />
    </MemoryRouter>,
  );
  const box = screen.getByTestId('box');
  scrollTo(300);
  await userEvent.click(screen.getByRole('link', { name: 'filter' }));
  expect(box.scrollTop).toBe(300);
  scrollTo(400);
  await userEvent.click(screen.getByRole('link', { name: 'other page' }));
  expect(box.scrollTop).toBe(0);
  await userEvent.click(screen.getByRole('button', { name: 'back' }));
  expect(box.scrollTop).toBe(400);
});
