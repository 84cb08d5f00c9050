//go:build bench

package live

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"slices"
	"strconv"
	"sync"
	"testing"
	"time"

	"github.com/gorilla/websocket"
)

func TestMain(m *testing.M) {
	if url := os.Getenv("FANOUT_URL"); url != "" {
		if err := runClients(url, number("FANOUT_SOCKETS", 1), os.Stdin, os.Stdout); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		return
	}
	os.Exit(m.Run())
}

// arrival is a delta that a client has got.
type arrival struct{ prev, seq, at int64 }

func runClients(url string, n int, in io.Reader, out io.Writer) error {
	all := make([][]arrival, n)
	sockets := make([]*websocket.Conn, n)
	errs := make(chan error, n)
	var ready, done sync.WaitGroup
	turns := make(chan struct{}, 32)
	for i := range n {
		ready.Add(1)
		done.Go(func() {
			turns <- struct{}{}
			ws, err := openClient(url)
			<-turns
			ready.Done()
			if err != nil {
				errs <- err
				return
			}
			sockets[i] = ws
			all[i] = listen(ws)
		})
	}
	ready.Wait()
	select {
	case err := <-errs:
		return err
	default:
	}
	fmt.Fprintln(out, "ready")
	committed := map[int64]int64{}
	var seq, at int64
	for {
		if _, err := fmt.Fscan(in, &seq, &at); err != nil {
			break
		}
		committed[seq] = at
	}
	<-time.After(2 * time.Second) // for what is on its way
	for _, ws := range sockets {
		_ = ws.Close()
	}
	done.Wait()
	return json.NewEncoder(out).Encode(count(all, committed))
}

// openClient returns a socket that has been told that it is live.
func openClient(url string) (*websocket.Conn, error) {
	d := &websocket.Dialer{Subprotocols: []string{Protocol}, ReadBufferSize: 4096, WriteBufferSize: 512}
	ws, _, err := d.Dial(url, nil)
	if err != nil {
		return nil, err
	}
	err = ws.WriteMessage(websocket.TextMessage, []byte(`{"type":"hello","token":"operator","subscribe":[{"chan":"board"}]}`))
	for err == nil {
		var data []byte
		if _, data, err = ws.ReadMessage(); err == nil && bytes.HasPrefix(data, []byte(`{"type":"live"`)) {
			return ws, nil
		}
	}
	return nil, err
}

func listen(ws *websocket.Conn) []arrival {
	var got []arrival
	buf := make([]byte, 256)
	for {
		_, r, err := ws.NextReader()
		if err != nil {
			return got
		}
		n, _ := io.ReadFull(r, buf)
		at := time.Now().UnixNano()
		_, _ = io.Copy(io.Discard, r)
		got = append(got, arrival{member(buf[:n], `"prev":`), member(buf[:n], `"seq":`), at})
	}
}

// member reads a number near the beginning of a frame.
func member(data []byte, name string) int64 {
	_, after, _ := bytes.Cut(data, []byte(name))
	end := bytes.IndexAny(after, ",}")
	n, _ := strconv.ParseInt(string(after[:max(end, 0)]), 10, 64)
	return n
}

func count(all [][]arrival, committed map[int64]int64) (f figures) {
	var took []time.Duration
	for _, arrivals := range all {
		got := 0
		for i, a := range arrivals {
			f.Frames++
			if i > 0 && a.prev != arrivals[i-1].seq {
				f.Gaps++
			}
			for seq := a.prev + 1; seq <= a.seq; seq++ {
				if at, ok := committed[seq]; ok {
					took = append(took, time.Duration(a.at-at))
					got++
				}
			}
		}
		f.Missed += len(committed) - got
	}
	f.Events = len(took)
	slices.Sort(took)
	if len(took) > 0 {
		f.P50, f.P99, f.Max = took[len(took)/2], took[len(took)*99/100], took[len(took)-1]
	}
	return f
}
