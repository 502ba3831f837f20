import Button from '@mui/material/Button';
import Menu from '@mui/material/Menu';
import MenuItem from '@mui/material/MenuItem';
import { useState } from 'react';
import {
  findingExportPath,
  vexExportPath,
} from '@quarterdeck/plugin-security-common';
import { Icon } from '@quarterdeck/plugin-portal-react';
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
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const save = async (path: string, query: URLSearchParams, name: string) => {
    setAnchor(null);
    await download(path, query, name);
  };
  const rows = (format: 'csv' | 'json' | 'sarif') => {
    const query = exportQuery(filter);
    query.set('format', format);
    return save(findingExportPath, query, `findings.${format}`);
  };
  const single =
    entityRef ??
    (filter.entity?.length === 1 ? String(filter.entity[0]) : undefined);
  const vex = (format: 'cyclonedx' | 'openvex' | 'csaf') =>
    save(
      vexExportPath,
      new URLSearchParams({ entity: single ?? '', format }),
      `vex.${format}.json`,
    );
  return (
    <>
      <Button
        size="small"
        color="inherit"
        startIcon={<Icon name="down" size={14} />}
        aria-haspopup="menu"
        onClick={event => setAnchor(event.currentTarget)}
      >
        Export
      </Button>
      <Menu
        anchorEl={anchor}
        open={anchor !== null}
        onClose={() => setAnchor(null)}
      >
        <MenuItem dense onClick={() => rows('csv')}>
          CSV
        </MenuItem>
        <MenuItem dense onClick={() => rows('json')}>
          JSON
        </MenuItem>
        <MenuItem dense onClick={() => rows('sarif')}>
          SARIF
        </MenuItem>
        {!single && (
          <MenuItem dense disabled>
            VEX: filter to one entity
          </MenuItem>
        )}
        {single && (
          <MenuItem dense onClick={() => vex('cyclonedx')}>
            VEX, CycloneDX
          </MenuItem>
        )}
        {single && (
          <MenuItem dense onClick={() => vex('openvex')}>
            VEX, OpenVEX
          </MenuItem>
        )}
        {single && (
          <MenuItem dense onClick={() => vex('csaf')}>
            VEX, CSAF
          </MenuItem>
        )}
      </Menu>
    </>
  );
}
