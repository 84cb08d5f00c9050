package message

import (
	"strings"
	"unicode"
)

// fileName makes a name fit for any file system and for being shown: no path, no
// control or direction characters, none of the letters that Windows reserves.
// changed tells about changes that a person should know of.
func fileName(declared string) (name string, changed bool) {
	seen := oneLine(declared, 4*maxFileName)
	name = strings.Map(visibleOnly, seen)
	name = lastElement(name)
	name = strings.Map(allowed, name)
	name = strings.TrimRight(strings.TrimSpace(name), ". ")
	if strings.Trim(name, "._ ") == "" {
		return "", seen != "" // "..", "...", nothing
	}
	if base, _, _ := strings.Cut(name, "."); isDevice(base) {
		name = "_" + name
	}
	name = shorten(nfc(name))
	return name, name != seen || hidesDirection(declared)
}

// lastElement drops the folders of a path. A slash inside a name that is no path
// ("Акт 12/2026.pdf") becomes an underscore, or the name would lose its half.
func lastElement(name string) string {
	isPath := strings.Contains(name, `\`) || strings.HasPrefix(name, "/") || strings.HasPrefix(name, "./") || strings.Contains(name, "../") || strings.Contains(name, "://")
	if i := strings.LastIndexAny(name, `/\`); isPath && i >= 0 {
		return name[i+1:]
	}
	return strings.ReplaceAll(name, "/", "_")
}

func visibleOnly(r rune) rune {
	switch r {
	case '\u200c', '\u200d':
		return -1
	case '\ufffd':
		return '_'
	}
	return r
}

func allowed(r rune) rune {
	if strings.ContainsRune(`<>:"|?*/\`, r) || unicode.IsControl(r) {
		return '_'
	}
	return r
}

// isDevice is true for names that Windows takes for devices.
func isDevice(base string) bool {
	base = strings.ToLower(base)
	switch base {
	case "con", "prn", "aux", "nul":
		return true
	}
	return len(base) == 4 && (strings.HasPrefix(base, "com") || strings.HasPrefix(base, "lpt")) && isDigit(base[3])
}

// hidesDirection is true for names such as "act[RLO]fdp.exe".
func hidesDirection(name string) bool {
	return strings.ContainsFunc(name, func(r rune) bool { return r >= '\u202a' && r <= '\u202e' || r >= '\u2066' && r <= '\u2069' })
}

// shorten keeps the extension, which says how to open the file.
func shorten(name string) string {
	if len(name) <= maxFileName {
		return name
	}
	base, ext := splitExtension(name)
	return strings.TrimSpace(cut(base, maxFileName-len(ext))) + ext
}

func splitExtension(name string) (base, ext string) {
	i := strings.LastIndexByte(name, '.')
	if i <= 0 || len(name)-i > 20 {
		return name, ""
	}
	return name[:i], name[i:]
}
