//! Character entities as HTML 4 names and numbers them: GML and the labels of DOT are written with them. No markup here.

use std::borrow::Cow;
use std::fmt::Write as _;

/// The names of U+00A0 to U+00FF, in this order.
const LATIN: &str = "\
    nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg plusmn sup2 sup3 acute micro \
    para middot cedil sup1 ordm raquo frac14 frac12 frac34 iquest Agrave Aacute Acirc Atilde Auml Aring AElig Ccedil \
    Egrave Eacute Ecirc Euml Igrave Iacute Icirc Iuml ETH Ntilde Ograve Oacute Ocirc Otilde Ouml times Oslash Ugrave \
    Uacute Ucirc Uuml Yacute THORN szlig agrave aacute acirc atilde auml aring aelig ccedil egrave eacute ecirc euml \
    igrave iacute icirc iuml eth ntilde ograve oacute ocirc otilde ouml divide oslash ugrave uacute ucirc uuml yacute \
    thorn yuml";

/// Names and code points of all others.
const OTHERS: &str = "\
    quot 34 amp 38 lt 60 gt 62 OElig 338 oelig 339 Scaron 352 scaron 353 Yuml 376 fnof 402 circ 710 tilde 732 Alpha 913 \
    Beta 914 Gamma 915 Delta 916 Epsilon 917 Zeta 918 Eta 919 Theta 920 Iota 921 Kappa 922 Lambda 923 Mu 924 Nu 925 \
    Xi 926 Omicron 927 Pi 928 Rho 929 Sigma 931 Tau 932 Upsilon 933 Phi 934 Chi 935 Psi 936 Omega 937 alpha 945 beta 946 \
    gamma 947 delta 948 epsilon 949 zeta 950 eta 951 theta 952 iota 953 kappa 954 lambda 955 mu 956 nu 957 xi 958 \
    omicron 959 pi 960 rho 961 sigmaf 962 sigma 963 tau 964 upsilon 965 phi 966 chi 967 psi 968 omega 969 thetasym 977 \
    upsih 978 piv 982 ensp 8194 emsp 8195 thinsp 8201 zwnj 8204 zwj 8205 lrm 8206 rlm 8207 ndash 8211 mdash 8212 \
    lsquo 8216 rsquo 8217 sbquo 8218 ldquo 8220 rdquo 8221 bdquo 8222 dagger 8224 Dagger 8225 bull 8226 hellip 8230 \
    permil 8240 prime 8242 Prime 8243 lsaquo 8249 rsaquo 8250 oline 8254 frasl 8260 euro 8364 image 8465 weierp 8472 \
    real 8476 trade 8482 alefsym 8501 larr 8592 uarr 8593 rarr 8594 darr 8595 harr 8596 crarr 8629 lArr 8656 uArr 8657 \
    rArr 8658 dArr 8659 hArr 8660 forall 8704 part 8706 exist 8707 empty 8709 nabla 8711 isin 8712 notin 8713 ni 8715 \
    prod 8719 sum 8721 minus 8722 lowast 8727 radic 8730 prop 8733 infin 8734 ang 8736 and 8743 or 8744 cap 8745 \
    cup 8746 int 8747 there4 8756 sim 8764 cong 8773 asymp 8776 ne 8800 equiv 8801 le 8804 ge 8805 sub 8834 sup 8835 \
    nsub 8836 sube 8838 supe 8839 oplus 8853 otimes 8855 perp 8869 sdot 8901 lceil 8968 rceil 8969 lfloor 8970 \
    rfloor 8971 lang 9001 rang 9002 loz 9674 spades 9824 clubs 9827 hearts 9829 diams 9830 apos 39";

/// The longest name or number that is looked at.
const LONGEST: usize = 12;

/// A text with its entities resolved: `&eacute;`, `&#233;`, `&#xE9;`. What is no entity stays as it is.
#[must_use]
pub fn resolved(text: &str) -> Cow<'_, str> {
    resolved_from(text, "&")
}

