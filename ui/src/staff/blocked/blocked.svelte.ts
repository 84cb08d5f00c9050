// Whether the list of blocked senders is open. It is loaded when it is first wanted.
class BlockedState {
  open = $state(false);
  wanted = $state(false);

  show = () => {
    this.wanted = this.open = true;
  };
}

export const blocked = new BlockedState();
