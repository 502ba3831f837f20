import { RefObject, useLayoutEffect, useRef } from 'react';
import {
  NavigationType,
  useLocation,
  useNavigationType,
} from 'react-router-dom';

/**
 * A page opened by a link begins at its top, and going back finds the place where one
 * was: the browser does neither for a box that scrolls inside the window. Filters in
 * the address are no other page.
 */
export function useScrollPlace(box: RefObject<HTMLElement>) {
  const { pathname, key } = useLocation();
  const kind = useNavigationType();
  const places = useRef(new Map<string, number>());
  const at = useRef({ pathname, key });
  const arrived = useRef(kind);
  arrived.current = kind;
  useLayoutEffect(() => {
    const element = box.current;
    const before = at.current;
    at.current = { pathname, key };
    if (!element || before.pathname === pathname) return;
    const known =
      arrived.current === NavigationType.Pop
        ? places.current.get(key)
        : undefined;
    element.scrollTop = known ?? 0;
  }, [box, pathname, key]);
  useLayoutEffect(() => {
    const element = box.current;
    const keep = () => {
      if (element) places.current.set(at.current.key, element.scrollTop);
    };
    element?.addEventListener('scroll', keep, { passive: true });
    return () => element?.removeEventListener('scroll', keep);
  }, [box]);
}
