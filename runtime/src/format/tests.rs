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

#[test]
fn what_is_not_utf_8_becomes_the_replacement_character() {
    for content_type in ["", "application/json;charset=utf-8", "text/plain"] {
        let decoded = decode(Some(content_type.as_bytes()), &body(b"{\"\xd6\xd0\xe4\xb8\"}")).unwrap();
        assert_eq!(decoded.text, "{\"\u{fffd}\u{fffd}\u{fffd}\"}");
        assert!(decoded.replaced && decoded.wrong_label.is_none());
    }
}

#[cfg(feature = "formats")]
#[test]
fn what_is_not_in_its_charset_is_read_as_utf_8() {
    for (label, bytes, text, replaced) in [
        ("gbk", b"{\"\xff\xff\"}".as_slice(), "{\"\u{fffd}\u{fffd}\"}", true),
        // The backslash is not taken for the second half of a letter.
        ("gbk", b"\"\xff\xe2\\\"\"", "\"\u{fffd}\u{fffd}\\\"\"", true),
        ("utf-16le", b"{\0}", "{\0}", false),
        ("planet", "{\"é\"}".as_bytes(), "{\"é\"}", false),
        ("hz-gb-2312", b"{}", "{}", false),
    ] {
        let decoded = decode(Some(format!("a/json;charset={label}").as_bytes()), &body(bytes)).unwrap();
        assert_eq!((&*decoded.text, decoded.replaced), (text.as_bytes(), replaced), "{label}");
        assert_eq!(decoded.wrong_label.as_deref(), Some(label));
    }
    let xml = decode(Some(b"text/xml"), &body(b"<?xml version='1.0' encoding='x'?><a/>")).unwrap();
    assert_eq!(xml.wrong_label.as_deref(), Some("x"));
    // A byte order mark is signed.
    let cut = decode(None, &body(b"\xff\xfe{\0\"\0\x3d\xd8\"\0}\0")).unwrap();
    assert_eq!((&*cut.text, cut.replaced), ("{\"\u{fffd}\"}".as_bytes(), true));
    assert_eq!(cut.wrong_label, None);
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
fn without_the_feature_other_charsets_are_read_as_utf_8_and_xml_is_an_error() {
    for (label, bytes, wrong) in
        [("gbk", b"{}".as_slice(), true), ("iso-8859-1", b"\"\xe9\"", true), ("ISO-8859-1", b"{}", false)]
    {
        let decoded =
            decode(Some(format!("application/json;charset={label}").as_bytes()), &body(bytes)).unwrap();
        assert_eq!(decoded.wrong_label.is_some(), wrong, "{label}");
    }
    for (content_type, bytes, kind) in [
        ("text/xml", b"<a/>".as_slice(), "XML"),
        ("application/json;charset=utf-16le", b"{\0}\0", "in the charset \"utf-16le\""),
    ] {
        let error = decoded(content_type, bytes).unwrap_err();
        assert!(error.starts_with(&format!("the body is {kind}")) && error.contains("`formats`"), "{error}");
    }
}
