import { ReactNode, useEffect, useState } from 'react';
import { createPortal } from 'react-dom';

/** The place in the portal's header that pages fill. */
export const headerToolsId = 'qd-header-tools';

/**
 * Puts a page's scope and time range into the portal's header. Where there is no
 * header, as in tests, they stand where they are written.
 */
export function HeaderTools(props: { children: ReactNode }) {
  const [place, setPlace] = useState<HTMLElement | null | undefined>();
  useEffect(() => {
    setPlace(document.getElementById(headerToolsId));
  }, []);
  if (place === undefined) return null;
  return place ? createPortal(props.children, place) : <>{props.children}</>;
}
