/** Stops the Postgres that `globalSetup.cjs` started. */
module.exports = async function globalTeardown() {
  await global.quarterdeckTestPostgres?.stop();
};
