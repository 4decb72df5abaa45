//! The words of portals: headings, columns, marks. One table a kind; English and Spanish, accents left out.

use super::fold::{fold, words};

/// A part of a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Section {
    /// Fields of the request.
    Request,
    /// Fields of the response.
    Response,
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
const SECTIONS: &[(&[&str], Section)] = &[
    (
        &[
            "header",
            "headers",
            "encabezado",
            "encabezados",
            "cabecera",
            "cabeceras",
            "logic",
            "process",
            "processing",
            "url",
            "structure of",
            "signature",
            "firma",
        ],
        Section::Other,
    ),
    (
        &[
            "sample", "samples", "example", "examples", "demo", "ejemplo", "ejemplos", "explorer", "muestra",
            "muestras",
        ],
        Section::Samples,
    ),
    (
        &[
            "result code",
            "result codes",
            "error code",
            "error codes",
            "return code",
            "return codes",
            "response code",
            "response codes",
            "result/error codes",
            "error/result codes",
            "status codes",
            "errors",
            "codigos de error",
            "codigos de resultado",
            "codigo de error",
            "codigo de resultado",
            "codigos de respuesta",
            "codigos de retorno",
            "errores",
            "business result codes",
        ],
        Section::Results,
    ),
    (
        &[
            "data types",
            "type definitions",
            "models",
            "object types",
            "tipos de datos",
            "common types",
            "types",
        ],
        Section::Types,
    ),
    (
        &[
            "response",
            "respuesta",
            "salida",
            "output",
            "return parameters",
            "returned parameters",
            "return values",
            "returns",
            "acknowledgement",
            "acknowledgment",
        ],
        Section::Response,
    ),
    (
        &[
            "request",
            "solicitud",
            "peticion",
            "entrada",
            "input",
            "body parameters",
            "parameters",
            "parametros",
            "payload",
            "notification parameters",
            "notification body",
            "fields",
            "campos",
        ],
        Section::Request,
    ),
];

/// Words beside those above that a heading of a section may have.
const BESIDE: &[&str] = &[
    "parameters",
    "parameter",
    "params",
    "body",
    "fields",
    "field",
    "message",
    "messages",
    "payload",
    "data",
    "structure",
    "structures",
    "format",
    "definition",
    "definitions",
    "the",
    "of",
    "and",
    "in",
    "for",
    "a",
    "business",
    "api",
    "http",
    "json",
    "attributes",
    "properties",
    "elements",
    "list",
    "table",
    "content",
    "contents",
    "arguments",
    "notification",
    "details",
    "detail",
    "specification",
    "common",
    "parametros",
    "parametro",
    "cuerpo",
    "campos",
    "mensaje",
    "datos",
    "estructura",
    "de",
    "la",
    "el",
    "los",
    "las",
    "del",
    "y",
    "lista",
    "tabla",
    "objeto",
    "object",
    "description",
    "info",
    "information",
    "code",
    "codes",
    "request",
    "response",
    "solicitud",
    "respuesta",
    "peticion",
    "result",
    "error",
    "return",
    "server",
    "client",
    "async",
    "sync",
    "type",
    "types",
    "schema",
    "esquema",
    "model",
    "contenido",
    "negocio",
    "main",
    "level",
    "top",
    "full",
    "complete",
    "public",
    "specific",
    "service",
    "interface",
    "retorno",
    "y/o",
    "sample",
    "samples",
    "example",
    "examples",
    "curl",
    "java",
    "codigo",
    "process",
    "logic",
    "processing",
    "ejemplo",
    "url",
    "headers",
    "header",
    "encabezados",
    "successful",
    "success",
    "failed",
    "normal",
    "post",
    "explorer",
    "method",
];

/// The section that a heading begins. `None` where it says something else.
pub(super) fn section(heading: &str) -> Option<Section> {
    let words = words(heading);
    let count = words.split(' ').count();
    if words.is_empty() || count > 7 || heading.trim_end().ends_with('.') {
        return None;
    }
    let padded = format!(" {words} ");
    let (found, section) = SECTIONS.iter().find_map(|(list, section)| {
        let word = list.iter().find(|word| padded.contains(&format!(" {word} ")))?;
        Some((*word, *section))
    })?;
    let rest = padded.replace(&format!(" {found} "), "  ");
    rest.split_whitespace().all(|word| BESIDE.contains(&word)).then_some(section)
}

