package message

import "strings"

// aliases are the names that senders use for charsets and htmlindex doesn't know,
// or knows as something else. The key is a name as plainName leaves it; "" as a
// value says: this name tells nothing, look at the bytes.
var aliases = map[string]string{
	"cp1251": "windows-1251", "win1251": "windows-1251", "windows1251": "windows-1251", "xcp1251": "windows-1251",
	"1251": "windows-1251", "mswin1251": "windows-1251", "ansi1251": "windows-1251", "windowscp1251": "windows-1251",
	"windowscyrillic": "windows-1251", "win": "windows-1251", "cyrillicwindows": "windows-1251",

	"koi8r": "koi8-r", "koi8": "koi8-r", "koi": "koi8-r", "cskoi8r": "koi8-r", "koi8u": "koi8-u", "koi8ru": "koi8-u", "cp20866": "koi8-r",

	"cp866": "ibm866", "866": "ibm866", "ibm866": "ibm866", "csibm866": "ibm866", "dos866": "ibm866", "cyrillicdos": "ibm866",

	"kz1048": "kz-1048", "strk1048": "kz-1048", "strk10482002": "kz-1048", "rk1048": "kz-1048", "cskz1048": "kz-1048",

	"iso88595": "iso-8859-5", "cyrillic": "iso-8859-5", "isoir144": "iso-8859-5",
	"maccyrillic": "x-mac-cyrillic", "xmaccyrillic": "x-mac-cyrillic", "macintoshcyrillic": "x-mac-cyrillic", "cp10007": "x-mac-cyrillic",

	"iso88591": "windows-1252", "latin1": "windows-1252", "iso885915": "iso-8859-15", "cp1252": "windows-1252", "win1252": "windows-1252",
	"windows1252": "windows-1252", "l1": "windows-1252", "cp819": "windows-1252", "cp1250": "windows-1250", "cp1254": "windows-1254",
	"usascii": "windows-1252", "ascii": "windows-1252", "ansix341968": "windows-1252", "ansix341986": "windows-1252",
	"iso646us": "windows-1252", "646": "windows-1252", "us": "windows-1252", "7bit": "windows-1252",

	"utf8": "utf-8", "utf8mb4": "utf-8", "utf8mb3": "utf-8", "unicode11utf8": "utf-8", "cp65001": "utf-8", "65001": "utf-8",
	"utf80": "utf-8", "xutf8": "utf-8", "utf": "utf-8", "unicodeutf8": "utf-8",
	"utf16": "utf-16be", "utf16le": "utf-16le", "utf16be": "utf-16be", "ucs2": "utf-16be", "unicode": "utf-16le", "iso10646ucs2": "utf-16be",

	"ksc56011987": "euc-kr", "ksc56011989": "euc-kr", "ksc5601": "euc-kr", "ksx1001": "euc-kr", "cp949": "euc-kr", "ms949": "euc-kr",
	"gb2312": "gbk", "xgb2312": "gbk", "gb231280": "gbk", "cp936": "gbk", "euccn": "gbk", "gb18030": "gb18030", "gbk": "gbk",
	"cp950": "big5", "big5": "big5", "sjis": "shift_jis", "cp932": "shift_jis", "mskanji": "shift_jis", "eucjp": "euc-jp",

	"cp437": "cp437", "ibm437": "cp437", "cp850": "cp850", "ibm850": "cp850", "cp852": "cp852", "ibm852": "cp852", "cp855": "cp855", "ibm855": "cp855", "cp858": "cp858",

	"unknown": "", "unknown8bit": "", "xunknown": "", "8bit": "", "default": "", "defaultcharset": "", "none": "", "null": "", "binary": "",
	"ansi": "", "xuserdefined": "", "userdefined": "", "charset": "", "undefined": "", "text": "", "plain": "", "system": "", "auto": "",
}

// canonical gives the one name that the rest of the package uses for a charset,
// "" for none, an empty promise, or one that nobody knows.
func canonical(declared string) string {
	plain := plainName(declared)
	if plain == "" {
		return ""
	}
	if name, known := aliases[plain]; known {
		return name
	}
	name := strings.Trim(strings.ToLower(strings.TrimSpace(declared)), `"'`)
	if lookup(name) == nil {
		return ""
	}
	return name
}

// plainName reduces a name to its letters and digits: "CP-1251", "cp_1251" and
// `"charset=cp1251"` are the same to everyone but a computer.
func plainName(declared string) string {
	declared = strings.ToLower(cut(declared, 64))
	if _, value, found := strings.Cut(declared, "charset="); found {
		declared = value
	}
	declared, _, _ = strings.Cut(declared, "*") // RFC 2231 section 5: a language may follow
	return strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= '0' && r <= '9' {
			return r
		}
		return -1
	}, declared)
}
