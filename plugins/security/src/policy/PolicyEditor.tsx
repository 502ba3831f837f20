import Button from '@mui/material/Button';
import { useMemo, useState } from 'react';
import { Link, useNavigate } from 'react-router-dom';
import {
  Card,
  PageHead,
  RelativeTime,
  StatusChip,
  TextLink,
  TwoColumn,
  useToast,
} from '@quarterdeck/plugin-portal-react';
import { PortalRequestError } from '@quarterdeck/plugin-portal-common';
import { StoredPolicy } from '@quarterdeck/plugin-security-common';
import { useSavePolicy } from '../api/policyQueries';
import { personName } from '../components/findingWords';
import { SecurityTabs } from '../components/SecurityTabs';
import { PolicyText } from '../gate/PolicyText';
import { DraftSimulation } from './DraftSimulation';
import { EndPolicyButton } from './EndPolicyButton';
import { bodyOf, PolicyDraft, problemsOf } from './policyDraft';
import { PolicyFields } from './PolicyFields';
import { PolicyVersions } from './PolicyVersions';
import { holdsFor, policyHref } from './policyWords';
import { SavePolicyCard } from './SavePolicyCard';

/** Changes a draft, says at each field what is wrong, tries it, and sets it. */
export function PolicyEditor(props: {
  initial: PolicyDraft;
  /** Absent: a new one. */
  stored?: StoredPolicy;
  scope?: string;
  mayEdit: boolean;
}) {
  const { stored, initial, scope, mayEdit } = props;
  const navigate = useNavigate();
  const toast = useToast();
  const [draft, setDraft] = useState(initial);
  const [readable, setReadable] = useState(true);
  const [touched, setTouched] = useState(stored !== undefined);
  const save = useSavePolicy(stored?.id);
  const found = useMemo(() => problemsOf(draft), [draft]);
  const problems = useMemo(() => {
    const all = new Map(found);
    // Nobody is told that a field is empty before writing into it.
    if (!touched) for (const key of ['/name', '/scopeRef']) all.delete(key);
    const { error } = save;
    const path =
      error instanceof PortalRequestError
        ? error.path?.replace(/^\/body/, '')
        : undefined;
    if (error && path && !all.has(path)) all.set(path, error.message);
    return all;
  }, [found, touched, save]);
  const change = (some: Partial<PolicyDraft>) => {
    setDraft(now => ({ ...now, ...some }));
    save.reset();
  };
  const rulesFit = [...found.keys()].every(
    path => path === '/name' || path === '/environments',
  );
  const changed = JSON.stringify(draft) !== JSON.stringify(initial);
  const onSave = (reason: string | undefined) => {
    setTouched(true);
    if (found.size > 0 || !readable) return;
    save.mutate(
      { ...bodyOf(draft), reason, version: stored?.version },
      {
        onSuccess: policy => {
          toast({ text: `Version ${policy.version} holds now` });
          navigate(policyHref(policy.id), { replace: true });
        },
      },
    );
  };
  return (
    <>
      <PageHead
        title={stored?.name ?? 'New policy'}
        chip={
          stored?.endedAt ? (
            <StatusChip variant="soft" state="neutral" word="Ended" />
          ) : undefined
        }
        actions={
          <>
            <Button
              variant="outlined"
              component={Link}
              to="/security/gate?view=policies"
            >
              All policies
            </Button>
            {stored && mayEdit && <EndPolicyButton policy={stored} />}
          </>
        }
        facts={
          stored && (
            <>
              <span>holds for {holdsFor(stored)}</span>
              <span>version {stored.version}</span>
              <span>
                changed by {personName(stored.changedBy)}{' '}
                <RelativeTime at={stored.changedAt} />
              </span>
            </>
          )
        }
      />
      <SecurityTabs at="gate" />
      <TwoColumn
        railWidth={372}
        main={
          <>
            <Card flush>
              <PolicyFields
                draft={draft}
                problems={problems}
                onChange={change}
                onReadable={setReadable}
              />
            </Card>
            <DraftSimulation
              draft={draft}
              valid={rulesFit && readable}
              scope={scope}
            />
            {stored && (
              <Card title="Versions" flush>
                <PolicyVersions id={stored.id} />
              </Card>
            )}
          </>
        }
        rail={
          <>
            <SavePolicyCard
              isNew={stored === undefined}
              mayEdit={mayEdit}
              changed={changed}
              problems={problems}
              readable={readable}
              busy={save.isPending}
              error={save.error?.message}
              onSave={onSave}
            />
            <Card
              title="In words"
              right={<TextLink to="/security/gate">The gates now</TextLink>}
            >
              <PolicyText policy={draft.policy} />
            </Card>
          </>
        }
      />
    </>
  );
}