/// A column of a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Column {
    Name,
    Type,
    Required,
    /// As [`Column::Required`], turned round: yes means optional.
    Optional,
    Length,
    MinLength,
    MaxItems,
    Range,
    Values,
    Default,
    Condition,
    Description,
    /// A sample value: it is part of the description.
    Example,
    Code,
    Status,
    Message,
    Action,
    Value,
}

/// The words of a column's heading as a whole.
const COLUMNS: &[(Column, &[&str])] = &[
    (
        Column::Name,
        &[
            "field",
            "fields",
            "field name",
            "name",
            "parameter",
            "parameters",
            "parameter name",
            "param",
            "params",
            "property",
            "properties",
            "key",
            "attribute",
            "attributes",
            "element",
            "campo",
            "campos",
            "nombre",
            "nombre del campo",
            "nombre de campo",
            "nombre del parametro",
            "nombre de parametro",
            "parametro",
            "parametros",
            "propiedad",
            "atributo",
            "variable",
            "variable name",
            "member",
            "json field",
            "field id",
            "element name",
            "attribute name",
            "property name",
            "elemento",
            "clave",
            "argument",
        ],
    ),
    (
        Column::Type,
        &[
            "type",
            "data type",
            "datatype",
            "field type",
            "tipo",
            "tipo de dato",
            "tipo de datos",
            "value type",
            "type/length",
            "tipo/longitud",
            "parameter type",
            "json type",
            "type and length",
            "data type/length",
            "tipo de campo",
            "tipo y longitud",
            "datatypes",
            "data types",
        ],
    ),
    (
        Column::Required,
        &[
            "required",
            "mandatory",
            "requirement",
            "m/o",
            "m/o/c",
            "m/c/o",
            "o/m",
            "m / o",
            "is required",
            "if required",
            "mandatory/optional",
            "required/optional",
            "mandatory / optional",
            "obligatorio",
            "obligatoria",
            "requerido",
            "requerida",
            "es obligatorio",
            "es requerido",
            "obligatoriedad",
            "need",
            "needed",
            "must",
            "presence",
            "requiredness",
            "required or not",
            "obligatorio/opcional",
            "required/optional/conditional",
            "req",
            "necesario",
            "whether required",
            "whether mandatory",
            "mandatory or optional",
            "mandatory/optional/conditional",
            "requerido/opcional",
            "compulsory",
            "is mandatory",
        ],
    ),
    (Column::Optional, &["optional", "opcional", "is optional", "es opcional"]),
    (
        Column::Length,
        &[
            "length",
            "max length",
            "maximum length",
            "len",
            "max len",
            "size",
            "max size",
            "maximum size",
            "longitud",
            "longitud maxima",
            "longitud max",
            "long max",
            "tamano",
            "tamano maximo",
            "length limit",
            "maxlength",
            "character limit",
            "largo",
            "largo maximo",
            "field length",
            "max characters",
            "caracteres",
            "max",
            "limit",
            "limite",
            "max field length",
            "data length",
            "length range",
            "longitud del campo",
        ],
    ),
    (Column::MinLength, &["min length", "minimum length", "minlength", "longitud minima", "min", "min len"]),
    (
        Column::MaxItems,
        &[
            "max items",
            "maximum items",
            "max elements",
            "max count",
            "maximo de elementos",
            "max number of elements",
        ],
    ),
    (Column::Range, &["value range", "range", "rango", "rango de valores", "valid range", "intervalo"]),
    (
        Column::Values,
        &[
            "enum",
            "enums",
            "values",
            "valid values",
            "allowed values",
            "enumeration",
            "possible values",
            "enum values",
            "valores",
            "valores validos",
            "valores permitidos",
            "valores posibles",
            "options",
            "enumeracion",
            "accepted values",
            "supported values",
        ],
    ),
    (
        Column::Default,
        &[
            "default",
            "default value",
            "valor por defecto",
            "valor predeterminado",
            "predeterminado",
            "por defecto",
            "defaults",
        ],
    ),
    (
        Column::Condition,
        &[
            "condition",
            "conditions",
            "condicion",
            "condiciones",
            "required when",
            "conditional",
            "condicional",
        ],
    ),
    (
        Column::Description,
        &[
            "description",
            "desc",
            "descriptions",
            "remark",
            "remarks",
            "note",
            "notes",
            "comment",
            "comments",
            "details",
            "detail",
            "meaning",
            "explanation",
            "descripcion",
            "observaciones",
            "observacion",
            "notas",
            "nota",
            "comentarios",
            "comentario",
            "detalle",
            "detalles",
            "explicacion",
            "definition",
            "definicion",
            "instructions",
            "usage",
            "significado",
            "description/remarks",
            "description and notes",
            "more information",
            "additional information",
            "constraints",
            "restrictions",
            "restricciones",
            "validation",
            "rules",
        ],
    ),
    (
        Column::Example,
        &[
            "example",
            "examples",
            "sample",
            "example value",
            "sample value",
            "ejemplo",
            "ejemplos",
            "valor de ejemplo",
        ],
    ),
    (
        Column::Code,
        &[
            "result code",
            "error code",
            "code",
            "return code",
            "resultcode",
            "errorcode",
            "codigo",
            "codigo de error",
            "codigo de resultado",
            "result codes",
            "error codes",
            "response code",
            "codigo de respuesta",
        ],
    ),
    (
        Column::Status,
        &["result status", "status", "resultstatus", "estado", "estado del resultado", "estatus", "result"],
    ),
    (
        Column::Message,
        &[
            "result message",
            "message",
            "resultmessage",
            "error message",
            "mensaje",
            "mensaje de error",
            "mensaje de resultado",
        ],
    ),
    (
        Column::Action,
        &[
            "further action",
            "action",
            "actions",
            "solution",
            "solutions",
            "how to handle",
            "what to do",
            "accion",
            "acciones",
            "accion a seguir",
            "accion adicional",
            "accion siguiente",
            "next step",
            "next steps",
            "handling",
            "suggested action",
            "recommended action",
            "solucion",
            "further actions",
            "accion recomendada",
            "resolution",
            "how to solve",
            "troubleshooting",
            "siguiente accion",
            "que hacer",
            "recommendation",
        ],
    ),
    (Column::Value, &["value", "valor"]),
];

