//! Whether a condition of the page is one that can be checked: on fields that are there, and values that they can have.

use super::facts::facts;
use super::tree::FieldNode;
use super::type_text::PageType;
use super::words::BaseType;

/// Whether each comparison of a case is about a field of `nodes`, or about the result where `answers` says that they are a
/// response. What is not goes into the documentation, in words.
pub(super) fn is_sound(case: &str, nodes: &[FieldNode], answers: bool) -> bool {
    case.split(" and ").all(|clause| {
        let words: Vec<&str> = clause.split(' ').collect();
        match words.as_slice() {
            [path, "is", "present" | "absent"] => find(path, nodes).is_some(),
            [path, "=" | "!=", values @ ..] => {
                let values: Vec<&str> = values.iter().copied().filter(|value| *value != "|").collect();
                match path.strip_prefix("result.") {
                    Some(of_result) => answers && is_of_result(of_result, &values),
                    None => find(path, nodes).is_some_and(|node| can_be(node, &values)),
                }
            }
            _ => false,
        }
    })
}

fn is_of_result(field: &str, values: &[&str]) -> bool {
    match field {
        "resultStatus" => values.iter().all(|value| matches!(*value, "S" | "A" | "F" | "U")),
        field => matches!(field, "resultCode" | "resultMessage"),
    }
}

fn find<'a>(path: &str, nodes: &'a [FieldNode]) -> Option<&'a FieldNode> {
    let (first, rest) = path.split_once('.').map_or((path, None), |(first, rest)| (first, Some(rest)));
    let node = nodes.iter().find(|node| node.raw.name == first)?;
    match rest {
        // What is in a list, or in a type that stands elsewhere, is not followed.
        Some(rest) if !node.list && !node.raw.is_list() => find(rest, &node.parts),
        Some(_) => None,
        None => Some(node),
    }
}

fn can_be(node: &FieldNode, values: &[&str]) -> bool {
    let said = facts(&node.raw, &|_| false);
    let is = |test: &dyn Fn(&str) -> bool| values.iter().all(|value| test(value));
    match said.ty {
        Some(PageType::Base(BaseType::Integer)) => is(&|value| value.parse::<i64>().is_ok()),
        Some(PageType::Base(BaseType::Boolean)) => is(&|value| matches!(value, "true" | "false")),
        None | Some(PageType::Base(BaseType::Text | BaseType::Enum)) => {
            is(&|value| said.values.is_empty() || said.values.iter().any(|(listed, _)| listed == value))
        }
        _ => false,
    }
}
