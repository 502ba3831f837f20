/** The ways a new source can send. */
export const senderKinds = ['github', 'events', 'reports'] as const;

/** @see senderKinds */
export type SenderKind = (typeof senderKinds)[number];

/** Words for the kinds, as people choose them. */
export const senderKindLabels: Record<SenderKind, string> = {
  github: 'GitHub webhook',
  events: 'Events by token',
  reports: 'Report upload by token',
};

/** A text inside single quotes of a POSIX shell, whatever it holds. */
export function shellQuoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}

/** `code-host` → `CODE_HOST_SECRET`: where the secret of a source is read from. */
export function secretVariable(sourceId: string, what = 'SECRET'): string {
  const name = sourceId.toUpperCase().replace(/[^A-Z0-9]+/g, '_');
  return `${/^[A-Z]/.test(name) ? '' : 'SOURCE_'}${name}_${what}`;
}

/** Why an id cannot name a source, in words; `undefined` when it can. */
export function sourceIdProblem(id: string): string | undefined {
  return /^[a-z0-9][a-z0-9-]{0,62}$/.test(id)
    ? undefined
    : 'Small letters, digits and dashes, at most 63, no dash first.';
}

/** What goes into app-config to declare the source. Holds no secret. */
export function sourceConfigSnippet(kind: SenderKind, id: string): string {
  const head = ['ingest:', '  sources:', `    ${id}:`];
  if (kind === 'github') {
    return [
      ...head,
      '      kind: github',
      '      secrets:',
      `        - $env: ${secretVariable(id)}`,
      '      # Or a list: component:default/shop, component:default/pay-*',
      '      entities: all',
      '      silentAfter: 1d',
      '',
    ].join('\n');
  }
  return [
    ...head,
    '      kind: events',
    '      tokenSubjects:',
    `        - ${id}`,
    '      # The entities it may speak for.',
    '      entities:',
    '        - component:default/shop',
    '',
    'backend:',
    '  auth:',
    '    externalAccess:',
    '      - type: static',
    '        options:',
    `          subject: ${id}`,
    '          token:',
    `            $env: ${secretVariable(id, 'TOKEN')}`,
    '        accessRestrictions:',
    '          - plugin: ingest',
    '',
  ].join('\n');
}

/** Makes a secret on the person's own machine; it never passes through a page. */
export function secretSnippet(kind: SenderKind, id: string): string {
  return kind === 'github'
    ? `export ${secretVariable(id)}="$(openssl rand -hex 32)"`
    : `export ${secretVariable(id, 'TOKEN')}="$(openssl rand -base64 24)"`;
}

/** A first delivery from a shell: signed or with its token. */
export function sendSnippet(
  kind: SenderKind,
  id: string,
  baseUrl: string,
): string {
  if (kind === 'github') {
    return [
      `BODY='{"zen":"Hello from a shell","hook_id":1}'`,
      `SIGNATURE=$(printf %s "$BODY" | openssl dgst -sha256 -hmac "$${secretVariable(
        id,
      )}" | sed 's/^.* //')`,
      `curl -sS ${shellQuoted(
        `${baseUrl}/v1/hooks/${encodeURIComponent(id)}`,
      )} \\`,
      `  -H 'Content-Type: application/json' \\`,
      `  -H 'X-GitHub-Event: ping' \\`,
      `  -H "X-GitHub-Delivery: $(openssl rand -hex 16)" \\`,
      `  -H "X-Hub-Signature-256: sha256=$SIGNATURE" \\`,
      `  --data-binary "$BODY"`,
    ].join('\n');
  }
  const token = `  -H "Authorization: Bearer $${secretVariable(
    id,
    'TOKEN',
  )}" \\`;
  if (kind === 'events') {
    return [
      `NOW=$(date -u +%Y-%m-%dT%H:%M:%SZ)`,
      `curl -sS ${shellQuoted(`${baseUrl}/v1/events`)} \\`,
      token,
      `  -H 'Content-Type: application/json' \\`,
      `  --data-binary @- <<EVENT`,
      JSON.stringify(exampleEvent('$NOW'), null, 2),
      'EVENT',
    ].join('\n');
  }
  return [
    `curl -sS ${shellQuoted(
      `${baseUrl}/v1/reports?entity=component:default/shop&category=sast&ref=refs/heads/main`,
    )} \\`,
    token,
    `  -H 'Content-Type: application/json' \\`,
    `  -H 'Content-Encoding: gzip' \\`,
    `  -H "Idempotency-Key: $(openssl rand -hex 16)" \\`,
    `  --data-binary @<(gzip -c report.sarif)`,
  ].join('\n');
}

/** A valid event of our own, to send or to try. */
export function exampleEvent(at: string) {
  return {
    type: 'release.v1',
    entity: 'component:default/shop',
    subject: { instance: 'git.example', project: 'acme/shop' },
    occurredAt: at,
    data: {
      provider: 'shell',
      instance: 'git.example',
      project: 'acme/shop',
      externalId: '1',
      tag: 'v1.0.0',
      state: 'published',
      observedAt: at,
    },
  };
}

/** How the deliveries of a configured source look from a shell. */
export function senderKindOf(source: {
  kind: string;
  doors: readonly string[];
}): SenderKind | undefined {
  if (source.kind === 'github') return 'github';
  if (source.doors.includes('events')) return 'events';
  if (source.doors.includes('reports')) return 'reports';
  return undefined;
}
