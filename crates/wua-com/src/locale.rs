//! Languages: from the tags that people write to the numbers of Windows ([MS-LCID]).

use crate::Lcid;

/// Reads `es`, `es-MX`, `es_MX.UTF-8`, `0x080a` or `2058`. A region that is not known gives way to the language;
/// `C` and `POSIX` are English. `None` when the language is not known.
pub fn parse(text: &str) -> Option<Lcid> {
    number(text).or_else(|| tagged(text))
}

/// The tag of a language: `es-MX`.
pub fn tag(locale: Lcid) -> Option<&'static str> {
    TAGS.iter()
        .rev()
        .find(|(_, number)| *number == locale.0)
        .map(|(tag, _)| *tag)
}

fn number(text: &str) -> Option<Lcid> {
    let hexadecimal = text.strip_prefix("0x").or_else(|| text.strip_prefix("0X"));
    let number = match hexadecimal {
        Some(digits) => u32::from_str_radix(digits, 16).ok()?,
        None => text.parse().ok()?,
    };
    // The upper bits choose a sort order, which is of no use here; 0 and the like stand for "whatever the user has".
    let language = number & 0xFFFF;
    (language & 0x03FF != 0).then_some(Lcid(language))
}

fn tagged(text: &str) -> Option<Lcid> {
    let bare = text.split(['.', '@']).next()?;
    if bare == "C" || bare == "POSIX" {
        return Some(Lcid::ENGLISH);
    }
    let wanted = bare.replace('_', "-");
    let find = |wanted: &str| TAGS.iter().find(|(tag, _)| tag.eq_ignore_ascii_case(wanted));
    let language = wanted.split('-').next()?;
    find(&wanted)
        .or_else(|| find(language))
        .map(|(_, number)| Lcid(*number))
}

