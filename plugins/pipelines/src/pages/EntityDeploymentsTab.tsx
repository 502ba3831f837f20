import { styled } from '@mui/material/styles';
import { stringifyEntityRef } from '@backstage/catalog-model';
import { useEntity } from '@backstage/plugin-catalog-react';
import { DeploymentList } from '../deployments/DeploymentList';
import { EntityEnvironmentsCard } from '../environments/EntityEnvironmentsCard';
import { TimelineTab } from '../timeline/TimelineTab';

// The entity's page has the padding.
const Stack = styled('div')({
  display: 'flex',
  flexDirection: 'column',
  gap: 16,
  minWidth: 0,
  fontVariantNumeric: 'tabular-nums',
});

/** What an entity runs where, when it got there, and every deployment of it. */
export function EntityDeploymentsTab() {
  const { entity } = useEntity();
  const entityRef = stringifyEntityRef(entity).toLocaleLowerCase('en-US');
  return (
    <Stack>
      <EntityEnvironmentsCard />
      <TimelineTab entityRef={entityRef} />
      <DeploymentList entityRef={entityRef} />
    </Stack>
  );
}
