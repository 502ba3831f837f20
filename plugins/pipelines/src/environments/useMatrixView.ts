import { environmentTiers } from '@quarterdeck/plugin-pipelines-common';
import { UrlState } from '@quarterdeck/plugin-portal-react';
import { DeploymentKey } from '../api/deploymentQueries';
import {
  emphases,
  Emphasis,
  keyText,
  readKey,
  shownOnly,
  ShownOnly,
} from './matrixModel';

/** What the matrix shows and what is open or picked in it: all of it in the URL. */
export interface MatrixView {
  emphasis: Emphasis;
  only: ShownOnly[];
  picking: boolean;
  picked: DeploymentKey[];
  open?: { entityRef: string; column: string };
  togglePicking(): void;
  pick(key: string): void;
  clearPicked(): void;
  openCell(cell: { entityRef: string; column: string } | undefined): void;
}

/** The filters of the page as the API takes them. Values nobody knows are left out. */
export function matrixQuery(url: UrlState, scope: string | undefined) {
  const tiers = url.list('tier');
  const only = url.list('show');
  return {
    scope,
    entity: url.list('entity'),
    tier: environmentTiers.filter(tier => tiers.includes(tier)),
    environment: url.list('environment'),
    q: url.get('q'),
    differing: only.includes('differing') || undefined,
    limit: 500,
  };
}

/** @see MatrixView */
export function useMatrixView(url: UrlState): MatrixView {
  const by = url.get('by');
  const show = url.list('show');
  const picked = url.list('compare').flatMap(text => readKey(text) ?? []);
  const [entityRef, column] = url.list('open');
  return {
    emphasis: emphases.find(item => item === by) ?? 'version',
    only: shownOnly.filter(item => show.includes(item)),
    picking: url.get('pick') === '1',
    picked: picked.slice(0, 2),
    open: entityRef && column ? { entityRef, column } : undefined,
    togglePicking: () =>
      url.set({ pick: url.get('pick') === '1' ? undefined : '1' }),
    pick(key) {
      const now = picked.map(keyText);
      // A third one takes the place of the second: the first is the reference.
      const next = now.includes(key)
        ? now.filter(item => item !== key)
        : [...now.slice(0, 1), key];
      url.set({ compare: next });
    },
    clearPicked: () => url.set({ compare: undefined, pick: undefined }),
    openCell: cell =>
      url.set({ open: cell ? [cell.entityRef, cell.column] : undefined }),
  };
}
