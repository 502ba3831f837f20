import { useEffect, useRef } from 'react';
import { useNavigate } from 'react-router-dom';
import { useHotkey } from '@quarterdeck/plugin-portal-react';
import { SidebarGroup } from './placeItems';

const waitMs = 1500;

/** `g` and then a letter goes to a page. */
export function useGoKeys(groups: readonly SidebarGroup[]): void {
  const navigate = useNavigate();
  const pressedAt = useRef(0);
  useHotkey('g', () => {
    pressedAt.current = Date.now();
  });
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (Date.now() - pressedAt.current > waitMs || event.key === 'g') return;
      pressedAt.current = 0;
      const entry = groups
        .flatMap(group => group.entries)
        .find(({ key }) => key === event.key);
      if (!entry) return;
      // Before the page's own single keys: this one belongs to `g`.
      event.preventDefault();
      event.stopPropagation();
      navigate(entry.href);
    };
    document.addEventListener('keydown', onKey, true);
    return () => document.removeEventListener('keydown', onKey, true);
  }, [groups, navigate]);
}
