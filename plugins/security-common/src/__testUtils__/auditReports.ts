import { z } from 'zod';
import { GateCandidate } from '../gate/gateInput';
import { Severity } from '../words/findingWords';
import { inPackage } from './gateInputs';

const words: Readonly<Record<string, Severity>> = {
  critical: 'critical',
  high: 'high',
  moderate: 'medium',
  low: 'low',
  info: 'info',
};

/** Severity of an audit's word. */
export const auditSeverity = (word: string): Severity =>
  words[word] ?? 'unknown';

const oldSchema = z.object({
  advisories: z.record(
    z.string(),
    z.object({
      module_name: z.string(),
      severity: z.string(),
      url: z.string(),
      findings: z.array(
        z.object({ paths: z.array(z.string()), dev: z.boolean().optional() }),
      ),
    }),
  ),
});

const newSchema = z.object({
  vulnerabilities: z.record(
    z.string(),
    z.object({
      isDirect: z.boolean(),
      via: z.array(
        z.union([
          z.string(),
          z.object({ url: z.string(), severity: z.string() }),
        ]),
      ),
      effects: z.array(z.string()),
    }),
  ),
});

const found = (
  name: string,
  severity: string,
  url: string,
  paths: string[][],
): GateCandidate => {
  const id = /GHSA[\w-]+/.exec(url)?.[0] ?? url;
  return inPackage(
    { name, paths },
    {
      id: `${id}|${name}`,
      severity: auditSeverity(severity),
      vulnerabilityIds: [id],
    },
  );
};

/** As much of an audit as the gate's vectors need; the product's parsers are elsewhere. */
export function readAudit(report: unknown): GateCandidate[] {
  const old = oldSchema.safeParse(report);
  if (old.success) {
    return Object.values(old.data.advisories).map(one =>
      found(
        one.module_name,
        one.severity,
        one.url,
        one.findings.flatMap(({ paths }) =>
          paths.map(path => path.split('>').filter(part => part !== '.')),
        ),
      ),
    );
  }
  const { vulnerabilities } = newSchema.parse(report);
  const ways = (name: string, seen: string[] = []): string[][] => {
    const one = vulnerabilities[name];
    if (!one || seen.includes(name)) return [];
    const up = one.effects.flatMap(effect =>
      ways(effect, [...seen, name]).map(way => [...way, name]),
    );
    return one.isDirect || up.length === 0 ? [[name], ...up] : up;
  };
  return Object.entries(vulnerabilities).flatMap(([name, one]) =>
    one.via.flatMap(via =>
      typeof via === 'string'
        ? []
        : [found(name, via.severity, via.url, ways(name))],
    ),
  );
}
