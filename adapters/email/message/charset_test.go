package message

import (
	"math/rand/v2"
	"strings"
	"testing"

	"golang.org/x/text/encoding/charmap"
)

// These words are not among those that the models learnt from.
const (
	unseenRussian = `клавиатура монитор кресло замок ключ пропуск охрана склад машина водитель поездка билет гостиница обед столовая кухня
чайник батарея отопление кондиционер освещение лампа розетка удлинитель кабель коммутатор маршрутизатор антивирус лицензия ключи
архив резервная копия восстановление удаление папка ярлык браузер закладка камера микрофон наушники колонки видеосвязь конференция
перенос фамилия отчество гражданство прописка доверенность нотариус печати штамп конверт курьер посылка накладная возврат претензия
жалоба благодарность отзыв опрос анкета голосование собрание протокол решение совета обучение курсы экзамен сертификат диплом
подключение отключили задержка зависает мигает шумит перегрев сломался потерял забыл нашёл вернул купил продал заболел уволился`
	unseenKazakh = `пернетақта тышқан экран үстелі кілтсөз қоғам мұғалім оқушы мектеп дәрігер аурухана емхана дәріхана көлік жүргізуші
бағдаршам көпір өзен тау дала қыс көктем жаз күз қар жаңбыр жел бұлт аспан жұлдыз түн таңертең кешкі ас нан сүт ет қымыз шай
қонақ той мереке сыйлық гүл ағаш жапырақ құс балық жылқы қой сиыр түйе тауық ит мысық қасқыр түлкі аю ән күй домбыра кітап
қалам дәптер сабақ емтихан баға үздік білім тәрбие ойын спорт күрес жүзу жүгіру денсаулық ауру дәрі ем тіс көз құлақ мұрын ауыз
қол аяқ жүрек қан сүйек киім көйлек шалбар бөрік етік ақшыл қызыл сары жасыл көгілдір қоңыр үкім куәгер қорғаушы айыппұл`
	unseenUkrainian = `клавіатура екран стілець двері ключі охорона склад машина водій поїздка квиток готель обід їдальня чайник опалення
світло лампа розетка подовжувач кабель вимикач захист ліцензія відновлення видалення тека браузер навушники прізвище громадянство
довіреність нотаріус печатка конверт кур'єр посилка повернення скарга подяка відгук опитування збори протокол навчання іспит`
)

// guessRate makes texts of n random words in a charset and counts how many come back
// exactly as they were.
func guessRate(t *testing.T, words string, charset string, n int, encode func(string) string) float64 {
	t.Helper()
	list := strings.Fields(words)
	random := rand.New(rand.NewPCG(1048, uint64(n)))
	const texts = 2000 / slowdown
	right := 0
	for range texts {
		picked := make([]string, n)
		for i := range picked {
			picked[i] = list[random.IntN(len(list))]
		}
		if random.IntN(2) == 0 {
			picked[0] = strings.ToUpper(picked[0][:2]) + picked[0][2:]
		}
		want := strings.Join(picked, " ")
		if got := decodeText([]byte(encode(want)), "", ""); got.text == want {
			right++
		}
	}
	rate := float64(right) / texts
	t.Logf("%-14s %2d words: %.4f", charset, n, rate)
	return rate
}

// TestGuessFindsTheCharsetOfAFewWords states the rates: texts of words that the models
// have never seen, with no charset at all.
func TestGuessFindsTheCharsetOfAFewWords(t *testing.T) {
	t.Parallel()
	encode := func(c *charmap.Charmap) func(string) string {
		return func(s string) string {
			out, err := c.NewEncoder().String(s)
			if err != nil {
				t.Fatal(err)
			}
			return out
		}
	}
	kz := func(s string) string { return string(encodeKZ1048(s)) }
	for _, c := range []struct {
		words, charset      string
		encode              func(string) string
		one, three, fifteen float64 // at least
	}{
		{unseenRussian, "windows-1251", encode(charmap.Windows1251), 0.95, 0.995, 1},
		{unseenRussian, "koi8-r", encode(charmap.KOI8R), 0.95, 0.995, 1},
		{unseenRussian, "ibm866", encode(charmap.CodePage866), 0.95, 0.995, 1},
		{unseenKazakh, "kz-1048", kz, 0.90, 0.995, 1},
		{unseenUkrainian, "windows-1251", encode(charmap.Windows1251), 0.95, 0.95, 0.95},
	} {
		for n, least := range map[int]float64{1: c.one, 3: c.three, 15: c.fifteen} {
			if rate := guessRate(t, c.words, c.charset, n, c.encode); rate < least {
				t.Errorf("%s, %d words: got %.4f, want at least %.4f", c.charset, n, rate, least)
			}
		}
	}
}

// TestKZ1048IsWindows1251WithKazakhLetters checks the table against the upper half as
// Unicode's mapping file prints it.
func TestKZ1048IsWindows1251WithKazakhLetters(t *testing.T) {
	t.Parallel()
	const upper = "ЂЃ‚ѓ„…†‡€‰Љ‹ЊҚҺЏђ‘’“”•–—\u0098™љ›њқһџ" +
		"\u00a0ҰұӘ¤Ө¦§Ё©Ғ«¬\u00ad®Ү°±Ііөµ¶·ё№ғ»әҢңү" +
		"АБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯабвгдежзийклмнопрстуфхцчшщъыьэюя"
	at := 0x80
	for _, want := range upper {
		if got := kz1048[at]; got != want && at != 0x98 { // 0x98 is not assigned
			t.Errorf("byte %#x: got %c, want %c", at, got, want)
		}
		at++
	}
	if at != 256 {
		t.Fatalf("the list above has %d letters", at-0x80)
	}
}

func TestNamesOfCharsetsAreRecognised(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]string{
		"windows-1251": "windows-1251", "CP-1251": "windows-1251", "win-1251": "windows-1251", "windows1251": "windows-1251", "cp_1251": "windows-1251",
		`"charset=cp1251"`: "windows-1251", "koi8r": "koi8-r", "KOI8-R": "koi8-r", "koi8-u": "koi8-u", "cp866": "ibm866", "IBM-866": "ibm866",
		"kz-1048": "kz-1048", "STRK1048-2002": "kz-1048", "RK1048": "kz-1048", "ks_c_5601-1987": "euc-kr", "utf8mb4": "utf-8", "UTF-8": "utf-8", "utf8": "utf-8",
		"unknown-8bit": "", "x-unknown": "", "ansi": "", "default": "", "": "", "klingon": "", "iso-2022-kr": "", "us-ascii": "windows-1252", "ISO-8859-1": "windows-1252",
		"gb2312": "gbk", "iso-8859-5": "iso-8859-5", "windows-1254": "windows-1254", "utf-8*ru": "utf-8", "shift_jis": "shift_jis",
	} {
		if got := canonical(name); got != want {
			t.Errorf("%q: got %q, want %q", name, got, want)
		}
	}
}

func TestTextThatEndsInsideACharacterStaysUTF8(t *testing.T) {
	t.Parallel()
	got := decodeText([]byte("привет, ми\xd1"), "utf-8", "")
	if got.charset != "utf-8" || got.guessed || !strings.HasPrefix(got.text, "привет, ми") {
		t.Errorf("got %+v", got)
	}
}
