import { useTheme } from '@mui/material/styles';
import { act, render, screen } from '@testing-library/react';
import { useState } from 'react';
import { AppThemeApi, appThemeApiRef } from '@backstage/frontend-plugin-api';
import { TestApiProvider } from '@backstage/frontend-test-utils';
import { FollowingTheme } from './FollowingTheme';

/** A system whose theme changes while the page is open. */
function systemTheme() {
  const listeners = new Set<() => void>();
  let dark = false;
  window.matchMedia = query =>
    ({
      media: query,
      get matches() {
        return query.includes('dark') && dark;
      },
      addListener: (listener: () => void) => listeners.add(listener),
      removeListener: (listener: () => void) => listeners.delete(listener),
      addEventListener: (_: string, listener: () => void) =>
        listeners.add(listener),
      removeEventListener: (_: string, listener: () => void) =>
        listeners.delete(listener),
    } as unknown as MediaQueryList);
  return () => {
    dark = !dark;
    listeners.forEach(listener => listener());
  };
}

let made = 0;

function Page() {
  const [number] = useState(() => (made += 1));
  return (
    <p>
      page {number}, {useTheme().palette.mode}
    </p>
  );
}

it('follows the system and keeps the page that is open', () => {
  const turn = systemTheme();
  const themes = {
    getActiveThemeId: () => undefined,
    activeThemeId$: () => ({ subscribe: () => ({ unsubscribe: () => {} }) }),
  } as unknown as AppThemeApi;
  render(
    <TestApiProvider apis={[[appThemeApiRef, themes]]}>
      <FollowingTheme>
        <Page />
      </FollowingTheme>
    </TestApiProvider>,
  );
  const before = screen.getByText(/page/).textContent;
  expect(before).toMatch(/light$/);
  act(turn);
  expect(screen.getByText(/page/).textContent).toBe(
    before?.replace('light', 'dark'),
  );
});
