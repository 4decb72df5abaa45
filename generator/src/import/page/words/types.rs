//! Names of types.

use super::super::fold::fold;
use super::has;

/// What a type's word means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in super::super) enum BaseType {
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

const TYPES: &[(BaseType, &str)] = &[
    (
        BaseType::Text,
        "string, str, text, varchar, char, cadena, texto, alphanumeric, alfanumerico, uuid, email, \
         nvarchar, character, characters, an, ans, varchar2, cadena de texto, cadena de caracteres, \
         texto libre, alpha, alphabetic, alfabetico, a",
    ),
    (BaseType::Url, "url, uri"),
    (
        BaseType::Integer,
        "integer, int, long, short, int32, int64, bigint, biginteger, entero, byte, uint, numero entero, \
         timestamp millis, integer number, whole number, long integer, positive integer, natural number, \
         entero positivo, entero largo",
    ),
    (
        BaseType::Decimal,
        "decimal, bigdecimal, double, float, number, numeric, numero, numerico, money, n, decimal number, \
         numero decimal",
    ),
    (BaseType::Boolean, "boolean, bool, booleano, logico"),
    (
        BaseType::DateTime,
        "datetime, date-time, timestamp, date time, date/time, fecha y hora, fecha/hora, fechahora, iso8601, iso 8601, date and time, offsetdatetime",
    ),
    (BaseType::Date, "date, localdate, fecha"),
    (BaseType::Json, "json, jsonobject, any, jsonnode"),
    (BaseType::Object, "object, struct, obj, objeto, structure, class, estructura"),
    (BaseType::List, "array, list, set, collection, lista, listado, arreglo, jsonarray, vector, arraylist"),
    (BaseType::Map, "map, hashmap, dictionary, dict, mapa, diccionario"),
    (BaseType::Enum, "enum, enumeration, enumerado, enumeracion"),
];

/// The type that a word names, unless it is the name of one of the wallet's own types.
pub(in super::super) fn base_type(word: &str) -> Option<BaseType> {
    let word = fold(word).trim().to_lowercase();
    TYPES.iter().find(|(_, list)| has(list, &word)).map(|(base, _)| *base)
}

#[cfg(test)]
mod tests {
    use super::super::is_unambiguous;
    use super::*;

    #[test]
    fn no_word_means_two_things() {
        assert!(is_unambiguous(TYPES.iter().map(|(_, list)| *list)));
    }
}