/// What a column holds, by its heading.
pub(super) fn column(heading: &str) -> Option<Column> {
    let outside = words(heading);
    // What is in parentheses may be all that there is: `(M/O)`.
    let found = if outside.is_empty() { words(&heading.replace(['(', ')'], " ")) } else { outside };
    let exact = |text: &str| COLUMNS.iter().find(|(_, list)| list.contains(&text)).map(|(column, _)| *column);
    exact(&found)
        .or_else(|| {
            let tight = found.replace(" / ", "/");
            exact(&tight)
        })
        .or_else(|| {
            // Two languages or two columns in one: `Campo / Field`, `Field Name / Nombre`.
            found.split('/').map(str::trim).find_map(exact)
        })
}

/// Whether a field is always there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Presence {
    Required,
    Optional,
    /// Required in some cases.
    Conditional,
}

const PRESENCES: &[(Presence, &[&str])] = &[
    (
        Presence::Required,
        &[
            "m",
            "y",
            "yes",
            "required",
            "mandatory",
            "true",
            "si",
            "s",
            "obligatorio",
            "obligatoria",
            "requerido",
            "requerida",
            "r",
            "must",
            "✓",
            "✔",
            "√",
            "●",
            "☑",
            "✅",
            "*",
            "compulsory",
            "✔️",
            "☑️",
            "is required",
            "yes required",
            "always",
            "siempre",
        ],
    ),
    (
        Presence::Optional,
        &[
            "o",
            "n",
            "no",
            "optional",
            "false",
            "opcional",
            "✗",
            "✘",
            "×",
            "☐",
            "❌",
            "not required",
            "no obligatorio",
            "no requerido",
            "not mandatory",
            "no requerida",
            "no obligatoria",
            "✖",
            "✖️",
        ],
    ),
    (
        Presence::Conditional,
        &[
            "c",
            "conditional",
            "condicional",
            "conditionally required",
            "conditional required",
            "conditionally",
            "o/c",
            "c/o",
            "depends",
            "m/o",
            "required conditionally",
            "conditional mandatory",
        ],
    ),
];

/// What a mark in the column of required fields, or beside a name, says.
pub(super) fn presence(mark: &str) -> Option<Presence> {
    let mark = fold(mark)
        .trim()
        .trim_matches(['[', ']', '(', ')', '.', ':', '`', ',', ';', '|', '<', '>'])
        .trim()
        .to_lowercase();
    let found = PRESENCES.iter().find(|(_, list)| list.contains(&mark.as_str()));
    found.map(|(presence, _)| *presence)
}

/// Marks for "yes" that have none for "no": where a column has only these, a blank cell is a no.
pub(super) fn is_tick(mark: &str) -> bool {
    matches!(mark.trim(), "✓" | "✔" | "√" | "●" | "☑" | "✅" | "*" | "✔️" | "☑️")
}

