import Button from '@mui/material/Button';
import Portal from '@mui/material/Portal';
import Snackbar from '@mui/material/Snackbar';
import {
  createContext,
  ReactNode,
  useCallback,
  useContext,
  useState,
} from 'react';
import { tokens } from '../theme/tokens';

/** A short word about what was done; never the only place of an error. */
export interface Toast {
  text: string;
  undo?: () => void;
}

const ToastContext = createContext<(toast: Toast) => void>(() => undefined);

/** Shows a toast: bottom left, eight seconds, pauses on hover and focus. */
export const useToast = () => useContext(ToastContext);

/** Where toasts of the pages below appear. */
export function ToastProvider(props: { children: ReactNode }) {
  const [toasts, setToasts] = useState<Array<Toast & { id: number }>>([]);
  const show = useCallback(
    (toast: Toast) =>
      setToasts(current => [
        ...current.slice(-2),
        { ...toast, id: (current.at(-1)?.id ?? 0) + 1 },
      ]),
    [],
  );
  const close = (id: number) =>
    setToasts(current => current.filter(toast => toast.id !== id));
  return (
    <ToastContext.Provider value={show}>
      {props.children}
      {toasts.map((toast, index) => (
        // At the body's end: what a dialog hides from readers is not this.
        <Portal key={toast.id}>
          <Snackbar
            open
            message={toast.text}
            autoHideDuration={tokens.motion.toastMs}
            onClose={(_, cause) => {
              if (cause !== 'clickaway') close(toast.id);
            }}
            anchorOrigin={{ vertical: 'bottom', horizontal: 'left' }}
            sx={{
              transform: `translateY(-${(toasts.length - 1 - index) * 56}px)`,
            }}
            action={
              toast.undo && (
                <Button
                  size="small"
                  onClick={() => {
                    toast.undo?.();
                    close(toast.id);
                  }}
                >
                  Undo
                </Button>
              )
            }
          />
        </Portal>
      ))}
    </ToastContext.Provider>
  );
}
