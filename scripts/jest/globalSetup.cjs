const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');

/**
 * One Postgres for the whole run, made new and thrown away, unless the caller gives one.
 * The shell that holds it stops and deletes it also when the run is killed.
 */
module.exports = async function globalSetup() {
  if (!process.env.QUARTERDECK_TEST_POSTGRES) {
    const { startPostgres } = await import('../lib/postgres.mjs');
    const postgres = await startPostgres({
      home: fs.mkdtempSync(path.join(os.tmpdir(), 'quarterdeck-test-')),
      password: 'unused',
      throwAway: true,
    });
    global.quarterdeckTestPostgres = postgres;
    process.env.QUARTERDECK_TEST_POSTGRES = postgres.superuserConnectionString;
  }
  // Backstage's own test kit would otherwise look for Docker, or fall back to SQLite.
  process.env.BACKSTAGE_TEST_DISABLE_DOCKER = '1';
  process.env.BACKSTAGE_TEST_DATABASE_POSTGRES18_CONNECTION_STRING =
    process.env.QUARTERDECK_TEST_POSTGRES;
};
