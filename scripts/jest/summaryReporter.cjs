const fs = require('node:fs');

const REASON = /skipp?(?:ed|ing)?[^:]*:\s*(.+)/i;

/**
 * Writes what `npm test` sums up to the file in QUARTERDECK_JEST_SUMMARY: counts, failures, and
 * each skipped test with the reason that its title or its file's output gives (`skipped: …`).
 */
module.exports = class SummaryReporter {
  summary = { passed: 0, failed: 0, failures: [], skipped: [] };

  onTestResult(_test, result) {
    const { summary } = this;
    const printed = (result.console ?? [])
      .map(({ message }) => REASON.exec(message)?.[1].trim())
      .find(Boolean);
    summary.passed += result.numPassingTests;
    summary.failed += result.numFailingTests;
    if (result.testExecError || result.failureMessage) {
      summary.failures.push(result.testFilePath);
      // A file that does not run at all has no test to count.
      summary.failed += result.numFailingTests ? 0 : 1;
    }
    for (const { status, fullName } of result.testResults) {
      if (status === 'pending' || status === 'todo' || status === 'disabled') {
        const reason = REASON.exec(fullName)?.[1].trim() ?? printed;
        summary.skipped.push({ name: fullName, reason });
      }
    }
  }

  onRunComplete() {
    const file = process.env.QUARTERDECK_JEST_SUMMARY;
    if (file) {
      fs.writeFileSync(file, JSON.stringify(this.summary));
    }
  }
};
