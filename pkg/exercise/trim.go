package exercise

import "unicode/utf8"

// Package strings would do what stands here, with Unicode's tables: 20 KB more
// in the module that every reader loads.

// blank reports whether a rune is white space, of typography too.
func blank(r rune) bool {
	switch r {
	case ' ', '\t', '\r', '\n', '\u00a0', '\u2009', '\u202f':
		return true
	}
	return false
}

// around reports whether a rune may stand round an answer without being part
// of it.
func around(r rune) bool {
	switch r {
	case '"', '\'', '`', '“', '”', '„', '«', '»', ';':
		return true
	}
	return blank(r)
}

// about reports whether a rune says equal, nearly equal, or below or above: a
// limit may be written with its sign.
func about(r rune) bool {
	switch r {
	case '=', '≈', '~', '≃', '<', '≤', '>', '≥':
		return true
	}
	return false
}

// bracket reports whether a rune may enclose the letter of an option.
func bracket(r rune) bool {
	return r == '(' || r == ')' || r == '[' || r == ']' || r == '.' || blank(r)
}

// trim takes the runes of a class away from both ends.
func trim(s string, class func(r rune) bool) string {
	s = trimLeft(s, class)
	for s != "" {
		r, n := utf8.DecodeLastRuneInString(s)
		if !class(r) {
			break
		}
		s = s[:len(s)-n]
	}
	return s
}

func trimLeft(s string, class func(r rune) bool) string {
	for i, r := range s {
		if !class(r) {
			return s[i:]
		}
	}
	return ""
}

// words cuts a text at its blanks.
func words(s string) (parts []string) {
	for s = trim(s, blank); s != ""; s = trimLeft(s, blank) {
		end := len(s)
		for i, r := range s {
			if blank(r) {
				end = i
				break
			}
		}
		parts = append(parts, s[:end])
		s = s[end:]
	}
	return parts
}
