// Package memory limits what a cell's program may use.
package memory

import (
	"bytes"
	"math"
	"os"
	"path"
	"strconv"
	"strings"
)

// Env is the environment variable with what a cell's program may use: a number of bytes with KiB, MiB or GiB behind it if
// they are such, or "off". Without it three quarters of the memory that is free when the cell starts, in the machine and in the control
// group, are the limit: what allocates without end shall end itself, before it ends the browser and the rest.
const Env = "GONB_MEMORY_LIMIT"

// Limit is how many bytes a cell's program may use, 0 if that is not known or not limited.
func Limit() uint64 {
	if asked := os.Getenv(Env); asked != "" {
		return parseBytes(asked)
	}
	free := min(machineRoom(), groupRoom("/sys/fs/cgroup", "/proc/self/cgroup"))
	if free == math.MaxUint64 {
		return 0
	}
	return max(free/4*3, 256<<20)
}

func parseBytes(text string) uint64 {
	number, unit := strings.TrimRight(text, "KMGiB"), uint64(1)
	switch text[len(number):] {
	case "K", "KiB":
		unit = 1 << 10
	case "M", "MiB":
		unit = 1 << 20
	case "G", "GiB":
		unit = 1 << 30
	}
	n, err := strconv.ParseFloat(strings.TrimSpace(number), 64)
	if err != nil || !(n > 0) {
		return 0
	}
	return uint64(n * float64(unit))
}

// groupRoom is the least that the kernel's control group and those above it have left; a container is one. Files in memory count as left.
func groupRoom(mounted, self string) uint64 {
	room := uint64(math.MaxUint64)
	look := func(folder, limit, used, cache string) {
		most, ok := readNumber(path.Join(folder, limit))
		now, ok2 := readNumber(path.Join(folder, used))
		if !ok || !ok2 || most >= 1<<60 {
			return
		}
		stat, _ := os.ReadFile(path.Join(folder, "memory.stat"))
		for line := range bytes.Lines(stat) {
			if fields := strings.Fields(string(line)); len(fields) == 2 && fields[0] == cache {
				files, _ := strconv.ParseUint(fields[1], 10, 64)
				now -= min(now, files)
			}
		}
		room = min(room, most-min(most, now))
	}
	content, _ := os.ReadFile(self)
	for _, line := range strings.Split(string(content), "\n") {
		parts := strings.SplitN(line, ":", 3)
		if len(parts) != 3 {
			continue
		}
		for group := parts[2]; ; group = path.Dir(group) {
			if parts[0] == "0" {
				look(path.Join(mounted, group), "memory.max", "memory.current", "inactive_file")
			} else if parts[1] == "memory" {
				look(path.Join(mounted, "memory", group), "memory.limit_in_bytes", "memory.usage_in_bytes", "total_inactive_file")
			}
			if group == "/" || group == "." {
				break
			}
		}
	}
	return room
}

func readNumber(name string) (uint64, bool) {
	content, err := os.ReadFile(name)
	if err != nil {
		return 0, false
	}
	number, err := strconv.ParseUint(strings.TrimSpace(string(content)), 10, 64)
	return number, err == nil
}

// Careful is what makes a Go program's garbage collector work harder as its memory comes near the limit: a variable for its environment, "" if there is no
// limit or the learner has set one.
func Careful(limit uint64) string {
	if limit == 0 || os.Getenv("GOMEMLIMIT") != "" {
		return ""
	}
	return "GOMEMLIMIT=" + strconv.FormatUint(limit/10*9, 10)
}