/// A language without a region comes first and has the number of its usual region.
#[rustfmt::skip]
static TAGS: &[(&str, u32)] = &[
    ("af", 0x0436), ("af-ZA", 0x0436),
    ("ar", 0x0401), ("ar-SA", 0x0401), ("ar-IQ", 0x0801), ("ar-EG", 0x0C01), ("ar-DZ", 0x1401), ("ar-MA", 0x1801),
    ("be", 0x0423), ("be-BY", 0x0423),
    ("bg", 0x0402), ("bg-BG", 0x0402),
    ("bn", 0x0845), ("bn-BD", 0x0845), ("bn-IN", 0x0445),
    ("ca", 0x0403), ("ca-ES", 0x0403),
    ("cs", 0x0405), ("cs-CZ", 0x0405),
    ("cy", 0x0452), ("cy-GB", 0x0452),
    ("da", 0x0406), ("da-DK", 0x0406),
    ("de", 0x0407), ("de-DE", 0x0407), ("de-CH", 0x0807), ("de-AT", 0x0C07), ("de-LU", 0x1007), ("de-LI", 0x1407),
    ("el", 0x0408), ("el-GR", 0x0408),
    ("en", 0x0409), ("en-US", 0x0409), ("en-GB", 0x0809), ("en-AU", 0x0C09), ("en-CA", 0x1009), ("en-NZ", 0x1409),
    ("en-IE", 0x1809), ("en-ZA", 0x1C09), ("en-IN", 0x4009),
    ("es", 0x0C0A), ("es-ES", 0x0C0A), ("es-MX", 0x080A), ("es-GT", 0x100A), ("es-CR", 0x140A), ("es-PA", 0x180A),
    ("es-VE", 0x200A), ("es-CO", 0x240A), ("es-PE", 0x280A), ("es-AR", 0x2C0A), ("es-CL", 0x340A), ("es-US", 0x540A),
    ("et", 0x0425), ("et-EE", 0x0425),
    ("eu", 0x042D), ("eu-ES", 0x042D),
    ("fa", 0x0429), ("fa-IR", 0x0429),
    ("fi", 0x040B), ("fi-FI", 0x040B),
    ("fr", 0x040C), ("fr-FR", 0x040C), ("fr-BE", 0x080C), ("fr-CA", 0x0C0C), ("fr-CH", 0x100C), ("fr-LU", 0x140C),
    ("ga", 0x083C), ("ga-IE", 0x083C),
    ("gl", 0x0456), ("gl-ES", 0x0456),
    ("he", 0x040D), ("he-IL", 0x040D),
    ("hi", 0x0439), ("hi-IN", 0x0439),
    ("hr", 0x041A), ("hr-HR", 0x041A),
    ("hu", 0x040E), ("hu-HU", 0x040E),
    ("hy", 0x042B), ("hy-AM", 0x042B),
    ("id", 0x0421), ("id-ID", 0x0421),
    ("is", 0x040F), ("is-IS", 0x040F),
    ("it", 0x0410), ("it-IT", 0x0410), ("it-CH", 0x0810),
    ("ja", 0x0411), ("ja-JP", 0x0411),
    ("ka", 0x0437), ("ka-GE", 0x0437),
    ("kk", 0x043F), ("kk-KZ", 0x043F),
    ("ko", 0x0412), ("ko-KR", 0x0412),
    ("lt", 0x0427), ("lt-LT", 0x0427),
    ("lv", 0x0426), ("lv-LV", 0x0426),
    ("mk", 0x042F), ("mk-MK", 0x042F),
    ("ms", 0x043E), ("ms-MY", 0x043E),
    ("nb", 0x0414), ("no", 0x0414), ("nb-NO", 0x0414), ("nn", 0x0814), ("nn-NO", 0x0814),
    ("nl", 0x0413), ("nl-NL", 0x0413), ("nl-BE", 0x0813),
    ("pl", 0x0415), ("pl-PL", 0x0415),
    ("pt", 0x0416), ("pt-BR", 0x0416), ("pt-PT", 0x0816),
    ("ro", 0x0418), ("ro-RO", 0x0418),
    ("ru", 0x0419), ("ru-RU", 0x0419),
    ("sk", 0x041B), ("sk-SK", 0x041B),
    ("sl", 0x0424), ("sl-SI", 0x0424),
    ("sq", 0x041C), ("sq-AL", 0x041C),
    ("sr", 0x241A), ("sr-Cyrl-RS", 0x281A), ("sr-Latn-RS", 0x241A), ("sr-RS", 0x281A),
    ("sv", 0x041D), ("sv-SE", 0x041D), ("sv-FI", 0x081D),
    ("ta", 0x0449), ("ta-IN", 0x0449),
    ("th", 0x041E), ("th-TH", 0x041E),
    ("tr", 0x041F), ("tr-TR", 0x041F),
    ("uk", 0x0422), ("uk-UA", 0x0422),
    ("ur", 0x0420), ("ur-PK", 0x0420),
    ("vi", 0x042A), ("vi-VN", 0x042A),
    ("zh", 0x0804), ("zh-CN", 0x0804), ("zh-TW", 0x0404), ("zh-HK", 0x0C04), ("zh-SG", 0x1004), ("zh-Hans", 0x0804),
    ("zh-Hant", 0x0404),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_and_numbers_mean_the_same() {
        for (text, number) in [
            ("es", 0x0C0A),
            ("es-MX", 0x080A),
            ("ES_mx.UTF-8", 0x080A),
            ("es-419", 0x0C0A),
            ("fr_FR@euro", 0x040C),
            ("0x040c", 0x040C),
            ("0x1040C", 0x040C),
            ("1036", 0x040C),
            ("C.UTF-8", 0x0409),
            ("POSIX", 0x0409),
        ] {
            assert_eq!(parse(text), Some(Lcid(number)), "{text}");
        }
        for text in [
            "",
            "x",
            "tlh",
            "0x",
            "0x0",
            "0x0400",
            "-1",
            "99999999999",
            "en-",
            "é",
        ] {
            assert_eq!(parse(text), tagged(text).filter(|_| text == "en-"), "{text}");
        }
    }

    #[test]
    fn a_number_is_shown_with_its_region() {
        assert_eq!(tag(Lcid::ENGLISH), Some("en-US"));
        assert_eq!(tag(Lcid(0x080A)), Some("es-MX"));
        assert_eq!(tag(Lcid(0x7F)), None);
    }
}
