import { Tabs, useUrlState } from '@quarterdeck/plugin-portal-react';

/** The parts of the SBOM pages by their `?view=`. */
export const sbomViews = [
  { key: undefined, label: 'Who ships it?' },
  { key: 'documents', label: 'SBOMs' },
  { key: 'licences', label: 'Licences' },
  { key: 'vex', label: 'VEX' },
] as const;

/** The tabs of the SBOM pages; the scope goes with them. */
export function SbomTabs(props: { at: (typeof sbomViews)[number]['key'] }) {
  const url = useUrlState();
  const scope = url.get('scope');
  return (
    <Tabs
      label="Parts of SBOM and licences"
      items={sbomViews.map(({ key, label }) => {
        const query = new URLSearchParams({
          ...(key && { view: key }),
          ...(scope && { scope }),
        });
        return { label, to: `/sbom?${query}`, selected: props.at === key };
      })}
    />
  );
}
