import '@mui/material/styles';
import { ModeTokens } from '@quarterdeck/plugin-portal-react';

declare module '@mui/material/styles' {
  interface Palette {
    hold: { main: string; dark: string; light: string; contrastText: string };
    neutral: {
      main: string;
      dark: string;
      light: string;
      contrastText: string;
    };
    severity: ModeTokens['severity'];
    chart: ModeTokens['chart'];
  }
  interface PaletteOptions {
    hold?: Palette['hold'];
    neutral?: Palette['neutral'];
    severity?: Palette['severity'];
    chart?: Palette['chart'];
  }
}
