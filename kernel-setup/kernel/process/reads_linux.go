package process

import (
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
)

// ReadsInput reports whether a program waits for its standard input, and whether that can be seen at all.
func ReadsInput(pid int) (waits, known bool) {
	tasks, err := filepath.Glob("/proc/" + strconv.Itoa(pid) + "/task/*/syscall")
	if err != nil {
		return false, false
	}
	read := strconv.Itoa(syscall.SYS_READ) + " 0x0 "
	for _, task := range tasks {
		call, err := os.ReadFile(task)
		if os.IsPermission(err) {
			return false, false
		}
		waits = waits || strings.HasPrefix(string(call), read)
	}
	return waits, true
}
