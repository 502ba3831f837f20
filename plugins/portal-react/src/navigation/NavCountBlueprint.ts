import {
  createExtensionBlueprint,
  createExtensionDataRef,
} from '@backstage/frontend-plugin-api';

/** How many things of a page need this person now. */
export interface NavCount {
  /** The page's extension, as `page:pipelines`. */
  page: string;
  /** A hook; `undefined` while unknown or not permitted. */
  useCount: () => { value: number; tone: 'failing' | 'waiting' } | undefined;
}

/** @see NavCountBlueprint */
export const navCountDataRef = createExtensionDataRef<NavCount>().with({
  id: 'quarterdeck.nav-count',
});

/** Puts a count beside a page in the sidebar: red for failing or open, navy for waiting. */
export const NavCountBlueprint = createExtensionBlueprint({
  kind: 'nav-count',
  attachTo: { id: 'nav-content:app', input: 'counts' },
  output: [navCountDataRef],
  factory: (params: NavCount) => [navCountDataRef(params)],
});
