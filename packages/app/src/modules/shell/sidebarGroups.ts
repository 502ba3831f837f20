import { IconName } from '@quarterdeck/plugin-portal-react';

/** A page with a place of its own in the sidebar. */
export interface Place {
  /** The page's extension. */
  page: string;
  icon: IconName;
  /** The second key after `g`. */
  key?: string;
  /** Where the page's own title says too little. */
  title?: string;
}

/** Places under one label; the first group has none, the last stands at the foot. */
export interface PlaceGroup {
  label?: string;
  foot?: boolean;
  places: Place[];
}

/** The order of the sidebar. A page that is not installed, or not allowed, is absent. */
export const sidebarGroups: readonly PlaceGroup[] = [
  {
    places: [
      { page: 'page:home', icon: 'home', key: 'h' },
      { page: 'page:catalog', icon: 'catalog', key: 'c' },
      { page: 'page:techdocs', icon: 'book', title: 'Docs' },
    ],
  },
  {
    label: 'Deliver',
    places: [
      { page: 'page:pipelines', icon: 'pipe', key: 'p' },
      { page: 'page:pipelines/deployments', icon: 'rocket', key: 'd' },
      { page: 'page:pipelines/environments', icon: 'grid', key: 'e' },
      { page: 'page:dora', icon: 'dora' },
    ],
  },
  {
    label: 'Secure',
    places: [
      { page: 'page:security', icon: 'shield', key: 'f' },
      { page: 'page:pipelines/gates', icon: 'gate' },
      { page: 'page:pipelines/policies', icon: 'policy' },
      { page: 'page:security/sbom', icon: 'box' },
    ],
  },
  {
    label: 'Operate',
    places: [
      { page: 'page:incidents', icon: 'flame', key: 'i' },
      { page: 'page:slo', icon: 'slo', key: 's' },
    ],
  },
  {
    label: 'Models',
    places: [{ page: 'page:models', icon: 'model', key: 'm' }],
  },
  {
    foot: true,
    places: [
      { page: 'page:ingest', icon: 'inbox' },
      { page: 'page:user-settings', icon: 'gear' },
    ],
  },
];

/** Icons in our line for pages of Backstage that have no place of their own. */
export const iconsOfOthers: Readonly<Record<string, IconName>> = {
  'page:api-docs': 'link',
  'page:catalog-graph': 'model',
  'page:scaffolder': 'plus',
};

/** Pages that are reached another way: by the command bar, the bell, a sign-in. */
export const hiddenPages = ['page:search', 'page:notifications', 'page:auth'];