/// A cell that says nothing.
pub(super) fn is_blank(text: &str) -> bool {
    let text = text.trim().to_lowercase();
    matches!(
        text.as_str(),
        "" | "-"
            | "--"
            | "–"
            | "—"
            | "n/a"
            | "na"
            | "none"
            | "/"
            | "\\"
            | "."
            | "n.a."
            | "no aplica"
            | "ninguno"
            | "not applicable"
    )
}

/// What a type's word means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum BaseType {
    Text,
    Url,
    Integer,
    Decimal,
    Boolean,
    DateTime,
    Date,
    Json,
    Object,
    List,
    Map,
    Enum,
}

const TYPES: &[(BaseType, &[&str])] = &[
    (
        BaseType::Text,
        &[
            "string",
            "str",
            "text",
            "varchar",
            "char",
            "cadena",
            "texto",
            "alphanumeric",
            "alfanumerico",
            "uuid",
            "email",
            "nvarchar",
            "character",
        ],
    ),
    (BaseType::Url, &["url", "uri"]),
    (
        BaseType::Integer,
        &[
            "integer",
            "int",
            "long",
            "short",
            "int32",
            "int64",
            "bigint",
            "biginteger",
            "entero",
            "byte",
            "uint",
            "bigint",
            "timestamp millis",
        ],
    ),
    (
        BaseType::Decimal,
        &["decimal", "bigdecimal", "double", "float", "number", "numeric", "numero", "numerico", "money"],
    ),
    (BaseType::Boolean, &["boolean", "bool", "booleano"]),
    (
        BaseType::DateTime,
        &[
            "datetime",
            "date-time",
            "timestamp",
            "date time",
            "date/time",
            "fecha y hora",
            "fecha/hora",
            "fechahora",
        ],
    ),
    (BaseType::Date, &["date", "localdate", "fecha"]),
    (BaseType::Json, &["json", "jsonobject", "any", "jsonnode"]),
    (BaseType::Object, &["object", "struct", "obj", "objeto", "structure", "class", "estructura"]),
    (
        BaseType::List,
        &["array", "list", "set", "collection", "lista", "arreglo", "jsonarray", "vector", "arraylist"],
    ),
    (BaseType::Map, &["map", "hashmap", "dictionary", "dict", "mapa", "diccionario"]),
    (BaseType::Enum, &["enum", "enumeration", "enumerado", "enumeracion"]),
];

/// The type that a word names, unless it is the name of one of the wallet's own types.
pub(super) fn base_type(word: &str) -> Option<BaseType> {
    let word = fold(word).trim().to_lowercase();
    TYPES.iter().find(|(_, list)| list.contains(&word.as_str())).map(|(base, _)| *base)
}

/// Lines that belong to the page, not to the API.
const FURNITURE: &[&str] = &[
    "show all",
    "hide all",
    "show child parameters",
    "hide child parameters",
    "more information about this field",
    "more information",
    "expand",
    "collapse",
    "expand all",
    "collapse all",
    "copy",
    "show more",
    "show less",
    "mostrar todo",
    "mostrar parametros secundarios",
    "mas informacion sobre este campo",
    "ver mas",
    "child parameters",
    "show child attributes",
    "hide child attributes",
    "mostrar mas",
    "ocultar",
    "less information about this field",
];

/// Whether a line is a button of the page.
pub(super) fn is_furniture(text: &str) -> bool {
    FURNITURE.contains(&words(text).as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sections_of_headings() {
        let table = [
            ("Request parameters", Some(Section::Request)),
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

    #[test]
    fn columns_of_tables() {
        let table = [
            ("Field", Some(Column::Name)),
            ("Tipo de dato", Some(Column::Type)),
            ("M/O/C", Some(Column::Required)),
            ("Required?", Some(Column::Required)),
            ("Max. length", Some(Column::Length)),
            ("Length (characters)", Some(Column::Length)),
            ("Obligatorio (M/O)", Some(Column::Required)),
            ("Campo / Field", Some(Column::Name)),
            ("Descripción", Some(Column::Description)),
            ("Further action", Some(Column::Action)),
            ("Color", None),
        ];
        for (heading, expected) in table {
            assert_eq!(column(heading), expected, "{heading}");
        }
    }

    #[test]
    fn no_word_means_two_things() {
        let lists: Vec<&[&str]> = COLUMNS.iter().map(|(_, list)| *list).collect();
        for words in [lists, TYPES.iter().map(|(_, list)| *list).collect()] {
            for (number, list) in words.iter().enumerate() {
                for word in *list {
                    let again = words.iter().skip(number + 1).any(|other| other.contains(word));
                    assert!(!again, "{word}");
                }
            }
        }
    }
}
