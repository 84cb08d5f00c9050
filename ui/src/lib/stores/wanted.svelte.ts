// Whether a dialog is open that is loaded when it is first wanted.
export class Wanted {
  open = $state(false);
  wanted = $state(false);

  show = () => {
    this.wanted = this.open = true;
  };
}
