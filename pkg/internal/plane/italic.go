package plane

// Italic tells whether rs[i] is a mathematical letter: a lower-case Greek one, ŷ,
// a Latin one that stands alone, or one of a product. The words a, A and I stay
// upright, and so do the F of °F and the t of don't.
func Italic(rs []rune, i int) bool {
	r := rs[i]
	if r >= 'α' && r <= 'ω' || r == 'ŷ' {
		return true
	}
	word := func(k int) bool {
		if k < 0 || k >= len(rs) {
			return false
		}
		q := rs[k]
		return IsLetter(q) || q == '\'' || q == '’' || q == '°'
	}
	for _, pair := range products {
		for k := i - 1; k <= i; k++ {
			if k >= 0 && k+1 < len(rs) && rs[k] == pair[0] && rs[k+1] == pair[1] && !word(k-1) && !word(k+2) {
				return true
			}
		}
	}
	if !IsLetter(r) || word(i-1) || word(i+1) {
		return false
	}
	alone := (i == 0 || rs[i-1] == ' ') && (i+1 == len(rs) || rs[i+1] == ' ')
	return !(alone && len(rs) > 1 && (r == 'a' || r == 'A' || r == 'I'))
}

// IsLetter tells whether r is a Latin letter without an accent.
func IsLetter(r rune) bool { return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' }

// products are the pairs of letters that the course multiplies and English does
// not use as words.
var products = [...][2]rune{{'w', 't'}, {'w', 'x'}, {'L', 'u'}}
