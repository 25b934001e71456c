package main

import (
	"encoding/hex"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"
)

// A folder holds cache entries as the go command keeps them: for an action the file ID-a with one line,
// "v1 ACTION OUTPUT SIZE TIME", and for an output the file ID-d; both below the folder of the first two digits of the ID.
type folder string

const (
	unusedFor  = 5 * 24 * time.Hour // after so long the go command, too, throws an entry away
	trimsEach  = 24 * time.Hour
	usedUpTo   = time.Hour // an entry's time of use is noted no finer
	trimRecord = "trim-own.txt"
)

func (f folder) path(id []byte, kind string) string {
	name := hex.EncodeToString(id)
	return filepath.Join(string(f), name[:2], name+"-"+kind)
}

func (f folder) get(action []byte) (response, bool) {
	entry := f.path(action, "a")
	line, err := os.ReadFile(entry)
	if err != nil {
		return response{}, false
	}
	var said, output string
	var size, nanoseconds int64
	if n, err := fmt.Sscanf(string(line), "v1 %64s %64s %d %d\n", &said, &output, &size, &nanoseconds); n != 4 || err != nil || said != hex.EncodeToString(action) {
		return response{}, false
	}
	id, err := hex.DecodeString(output)
	if err != nil || len(id) != 32 {
		return response{}, false
	}
	data := f.path(id, "d")
	if info, err := os.Stat(data); err != nil || info.Size() != size {
		return response{}, false
	} else if now := time.Now(); now.Sub(info.ModTime()) > usedUpTo {
		_ = os.Chtimes(data, now, now) // In the class's layer this is refused, and not needed.
		_ = os.Chtimes(entry, now, now)
	}
	at := time.Unix(0, nanoseconds)
	return response{OutputID: id, Size: size, Time: &at, DiskPath: data}, true
}

// put writes the output before the action that names it, each whole or not at all.
func (f folder) put(action, output, body []byte) (string, error) {
	data := f.path(output, "d")
	if info, err := os.Stat(data); err != nil || info.Size() != int64(len(body)) {
		if err := write(data, body); err != nil {
			return "", err
		}
	}
	line := fmt.Sprintf("v1 %x %x %20d %20d\n", action, output, len(body), time.Now().UnixNano())
	return data, write(f.path(action, "a"), []byte(line))
}

func write(path string, content []byte) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return err
	}
	beside, err := os.CreateTemp(filepath.Dir(path), ".new-*")
	if err != nil {
		return err
	}
	_, err = beside.Write(content)
	if closed := beside.Close(); err == nil {
		err = closed
	}
	if err == nil {
		err = os.Rename(beside.Name(), path)
	}
	if err != nil {
		_ = os.Remove(beside.Name())
	}
	return err
}

// trim removes, once a day, what has not been used for some days, and what an interrupted put left. What it cannot remove stays.
func (f folder) trim(now time.Time) {
	record := filepath.Join(string(f), trimRecord)
	if info, err := os.Stat(record); err == nil && now.Sub(info.ModTime()) < trimsEach {
		return
	}
	if write(record, []byte(now.Format(time.RFC3339)+"\n")) != nil {
		return
	}
	entries, _ := filepath.Glob(filepath.Join(string(f), "[0-9a-f][0-9a-f]", "*"))
	news, _ := filepath.Glob(filepath.Join(string(f), "[0-9a-f][0-9a-f]", ".new-*"))
	for _, path := range append(entries, news...) {
		name := filepath.Base(path)
		if !strings.HasSuffix(name, "-a") && !strings.HasSuffix(name, "-d") && !strings.HasPrefix(name, ".new-") {
			continue
		}
		if info, err := os.Stat(path); err == nil && now.Sub(info.ModTime()) > unusedFor {
			_ = os.Remove(path)
		}
	}
}
