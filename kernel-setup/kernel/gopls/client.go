// Package gopls asks gopls, Go's language server, about one file: what completes it at a cursor, and what stands there.
//
// It speaks the Language Server Protocol over gopls' standard input and output, https://microsoft.github.io/language-server-protocol, as much of it as that takes.
package gopls

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"time"

	"github.com/downhill-go/downhill/kernel-setup/kernel/process"
)

// settings are what gopls does for a notebook. Diagnostics, and their analyses at each Tab, are read by nobody: the compiler tells errors when the cell is run.
var settings = map[string]any{
	"diagnosticsTrigger":      "Save", // and nothing is ever saved
	"expandWorkspaceToModule": false,  // the other modules in go.work are for importing, not for diagnosing
}

// A Client is a gopls that runs. Its methods may be called from several goroutines.
type Client struct {
	cmd  *exec.Cmd
	in   io.WriteCloser
	file string // the one file that is open

	writing sync.Mutex
	mu      sync.Mutex
	version int
	text    string
	last    int
	waiting map[int]chan message
	ended   chan struct{}
}

type message struct {
	JSONRPC string          `json:"jsonrpc"`
	ID      *int            `json:"id,omitempty"`
	Method  string          `json:"method,omitempty"`
	Params  any             `json:"params,omitempty"`
	Result  json.RawMessage `json:"result,omitempty"`
	Error   *struct {
		Message string `json:"message"`
	} `json:"error,omitempty"`
}

// Start starts gopls in the folder of file, and waits until it is ready.
func Start(ctx context.Context, program, file string) (*Client, error) {
	cmd := exec.Command(program, "serve")
	cmd.Dir = filepath.Dir(file)
	// What it leaves behind, should it be killed, goes with the folder; hidden, it belongs to no package.
	temp := filepath.Join(cmd.Dir, ".gopls")
	if err := os.MkdirAll(temp, 0o700); err != nil {
		return nil, err
	}
	cmd.Env = append(cmd.Environ(), "TMPDIR="+temp)
	in, err := cmd.StdinPipe()
	if err != nil {
		return nil, err
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	var said bytes.Buffer
	cmd.Stderr = &said
	if err := process.Start(cmd); err != nil {
		return nil, err
	}
	c := &Client{cmd: cmd, in: in, file: file, waiting: map[int]chan message{}, ended: make(chan struct{})}
	go c.read(bufio.NewReader(out))
	folder := toURI(cmd.Dir)
	err = c.call(ctx, "initialize", map[string]any{
		"processId":             nil,
		"rootUri":               folder,
		"workspaceFolders":      []any{map[string]any{"uri": folder, "name": "notebook"}},
		"initializationOptions": settings,
		"capabilities":          map[string]any{"textDocument": map[string]any{"hover": map[string]any{"contentFormat": []string{"markdown"}}}},
	}, nil)
	if err == nil {
		err = c.notify("initialized", map[string]any{})
	}
	if err != nil {
		select {
		case <-c.ended: // by itself
		case <-time.After(time.Second):
			c.Close()
		}
		if cmd.ProcessState.ExitCode() == notYet {
			return nil, NotYet(strings.TrimSpace(said.String()))
		}
		return nil, err
	}
	return c, nil
}

// NotYet is the error of a gopls that is still being built, as set-up's program in its place says.
type NotYet string

func (n NotYet) Error() string { return string(n) }

const notYet = 75 // its exit status

// Close ends gopls.
func (c *Client) Close() {
	process.Signal(c.cmd, syscall.SIGKILL) // It keeps nothing that could be half-written.
	<-c.ended
}

// Ended is closed when gopls has ended, by itself or not.
func (c *Client) Ended() <-chan struct{} { return c.ended }

// read takes the answers, to the end.
func (c *Client) read(out *bufio.Reader) {
	defer func() {
		_ = c.cmd.Wait()
		close(c.ended)
	}()
	for {
		length := 0
		for {
			line, err := out.ReadString('\n')
			if err != nil {
				return
			}
			line = strings.TrimSpace(line)
			if line == "" {
				break
			}
			if value, found := strings.CutPrefix(line, "Content-Length:"); found {
				length, _ = strconv.Atoi(strings.TrimSpace(value))
			}
		}
		body := make([]byte, length)
		if _, err := io.ReadFull(out, body); err != nil {
			return
		}
		var m message
		if json.Unmarshal(body, &m) != nil || m.ID == nil {
			continue // a notification: nobody waits for it
		}
		if m.Method != "" { // gopls asks something: there is nothing to say
			_ = c.send(message{ID: m.ID, Result: json.RawMessage("null")})
			continue
		}
		c.mu.Lock()
		answer := c.waiting[*m.ID]
		delete(c.waiting, *m.ID)
		c.mu.Unlock()
		if answer != nil {
			answer <- m
		}
	}
}

func (c *Client) send(m message) error {
	m.JSONRPC = "2.0"
	body, err := json.Marshal(m)
	if err != nil {
		return err
	}
	c.writing.Lock()
	defer c.writing.Unlock()
	_, err = fmt.Fprintf(c.in, "Content-Length: %d\r\n\r\n%s", len(body), body)
	return err
}

func (c *Client) notify(method string, params any) error {
	return c.send(message{Method: method, Params: params})
}

var errEnded = errors.New("gopls has ended")

// call asks, and puts the answer into result. When ctx ends, gopls is told that nobody waits any longer.
func (c *Client) call(ctx context.Context, method string, params, result any) error {
	answer := make(chan message, 1)
	c.mu.Lock()
	c.last++
	id := c.last
	c.waiting[id] = answer
	c.mu.Unlock()
	if err := c.send(message{ID: &id, Method: method, Params: params}); err != nil {
		return err
	}
	select {
	case m := <-answer:
		if m.Error != nil {
			return errors.New(m.Error.Message)
		}
		if result == nil || len(m.Result) == 0 {
			return nil
		}
		return json.Unmarshal(m.Result, result)
	case <-ctx.Done():
		c.mu.Lock()
		delete(c.waiting, id)
		c.mu.Unlock()
		_ = c.notify("$/cancelRequest", map[string]any{"id": id})
		return ctx.Err()
	case <-c.ended:
		return errEnded
	}
}

// SetText tells gopls what the file holds.
func (c *Client) SetText(text string) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.version > 0 && c.text == text {
		return nil
	}
	c.version++
	c.text = text
	if c.version == 1 {
		return c.notify("textDocument/didOpen", map[string]any{
			"textDocument": map[string]any{"uri": toURI(c.file), "languageId": "go", "version": c.version, "text": text}})
	}
	return c.notify("textDocument/didChange", map[string]any{
		"textDocument":   map[string]any{"uri": toURI(c.file), "version": c.version},
		"contentChanges": []any{map[string]any{"text": text}}})
}

