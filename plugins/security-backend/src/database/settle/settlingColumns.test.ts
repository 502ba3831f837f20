import { createSecurityDatabase } from '../../testing/securityDatabase';
import { findingColumns } from './settlingColumns';

it('settles every column of a finding, so that none is lost when it is written', async () => {
  const { knex, drop } = await createSecurityDatabase();
  try {
    const { rows } = await knex.raw<{ rows: { column_name: string }[] }>(
      `SELECT column_name FROM information_schema.columns
       WHERE table_name = 'finding' AND table_schema = current_schema()`,
    );
    expect([...findingColumns].sort()).toEqual(
      rows.map(row => row.column_name).sort(),
    );
  } finally {
    await drop();
  }
});
