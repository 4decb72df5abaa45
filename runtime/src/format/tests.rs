use super::*;

fn body(bytes: &[u8]) -> Bytes {
    Bytes::copy_from_slice(bytes)
}

/// The format and the text, or the error.
fn decoded(content_type: &str, bytes: &[u8]) -> Result<(BodyFormat, String), String> {
    let content_type = (!content_type.is_empty()).then_some(content_type.as_bytes());
    let decoded = decode(content_type, &body(bytes)).map_err(|error| error.to_string())?;
    Ok((decoded.format, String::from_utf8(decoded.text.to_vec()).unwrap()))
}

fn format_of(content_type: &str) -> BodyFormat {
    decoded(content_type, b" {}").unwrap().0
}

#[test]
fn json_is_what_says_so_or_says_nothing() {
    for content_type in [
        "",
        " ",
        "application/json",
        "Application/JSON; charset=UTF-8",
        "application/problem+json",
        "text/json;charset=\"utf-8\"",
        "application/json;charset=",
        "application/json;;; charset = UTF8 ; charset=gbk",
    ] {
        assert_eq!(format_of(content_type), BodyFormat::Json, "{content_type}");
    }
}

#[test]
fn everything_else_is_tried_as_json_and_named_when_it_is_not() {
    for content_type in ["text/plain", "application/octet-stream", "text/html", "x", "application/xml"] {
        let decoded = decode(Some(content_type.as_bytes()), &body(b" {}")).unwrap();
        assert_eq!(decoded.format, BodyFormat::Other(content_type.to_owned()));
    }
    let decoded = decode(Some(b"Text/HTML; charset=utf-8"), &body(b"<html>planted")).unwrap();
    let error = crate::codec::read_into(&mut crate::Json::default(), &decoded).unwrap_err();
    assert!(matches!(error, ReadError::ContentType { .. }));
    let error = error.to_string();
    assert!(
        error.contains("the Content-Type is \"text/html\"") && error.contains("line 1 column 1"),
        "{error}"
    );
    assert!(!error.contains("planted"), "{error}");

    let long = vec![0xff; 10_000];
    let BodyFormat::Other(shown) = decode(Some(&long), &body(b"{}")).unwrap().format else { panic!() };
    assert_eq!(shown, "\u{fffd}".repeat(64));
}

#[test]
fn utf_8_is_not_copied_and_its_mark_is_read_past() {
    let plain = body("{\"a\":\"é\"}".as_bytes());
    let text = decode(Some(b"application/json;charset=utf-8"), &plain).unwrap().text;
    assert_eq!((text.as_ptr(), text.len()), (plain.as_ptr(), plain.len()));
    for content_type in ["", "application/json;charset=utf-8", "application/json;charset=gbk"] {
        assert_eq!(decoded(content_type, b"\xef\xbb\xbf{}").unwrap().1, "{}", "{content_type}");
    }
    assert_eq!(decoded("", b"").unwrap().1, "");
    assert_eq!(decoded("", b"ab\xff").unwrap_err(), "not text: not UTF-8 at byte 2");
}

#[cfg(feature = "formats")]
#[test]
fn other_charsets_are_decoded() {
    for (content_type, bytes, text) in [
        ("application/json; charset=GBK", b"{\"\xd6\xd0\"}".as_slice(), "{\"中\"}"),
        ("application/json; charset='gb18030'", b"{\"\xd6\xd0\"}", "{\"中\"}"),
        ("text/plain;charset=ISO-8859-1", b"{\"\xe9\"}", "{\"é\"}"),
        ("application/json;charset=utf-16le", b"{\0}\0", "{}"),
        ("application/json;charset=utf-16", b"\xfe\xff\0{\0}", "{}"),
        ("application/json", b"\xff\xfe{\0}\0", "{}"),
        (
            "text/xml",
            b"<?xml version='1.0' encoding='GBK'?><a>\xd6\xd0</a>",
            "<?xml version='1.0' encoding='GBK'?><a>中</a>",
        ),
        (
            "text/xml;charset=utf-8",
            b"<?xml version='1.0' encoding='GBK'?><a/>",
            "<?xml version='1.0' encoding='GBK'?><a/>",
        ),
        ("text/xml", b"<?xml version='1.0'?><a/>", "<?xml version='1.0'?><a/>"),
    ] {
        assert_eq!(decoded(content_type, bytes).unwrap().1, text, "{content_type}");
    }
    let ascii = body(b"{}");
    let text = decode(Some(b"application/json;charset=gbk"), &ascii).unwrap().text;
    assert_eq!(text.as_ptr(), ascii.as_ptr());
}

#[cfg(feature = "formats")]
#[test]
fn what_is_not_in_its_charset_is_an_error() {
    for (content_type, bytes, error) in [
        ("a/json;charset=gbk", b"{\"\xff\xff\"}".as_slice(), "not text: not GBK"),
        ("a/json;charset=utf-16le", b"{\0}", "not text: not UTF-16LE"),
        ("a/json;charset=planet", b"{}", "not text: the charset \"planet\" is none that is known"),
        ("a/json;charset=hz-gb-2312", b"{}", "not text: the charset \"hz-gb-2312\" is none that is known"),
        (
            "text/xml",
            b"<?xml version='1.0' encoding='x'?><a/>",
            "not text: the charset \"x\" is none that is known",
        ),
    ] {
        assert_eq!(decoded(content_type, bytes).unwrap_err(), error);
    }
}

#[cfg(feature = "formats")]
#[test]
fn xml_is_what_says_so() {
    for content_type in ["application/xml", "TEXT/XML ; charset=utf-8", "application/soap+xml"] {
        let decoded = decode(Some(content_type.as_bytes()), &body(b"<r><a>1</a></r>")).unwrap();
        assert_eq!(decoded.format, BodyFormat::Xml, "{content_type}");
        let mut json = crate::Json::default();
        assert_eq!(crate::codec::read_into(&mut json, &decoded).unwrap(), []);
        assert_eq!(json.to_string(), r#"{"a":"1"}"#);
    }
    let error = decode(Some(b"text/xml"), &body(b"success"))
        .and_then(|decoded| crate::codec::read_into(&mut crate::Json::default(), &decoded));
    assert!(matches!(error, Err(ReadError::NotXml(_))));
}

#[cfg(not(feature = "formats"))]
#[test]
fn without_the_feature_the_error_names_it() {
    for (content_type, bytes, kind) in [
        ("text/xml", b"<a/>".as_slice(), "XML"),
        ("application/json;charset=gbk", b"{}", "in the charset \"gbk\""),
        ("application/json;charset=iso-8859-1", b"\"\xe9\"", "in the charset \"iso-8859-1\""),
    ] {
        let error = decoded(content_type, bytes).unwrap_err();
        assert!(error.starts_with(&format!("the body is {kind}")) && error.contains("`formats`"), "{error}");
    }
    assert_eq!(decoded("application/json;charset=ISO-8859-1", b"{}").unwrap().1, "{}");
}
