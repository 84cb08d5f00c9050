package worker

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"runtime"
	"sync"
	"time"
)

// process is one process, from its start to its end. One goroutine reads what it
// says and hands it to the exchanges, another waits for its end.
type process struct {
	cmd     *exec.Cmd
	in, out *os.File
	stderr  head
	started time.Time

	writing sync.Mutex

	mu        sync.Mutex
	exchanges map[uint64]*exchange
	last      uint64              // exchange
	loads     map[uint64]*loading // by program
	retired   bool                // it ends with its last exchange
	end       error               // why it is to end, if that is known

	ending chan struct{} // closed when nothing more is to be begun in it
	dead   chan struct{} // closed when it has ended
	why    error         // how it has ended; to be read after dead was closed
}

// startProcess starts a process. ended is called when it has ended.
func startProcess(cmd *exec.Cmd, ended func(*process)) (*process, error) {
	p := &process{cmd: cmd, started: time.Now(), exchanges: map[uint64]*exchange{}, loads: map[uint64]*loading{},
		ending: make(chan struct{}), dead: make(chan struct{})}
	theirIn, in, err := os.Pipe()
	if err != nil {
		return nil, err
	}
	out, theirOut, err := os.Pipe()
	if err != nil {
		return nil, errors.Join(err, theirIn.Close(), in.Close())
	}
	p.in, p.out = in, out
	cmd.Stdin, cmd.Stdout, cmd.Stderr = theirIn, theirOut, &p.stderr
	cmd.WaitDelay = time.Second // for those whom it has left its files to
	begun := make(chan error, 1)
	go func() {
		// Where that is possible, a process is bound to the thread that has started
		// it, and ends with it.
		runtime.LockOSThread()
		defer runtime.UnlockOSThread()
		err := cmd.Start()
		_, _ = theirIn.Close(), theirOut.Close()
		begun <- err
		if err != nil {
			_, _ = in.Close(), out.Close()
			return
		}
		p.wait()
		ended(p)
		close(p.dead)
	}()
	return p, <-begun
}

// wait blocks until the process has ended, and notes why.
func (p *process) wait() {
	heard := make(chan struct{})
	go func() {
		defer close(heard)
		p.stop(p.listen())
	}()
	err := p.cmd.Wait()
	// Its last words are still read, but not those of others who have its end of
	// the pipe.
	_ = p.out.SetReadDeadline(time.Now().Add(time.Second))
	<-heard
	_, _ = p.in.Close(), p.out.Close()
	p.mu.Lock()
	p.why = p.end
	p.mu.Unlock()
	if p.why == nil {
		p.why = wordsOf(err, p.stderr.first())
	}
}

// wordsOf says how a process has ended by itself.
func wordsOf(err error, said string) error {
	switch {
	case err == nil:
		return errors.New("it has ended by itself")
	case said != "":
		return fmt.Errorf("%w: %s", err, said)
	}
	return err
}

// stop ends the process. The first reason counts; nil is that it ends by itself,
// for which it is given a moment.
func (p *process) stop(why error) {
	p.mu.Lock()
	select {
	case <-p.ending:
	default:
		p.end = why
		close(p.ending)
	}
	p.mu.Unlock()
	if why != nil {
		_ = p.cmd.Process.Kill()
		return
	}
	_ = p.in.Close() // it ends when its input does
	time.AfterFunc(time.Second, func() { _ = p.cmd.Process.Kill() })
}

// retire ends the process when all that is under way in it has ended.
func (p *process) retire() {
	p.mu.Lock()
	p.retired = true
	p.mu.Unlock()
	p.endIfRetired()
}

func (p *process) endIfRetired() {
	p.mu.Lock()
	done := p.retired && len(p.exchanges) == 0
	p.mu.Unlock()
	if done {
		p.stop(nil)
	}
}

// listen reads what the process says until it says no more.
func (p *process) listen() error {
	messages := bufio.NewReader(p.out)
	for {
		m, err := readMessage(messages, maxBack)
		if err == nil {
			err = p.hand(m)
		}
		switch {
		case errors.Is(err, io.EOF), errors.Is(err, os.ErrClosed), errors.Is(err, os.ErrDeadlineExceeded):
			return nil
		case err != nil:
			return fmt.Errorf("it said nonsense: %w", err)
		}
	}
}

// sendWithin is how long a process may leave what it is told unread.
const sendWithin = 2 * time.Second

// send sends a message. The error is of one that has no form; a process that does
// not take it is stopped.
func (p *process) send(m *message) error {
	b, err := m.encode(maxThere)
	if err != nil {
		return err
	}
	p.writing.Lock()
	defer p.writing.Unlock()
	_ = p.in.SetWriteDeadline(time.Now().Add(sendWithin))
	if _, err := p.in.Write(b); errors.Is(err, os.ErrDeadlineExceeded) {
		p.stop(fmt.Errorf("it has left unread for %s what it was told", sendWithin))
	} else if err != nil {
		p.stop(nil) // it has closed its input, or ended
	}
	return nil
}

// errEnded is what an exchange gets whose process has ended.
func (p *process) errEnded() error {
	<-p.dead
	return fmt.Errorf("the process that runs the regulation has ended: %w", p.why)
}
