import { render, screen } from '@testing-library/react';
import { HeaderTools, headerToolsId } from './HeaderTools';

describe('HeaderTools', () => {
  it('stands in the header of the portal', () => {
    render(
      <>
        <header id={headerToolsId} />
        <main>
          <HeaderTools>scope</HeaderTools>
        </main>
      </>,
    );
    expect(screen.getByRole('banner')).toHaveTextContent('scope');
    expect(screen.getByRole('main')).toBeEmptyDOMElement();
  });

  it('stays with the page where there is no header', () => {
    render(
      <main>
        <HeaderTools>scope</HeaderTools>
      </main>,
    );
    expect(screen.getByRole('main')).toHaveTextContent('scope');
  });
});
