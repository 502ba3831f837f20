import { ParsedEvent, WebhookProvider } from '@quarterdeck/plugin-ingest-node';
import { EventInputs, providerEvent } from '../providerEvent';
import {
  bounded,
  environmentOf,
  placeParts,
  rolloutSubject,
} from '../rolloutPlace';
import { flaggerPhase } from './flaggerPhase';
import { FlaggerReport } from './flaggerReport';
import { FlaggerStep, flaggerStep } from './flaggerSteps';
import { readFlagger } from './readFlagger';

const ends = new Set(['succeeded', 'aborted']);

/** The gates Flagger waits at, by its phase. */
const gates = new Map([
  ['waiting', 'confirm-rollout'],
  ['waitingpromotion', 'confirm-promotion'],
]);

/** Turns what Flagger sends into events. Never throws. */
export const parseFlagger: WebhookProvider['parse'] = ({ body, now }) => {
  const reading = readFlagger(body, now);
  if (reading.outcome !== 'report') return reading;
  const { report } = reading;
  const parsedAs = `canary.${report.phase}`;
  const phase = flaggerPhase(report.phase);
  if (phase.is === 'other') {
    return { outcome: 'ignored', parsedAs, reason: phase.reason };
  }
  const externalId = bounded(`${report.place.project}@${report.revision}`, 128);
  const step = flaggerStep(report);
  const shared = {
    subject: rolloutSubject(report.place),
    at: report.at,
    correlation: { deployment: externalId, sha: report.sha },
  };
  const events: ParsedEvent[] = [
    providerEvent({
      ...shared,
      type: 'deployment.v1',
      data: deploymentOf(report, phase.state, externalId, step),
    }),
  ];
  if (step) {
    events.push(
      providerEvent({
        ...shared,
        type: 'rollout.step.v1',
        data: {
          ...placeParts(report.place),
          ...step,
          deploymentExternalId: externalId,
          observedAt: report.at,
        },
      }),
    );
  }
  const gate = gates.get(report.phase.toLowerCase());
  if (gate) {
    events.push(
      providerEvent({
        ...shared,
        type: 'gate.v1',
        data: {
          ...placeParts(report.place),
          externalId: `${externalId}/${gate}`,
          kind: 'manual',
          state: 'pending',
          environment: report.place.environment,
          deploymentExternalId: externalId,
          sha: report.sha,
          askedAt: report.at,
          comment: report.message,
          observedAt: report.at,
        },
      }),
    );
  }
  return { outcome: 'parsed', parsedAs, events };
};

function deploymentOf(
  report: FlaggerReport,
  state: EventInputs['deployment.v1']['state'],
  externalId: string,
  step: FlaggerStep | undefined,
): EventInputs['deployment.v1'] {
  const { message } = report;
  return {
    ...placeParts(report.place),
    externalId,
    environment: environmentOf(report.place),
    state,
    rawState: report.phase,
    service: report.name,
    sha: report.sha,
    version: report.version,
    strategy: 'canary',
    failure: state === 'aborted' ? failureOf(message) : undefined,
    reason: message,
    rollout: {
      phase: report.phase,
      setWeight: step?.wantedWeight ?? report.canaryWeight,
      // Flagger measures nothing: what it set is what there is.
      actualWeight:
        step?.actualWeight ?? report.canaryWeight ?? step?.wantedWeight,
    },
    finishedAt: ends.has(state) ? report.at : undefined,
    observedAt: report.at,
  };
}

function failureOf(
  message: string | undefined,
): EventInputs['deployment.v1']['failure'] {
  if (/progress deadline/i.test(message ?? '')) return 'timeout';
  return /analysis|failed checks|metric/i.test(message ?? '')
    ? 'analysis'
    : 'aborted';
}
