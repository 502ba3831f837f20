import { ReactNode, useCallback, useRef, useState } from 'react';
import { useHotkey, useToast } from '@quarterdeck/plugin-portal-react';
import {
  findingStates,
  TriageAction,
} from '@quarterdeck/plugin-security-common';
import { useAct, useApplyBulk, useUndo } from '../api/changes';
import { counted, stateWords } from '../components/findingWords';
import { BulkPreview } from './BulkPreview';
import { TriageDialog } from './TriageDialog';
import { actionWords, TriageTarget, TriageVerb } from './triageTarget';

const stateWord = (state: string) => {
  const known = findingStates.find(one => one === state);
  return known ? stateWords[known].word : state;
};

/**
 * Asks what to do with findings, shows what it would do to many before it is done,
 * does it, and offers to take it back for eight seconds and by `u`.
 */
export function useTriage(options: { onDone?: () => void } = {}): {
  ask: (verb: TriageVerb, target: TriageTarget) => void;
  act: (action: TriageAction, target: TriageTarget) => void;
  dialogs: ReactNode;
  /** A dialog is open: keys of the page are not for the list. */
  busy: boolean;
} {
  const { onDone } = options;
  const [asked, setAsked] = useState<{
    verb: TriageVerb;
    target: TriageTarget;
  }>();
  const [preview, setPreview] = useState<{
    action: TriageAction;
    target: TriageTarget;
  }>();
  const toast = useToast();
  const one = useAct();
  const many = useApplyBulk();
  const undoing = useUndo();
  const last = useRef<string>();

  const undo = useCallback(
    (actionId: string) => {
      last.current = undefined;
      undoing.mutate(actionId, {
        onSuccess: ({ done: { changed }, restored, kept }) => {
          // What several tools found counts once, as when it was done.
          const back = counted(Math.min(restored, changed), 'finding');
          toast({
            text:
              kept > 0
                ? `${back} taken back, ${kept} kept: somebody changed them since`
                : `${back} taken back`,
          });
        },
        onError: error => toast({ text: `Not undone: ${error.message}` }),
      });
    },
    [undoing, toast],
  );
  useHotkey('u', () => last.current && undo(last.current));

  const done = (action: TriageAction, actionId: string, changed: number) => {
    setAsked(undefined);
    setPreview(undefined);
    last.current = actionId;
    toast({
      text: `${counted(changed, 'finding')} ${actionWords(action, stateWord)}`,
      undo: () => undo(actionId),
    });
    onDone?.();
  };
  const act = (action: TriageAction, target: TriageTarget) => {
    if (!target.one) {
      setPreview({ action, target });
      return;
    }
    one.mutate(
      { id: target.one.id, action },
      {
        onSuccess: answer =>
          done(action, answer.done.actionId, answer.done.changed),
        // With a dialog open the error stands in it.
        onError: error => {
          if (!asked) toast({ text: `Not done: ${error.message}` });
        },
      },
    );
  };
  const close = () => {
    setAsked(undefined);
    one.reset();
  };
  return {
    ask: (verb, target) => setAsked({ verb, target }),
    act,
    busy: asked !== undefined || preview !== undefined,
    dialogs: (
      <>
        {asked && !preview && (
          <TriageDialog
            verb={asked.verb}
            target={asked.target}
            busy={one.isPending}
            error={one.error?.message}
            onClose={close}
            onAct={action => act(action, asked.target)}
          />
        )}
        {preview && (
          <BulkPreview
            action={preview.action}
            target={preview.target}
            busy={many.isPending}
            error={many.error?.message}
            onClose={() => {
              setPreview(undefined);
              many.reset();
            }}
            onApply={token =>
              many.mutate(
                {
                  selection: preview.target.selection,
                  action: preview.action,
                  token,
                },
                {
                  onSuccess: answer =>
                    done(
                      preview.action,
                      answer.done.actionId,
                      answer.done.changed,
                    ),
                },
              )
            }
          />
        )}
      </>
    ),
  };
}
