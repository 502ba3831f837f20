import { Knex } from 'knex';
import { loadSubjectOwners } from '@quarterdeck/plugin-ingest-node';
import { loadSubjectClaims } from '@quarterdeck/plugin-portal-node';

/** The owners of the subjects of a batch, read with one statement. */
export const loadOwners = (tx: Knex, subjects: Iterable<string>) =>
  loadSubjectOwners(subjects, keys => loadSubjectClaims(tx, keys));
