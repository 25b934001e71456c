package show

import (
	"os"
	"strings"
)

// A bundle is one output in its several forms, all of them strings.
type bundle map[string]any

// displays is where the kernel in a browser's tab takes bundles: each write is
// one, a JSON object of strings by their MIME types.
const displays = "/dev/display"

// send gives the kernel a bundle. Where there is none, nothing is shown.
func send(b bundle) {
	f, err := os.OpenFile(displays, os.O_WRONLY, 0)
	if err != nil {
		return
	}
	defer f.Close()
	f.Write([]byte(b.json()))
}

// json is the bundle as JSON. Package encoding/json would be half of the program.
func (b bundle) json() string {
	var s strings.Builder
	before := byte('{')
	for kind, content := range b {
		s.WriteByte(before)
		quote(&s, kind)
		s.WriteByte(':')
		text, _ := content.(string)
		quote(&s, text)
		before = ','
	}
	s.WriteByte('}')
	return s.String()
}

func quote(s *strings.Builder, text string) {
	const hex = "0123456789abcdef"
	s.WriteByte('"')
	for _, r := range text {
		switch {
		case r == '"' || r == '\\':
			s.WriteByte('\\')
			s.WriteRune(r)
		case r < 0x20:
			s.WriteString(`\u00`)
			s.WriteByte(hex[r>>4])
			s.WriteByte(hex[r&15])
		default:
			s.WriteRune(r)
		}
	}
	s.WriteByte('"')
}