/// The same for a format that knows numbers only: `&#34;`.
#[must_use]
pub fn resolved_numbers(text: &str) -> Cow<'_, str> {
    resolved_from(text, "&#")
}

/// A text with those of its entities resolved that begin so.
fn resolved_from<'a>(text: &'a str, beginning: &str) -> Cow<'a, str> {
    if !text.contains(beginning) {
        return text.into();
    }
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(beginning) {
        plain.push_str(&rest[..at]);
        rest = &rest[at..];
        let (sign, length) = first_entity(rest).unwrap_or(('&', 1));
        plain.push(sign);
        rest = &rest[length..];
    }
    plain.push_str(rest);
    plain.into()
}

/// Whether a text begins with an entity.
#[must_use]
pub fn begins_with_one(text: &str) -> bool {
    text.starts_with('&') && first_entity(text).is_some()
}

/// The character of the entity with which a text begins, and the length of the entity in bytes.
fn first_entity(text: &str) -> Option<(char, usize)> {
    let end = text.bytes().take(LONGEST).position(|byte| byte == b';')?;
    let name = &text[1..end];
    let sign = match name.strip_prefix('#') {
        Some(number) => {
            let code = match number.strip_prefix(['x', 'X']) {
                Some(digits) => u32::from_str_radix(unsigned(digits)?, 16).ok()?,
                None => unsigned(number)?.parse().ok()?,
            };
            char::from_u32(code)?
        }
        None => named(name)?,
    };
    Some((sign, end + 1))
}

fn unsigned(digits: &str) -> Option<&str> {
    (!digits.starts_with('+')).then_some(digits)
}

fn named(name: &str) -> Option<char> {
    if let Some(place) = LATIN.split(' ').position(|known| known == name) {
        return char::from_u32(0xA0 + place as u32);
    }
    let mut words = OTHERS.split(' ');
    while let (Some(known), Some(code)) = (words.next(), words.next()) {
        if known == name {
            return char::from_u32(code.parse().ok()?);
        }
    }
    None
}

/// A text in printable ASCII with no quotes and no signs that begin an entity: all others become entities.
#[must_use]
pub fn encoded(text: &str) -> Cow<'_, str> {
    let is_plain = |sign: char| matches!(sign, ' '..='~') && sign != '"' && sign != '&';
    if text.chars().all(is_plain) {
        return text.into();
    }
    let mut ascii = String::with_capacity(text.len() + 16);
    for sign in text.chars() {
        match sign {
            '"' => ascii.push_str("&quot;"),
            '&' => ascii.push_str("&amp;"),
            sign if is_plain(sign) => ascii.push(sign),
            sign => {
                let _ = write!(ascii, "&#{};", u32::from(sign));
            }
        }
    }
    ascii.into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entities_are_resolved_by_name_and_by_number() {
        assert_eq!(resolved("Andr&eacute; &#38; Zo&#xEB; &lt;&Omega;&quot;&nbsp;"), "André & Zoë <Ω\"\u{a0}");
        assert_eq!(resolved("&yuml;&iexcl;&euro;&apos;"), "ÿ¡€'");
        assert_eq!(resolved("R&D &foo; &#xD800; &; & &#99999999999;"), "R&D &foo; &#xD800; &; & &#99999999999;");
    }

    #[test]
    fn numbers_alone_are_resolved_where_names_mean_nothing() {
        assert_eq!(resolved_numbers("a &#34;q&#x22; &amp; &#38;#34; &#"), "a \"q\" &amp; &#34; &#");
    }

    #[test]
    fn what_is_encoded_is_resolved_to_the_same() {
        for text in ["plain", "\"R&D\" é 😀 &eacute;", "a\nb\tc", "&amp;quot;"] {
            let ascii = encoded(text);
            assert!(ascii.is_ascii() && !ascii.contains('"'), "{ascii}");
            assert_eq!(resolved(&ascii), text);
        }
    }
}
