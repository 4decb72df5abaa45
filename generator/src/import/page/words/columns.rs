//! Headings of columns.

use super::super::fold::words;
use super::has;

/// A column of a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in super::super) enum Column {
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
const COLUMNS: &[(Column, &str)] = &[
    (
        Column::Name,
        "field, fields, param name, nombre del atributo, elements, nombre tecnico, identifier, argumento, dato, field name, name, parameter, parameters, parameter name, param, params, property, \
         properties, key, attribute, attributes, element, campo, campos, nombre, nombre del campo, \
         nombre de campo, nombre del parametro, nombre de parametro, parametro, parametros, propiedad, \
         atributo, variable, variable name, member, json field, field id, element name, parameter id, item, request parameter, response parameter, json key, attribute name, \
         property name, elemento, clave, argument",
    ),
    (
        Column::Type,
        "type, tipo de variable, data format, data type, datatype, field type, format, formato, tipo, tipo de dato, tipo de datos, value type, \
         type/length, tipo/longitud, parameter type, json type, type and length, data type/length, \
         tipo de campo, tipo y longitud, datatypes, data types",
    ),
    (
        Column::Required,
        "required, mandatory, optional/required, req d, requerimiento, presencia, requirement level, o/c, r/o, mand, \
         obligatory/optional, requirement, m/o, m/o/c, m/c/o, o/m, m / o, is required, if required, \
         mandatory/optional, required/optional, mandatory / optional, obligatorio, obligatoria, \
         requerido, requerida, es obligatorio, oblig, necessity, mandatory y/n, necesidad, \
         required y/n, mandatory conditional, m/o/c flag, opt/req, req/opt, is mandatory, required or optional, es requerido, obligatoriedad, need, needed, must, \
         presence, requiredness, required or not, obligatorio/opcional, required/optional/conditional, \
         req, necesario, whether required, whether mandatory, mandatory or optional, obligatory, \
         mandatory/optional/conditional, requerido/opcional, compulsory, cardinality, optionality, y/n, yes/no, s/n, si/no",
    ),
    (Column::Optional, "optional, opcional, is optional, es opcional"),
    (
        Column::Length,
        "length, tamano max, field size, largo max, max chars, max length, maximum length, len, max len, size, max size, maximum size, longitud, \
         longitud maxima, longitud max, long max, long, lon, tamano, tamano maximo, length limit, maxlength, \
         character limit, largo, largo maximo, field length, max characters, caracteres, max, limit, \
         limite, max field length, data length, length range, longitud del campo",
    ),
    (Column::MinLength, "min length, minimum length, minlength, longitud minima, min, min len"),
    (
        Column::MaxItems,
        "max items, maximum items, max elements, max count, maximo de elementos, max number of elements",
    ),
    (Column::Range, "value range, range, rango, rango de valores, valid range, intervalo"),
    (
        Column::Values,
        "enum, enums, values, valid values, allowed values, enumeration, possible values, enum values, \
         valores, valores validos, valores permitidos, valores posibles, options, enumeracion, \
         accepted values, supported values",
    ),
    (
        Column::Default,
        "default, default value, valor por defecto, valor predeterminado, predeterminado, por defecto, \
         defaults",
    ),
    (
        Column::Condition,
        "condition, conditions, condicion, condiciones, required when, conditional, condicional",
    ),
    (
        Column::Description,
        "description, uso, description and constraints, field description, descripcion del campo, information, info, \
         reglas, desc, descriptions, remark, remarks, note, notes, comment, comments, details, \
         detail, meaning, explanation, descripcion, observaciones, observacion, notas, nota, comentarios, \
         comentario, detalle, detalles, explicacion, definition, definicion, instructions, usage, \
         significado, obs, desc/notes, text, purpose, description/remarks, description and notes, more information, \
         additional information, constraints, restrictions, restricciones, validation, rules",
    ),
    (
        Column::Example,
        "example, examples, sample, example value, sample value, ejemplo, ejemplos, valor de ejemplo",
    ),
    (
        Column::Code,
        "result code, codes, codigo resultado, error, error code, code, return code, resultcode, errorcode, codigo, codigo de error, \
         codigo de resultado, result codes, error codes, response code, codigo de respuesta",
    ),
    (
        Column::Status,
        "result status, tipo de resultado, status, resultstatus, estado, estado del resultado, estatus, result",
    ),
    (
        Column::Message,
        "result message, resulta, error description, reason, message, resultmessage, error message, mensaje, mensaje de error, \
         mensaje de resultado",
    ),
    (
        Column::Action,
        "further action, suggestion, suggestions, sugerencia, next action, accion sugerida, recommended handling, handling suggestion, accion posterior, \
         how to fix, merchant action, action, actions, solution, solutions, how to handle, what to do, accion, \
         acciones, accion a seguir, accion adicional, accion siguiente, next step, next steps, handling, \
         suggested action, recommended action, solucion, further actions, accion recomendada, resolution, \
         how to solve, troubleshooting, siguiente accion, que hacer, recommendation",
    ),
    (Column::Value, "value, valor"),
];

/// What a column holds, by its heading.
pub(in super::super) fn column(heading: &str) -> Option<Column> {
    let outside = words(heading);
    // What is in parentheses may be all that there is: `(M/O)`.
    let found = if outside.is_empty() { words(&heading.replace(['(', ')'], " ")) } else { outside };
    let exact = |text: &str| COLUMNS.iter().find(|(_, list)| has(list, text)).map(|(column, _)| *column);
    // `Usage (M/O/C)`.
    let inside = heading.split_once('(').map(|(_, rest)| words(&rest.replace(')', " ")));
    let marks = inside.filter(|inside| inside.contains('/')).and_then(|inside| exact(&inside));
    let named = exact(&found);
    named
        .filter(|column| *column == Column::Name)
        .or(marks.filter(|column| *column == Column::Required))
        .or(named)
        .or_else(|| {
            let tight = found.replace(" / ", "/");
            exact(&tight)
        })
        .or_else(|| {
            // Two languages or two columns in one: `Campo / Field`, `Field Name / Nombre`.
            found.split('/').map(str::trim).find_map(exact)
        })
}

#[cfg(test)]
mod tests {
    use super::super::is_unambiguous;
    use super::*;

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
            ("Usage (M/O/C)", Some(Column::Required)),
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
        assert!(is_unambiguous(COLUMNS.iter().map(|(_, list)| *list)));
    }
}
