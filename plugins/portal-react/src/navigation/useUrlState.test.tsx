import { act, renderHook } from '@testing-library/react';
import { ReactNode } from 'react';
import { MemoryRouter } from 'react-router-dom';
import { useUrlState } from './useUrlState';

const wrapper = ({ children }: { children: ReactNode }) => (
  <MemoryRouter>{children}</MemoryRouter>
);

describe('the view in the URL', () => {
  it.each([
    [['main', 'release/1.4']],
    [['fix,later']],
    [['fix,later', 'main']],
    [[String.raw`\nightly\build`, 'a\\', ',', ' spaced ']],
  ])('keeps %j as it was set', values => {
    const { result } = renderHook(useUrlState, { wrapper });
    const href = result.current.href({ branch: values });
    act(() => result.current.set({ branch: values }));
    expect(result.current.list('branch')).toEqual(values);
    expect(new URLSearchParams(href).get('branch')).toBe(
      result.current.get('branch'),
    );
    act(() => result.current.set({ branch: [] }));
    expect(result.current.list('branch')).toEqual([]);
  });
});