// A Change is a file that is not what it was.
type Change struct {
	Path string
	Gone bool
}

// Changed tells gopls which files have changed on disk. It reads them by itself, and only if it needs them.
func (c *Client) Changed(changes []Change) error {
	if len(changes) == 0 {
		return nil
	}
	events := make([]any, len(changes))
	for i, change := range changes {
		kind := 2
		if change.Gone {
			kind = 3
		}
		events[i] = map[string]any{"uri": toURI(change.Path), "type": kind}
	}
	return c.notify("workspace/didChangeWatchedFiles", map[string]any{"changes": events})
}

// at are the parameters of what is asked about a place of the text.
func (c *Client) at(offset int) map[string]any {
	c.mu.Lock()
	defer c.mu.Unlock()
	line, character := position(c.text, offset)
	return map[string]any{"textDocument": map[string]any{"uri": toURI(c.file)}, "position": map[string]any{"line": line, "character": character}}
}

// Complete returns what may stand at an offset of the text, best first, and the offset from which it replaces the text up to there.
func (c *Client) Complete(ctx context.Context, offset int) (matches []string, from int, err error) {
	type place struct{ Line, Character int }
	var list struct {
		Items []struct {
			Label    string
			TextEdit struct {
				NewText string
				Range   struct{ Start, End place }
				Insert  *struct{ Start, End place }
			}
		}
	}
	from = offset
	if err := c.call(ctx, "textDocument/completion", c.at(offset), &list); err != nil {
		return nil, from, err
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	line, character := position(c.text, offset)
	for _, item := range list.Items {
		start := item.TextEdit.Range.Start
		if item.TextEdit.Insert != nil {
			start = item.TextEdit.Insert.Start
		}
		if item.TextEdit.NewText == "" || start.Line != line || start.Character > character {
			continue
		}
		at := offsetOf(c.text, start.Line, start.Character)
		if len(matches) == 0 {
			from = at
		}
		if at == from {
			matches = append(matches, item.TextEdit.NewText)
		}
	}
	return matches, from, nil
}

// Hover explains what stands at an offset of the text, in Markdown; "" if there is nothing to explain.
func (c *Client) Hover(ctx context.Context, offset int) (string, error) {
	var answer *struct{ Contents struct{ Value string } }
	if err := c.call(ctx, "textDocument/hover", c.at(offset), &answer); err != nil || answer == nil {
		return "", err
	}
	return answer.Contents.Value, nil
}

func toURI(path string) string {
	return (&url.URL{Scheme: "file", Path: filepath.ToSlash(path)}).String()
}

// position is the line of an offset and the character in it, both counted from 0; characters are those of UTF-16, as the protocol has them.
func position(text string, offset int) (line, character int) {
	offset = max(0, min(offset, len(text)))
	begin := strings.LastIndexByte(text[:offset], '\n') + 1
	return strings.Count(text[:begin], "\n"), utf16Length(text[begin:offset])
}

func utf16Length(text string) int {
	length := 0
	for _, letter := range text {
		length++
		if letter > 0xffff {
			length++
		}
	}
	return length
}

// offsetOf is the offset of a line and a character.
func offsetOf(text string, line, character int) int {
	at := 0
	for ; line > 0; line-- {
		next := strings.IndexByte(text[at:], '\n')
		if next < 0 {
			return len(text)
		}
		at += next + 1
	}
	for i, letter := range text[at:] {
		if character <= 0 || letter == '\n' {
			return at + i
		}
		character -= utf16Length(string(letter))
	}
	return len(text)
}
