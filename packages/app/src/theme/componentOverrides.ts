import { UnifiedThemeOptions } from '@backstage/theme';
import { token, tokens } from '@quarterdeck/plugin-portal-react';

const { radius, density, motion } = tokens;
const focusRing = {
  outline: `2px solid ${token('accent.focus')}`,
  outlineOffset: 2,
};

/** Parts of Backstage's own pages, by the names of their style sheets. */
const backstageOverrides = {
  BackstageTableHeader: {
    styleOverrides: { header: { textTransform: 'none' } },
  },
  CatalogReactUserListPicker: {
    styleOverrides: {
      root: {
        backgroundColor: 'transparent',
        boxShadow: 'none',
        border: 0,
        padding: 0,
      },
      title: { textTransform: 'none', margin: '8px 0 4px', fontSize: 12 },
      groupWrapper: { margin: 0, border: `1px solid ${token('border.base')}` },
    },
  },
};

/**
 * What differs from MUI's own look. Colours are CSS variables, so that one set
 * serves both themes, and MUI 4 parts of Backstage's pages follow.
 */
export const componentOverrides: UnifiedThemeOptions['components'] = {
  MuiCssBaseline: {
    styleOverrides: {
      html: { height: '100%' },
      body: {
        height: '100%',
        fontSize: 14,
        lineHeight: '20px',
        fontFamily: tokens.font.sans,
        fontVariantNumeric: 'tabular-nums',
        backgroundColor: token('surface.canvas'),
        color: token('text.primary'),
      },
      a: { color: 'inherit', textDecoration: 'none' },
    },
  },
  MuiButtonBase: {
    defaultProps: { disableRipple: true },
    styleOverrides: { root: { '&:focus-visible': focusRing } },
  },
  MuiButton: {
    defaultProps: { disableElevation: true },
    styleOverrides: {
      root: {
        textTransform: 'none',
        fontWeight: 600,
        fontSize: 13,
        lineHeight: '20px',
        minWidth: 0,
        height: density.control,
        padding: '0 12px',
        borderRadius: radius.control,
        whiteSpace: 'nowrap',
      },
      sizeSmall: {
        height: density.controlSmall,
        padding: '0 8px',
        fontSize: 12,
      },
      outlined: {
        color: token('text.primary'),
        borderColor: token('border.control'),
        backgroundColor: token('surface.base'),
        padding: '0 12px',
        '&:hover': {
          borderColor: token('text.muted'),
          backgroundColor: token('surface.hover'),
        },
      },
      outlinedError: {
        color: token('state.error.text'),
        borderColor: token('state.error.fill'),
      },
      text: {
        padding: '0 8px',
        color: token('text.secondary'),
        '&:hover': { backgroundColor: token('surface.hover') },
      },
    },
  },
  MuiIconButton: {
    styleOverrides: { root: { borderRadius: radius.control } },
  },
  MuiCard: {
    defaultProps: { variant: 'outlined' },
    styleOverrides: {
      root: { borderRadius: radius.card, borderColor: token('border.base') },
    },
  },
  MuiPaper: {
    styleOverrides: {
      root: { backgroundImage: 'none' },
      rounded: { borderRadius: radius.card },
      elevation1: {
        boxShadow: 'none',
        border: `1px solid ${token('border.base')}`,
      },
      elevation2: {
        boxShadow: 'none',
        border: `1px solid ${token('border.base')}`,
      },
    },
  },
  MuiPopover: {
    styleOverrides: {
      paper: {
        backgroundColor: token('surface.overlay'),
        boxShadow: token('elevation.popover'),
        border: 0,
      },
    },
  },
  MuiDialog: {
    styleOverrides: {
      paper: {
        borderRadius: radius.dialog,
        backgroundColor: token('surface.overlay'),
        boxShadow: token('elevation.dialog'),
      },
    },
  },
  MuiDialogActions: {
    styleOverrides: { root: { padding: '8px 24px 20px' } },
  },
  MuiBackdrop: { styleOverrides: { root: {} } },
  MuiMenuItem: {
    styleOverrides: {
      root: { fontSize: 13, minHeight: density.controlSmall, gap: 8 },
    },
  },
  MuiListSubheader: {
    styleOverrides: {
      root: {
        fontSize: 11,
        lineHeight: '24px',
        fontWeight: 600,
        color: token('text.muted'),
        backgroundColor: token('surface.overlay'),
      },
    },
  },
  MuiTable: { defaultProps: { size: 'small' } },
  MuiTableCell: {
    styleOverrides: {
      root: {
        height: density.rowCompact,
        padding: '4px 8px',
        fontSize: 13,
        lineHeight: '20px',
        borderBottomColor: token('border.subtle'),
      },
      head: {
        height: density.headerRow,
        fontSize: 12,
        lineHeight: '16px',
        fontWeight: 600,
        textTransform: 'none',
        letterSpacing: 0,
        color: token('text.secondary'),
        borderBottomColor: token('border.base'),
      },
    },
  },
  MuiTableRow: {
    styleOverrides: {
      root: {
        height: density.rowCompact,
        '&:nth-of-type(odd)': { backgroundColor: 'transparent' },
      },
    },
  },
  MuiTabs: {
    styleOverrides: {
      root: { minHeight: density.tab },
      indicator: { height: 2, backgroundColor: token('accent.base') },
    },
  },
  MuiTab: {
    styleOverrides: {
      root: {
        textTransform: 'none',
        minWidth: 0,
        minHeight: density.tab,
        padding: '0 10px',
        fontSize: 13,
        color: token('text.secondary'),
        '&.Mui-selected': { color: token('text.primary'), fontWeight: 600 },
      },
    },
  },
  MuiTooltip: {
    defaultProps: { enterDelay: motion.tooltipDelayMs },
    styleOverrides: {
      tooltip: {
        fontSize: 12,
        lineHeight: '16px',
        fontWeight: 400,
        padding: '6px 8px',
        borderRadius: radius.control,
        color: token('text.primary'),
        backgroundColor: token('surface.overlay'),
        boxShadow: token('elevation.popover'),
      },
    },
  },
  MuiTypography: {
    styleOverrides: {
      body1: { fontSize: 14, lineHeight: '20px' },
      body2: { fontSize: 13, lineHeight: '20px' },
      caption: { fontSize: 12, lineHeight: '16px' },
    },
  },
  MuiToggleButton: {
    styleOverrides: {
      root: {
        textTransform: 'none',
        color: token('text.secondary'),
        '&.Mui-selected': { color: token('text.primary') },
      },
    },
  },
  MuiInputBase: { styleOverrides: { root: { fontSize: 13 } } },
  MuiOutlinedInput: {
    styleOverrides: {
      root: { borderRadius: radius.control, fontSize: 13 },
      sizeSmall: { fontSize: 12, lineHeight: '16px', gap: 6 },
      adornedStart: { paddingLeft: 8 },
      inputSizeSmall: { padding: '6px 8px', height: 16, minHeight: 16 },
      inputAdornedStart: { paddingLeft: 0 },
      notchedOutline: {
        borderColor: token('border.control'),
        // The gap for the label is as wide as the label.
        '& legend': { fontSize: 12 },
      },
    },
  },
  MuiInputLabel: {
    styleOverrides: {
      root: { fontSize: 13 },
      // Small inputs are lower than Material's.
      sizeSmall: {
        '&[data-shrink="false"]': { transform: 'translate(9px, 6px)' },
      },
      outlined: {
        '&[data-shrink="true"]': {
          fontSize: 12,
          transform: 'translate(14px, -8px)',
        },
      },
    },
  },
  MuiChip: {
    styleOverrides: {
      root: {
        height: 20,
        margin: 0,
        borderRadius: radius.chip,
        fontSize: 12,
        color: token('text.secondary'),
        backgroundColor: token('surface.sunken'),
      },
    },
  },
  MuiLink: { defaultProps: { underline: 'hover' } },
  ...backstageOverrides,
};
