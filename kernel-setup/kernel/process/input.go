package process

import "time"

// glance is how often a program is looked at for whether it waits for input.
const glance = 50 * time.Millisecond

// AwaitRead waits until a program waits for its standard input. It returns false when done is closed, or if it cannot be seen.
func AwaitRead(pid int, done <-chan struct{}) bool {
	for twice := 0; ; {
		select {
		case <-done:
			return false
		case <-time.After(glance):
		}
		waits, known := ReadsInput(pid)
		switch {
		case !known:
			return false
		case !waits:
			twice = 0
		case twice == 1: // It is not just taking what is there.
			return true
		default:
			twice++
		}
	}
}
