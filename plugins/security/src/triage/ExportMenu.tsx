import {
  findingExportPath,
  vexExportPath,
} from '@quarterdeck/plugin-security-common';
import { MenuButton } from '@quarterdeck/plugin-portal-react';
import { ListFilter } from '../api/answerTypes';
import { useDownload } from '../components/useDownload';
import { exportQuery } from './findingFilter';

/**
 * Saves what the filter says as CSV, JSON or SARIF. VEX speaks of one product, so
 * it is offered where the list is of one entity.
 */
export function ExportMenu(props: { filter: ListFilter; entityRef?: string }) {
  const { filter, entityRef } = props;
  const download = useDownload();
  const rows = (format: 'csv' | 'json' | 'sarif') => {
    const query = exportQuery(filter);
    query.set('format', format);
    return download(findingExportPath, query, `findings.${format}`);
  };
  const single =
    entityRef ??
    (filter.entity?.length === 1 ? String(filter.entity[0]) : undefined);
  const vex = (format: 'cyclonedx' | 'openvex' | 'csaf') =>
    download(
      vexExportPath,
      new URLSearchParams({ entity: single ?? '', format }),
      `vex.${format}.json`,
    );
  return (
    <MenuButton
      label="Export"
      icon="down"
      size="small"
      choices={[
        { label: 'CSV', onClick: () => rows('csv') },
        { label: 'JSON', onClick: () => rows('json') },
        { label: 'SARIF', onClick: () => rows('sarif') },
        ...(single
          ? [
              { label: 'VEX, CycloneDX', onClick: () => vex('cyclonedx') },
              { label: 'VEX, OpenVEX', onClick: () => vex('openvex') },
              { label: 'VEX, CSAF', onClick: () => vex('csaf') },
            ]
          : [{ label: 'VEX: filter to one entity' }]),
      ]}
    />
  );
}
