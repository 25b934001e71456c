package cell

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// notebooks are the texts of the code cells of each of the course's notebooks.
func notebooks(t testing.TB) map[string][]string {
	names, _ := filepath.Glob("../../notebooks/*.ipynb")
	if len(names) == 0 {
		t.Fatal("there are no notebooks")
	}
	cells := map[string][]string{}
	for _, name := range names {
		content, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		var notebook struct {
			Cells []struct {
				Type   string   `json:"cell_type"`
				Source []string `json:"source"`
			} `json:"cells"`
		}
		if err := json.Unmarshal(content, &notebook); err != nil {
			t.Fatal(name, err)
		}
		for _, cell := range notebook.Cells {
			if cell.Type == "code" {
				cells[name] = append(cells[name], strings.Join(cell.Source, ""))
			}
		}
	}
	return cells
}

func TestDump(t *testing.T) {
	to := os.Getenv("DUMP")
	if to == "" {
		t.Skip()
	}
	for name, texts := range notebooks(t) {
		var m Memory
		for i, text := range texts {
			p, report := m.Program(Read(text), i+1, nil)
			if report != nil {
				t.Errorf("%s %d: %v", name, i, report)
				continue
			}
			if len(p.Missing) > 0 {
				t.Log(name, i, p.Missing)
			}
			dir := filepath.Join(to, filepath.Base(name)[:2], string(rune('a'+i/26))+string(rune('a'+i%26)))
			os.MkdirAll(dir, 0o755)
			os.WriteFile(filepath.Join(dir, "main.go"), []byte(p.Source), 0o644)
			m.Keep(p)
		}
	}
}
