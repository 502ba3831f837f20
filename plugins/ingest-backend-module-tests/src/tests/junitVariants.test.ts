import { parseText } from '@quarterdeck/plugin-ingest-node/testUtils';
import { junitFormat } from './junitFormat';

const parse = (text: string, pieceLength?: number) =>
  parseText(junitFormat, text, pieceLength);

describe('JUnit XML as other tools write it', () => {
  it('of nested suites without a root counts each test once', async () => {
    const { figures, records } = await parse(`<testsuites>
      <testsuite name="outer" tests="3" failures="1">
        <testsuite name="inner a" tests="2"><testcase name="one" time="0.1"/><testcase name="two" time=".2"/></testsuite>
        <testsuite name="inner b" tests="1" failures="1"><testcase name="three"><failure>no</failure></testcase></testsuite>
      </testsuite>
      <testsuite name="later"/>
    </testsuites>`);
    expect(figures.summary).toMatchObject({ tests: 3, passed: 2, failed: 1 });
    expect(records).toMatchObject([
      { suite: 'inner a', name: 'one', seconds: 0.1 },
      { suite: 'inner a', name: 'two', seconds: 0.2 },
      { suite: 'inner b', name: 'three', result: 'failed', message: 'no' },
    ]);
  });

  it('without any time tells none', async () => {
    const { figures, records } = await parse(
      '<testsuite name="s"><testcase name="a"/><testcase name="b" time=""/></testsuite>',
    );
    expect(figures.summary).toEqual({
      tests: 2,
      passed: 2,
      failed: 0,
      skipped: 0,
      flaky: 0,
    });
    expect(records).not.toContainEqual(
      expect.objectContaining({ seconds: expect.anything() }),
    );
  });

  it('with properties and a doctype, of suites and of tests', async () => {
    const { figures, records } =
      await parse(`<?xml version="1.0" encoding="windows-1252" standalone="no"?>
      <!DOCTYPE testsuites [<!ELEMENT testsuites (testsuite*)>]>
      <!-- made by hand -->
      <testsuites disabled="" errors="0" time="1e-3">
        <testsuite name="s" hostname="h" timestamp="2026-03-01T10:00:00">
          <properties><property name="skipped" value="failure"/><property name="long">text</property></properties>
          <testcase name="a" classname="k"><properties><property name="issue" value="7"/></properties></testcase>
        </testsuite>
      </testsuites>`);
    expect(figures.summary).toMatchObject({ tests: 1, passed: 1 });
    expect(records).toMatchObject([{ suite: 'k', name: 'a' }]);
  });

  it('keeps a huge output out, wherever a piece ends', async () => {
    const noise = 'xxxx '.repeat(400_000);
    const { figures, records } = await parse(
      `<testsuite name="s"><testcase name="a"><system-out><![CDATA[${noise}<failure/>]]></system-out></testcase>` +
        `<system-err>${noise}</system-err><testcase name="b"><failure message="m"/><system-out>${noise}</system-out></testcase></testsuite>`,
      777,
    );
    expect(figures.summary).toMatchObject({ passed: 1, failed: 1 });
    expect(JSON.stringify(records).length).toBeLessThan(1000);
  });

  it.each([
    ['flakyFailure', 'passed', true],
    ['flakyError', 'passed', true],
    ['rerunFailure', 'failed', undefined],
    ['rerunError', 'failed', undefined],
  ])('of Surefire with %s is %s', async (tag, result, flaky) => {
    const { records } = await parse(
      `<testsuite name="s"><testcase name="a" classname="k"><${tag} message="first try" type="T"><stackTrace>at a</stackTrace><system-out>noise</system-out></${tag}></testcase></testsuite>`,
    );
    expect(records).toMatchObject([{ result, message: expect.any(String) }]);
    expect((records[0] as { flaky?: boolean }).flaky).toBe(flaky);
  });

  it('of Surefire with failure and reruns failed, once', async () => {
    const { figures } = await parse(
      '<testsuite name="s" tests="1" failures="1"><testcase name="a"><failure message="m"/><rerunFailure message="m"/><rerunFailure message="m"/></testcase></testsuite>',
    );
    expect(figures.summary).toMatchObject({ tests: 1, failed: 1, flaky: 0 });
  });

  it.each([
    ['several failures in one test', '<failure/><failure/><error/>'],
    ['each try counted', '<error/><rerunError/><rerunFailure/>'],
  ])('with %s has one failed test, not three', async (_, verdicts) => {
    const { figures, rejected } = await parse(
      `<testsuite name="s" tests="2" failures="2" errors="1"><testcase name="a">${verdicts}</testcase><testcase name="b"/></testsuite>`,
    );
    expect(figures.summary).toMatchObject({ tests: 2, failed: 1, passed: 1 });
    expect(rejected).toEqual([]);
  });

  it('that states a failure beside a flaky test does not hide it', async () => {
    const { figures } = await parse(
      '<testsuite name="s" tests="2" failures="1"><testcase name="a"><flakyFailure/></testcase><testcase name="b"/></testsuite>',
    );
    expect(figures.summary).toMatchObject({ failed: 1, flaky: 1 });
  });

  it('counts failures that an inner suite keeps to itself once', async () => {
    const { figures } = await parse(
      '<testsuites failures="2"><testsuite name="s" failures="2"><testcase name="a"/><testcase name="b"/><testcase name="c"/></testsuite></testsuites>',
    );
    expect(figures.summary).toMatchObject({ tests: 3, failed: 2, passed: 1 });
  });

  it('with a test named by its class alone keeps it', async () => {
    const { records } = await parse(
      '<testsuite name="s"><testcase classname="works without a name" name=""/></testsuite>',
    );
    expect(records).toMatchObject([{ name: 'works without a name' }]);
  });

  it.each([
    ['<testsuite time="2.5"><testcase name="a"/></testsuite>', 2.5],
    [
      '<testsuites><testsuite time="2"><testsuite time="1"><testcase name="a"/></testsuite></testsuite><testsuite time="3"/></testsuites>',
      5,
    ],
    [
      '<testsuites time="4"><testsuite time="2"><testcase name="a"/></testsuite></testsuites>',
      4,
    ],
    [
      '<testsuite time="9"><testcase name="a" time="1"/><testcase name="b"/></testsuite>',
      1,
    ],
  ])('%s took %s seconds', async (text, seconds) => {
    const { figures } = await parse(text);
    expect(figures.summary.seconds).toBe(seconds);
  });

  it('of one test told for each try tells both, the second as it went', async () => {
    const { figures } = await parse(
      '<testsuite name="s"><testcase classname="k" name="a"><failure/></testcase><testcase classname="k" name="a"/></testsuite>',
    );
    expect(figures.summary).toMatchObject({ tests: 2, passed: 1, failed: 1 });
  });

  it.each([
    ['status="notrun"', 'skipped'],
    ['status="run" result="completed"', 'passed'],
    ['status="run" result="suppressed"', 'skipped'],
    ['result="Failed"', 'failed'],
    ['status="Passed"', 'passed'],
    ['status="disabled"', 'skipped'],
  ])('with %s instead of an element is %s', async (attributes, result) => {
    const { records } = await parse(
      `<testsuite name="s"><testcase name="a" ${attributes}/></testsuite>`,
    );
    expect(records).toMatchObject([{ result }]);
  });

  it('with a prefix of a namespace is read all the same', async () => {
    const { figures } = await parse(
      '<testsuite xmlns="urn:x" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="a b" name="s"><testcase name="a"/></testsuite>',
    );
    expect(figures.summary.tests).toBe(1);
  });

  it('escapes in names and messages are what they stand for', async () => {
    const { records } = await parse(
      '<testsuite name="s"><testcase name="a &lt; b &amp; &#x63;"><failure message="&quot;x&quot;&#10;y"/></testcase></testsuite>',
    );
    expect(records).toMatchObject([
      { name: 'a < b & c', message: expect.stringContaining('"x"') },
    ]);
  });
});
