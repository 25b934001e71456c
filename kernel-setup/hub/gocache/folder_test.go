package main

import (
	"bytes"
	"encoding/json"
	"os"
	"strings"
	"testing"
	"time"
)

func id(letter string) []byte { return []byte(strings.Repeat(letter, 32)) }

func TestWhatWasPutIsFoundAgainAndTheClassesLayerStaysAsItIs(t *testing.T) {
	own, class := folder(t.TempDir()), folder(t.TempDir())
	if _, err := class.put(id("a"), id("o"), []byte("shared")); err != nil {
		t.Fatal(err)
	}
	l := layered{own, class}
	if found := l.get(id("a")); found.Miss || !strings.HasPrefix(found.DiskPath, string(class)) || found.Size != 6 {
		t.Errorf("an entry of the class: %+v", found)
	}
	if path, err := l.own.put(id("b"), id("p"), []byte("mine")); err != nil || !strings.HasPrefix(path, string(own)) {
		t.Errorf("put to %s, %v", path, err)
	}
	if found := l.get(id("b")); found.Miss || !bytes.Equal(found.OutputID, id("p")) {
		t.Errorf("an entry of the learner: %+v", found)
	}
	if _, found := class.get(id("b")); found || !l.get(id("c")).Miss {
		t.Error("a learner's entry reached the class, or an entry came from nowhere")
	}
}

func TestAnEntryThatIsCutOffIsAMiss(t *testing.T) {
	f := folder(t.TempDir())
	data, err := f.put(id("a"), id("o"), []byte("whole"))
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Truncate(data, 3); err != nil {
		t.Fatal(err)
	}
	if _, found := f.get(id("a")); found {
		t.Error("output shorter than its entry says")
	}
	if _, err := f.put(id("a"), id("o"), []byte("whole")); err != nil {
		t.Fatal(err)
	}
	if _, found := f.get(id("a")); !found {
		t.Error("put again, the output is whole again")
	}
	if err := os.Truncate(f.path(id("a"), "a"), 80); err != nil {
		t.Fatal(err)
	}
	if _, found := f.get(id("a")); found {
		t.Error("entry cut off")
	}
}

func TestTrimRemovesWhatHasNotBeenUsedForDays(t *testing.T) {
	f, now := folder(t.TempDir()), time.Now()
	for _, letter := range []string{"a", "b"} {
		if _, err := f.put(id(letter), id(letter), []byte(letter)); err != nil {
			t.Fatal(err)
		}
	}
	old := now.Add(-unusedFor - time.Hour)
	for _, kind := range []string{"a", "d"} {
		if err := os.Chtimes(f.path(id("a"), kind), old, old); err != nil {
			t.Fatal(err)
		}
	}
	f.trim(now)
	if _, err := os.Stat(f.path(id("a"), "d")); err == nil {
		t.Error("unused for days, and still there")
	}
	if _, found := f.get(id("b")); !found {
		t.Error("used today, and gone")
	}
}

func TestTheProtocolAnswersEachRequestWithItsNumber(t *testing.T) {
	l := layered{folder(t.TempDir()), folder(t.TempDir())}
	var in, out bytes.Buffer
	send := json.NewEncoder(&in)
	for _, message := range []any{
		request{ID: 1, Command: "get", ActionID: id("a")},
		request{ID: 2, Command: "put", ActionID: id("a"), OutputID: id("o"), BodySize: 4}, []byte("body"),
		request{ID: 3, Command: "put", ActionID: id("e"), OutputID: id("n")},
		request{ID: 4, Command: "get", ActionID: id("a")},
		request{ID: 5, Command: "else"},
		request{ID: 6, Command: "close"},
	} {
		if err := send.Encode(message); err != nil {
			t.Fatal(err)
		}
	}
	if err := l.serve(&in, &out); err != nil {
		t.Fatal(err)
	}
	var got []response
	for read := json.NewDecoder(&out); read.More(); {
		var one response
		if err := read.Decode(&one); err != nil {
			t.Fatal(err)
		}
		got = append(got, one)
	}
	if len(got) != 7 || len(got[0].KnownCommands) != 3 {
		t.Fatalf("%d answers, first %+v", len(got), got[0])
	}
	for number, one := range got {
		if one.ID != int64(number) {
			t.Errorf("answer %d has ID %d", number, one.ID)
		}
	}
	if content, err := os.ReadFile(got[4].DiskPath); !got[1].Miss || err != nil || string(content) != "body" || got[3].DiskPath == "" || got[5].Err == "" {
		t.Errorf("%+v, content %q", got, content)
	}
}
