//! Headings: the section that each begins.

use super::super::fold::words;
use super::{each, has};

/// A part of a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in super::super) enum Section {
    /// Fields of the request.
    Request,
    /// Fields of the response.
    Response,
    /// Fields of the request or the response, whichever the heading is in.
    Body,
    /// Result codes.
    Results,
    /// Bodies.
    Samples,
    /// Types that several fields have.
    Types,
    /// Anything else.
    Other,
}

/// Words of which one is in a heading, and the section that it begins; the first row that fits counts.
const SECTIONS: &[(&str, Section)] = &[
    (
        "header, headers, encabezado, encabezados, cabecera, cabeceras, logic, process, processing, url, \
         structure of, signature, firma",
        Section::Other,
    ),
    (
        "sample, samples, example, examples, demo, ejemplo, ejemplos, explorer, muestra, muestras",
        Section::Samples,
    ),
    (
        "result code, result codes, error code, error codes, return code, return codes, response code, \
         response codes, result/error codes, error/result codes, status codes, errors, codigos de error, \
         codigos de resultado, codigo de error, codigo de resultado, codigos de respuesta, \
         codigos de retorno, errores, business result codes",
        Section::Results,
    ),
    (
        "data types, type definitions, models, object types, tipos de datos, common types, types",
        Section::Types,
    ),
    (
        "response, respuesta, salida, output, return parameters, returned parameters, return values, \
         returns, acknowledgement, acknowledgment",
        Section::Response,
    ),
    (
        "request, solicitud, peticion, entrada, input, notification parameters, notification body",
        Section::Request,
    ),
    (
        "body, cuerpo, parameters, parametros, payload, fields, campos, message, mensaje, properties, \
         propiedades, attributes, atributos, contenido, datos",
        Section::Body,
    ),
    ("structure, estructura", Section::Other),
];

/// Words beside those above that a heading of a section may have.
const BESIDE: &str = "parameters, parameter, params, body, fields, field, message, messages, payload, data, structure, \
         structures, format, definition, definitions, the, of, and, in, for, a, business, api, http, \
         json, attributes, properties, elements, list, table, content, contents, arguments, notification, \
         details, detail, specification, common, parametros, parametro, cuerpo, campos, mensaje, datos, \
         estructura, de, la, el, los, las, del, y, lista, tabla, objeto, object, description, info, \
         information, code, codes, request, response, solicitud, respuesta, peticion, result, error, \
         return, server, client, async, sync, type, types, schema, esquema, model, contenido, negocio, \
         main, level, top, full, complete, public, specific, service, interface, retorno, y/o, sample, \
         samples, example, examples, curl, java, codigo, process, logic, processing, ejemplo, url, \
         headers, header, encabezados, successful, success, failed, normal, post, explorer, method";

/// The section that a heading begins. `None` where it says something else.
pub(in super::super) fn section(heading: &str) -> Option<Section> {
    let words = words(heading);
    let count = words.split(' ').count();
    if words.is_empty() || count > 7 || heading.trim_end().ends_with('.') {
        return None;
    }
    let padded = format!(" {words} ");
    let (found, section) = SECTIONS.iter().find_map(|(list, section)| {
        let word = each(list).find(|word| padded.contains(&format!(" {word} ")))?;
        Some((word, *section))
    })?;
    let rest = padded.replace(&format!(" {found} "), "  ");
    rest.split_whitespace().all(|word| has(BESIDE, word)).then_some(section)
}

/// Headings behind which the endpoint is described.
const ABOUT: &str = "overview, introduction, description, about, descripcion, resumen, introduccion, summary, \
     interface description, api description, descripcion general, basic information, basic info, usage, \
     informacion general, general information, endpoint, service, informacion basica";

/// Whether a heading says that the endpoint is described.
pub(in super::super) fn is_about(heading: &str) -> bool {
    has(ABOUT, &words(heading))
}

/// Whether a text is about a request or a response.
pub(in super::super) fn side_of(text: &str) -> Option<bool> {
    let words = words(text);
    let names = |list: &[&str]| list.iter().any(|word| words.contains(word));
    match (names(&["request", "solicitud", "peticion"]), names(&["response", "respuesta", "return"])) {
        (true, false) => Some(false),
        (false, true) => Some(true),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sections_of_headings() {
        let table = [
            ("Request parameters", Some(Section::Request)),
            ("Message body", Some(Section::Body)),
            ("Cuerpo", Some(Section::Body)),
            ("2.1 Request Body", Some(Section::Request)),
            ("Response parameters", Some(Section::Response)),
            ("Request header", Some(Section::Other)),
            ("Error codes", Some(Section::Results)),
            ("Result/Error codes", Some(Section::Results)),
            ("API explorer", Some(Section::Samples)),
            ("Request sample", Some(Section::Samples)),
            ("Parámetros de la solicitud", Some(Section::Request)),
            ("Cuerpo de la respuesta", Some(Section::Response)),
            ("Códigos de error", Some(Section::Results)),
            ("Result process logic", Some(Section::Other)),
            ("Refund", None),
            ("reserve (Table Booking)", None),
            ("requestId String", None),
            ("Where the request goes", None),
        ];
        for (heading, expected) in table {
            assert_eq!(section(heading), expected, "{heading}");
        }
    }
}
