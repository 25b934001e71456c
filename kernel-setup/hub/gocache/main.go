// Gocache is a build cache in two layers: a learner's own, which is written, over the class's, which everybody reads.
//
// A hub installs the course once, with its packages compiled. The go command writes to its cache, so it cannot share one that is read-only
// by itself; it asks this program instead (GOCACHEPROG). What the class's cache holds is never compiled again and never copied;
// the rest goes to $GOCACHE in the learner's home. Both have the form of the go command's own cache folders, so the class's is made by
// a plain `go build`. The protocol is that of https://pkg.go.dev/cmd/go/internal/cacheprog.
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"
)

type request struct {
	ID       int64
	Command  string
	ActionID []byte
	OutputID []byte
	BodySize int64
}

type response struct {
	ID            int64
	Err           string     `json:",omitempty"`
	KnownCommands []string   `json:",omitempty"`
	Miss          bool       `json:",omitempty"`
	OutputID      []byte     `json:",omitempty"`
	Size          int64      `json:",omitempty"`
	Time          *time.Time `json:",omitempty"`
	DiskPath      string     `json:",omitempty"`
}

func main() {
	program, err := os.Executable()
	if err == nil {
		program, err = filepath.EvalSymlinks(program)
	}
	own := os.Getenv("GOCACHE")
	if err != nil || !filepath.IsAbs(own) {
		fmt.Fprintln(os.Stderr, "gocache: GOCACHE must be the absolute path of a folder that may be written")
		os.Exit(1)
	}
	class := filepath.Join(filepath.Dir(program), "..", "hub", "cache")
	layers := layered{own: folder(own), class: folder(class)}
	if err := layers.serve(os.Stdin, os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "gocache:", err)
		os.Exit(1)
	}
}

type layered struct{ own, class folder }

// serve answers requests until the go command closes. One after another is quick enough: a request is two small file operations.
func (l layered) serve(in io.Reader, out io.Writer) error {
	requests, buffered := json.NewDecoder(bufio.NewReaderSize(in, 1<<20)), bufio.NewWriter(out)
	responses := json.NewEncoder(buffered)
	answer := func(r response) error {
		if err := responses.Encode(r); err != nil {
			return err
		}
		return buffered.Flush()
	}
	if err := answer(response{KnownCommands: []string{"get", "put", "close"}}); err != nil {
		return err
	}
	for {
		var asked request
		if err := requests.Decode(&asked); err == io.EOF {
			return nil
		} else if err != nil {
			return err
		}
		answered, err := response{}, error(nil)
		switch asked.Command {
		case "get":
			answered = l.get(asked.ActionID)
		case "put":
			var body []byte // base64 in a JSON string of its own
			if asked.BodySize > 0 {
				if err := requests.Decode(&body); err != nil {
					return err
				}
			}
			answered.DiskPath, err = l.own.put(asked.ActionID, asked.OutputID, body)
		case "close":
			l.own.trim(time.Now())
		default:
			err = fmt.Errorf("unknown command %q", asked.Command)
		}
		if err != nil {
			answered.Err = err.Error()
		}
		answered.ID = asked.ID
		if err := answer(answered); err != nil || asked.Command == "close" {
			return err
		}
	}
}

// get looks into the learner's layer first: it is small, and a package that a learner has changed is there.
func (l layered) get(action []byte) response {
	for _, layer := range []folder{l.own, l.class} {
		if found, ok := layer.get(action); ok {
			return found
		}
	}
	return response{Miss: true}
}
