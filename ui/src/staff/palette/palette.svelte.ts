// Whether the palette is open. It is loaded when it is first wanted.
class PaletteState {
  open = $state(false);
  wanted = $state(false);

  show = () => {
    this.wanted = this.open = true;
  };
}

export const palette = new PaletteState();
