//! What goes into one line.

use super::tree::{Collection, Node, Value};

/// A value in one line: a scalar, or what is in brackets. `None` when it has to stand over several lines.
pub(super) fn inline(node: &Node<'_>) -> Option<String> {
    match &node.value {
        Value::Scalar(raw) => (!raw.contains('\n')).then(|| (*raw).to_owned()),
        Value::BlockScalar { .. } => None,
        Value::List(list) if list.flow && !list.has_comments() => {
            let parts: Option<Vec<String>> = list.items.iter().map(|item| inline(&item.node)).collect();
            Some(format!("[{}]", parts?.join(", ")))
        }
        Value::Map(map) if map.flow && !map.has_comments() => braces(map),
        Value::List(_) | Value::Map(_) => None,
    }
}

/// A field that is written over several lines, in one.
pub(super) fn field(node: &Node<'_>) -> Option<String> {
    let Value::Map(map) = &node.value else { return None };
    let is_field =
        map.items.iter().any(|item| item.key == Some("type") && matches!(item.node.value, Value::Scalar(_)));
    let loose = map.items.iter().any(|item| item.blank);
    if map.flow
        || !is_field
        || loose
        || map.has_comments()
        || !map.items.iter().all(|item| fits_braces(&item.node))
    {
        return None;
    }
    let parts: Option<Vec<String>> = map
        .items
        .iter()
        .map(|item| Some(format!("{}: {}", item.key?, inline(&item.node).or_else(|| field(&item.node))?)))
        .collect();
    Some(format!("{{ {} }}", parts?.join(", ")))
}

/// Braces or brackets with nothing in them.
pub(super) fn is_empty(collection: &Collection<'_>) -> bool {
    collection.items.is_empty() && collection.tail.is_empty()
}

fn braces(map: &Collection<'_>) -> Option<String> {
    if map.items.is_empty() {
        return Some("{}".to_owned());
    }
    let parts: Option<Vec<String>> = map.items.iter().map(|item| entry(item.key?, &item.node)).collect();
    Some(format!("{{ {} }}", parts?.join(", ")))
}

/// `key: value`, or `key:` alone.
pub(super) fn entry(key: &str, node: &Node<'_>) -> Option<String> {
    if node.is_nothing() { Some(format!("{key}:")) } else { Some(format!("{key}: {}", inline(node)?)) }
}

/// Whether a value may stand in braces as it is spelled: a comma without quotes would end it there.
fn fits_braces(node: &Node<'_>) -> bool {
    match &node.value {
        Value::Scalar(raw) if raw.starts_with(['"', '\'']) => true,
        Value::Scalar(raw) => !raw.is_empty() && !raw.contains([',', '[', ']', '{', '}', '\n']),
        Value::BlockScalar { .. } => false,
        Value::List(inner) => inner.flow,
        Value::Map(inner) => inner.flow || inner.items.iter().all(|item| fits_braces(&item.node)),
    }
}
