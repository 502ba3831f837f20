import { existsSync } from 'node:fs';

const usualPlaces = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

/**
 * How to start the browser. `npm test` finds one (unpacking the one from npm where the machine has
 * none) and gives its path; an editor that runs Playwright by itself gets one of the usual places.
 */
export const chromiumLaunch = {
  executablePath:
    process.env.CHROMIUM_PATH ?? usualPlaces.find(place => existsSync(place)),
  args: [
    // Containers often run as root and have no user namespaces.
    '--no-sandbox',
    '--disable-gpu',
    '--disable-dev-shm-usage',
    // No traffic but ours: some networks drop QUIC, and the browser's own calls only wait.
    '--disable-quic',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
  ],
};
