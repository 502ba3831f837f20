import Button from '@mui/material/Button';
import { ReactNode, useId, useState } from 'react';
import {
  ConfirmDialog,
  HiddenText,
  Icon,
  IconName,
  Muted,
  useToast,
} from '@quarterdeck/plugin-portal-react';

/** What a change of the page looks like to a button. */
interface Change<Input> {
  isPending: boolean;
  error: Error | null;
  reset: () => void;
  mutate: (input: Input, options: { onSuccess: () => void }) => void;
}

/** Props of {@link ActionButton}. */
export interface ActionButtonProps<Input> {
  label: string;
  icon?: IconName;
  /** Off, with the sentence that says why; it stands beside the button. */
  why?: string | null;
  off?: boolean;
  variant?: 'contained' | 'outlined' | 'text';
  dangerous?: boolean;
  /** `medium` in the head of a page. */
  size?: 'small' | 'medium';
  /** The sentence is said elsewhere: here on hover and for readers. */
  quiet?: boolean;
  title: string;
  /** What will happen, to what. */
  consequence: ReactNode;
  reason?: 'optional' | 'required';
  change: Change<Input>;
  input: (reason: string | undefined) => Input;
  /** Said after it was done. */
  done: string;
}

/** A button that asks once more, says what happens, and why it is off. */
export function ActionButton<Input>(props: ActionButtonProps<Input>) {
  const { label, icon, why, variant = 'outlined', change, done } = props;
  const [open, setOpen] = useState(false);
  const toast = useToast();
  const id = useId();
  const off = props.off || Boolean(why);
  const close = () => {
    setOpen(false);
    change.reset();
  };
  return (
    <>
      <span title={why ?? undefined}>
        <Button
          size={props.size ?? 'small'}
          variant={variant}
          color={props.dangerous ? 'error' : undefined}
          startIcon={icon && <Icon name={icon} size={14} />}
          disabled={off}
          aria-describedby={why ? id : undefined}
          onClick={() => setOpen(true)}
        >
          {label}
        </Button>
      </span>
      {why &&
        (props.quiet ? (
          <HiddenText id={id}>{why}</HiddenText>
        ) : (
          <Muted id={id}>{why}</Muted>
        ))}
      {open && (
        <ConfirmDialog
          open
          title={props.title}
          consequence={props.consequence}
          verb={label}
          dangerous={props.dangerous}
          reason={props.reason}
          busy={change.isPending}
          error={change.error?.message}
          onClose={close}
          onConfirm={reason =>
            change.mutate(props.input(reason), {
              onSuccess: () => {
                setOpen(false);
                toast({ text: done });
              },
            })
          }
        />
      )}
    </>
  );
}
