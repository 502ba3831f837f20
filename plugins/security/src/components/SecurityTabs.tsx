import { Tabs, useUrlState } from '@quarterdeck/plugin-portal-react';

const places = [
  { key: 'findings', label: 'Findings', to: '/security' },
  { key: 'overview', label: 'Overview', to: '/security/overview' },
  { key: 'acceptances', label: 'Accepted risk', to: '/security/acceptances' },
  { key: 'secrets', label: 'Secrets', to: '/security/secrets' },
  { key: 'scans', label: 'Scans', to: '/security/scans' },
  { key: 'coverage', label: 'Coverage', to: '/security/coverage' },
  { key: 'gate', label: 'Gate', to: '/security/gate' },
] as const;

/** The parts of the security pages; the scope goes with them. */
export function SecurityTabs(props: { at: (typeof places)[number]['key'] }) {
  const url = useUrlState();
  const scope = url.get('scope');
  const query = scope ? `?scope=${encodeURIComponent(scope)}` : '';
  return (
    <Tabs
      label="Parts of security"
      items={places.map(({ key, label, to }) => ({
        label,
        to: `${to}${query}`,
        selected: key === props.at,
      }))}
    />
  );
}
