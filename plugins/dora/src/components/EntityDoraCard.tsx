import { stringifyEntityRef } from '@backstage/catalog-model';
import { useEntity } from '@backstage/plugin-catalog-react';
import { usualQuery } from '../view/viewQuery';
import { FiveLinesCard } from './FiveLinesCard';

/** An entity's five metrics on its overview. */
export function EntityDoraCard() {
  const { entity } = useEntity();
  const scope = stringifyEntityRef(entity).toLocaleLowerCase('en-US');
  return <FiveLinesCard title="DORA" query={usualQuery(scope)} href="dora" />;
}
